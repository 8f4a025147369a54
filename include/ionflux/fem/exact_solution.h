#pragma once

#include <ionflux/fem/exact_composition.h>
#include <ionflux/fem/exact_mobility.h>
#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/material.h>
#include <ionflux/support/smooth_function.h>

#include <array>
#include <vector>

namespace ionflux {

/// A manufactured solution: the user's potential and concentrations, and by calculus the fluxes and
/// sources that belong to them. SI units, physical formulas: nothing here is shared with the weak
/// form or its scaling, which are what a convergence study checks.
///
/// The given concentrations are those in a material with standard potential 0 (and, where
/// activities depend on the material, in the first one); elsewhere they are such that mu is
/// continuous: see ExactComposition.
class ExactSolution {
public:
  using Point = GivenValue::Point;
  using Vector = std::array<double, 3>;

  /// Everything at one point, seen from one region.
  struct State {
    Point place = {};
    double potential = 0.0;         ///< [V]
    Vector potential_gradient = {}; ///< [V/m]
    ExactComposition::State composition;
    std::vector<double> potential_of;      ///< electrochemical potentials [J/mol], standard 1 mol/L
    std::vector<Vector> potential_of_grad; ///< [J/(mol m)]
  };

  /// @param material_of_region index into `materials` by region (deal.II material id)
  ExactSolution(SmoothFunction potential, std::vector<SmoothFunction> concentrations,
                const Electrolyte& electrolyte, const std::vector<Material>& materials,
                const std::vector<unsigned int>& material_of_region);

  /// @throws InputError where a concentration is not positive although its electrochemical
  /// potential
  ///         is the unknown, or anything is not finite
  void evaluate(const Point& x, unsigned int region, State& state) const;

  /// Flux of a species, J = c v - (D c / RT) grad mu = c v - D (grad c + c grad ln gamma + z c F/RT
  /// grad phi) or as the mobility model says, with the velocity v of the solvent [mol/(m^2 s)].
  Vector flux(const State& state, unsigned int species, unsigned int region) const;

  /// div J of a species less what reactions make of it [mol/(m^3 s)]: the source that the solution
  /// needs.
  double production(const Point& x, const State& state, unsigned int species,
                    unsigned int region) const;

  /// Electric displacement -eps0 eps_r grad phi [C/m^2].
  Vector displacement(const State& state, unsigned int region) const;

  /// Charge density that the potential needs besides the ions', div D - F sum z c [C/m^3].
  double background_charge(const Point& x, const State& state, unsigned int region) const;

  /// Electrochemical potential of a species [J/mol], standard 1 mol/L; no material matters.
  double electrochemical_potential(const Point& x, unsigned int species) const;

  bool is_present(const unsigned int species, const unsigned int region) const {
    return !material(region).excluded[species];
  }
  const SmoothFunction& potential() const { return phi; }

private:
  const Material& material(const unsigned int region) const {
    return materials[material_of_region[region]];
  }
  /// @param divergence theirs too?
  ExactMobility::Forces forces(const State& state, unsigned int region, bool divergence) const;
  double field_factor(const State& state, const Reaction& reaction, unsigned int region) const;
  double reaction_production(const State& state, unsigned int species, unsigned int region) const;
  Vector velocity_of(const Point& x, unsigned int region) const;

  const SmoothFunction phi;
  const Electrolyte electrolyte;
  const std::vector<Material> materials;
  const std::vector<unsigned int> material_of_region;
  const ExactComposition composition;
  const ExactMobility mobility;
};

} // namespace ionflux
