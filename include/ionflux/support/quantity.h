#pragma once

/// Values with units, checked by udunits2.

#include <ionflux/support/given_value.h>

#include <memory>
#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace ionflux {

/// SI value of a text such as "100 mmol/L", "-0.2 e/nm^2", "25 mV", "5" (a bare number is SI).
///
/// @param text what the user wrote: one number and, after white space, a unit
/// @param unit SI unit of the parameter, "" for a dimensionless one
/// @throws std::invalid_argument with the reason in one sentence (no such unit, wrong dimension,
///         not a finite number), without naming the parameter
double parse_quantity(const std::string& text, const std::string& unit);

/// Several quantities separated by commas; each may carry its own unit.
std::vector<double> parse_quantities(const std::string& text, const std::string& unit);

/// A constant "25 mV" or an expression of position with its unit in brackets, "0.1*x/nm [V]".
///
/// Inside the expression x, y, z (r, z when axisymmetric) are metres, and nm, um, mm, pi and the
/// usual functions of muParser are known. Compiled and tried at once.
/// @param clock what the expression takes for the time t [s]; null: it may not depend on time
/// @throws std::invalid_argument as parse_quantity
GivenValue parse_given_value(const std::string& text, const std::string& unit,
                             bool axisymmetric = false,
                             const std::shared_ptr<double>& clock = nullptr);

/// On which of their smooth pieces the functions with kinks in an expression are at a point, in the
/// order of their evaluation: step, ramp, triangle, pulse, table, abs, sign, min, max, floor, ceil.
/// A change says that the value may have jumped or bent in between.
std::vector<double> branches_of(const GivenValue& value, const GivenValue::Point& x);

/// Declare a parameter that holds a quantity in `unit`; the pattern refuses other dimensions.
void declare_quantity(dealii::ParameterHandler& prm, const std::string& name,
                      const std::string& default_value, const std::string& unit,
                      const std::string& documentation);

/// Declare a comma-separated list of quantities.
void declare_quantities(dealii::ParameterHandler& prm, const std::string& name,
                        const std::string& default_value, const std::string& unit,
                        const std::string& documentation);

/// Declare a constant or an expression with a unit.
void declare_given_value(dealii::ParameterHandler& prm, const std::string& name,
                         const std::string& default_value, const std::string& unit,
                         const std::string& documentation);

/// SI value of a declared quantity (the handler is inside the section).
double get_quantity(const dealii::ParameterHandler& prm, const std::string& name,
                    const std::string& unit);
std::vector<double> get_quantities(const dealii::ParameterHandler& prm, const std::string& name,
                                   const std::string& unit);

} // namespace ionflux
