#pragma once

#include <ionflux/support/given_value.h>

#include <array>
#include <vector>

namespace ionflux {

/// Two roundings of one time, a <= b, are one: a step from one to the other would divide the
/// rounding of contents by nearly nothing.
inline bool is_same_time(const double a, const double b) { return b - a <= 1e-12 * b; }

/// Times in (0, end] at which an expression jumps or bends, as far as the functions of
/// branches_of() tell, ascending, to the last bit: the first number behind a jump.
///
/// It is looked at at some thousand times, evenly spaced and towards 0; a pair of kinks between two
/// of them is not seen. No more than `most` are found.
///
/// @param clock time of the expression [s]; left at 0
std::vector<double> find_time_breaks(const GivenValue& value, double& clock, double end,
                                     unsigned int most);

/// Least and greatest value in [0, end] at the place {}, as far as the times that are looked at
/// show.
///
/// @param clock time of the expression [s]; left at 0
std::array<double, 2> range_in_time(const GivenValue& value, double& clock, double end);

} // namespace ionflux
