#pragma once

#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/material.h>
#include <ionflux/physics/mobility/point_mobility.h>
#include <ionflux/support/smooth_function.h>

#include <array>
#include <memory>
#include <vector>

namespace ionflux {

/// Fluxes of a manufactured solution, J_i = - sum_j M_ij F_j with the forces F_j = c_j grad mu_j /
/// RT, and by calculus their divergences, from the mobility models and from diffusivity factors
/// that vary in space. SI units.
class ExactMobility {
public:
  using Point = GivenValue::Point;
  using Vector = std::array<double, 3>;

  /// What acts at a point, by species; 0 for those that are not there.
  struct Forces {
    std::vector<double> concentration; ///< [mol/m^3]
    std::vector<Vector> gradient;      ///< of it [mol/m^4]
    std::vector<Vector> force;         ///< c grad mu / RT [mol/m^4]
    std::vector<double> divergence;    ///< of the force [mol/m^5]; for divergence() only
  };

  /// @throws InputError for a Fickian model where diffusivity factors vary in space and activities
  ///         are not ideal, whose derivative is not there
  ExactMobility(const Electrolyte& electrolyte, const std::vector<Material>& materials);

  /// Flux of a species [mol/(m^2 s)].
  Vector flux(const Point& x, unsigned int material, const Forces& forces,
              unsigned int species) const;

  /// Its divergence [mol/(m^3 s)].
  double divergence(const Point& x, unsigned int material, const Forces& forces,
                    unsigned int species) const;

private:
  PointMobility find(const Point& x, unsigned int material, const Forces& forces,
                     bool slopes) const;

  const std::vector<double> diffusivity;                      ///< D_i [m^2/s]
  std::vector<std::vector<SmoothFunction>> factor;            ///< by material and species
  std::vector<std::vector<unsigned int>> dissolved;           ///< by material
  std::vector<std::shared_ptr<const MobilityModel>> mobility; ///< null: Nernst-Einstein
  std::vector<std::shared_ptr<const ActivityModel>> activity;
};

} // namespace ionflux
