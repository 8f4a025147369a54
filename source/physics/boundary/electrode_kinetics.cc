#include <ionflux/physics/boundary/electrode_kinetics.h>
#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

ElectrodeRate::ElectrodeRate(const LawNumbers& numbers, const Scaling& scaling)
    : electrons(numbers.species().reaction->electrons),
      drive((numbers(electrode_potential_entry) - numbers("Equilibrium potential")) /
            scaling.potential()) {
  const double rate =
      numbers.has("Rate constant")
          ? numbers("Rate constant") * numbers("Reference concentration")
          : numbers("Exchange current density") / (std::abs(electrons) * constants::faraday);
  exchange = rate / scaling.flux_density();
}

LawParameter reference_concentration() {
  return {
      "Reference concentration", "mol/m^3", "1000 mol/m^3",
      "Of all species in solution: activities in the rates are a / c_ref. The usual value is the "
      "standard state of tables, 1 mol/L."};
}

std::vector<LawParameter> electrode_parameters() {
  return {
      {electrode_potential_entry, "V", "",
       "Potential V of the metal. Reactions and a Stern layer of one surface have the same one."},
      {"Equilibrium potential", "V", "",
       "E = V - phi at which no current flows where all activities are c_ref: the standard or "
       "formal potential. Nernst's equation for other activities follows."},
      {"Exchange current density", "A/m^2", "",
       "i0, the current density of either direction at E, all activities at c_ref. Either this "
       "or 'Rate constant'.",
       false, true},
      {"Rate constant", "m/s", "", "k0 = i0 / (n F c_ref), in its place.", false, true},
      reference_concentration()};
}

void check_range(const AppliedLaw& law, const std::string& entry, const double least,
                 const double most, const LawFault& fault, std::vector<LawFault>& faults) {
  const unsigned int place = place_of_entry(*law.row, entry);
  const GivenValue& given = law.parameters[place];
  if (law.is_given[place] && given.is_constant() && !(given({}) >= least && given({}) <= most))
    faults.push_back(fault);
}

void check_not_negative(const AppliedLaw& law, const std::string& entry,
                        std::vector<LawFault>& faults) {
  check_range(law, entry, 0.0, 1e30, {"'" + entry + "' must not be negative", "zero or more"},
              faults);
}

void check_reference_concentration(const AppliedLaw& law, std::vector<LawFault>& faults) {
  check_range(law, "Reference concentration", 1e-12, 1e6,
              {"activities need a concentration to be compared with", "a positive one"}, faults);
}

std::vector<LawFault> check_electrode_reaction(const AppliedLaw& law, const Electrolyte&) {
  std::vector<LawFault> faults;
  if (law.reaction->electrons == 0)
    faults.push_back({"no electrons take part in the reaction",
                      "'e' on one side of the equation, such as H + e <-> ..., or Kinetics = mass "
                      "action"});
  const bool has_current = law.is_given[place_of_entry(*law.row, "Exchange current density")],
             has_rate = law.is_given[place_of_entry(*law.row, "Rate constant")];
  if (has_current == has_rate)
    faults.push_back({has_current ? "both 'Exchange current density' and 'Rate constant' are given"
                                  : "nothing says how fast the reaction is",
                      "either 'Exchange current density' or 'Rate constant'"});
  for (const char* const entry : {"Exchange current density", "Rate constant"})
    check_not_negative(law, entry, faults);
  check_reference_concentration(law, faults);
  return faults;
}

BoundaryLaw electrode_row() {
  BoundaryLaw law;
  law.parameters = electrode_parameters();
  law.example = {1.0,
                 {{electrode_potential_entry, 0.04},
                  {"Equilibrium potential", 0.01},
                  {"Exchange current density", 10.0},
                  {"Reference concentration", 12.0}}};
  law.of_species = law.lets_through = law.fixes_potential = true;
  law.sides = 1;
  law.sees = seen_by_reaction;
  law.check = check_electrode_reaction;
  return law;
}

} // namespace ionflux
