// Reactions in the volume: equation, what is held constant, two of three constants.

#include <ionflux/input/reaction_equation.h>
#include <ionflux/input/reaction_kinetics.h>
#include <ionflux/input/sections.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

using dealii::Patterns::Anything;

namespace {

const char* const two_of_three =
    "two of 'Forward constant', 'Backward constant' and 'Equilibrium constant'";

/// @param charges of each name
std::vector<std::string> read_held(InputReader& in, const ChosenNames& names,
                                   std::vector<int>& charges) {
  std::vector<std::string> held;
  if (in.text("Held constant") == "none") return held;
  for (std::string name : split_list(in.text("Held constant"))) {
    const int charge = take_charge(in, name);
    if (contains(names.species, name))
      in.fault("Held constant", "'" + name + "' is a dissolved species, whose activity varies",
               "names that are no species, such as the solvent");
    else if (contains(held, name))
      in.fault("Held constant", "'" + name + "' is listed twice");
    else {
      held.push_back(name);
      charges.push_back(charge);
    }
  }
  return held;
}

/// Equilibrium constant of a reaction of which nothing comes back.
constexpr double no_return = 1e290;

/// A constant in the unit that follows from the stoichiometry; NaN where it is not set, 1 after a
/// fault.
double read_constant(InputReader& in, const std::string& name, const std::string& unit,
                     const bool zero_allowed = false) {
  if (!in.is_set(name)) return std::nan("");
  try {
    const double value = parse_quantity(in.text(name), unit);
    if (value > 0.0 || (value == 0.0 && zero_allowed)) return value;
    in.fault(name, "'" + name + "' must be positive",
             zero_allowed ? "a positive value, or 0 where nothing comes back"
                          : "a positive value; where nothing comes back, 'Backward constant = 0'");
  } catch (const std::invalid_argument& error) {
    in.fault(name, std::string("its unit follows from the equation: ") + error.what());
  }
  return 1.0;
}

void read_constants(InputReader& in, Reaction& reaction) {
  reaction.is_equilibrium = in.flag("Equilibrium");
  const double forward =
                   read_constant(in, "Forward constant",
                                 unit_of_rate_constant(Reaction::sum_of(reaction.forward_orders))),
               backward = read_constant(
                   in, "Backward constant",
                   unit_of_rate_constant(Reaction::sum_of(reaction.backward_orders)), true),
               equilibrium =
                   read_constant(in, "Equilibrium constant",
                                 unit_of_equilibrium_constant(reaction.change_of_particles()));
  reaction.forward_constant = reaction.equilibrium_constant = 1.0;
  if (reaction.is_equilibrium) {
    reaction.equilibrium_constant = std::isnan(equilibrium) ? 1.0 : equilibrium;
    if (std::isnan(equilibrium) || !std::isnan(forward) || !std::isnan(backward))
      in.fault({"a reaction in equilibrium has no rate constants, only an equilibrium constant",
                in.where(), "Reactions/" + reaction.name, "",
                "'Equilibrium constant' alone, or no 'Equilibrium = true'"});
    return;
  }
  const int n_given = !std::isnan(forward) + !std::isnan(backward) + !std::isnan(equilibrium);
  if (n_given != 2) {
    in.fault({n_given == 3 ? "all three constants are given, of which one follows"
                           : "constants of the reaction are missing",
              in.where(), "Reactions/" + reaction.name, "", two_of_three});
    return;
  }
  if (backward == 0.0) {
    if (std::isnan(forward))
      in.fault("Equilibrium constant", "with a backward constant of 0 it has no meaning",
               "'Forward constant' instead");
    reaction.equilibrium_constant = no_return;
    reaction.forward_constant = std::isnan(forward) ? 1.0 : forward;
    return;
  }
  reaction.equilibrium_constant = std::isnan(equilibrium) ? forward / backward : equilibrium;
  reaction.forward_constant = std::isnan(forward) ? equilibrium * backward : forward;
}

Reaction read_reaction(InputReader& in, const std::string& name, const ChosenNames& names,
                       const std::vector<Species>& species) {
  Reaction reaction;
  reaction.name = name;
  reaction.where = in.where("Equation");
  reaction.materials = read_material_list(in, names);
  if (reaction.materials.empty() && in.text("Materials") != "all")
    in.fault("Materials", "'Materials' is empty", "all, or a list");
  reaction.forward_constant = reaction.equilibrium_constant = 1.0;
  std::vector<int> charges;
  const std::vector<std::string> held = read_held(in, names, charges);
  if (!in.has_value("Equation")) return reaction; // it was reported
  try {
    parse_equation(in.text("Equation"), names.species, held, reaction);
    for (unsigned int k = 0; k < charges.size(); ++k)
      reaction.held_charge += charges[k] * reaction.held_numbers[k];
    read_orders(in, names, reaction);
    read_constants(in, reaction);
    read_field_dependence(in, species, reaction);
  } catch (const EquationError& error) {
    in.fault("Equation", error.what(), error.allowed, error.suggestion);
    reaction.reactants.clear();
    reaction.products.clear();
  }
  return reaction;
}

/// Decay is a reaction X -> products of which nothing comes back.
void read_decays(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section electrolyte(in, "Electrolyte");
  const InputReader::Section all_species(in, "Species");
  for (unsigned int i = 0; i < names.species.size(); ++i) {
    const InputReader::Section one(in, names.species[i]);
    const double constant = in.non_negative("Decay constant", "1/s");
    if (constant == 0.0) continue;
    Reaction decay;
    decay.name = "decay of " + names.species[i];
    decay.equation = names.species[i] + " -> ";
    decay.reactants = {{i, 1}};
    decay.use_mass_action();
    decay.held = {"products of " + names.species[i]};
    decay.held_numbers = {1};
    decay.forward_constant = constant;
    decay.equilibrium_constant = no_return;
    decay.where = in.where("Decay constant");
    p.electrolyte.reactions.push_back(decay);
  }
}

void declare_reaction(dealii::ParameterHandler& prm) {
  prm.declare_entry("Equation", "", Anything(),
                    "The reaction, such as H + OH <-> H2O or 2 A <-> B: names of species between "
                    "' + ', with the number of particles before them where it is not 1. The rate "
                    "is that of mass action, v = k_f prod a^n (left) - k_b prod a^n (right), in "
                    "activities a = gamma c.",
                    true);
  prm.declare_entry("Held constant", "none", Anything(),
                    "Names in the equation that are no species of this file because there is so "
                    "much of them that they do not change, such as the solvent: none, or a list. "
                    "Their activity is 1. An ion has its charge number in brackets, H [+1], where "
                    "the potential is given.");
  const char* const follows =
      " Its unit follows from the equation, with concentrations in mol/m^3 where a bare number "
      "is given. Two of 'Forward constant', 'Backward constant' and 'Equilibrium constant' are "
      "set.";
  prm.declare_entry("Forward constant", "", Anything(),
                    std::string("Rate constant k_f from left to right, for example 1.4e11 L/mol/s "
                                "for two particles and 10 1/s for one.") +
                        follows);
  prm.declare_entry("Backward constant", "", Anything(),
                    std::string("Rate constant k_b from right to left; 0: nothing comes back. In a "
                                "material with standard potentials it is what follows from the "
                                "other two.") +
                        follows);
  prm.declare_entry("Equilibrium constant", "", Anything(),
                    std::string("K = k_f / k_b = prod a^nu in equilibrium, products over "
                                "reactants, where no species has a standard potential. For H2O "
                                "<-> H + OH: 1e-14 mol^2/L^2.") +
                        follows);
  prm.declare_entry("Equilibrium", "false", dealii::Patterns::Bool(),
                    "Whether the reaction is so fast that it has no affinity anywhere. Then only "
                    "'Equilibrium constant' is set, the unknowns of its species are "
                    "electrochemical potentials, and concentrations given on boundaries are in "
                    "equilibrium. Between baths with more than 1e3 times as much of a species on "
                    "one side a steady run takes it for very fast (1e9 D0/L^2), a front of a "
                    "thousandth of the reference length: that needs cells so small there.");
  prm.declare_entry("Materials", "all", Anything(),
                    "Where the reaction runs: a list of materials, or all, which are those that "
                    "all species of the equation can enter.");
  declare_kinetics(prm);
}

} // namespace

void declare_reactions(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Reactions");
  for (const std::string& reaction : names.reactions) {
    prm.enter_subsection(reaction);
    declare_reaction(prm);
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_reactions(InputReader& in, const ChosenNames& names, Parameters& p) {
  read_decays(in, names, p);
  if (names.reactions.empty()) return;
  const InputReader::Section reactions(in, "Reactions");
  for (const std::string& name : names.reactions) {
    const InputReader::Section one(in, name);
    p.electrolyte.reactions.push_back(read_reaction(in, name, names, p.electrolyte.species));
  }
}

} // namespace ionflux
