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
       "metre of depth."},
      {Kind::stern_layer,
       "Stern capacitance",
       "F/m^2",
       false,
       false,
       false,
       "Capacitance per area of a charge-free compact layer between an electrode and the boundary, "
       "where the domain begins: the electrode shows the charge C (V - V_pzc - phi) per area.",
       {{"Electrode potential", "V", "", "Potential V of the electrode behind the compact layer."},
        {"Potential of zero charge", "V", "0 V",
         "V_pzc, electrode potential without charge where the electrolyte is at 0 V."}},
       true},
      {Kind::charge_regulation,
       "Site density",
       "1/m^2",
       false,
       false,
       true,
       "Number per area of surface sites that release a proton, SiOH <-> SiO- + H+ (silica: 5 to 8 "
       "nm^-2): the surface charge -e Gamma / (1 + [H+] / K) follows the protons at the surface.",
       {{"pK", "", "", "Acid constant of the sites, K = 10^-pK mol/L (silica: 6.8 to 7.5)."},
        {"Proton", "", "", "Species whose concentration at the surface is [H+].", true, true},
        {"pH", "", "",
         "Without a proton species: pH of a bath with which the surface exchanges "
         "protons, [H+] = 10^-pH mol/L exp(-(phi - phi_bath) F/RT).",
         false, true},
        {"Reference potential of pH", "V", "0 V", "Potential phi_bath of that bath."},
        {"Compact layer capacitance", "F/m^2", "",
         "Capacitance per area between the sites and the boundary (basic Stern model; not set: "
         "the sites lie on the boundary).",
         false, true}},
       true},
      {Kind::permeability,
       "Permeability",
       "m/s",
       true,
       false,
       false,
       "Permeability P of a film between the boundary and a stirred outside: the flux of the "
       "species "
       "into the domain is P (c_outside - c).",
       {{"Outside concentration", "mol/m^3", "", "Concentration c_outside behind the film."}},
       true},
      {Kind::membrane_permeability,
       "Membrane permeability",
       "m/s",
       true,
       false,
       true,
       "Makes the interface a thin membrane, where potential and concentrations jump: permeability "
       "to the species in Goldman's equation, J = P u (c1 - c2 exp(-u)) / (1 - exp(-u)), u = z F "
       "(phi1 - phi2) / RT (default: zero).",
       {},
       false,
       true},
      {Kind::membrane_capacitance,
       "Membrane capacitance",
       "F/m^2",
       false,
       false,
       true,
       "Makes the interface a thin membrane: capacitance per area, which lets the displacement C "
       "(phi1 - phi2) pass (default: zero).",
       {},
       false,
       true}};
  return table;
}

const BoundaryLaw& boundary_law(const BoundaryLawKind kind) {
  for (const BoundaryLaw& law : boundary_laws())
    if (law.kind == kind) return law;
  throw std::logic_error("boundary law without a row in the table");
}

} // namespace ionflux
