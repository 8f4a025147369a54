#pragma once

#include <ionflux/support/given_value.h>

#include <array>
#include <functional>

namespace ionflux {

/// Velocity of the solvent, given: what carries the species besides their own driving forces, (E2)
/// J_i = ... + c_i v. Its divergence is zero (checked on the mesh, fem/flow_survey.h).
struct Flow {
  using Vector = std::array<double, 3>;

  /// [m/s] at a point in metres, components as coordinates are: (x, y, z), or (r, z, 0) in
  /// axisymmetric runs. Empty: the solvent is at rest.
  std::function<Vector(const GivenValue::Point&)> velocity;

  bool exists() const { return static_cast<bool>(velocity); }

  /// Symmetric, row by row.
  using Tensor = std::array<double, 9>;

  /// Eddy diffusivity or dispersion tensor K [m^2/s] at such a point: mixing by the flow adds
  /// - K grad c_i to every flux. Empty: none.
  std::function<Tensor(const GivenValue::Point&)> dispersion;
};

} // namespace ionflux
