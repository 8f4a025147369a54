#include <ionflux/input/reaction_equation.h>
#include <ionflux/input/surface_equation.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cstdio>

namespace ionflux {

namespace {

/// Regions in brackets behind the names of the equation, each once, in their order.
std::vector<std::string> sides_in(const std::string& equation) {
  std::vector<std::string> sides;
  for (std::size_t open = equation.find('('); open != std::string::npos;
       open = equation.find('(', open + 1)) {
    const std::size_t close = equation.find(')', open);
    if (close == std::string::npos) break;
    const std::string side = equation.substr(open + 1, close - open - 1);
    if (!contains(sides, side)) sides.push_back(side);
  }
  return sides;
}

/// Names as they stand in the equation, in the order of SurfaceReaction's terms, electrons last.
std::vector<std::string> names_in_equation(const std::vector<std::string>& species,
                                           const SurfaceReaction& reaction) {
  std::vector<std::string> names;
  if (!reaction.crosses_membrane())
    names = species;
  else
    for (const std::string& side : reaction.sides)
      for (const std::string& one : species)
        names.push_back(one + " (" + side + ")");
  names.push_back(electron_name);
  return names;
}

void take_electrons(const unsigned int place, SurfaceReaction& reaction) {
  reaction.electrons = reaction.stoichiometry.stoichiometric_number(place);
  for (std::vector<ReactionTerm>* side :
       {&reaction.stoichiometry.reactants, &reaction.stoichiometry.products})
    side->erase(std::remove_if(side->begin(), side->end(),
                               [&](const ReactionTerm& term) { return term.species == place; }),
                side->end());
}

} // namespace

bool read_surface_equation(InputReader& in, const ChosenNames& names, const BoundaryLaw& kinetics,
                           SurfaceReaction& reaction) {
  const std::string text = in.text("Equation");
  if (kinetics.of_membrane()) {
    const std::vector<std::string> sides = sides_in(text);
    if (sides.size() != 2) {
      in.fault("Equation",
               "the equation of a carrier names the region on either side of the "
               "membrane",
               "for example: Na (outside) + glucose (outside) <-> Na (inside) + glucose (inside)");
      return false;
    }
    reaction.sides = {{sides[0], sides[1]}};
  }
  const std::vector<std::string> known = names_in_equation(names.species, reaction);
  std::vector<std::string> held;
  if (in.text("Held constant") != "none") held = split_list(in.text("Held constant"));
  std::vector<int> charges;
  for (std::string& name : held) {
    charges.push_back(take_charge(in, name));
    if (contains(known, name)) {
      in.fault("Held constant", "'" + name + "' is no name for what is held constant",
               "names that are no species and not 'e', such as a metal or the solvent");
      return false;
    }
  }
  try {
    parse_equation(text, known, held, reaction.stoichiometry);
  } catch (const EquationError& error) {
    in.fault("Equation", error.what(), error.allowed, error.suggestion);
    return false;
  }
  reaction.held_charge = 0;
  for (unsigned int k = 0; k < charges.size(); ++k)
    reaction.held_charge += charges[k] * reaction.stoichiometry.held_numbers[k];
  take_electrons(known.size() - 1, reaction);
  return true;
}

void check_surface_equation(InputReader& in, const Parameters& p, SurfaceReaction& reaction) {
  int excess = reaction.held_charge - reaction.electrons;
  reaction.carried_charge = 0.0;
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    for (const unsigned int side : {0u, 1u}) {
      if (side == 1 && !reaction.crosses_membrane()) continue;
      const int z = p.electrolyte.species[i].charge_number, n = reaction.number(i, side);
      excess += z * n;
      if (side == 1) reaction.carried_charge += z * n;
    }
  if (excess != 0 && !reaction.crosses_membrane()) // of a carrier its species are counted
    in.fault("Equation",
             format_text(
                 "charge does not balance: the right side has %+d more than the left "
                 "(what is held constant counts as its brackets say, as H [+1], else as neutral, "
                 "'e' as -1)",
                 excess),
             "equal charges on both sides");
  bool any_ion = false;
  for (const Species& species : p.electrolyte.species)
    any_ion = any_ion || species.charge_number != 0;
  if (reaction.held_charge != 0 && any_ion &&
      p.electrolyte.potential_model != PotentialModel::given_expression)
    in.fault("Held constant",
             "ions that are held constant carry a current to the electrode that the solution does "
             "not have",
             "species of the file in their place, or Potential = given expression in Electrolyte");
  if (reaction.participants().size() > most_participants)
    in.fault("Equation", "too many species take part in one reaction",
             "at most " + std::to_string(most_participants));
}

} // namespace ionflux
