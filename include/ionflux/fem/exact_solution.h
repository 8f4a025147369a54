#pragma once

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
/// The given concentrations are those in a material with standard potential 0; elsewhere they are
/// multiplied by the partition coefficient exp(-mu0/RT), so that mu is continuous.
class ExactSolution {
public:
  using Point = GivenValue::Point;
  using Vector = std::array<double, 3>;

  /// Everything at one point, seen from one region.
  struct State {
    double potential = 0.0;                ///< [V]
    Vector potential_gradient = {};        ///< [V/m]
    std::vector<double> concentration;     ///< [mol/m^3]; 0 where the species cannot enter
    std::vector<Vector> gradient;          ///< of the concentrations [mol/m^4]
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

  /// Nernst-Planck flux of a species, J = -D (grad c + z c F/RT grad phi) [mol/(m^2 s)].
  Vector flux(const State& state, unsigned int species, unsigned int region) const;

  /// div J of a species [mol/(m^3 s)]: the source that the solution needs.
  double production(const Point& x, const State& state, unsigned int species,
                    unsigned int region) const;

  /// Electric displacement -eps0 eps_r grad phi [C/m^2].
  Vector displacement(const State& state, unsigned int region) const;

  /// Charge density that the potential needs besides the ions', div D - F sum z c [C/m^3].
  double background_charge(const Point& x, const State& state, unsigned int region) const;

  bool is_present(const unsigned int species, const unsigned int region) const {
    return !material(region).excluded[species];
  }
  const SmoothFunction& potential() const { return phi; }
  const SmoothFunction& concentration(const unsigned int species) const { return c[species]; }

private:
  const Material& material(const unsigned int region) const {
    return materials[material_of_region[region]];
  }
  [[noreturn]] void refuse(const Point& x, unsigned int species, double value) const;
  double partition(unsigned int species, unsigned int region) const;
  double diffusivity(unsigned int species, unsigned int region) const;

  const SmoothFunction phi;
  const std::vector<SmoothFunction> c;
  const Electrolyte electrolyte;
  const std::vector<Material> materials;
  const std::vector<unsigned int> material_of_region;
};

} // namespace ionflux
