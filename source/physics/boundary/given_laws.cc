// Laws that give a value whatever the state: a number and its scale.

#include <ionflux/physics/boundary/boundary_law.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

BoundaryLaw potential_law() {
  BoundaryLaw law;
  law.name = "Potential";
  law.unit = "V";
  law.documentation = "Electric potential on the boundary (an electrode or the far end of a bath).";
  law.example = {0.1};
  law.limit = {1e3, "40,000 thermal voltages: electrolytes break down long before"};
  law.gives = Gives::potential;
  law.fixes_potential = law.is_electrode = true;
  law.scaled = [](const double value, const Scaling& scaling) {
    return value / scaling.potential();
  };
  return law;
}

BoundaryLaw surface_charge_law() {
  BoundaryLaw law;
  law.name = "Surface charge";
  law.unit = "C/m^2";
  law.documentation =
      "Fixed charge per area, on a boundary or on an interface between two regions.";
  law.example = {-0.02};
  law.limit = {100.0, "600 elementary charges per nm^2: no surface holds them"};
  law.sides = 1;
  law.on_interface = law.charges_wall = true;
  law.scaled = [](const double value, const Scaling& scaling) {
    return value / scaling.surface_charge();
  };
  return law;
}

BoundaryLaw concentration_law() {
  BoundaryLaw law;
  law.name = "Concentration";
  law.unit = "mol/m^3";
  law.documentation = "Concentration of the species on the boundary.";
  law.example = {10.0};
  law.limit = {1e6, "pure water is 55,500 mol/m^3"};
  law.of_species = true;
  law.gives = Gives::concentration;
  law.scaled = [](const double value, const Scaling& scaling) {
    return value / scaling.concentration;
  };
  return law;
}

BoundaryLaw electrochemical_potential_law() {
  BoundaryLaw law;
  law.name = "Electrochemical potential";
  law.unit = "J/mol";
  law.documentation =
      "Electrochemical potential mu = mu0 + RT ln(c / (1 mol/L)) + z F phi of the species on the "
      "boundary: an electrode that is reversible to it.";
  law.example = {-5e3};
  law.of_species = true;
  law.gives = Gives::electrochemical_potential;
  law.fixes_potential = true;
  law.scaled = [](const double value, const Scaling& scaling) {
    return value / scaling.energy() + scaling.standard_state_shift();
  };
  return law;
}

BoundaryLaw flux_law() {
  BoundaryLaw law;
  law.name = "Flux";
  law.unit = "mol/m^2/s";
  law.documentation =
      "Molar flux of the species into the domain through the boundary (default: zero).";
  law.example = {1e-3};
  law.of_species = true;
  law.sides = 1;
  law.scaled = [](const double value, const Scaling& scaling) {
    return value / scaling.flux_density();
  };
  return law;
}

BoundaryLaw current_law() {
  BoundaryLaw law;
  law.name = "Current";
  law.unit = "A or A/m";
  law.documentation =
      "Total electric current into the domain through the surfaces of this subsection together "
      "(galvanostatic); their common potential is then an unknown, found with the solution. It "
      "needs a bath or concentrations here, or reactions in 'Surface reactions' (in time "
      "also a Stern layer) without an 'Electrode potential': that of the metal is then the "
      "unknown, and 0 A gives a corrosion potential. With a bath, 0 A gives the zero-current "
      "(reversal) potential. Planar 2-D: per "
      "metre of depth. Tables of fluxes count outward: there the sign is the opposite.";
  law.example = {1e-9};
  law.gives = Gives::current;
  law.is_electrode = true;
  law.total = [](const double whole, const Scaling& scaling, const unsigned int dimension) {
    return whole * constants::faraday * scaling.total_flux(dimension);
  };
  return law;
}

const BoundaryLaw& current_through_reactions() {
  static const BoundaryLaw row = [] {
    BoundaryLaw law = current_law();
    law.gives = Gives::nothing;
    law.drives_metal = true;
    law.sides = 1; // adds no term of its own: the reactions let it through
    law.scaled = [](double, const Scaling&) { return 0.0; };
    return law;
  }();
  return row;
}

BoundaryLaw total_charge_law() {
  BoundaryLaw law;
  law.name = "Total charge";
  law.unit = "C or C/m";
  law.documentation =
      "Charge of a floating conductor behind the surfaces of this subsection together (0 C: "
      "uncharged metal); its potential is then an unknown, found with the solution. Planar 2-D: "
      "per "
      "metre of depth.";
  law.example = {1e-18};
  law.gives = Gives::charge;
  law.charges_wall = true;
  law.total = [](const double whole, const Scaling& scaling, const unsigned int dimension) {
    return whole * scaling.charge_density() * std::pow(scaling.length, dimension);
  };
  return law;
}

} // namespace ionflux
