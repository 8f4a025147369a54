#pragma once

namespace ionflux {

/// Gradients of all unknowns at a point, dimensionless, wherever the caller has them.
struct PointGradient {
  const double* values = nullptr; ///< null: zero
  unsigned int dim = 0;           ///< number of directions
  unsigned int by_direction = 0;  ///< distance of the directions in `values`
  unsigned int by_field = 1;      ///< distance of the fields

  double operator()(const unsigned int direction, const unsigned int field) const {
    return values[direction * by_direction + field * by_field];
  }
};

} // namespace ionflux
