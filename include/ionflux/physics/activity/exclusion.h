#pragma once

#include <ionflux/physics/activity/activity_model.h>

#include <vector>

namespace ionflux {

/// ln c from x_i - k_i ln s = w_i with s = 1 - sum v_j exp(x_j), the free part of the room: one
/// equation for y = ln s,
///
///     ln( exp(y) + sum v_i exp(w_i + k_i y) ) = 0,
///
/// convex and increasing, so that Newton's method from 0 comes down to the root without fail, at
/// once where all k_i = 1. y is exact however crowded it is (c itself is not: 1 - s is 1).
///
/// @param exponents k_i >= 0
/// @param log_volumes ln v_i
/// @param start ln c near the solution; null: begin with an empty room
/// @param inverse d x_i / d w_j
InversionStatus invert_exclusion(const std::vector<double>& exponents,
                                 const std::vector<double>& log_volumes, const double* w,
                                 const double* start, double* x, double* inverse);

} // namespace ionflux
