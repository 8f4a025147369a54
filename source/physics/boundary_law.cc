#include <ionflux/physics/boundary/boundary_law.h>

namespace ionflux {

const std::vector<BoundaryLaw>& boundary_laws() {
  using Kind = BoundaryLawKind;
  static const std::vector<BoundaryLaw> table = {
      {Kind::potential, "Potential", "V", false, true, false,
       "Electric potential on the boundary (an electrode or the far end of a bath)."},
      {Kind::surface_charge, "Surface charge", "C/m^2", false, false, true,
       "Fixed charge per area, on a boundary or on an interface between two regions."},
      {Kind::concentration, "Concentration", "mol/m^3", true, true, false,
       "Concentration of the species on the boundary."},
      {Kind::electrochemical_potential, "Electrochemical potential", "J/mol", true, true, false,
       "Electrochemical potential mu = mu0 + RT ln(c / (1 mol/L)) + z F phi of the species on the "
       "boundary: an electrode that is reversible to it."},
      {Kind::flux, "Flux", "mol/m^2/s", true, false, false,
       "Molar flux of the species into the domain through the boundary (default: zero)."},
      {Kind::membrane_permeability, "Membrane permeability", "m/s", true, false, true,
       "Makes the interface a thin membrane, where potential and concentrations jump: permeability "
       "to the species in Goldman's equation, J = P u (c1 - c2 exp(-u)) / (1 - exp(-u)), u = z F "
       "(phi1 - phi2) / RT (default: zero).",
       true},
      {Kind::membrane_capacitance, "Membrane capacitance", "F/m^2", false, false, true,
       "Makes the interface a thin membrane: capacitance per area, which lets the displacement C "
       "(phi1 - phi2) pass (default: zero).",
       true}};
  return table;
}

const BoundaryLaw& boundary_law(const BoundaryLawKind kind) {
  for (const BoundaryLaw& law : boundary_laws())
    if (law.kind == kind) return law;
  throw std::logic_error("boundary law without a row in the table");
}

} // namespace ionflux
