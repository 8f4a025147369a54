#pragma once

/// What three meshes say about the order of convergence and the limit.

#include <string>

namespace ionflux {

/// Order from two errors, ln(coarse/fine) / ln(ratio); nan if it has no meaning.
///
/// @param ratio of the mesh sizes, coarse over fine, > 1
double order_of_errors(double coarse, double fine, double ratio);

/// Outcome of Richardson's extrapolation.
struct Extrapolation {
  double order = 0.0;       ///< observed; nan if the values do not approach a limit monotonically
  double value = 0.0;       ///< extrapolated, or the finest value if there is no order
  double uncertainty = 0.0; ///< half width of the interval around the FINEST value, see below
  std::string note;         ///< why the extrapolation is not to be trusted; empty: it is
};

/// Richardson's extrapolation with the grid convergence index of Roache (J Fluids Eng 116, 1994,
/// 405; Celik et al., J Fluids Eng 130, 2008, 078001, for unequal ratios).
///
/// Uncertainty: 1.25 |fine - medium| / (r^q - 1), with the observed order q, but at most the
/// theoretical one: lucky orders do not make it small. If the order is below 0.5, or the values do
/// not approach a limit monotonically, it is 3 times the largest difference (Eca and Hoekstra, J
/// Comput Phys 262, 2014, 104). If they differ by rounding only (relative `noise`), the finest
/// value is the limit.
///
/// @param ratio_1 mesh size of coarse over medium, > 1
/// @param ratio_2 mesh size of medium over fine, > 1
Extrapolation extrapolate(double coarse, double medium, double fine, double ratio_1, double ratio_2,
                          double theoretical_order, double noise = 1e-10);

} // namespace ionflux
