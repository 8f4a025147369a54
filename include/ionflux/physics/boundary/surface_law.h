#pragma once

/// Boundary laws that depend on the unknowns at the surface, as one function of them.

#include <ionflux/physics/boundary/boundary_law.h>
#include <ionflux/physics/boundary/charge_regulation.h>
#include <ionflux/physics/boundary/permeability.h>
#include <ionflux/physics/boundary/stern_layer.h>
#include <ionflux/physics/point_law.h>

#include <cmath>

namespace ionflux {

/// A law at one point of a surface, dimensionless.
struct PointSurfaceLaw {
  BoundaryLawKind kind;
  int species = -1;                 ///< whose flux it is; -1: charge
  int partner = -1;                 ///< the proton, -1: none
  double strength = 0.0;            ///< capacitance, site density, permeability
  double given = 0.0;               ///< V - V_pzc; [H+] / K at phi = 0, or 1 / K; c outside
  double compact_capacitance = 0.0; ///< of a compact layer in series; 0: none
  double reference = 0.0;           ///< potential where the given pH holds
};

/// The value of a number with derivatives.
inline double value_of(const double number) { return number; }
template <typename Number>
double value_of(const Number& number) {
  return number.val();
}

/// What the law adds: charge per area, or flux into the domain.
///
/// @param load factor of what drives: of a bias, of the sites, of the permeability
template <typename Number>
Number surface_value(const PointSurfaceLaw& law, const IdealElectrolyte& electrolyte,
                     const Number* unknowns, const PointMaterial& material, const double load) {
  using std::exp;
  switch (law.kind) {
  case BoundaryLawKind::stern_layer:
    return stern_charge(unknowns[0], law.strength, load * law.given);
  case BoundaryLawKind::permeability: {
    const Number c = electrolyte.concentration(law.species, unknowns, material);
    return permeation_flux(c, load * law.strength, law.given);
  }
  case BoundaryLawKind::charge_regulation: {
    Number ratio;
    if (law.partner >= 0)
      ratio = law.given * electrolyte.concentration(law.partner, unknowns, material);
    else
      ratio = law.given * exp(load * law.reference - unknowns[0]);
    return regulated_charge(ratio, load * law.strength, law.compact_capacitance, value_of(ratio));
  }
  default:
    throw std::logic_error("this boundary law does not depend on the unknowns");
  }
}

} // namespace ionflux
