#pragma once

/// Boundary laws that depend on the unknowns at the surface, as one function of them.

#include <ionflux/physics/boundary/boundary_law.h>
#include <ionflux/physics/transport_law.h>

#include <vector>

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

/// What the law adds: charge per area, or flux into the domain.
///
/// @param unknowns n_fields() values: phi, then mu_i or c_i of each species
/// @param load     factor of what drives: of a bias, of the sites, of the permeability
double surface_value(const PointSurfaceLaw& law, const TransportLaw& transport,
                     const double* unknowns, const PointMaterial& material, double load);

/// Derivatives of surface_value() by all unknowns, n_fields() numbers.
void surface_slopes(const PointSurfaceLaw& law, const TransportLaw& transport,
                    const double* unknowns, const PointMaterial& material, double load,
                    std::vector<double>& slopes);

/// Can surface_value() depend on unknown m?
bool surface_depends_on(BoundaryLawKind kind, int species, int partner,
                        const TransportLaw& transport, unsigned int m);

} // namespace ionflux
