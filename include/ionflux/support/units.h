#pragma once

/// The one place that talks to udunits2.

#include <string>

namespace ionflux {

/// SI value of `number` given in `unit`, for a parameter whose SI unit is `si_unit`.
///
/// Knows udunits' units and M, mM, uM (molar), e, eV (CODATA 2018) and cal (4.184 J). Powers are
/// the only digits a unit may contain; logarithmic units and origins in time are refused.
/// @param unit    unit as the user wrote it, "" for none (then `number` is returned)
/// @param si_unit udunits syntax, "" for a dimensionless parameter
/// @throws std::invalid_argument with the reason, the expected dimension and an example
double to_si(double number, const std::string& unit, const std::string& si_unit);

/// What is expected of a parameter in `si_unit`: "a voltage such as 25 mV".
std::string expected_quantity(const std::string& si_unit);

} // namespace ionflux
