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
      {Kind::current, "Current", "A or A/m", false, true, false,
       "Total electric current into the domain through the surfaces of this subsection together "
       "(galvanostatic); their common potential is then an unknown, found with the solution. It "
       "needs "
       "a bath or concentrations here. 0 A gives the zero-current (reversal) potential. Planar "
       "2-D: "
       "per metre of depth. Tables of fluxes count outward: there the sign is the opposite."},
      {Kind::total_charge, "Total charge", "C or C/m", false, true, false,
       "Charge of a floating conductor behind the surfaces of this subsection together (0 C: "
       "uncharged metal); its potential is then an unknown, found with the solution. Planar 2-D: "
       "per "
       "metre of depth."}};
  return table;
}

const BoundaryLaw& boundary_law(const BoundaryLawKind kind) {
  for (const BoundaryLaw& law : boundary_laws())
    if (law.kind == kind) return law;
  throw std::logic_error("boundary law without a row in the table");
}

} // namespace ionflux
