#include <ionflux/input/reaction_equation.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace ionflux {

namespace {

const char* const example = "for example H + OH <-> H2O, or 2 A <-> B";
constexpr int most_particles = 20;

/// "2 H" as number and name.
std::pair<int, std::string> read_term(const std::string& text) {
  std::size_t digits = 0;
  while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])))
    ++digits;
  if (digits == 0 || digits == text.size() || text[digits] != ' ') return {1, text};
  const int number = digits > 3 ? most_particles + 1 : std::stoi(text.substr(0, digits));
  if (number < 1 || number > most_particles)
    throw EquationError("'" + text + "' has a number of particles out of range",
                        "1 to " + std::to_string(most_particles));
  return {number, trim(text.substr(digits))};
}

/// A number that stands against the name: "2H" where there is a species H.
std::string with_space(const std::string& name, const std::vector<std::string>& names) {
  const std::size_t letter = name.find_first_not_of("0123456789");
  if (letter == 0 || letter == std::string::npos || !contains(names, name.substr(letter)))
    return "";
  return name.substr(0, letter) + " " + name.substr(letter);
}

void add_particles(std::vector<ReactionTerm>& side, const unsigned int species, const int number) {
  for (ReactionTerm& term : side)
    if (term.species == species) {
      term.number += number;
      return;
    }
  side.push_back({species, number});
}

void read_side(const std::string& text, const int sign, const std::vector<std::string>& species,
               std::vector<ReactionTerm>& side, Reaction& reaction) {
  std::vector<std::string> known = species;
  known.insert(known.end(), reaction.held.begin(), reaction.held.end());
  for (const std::string& term : split(" " + text + " ", " + ")) {
    if (term.empty())
      throw EquationError("a side or a term of the equation is empty",
                          std::string("two sides of names between ' + ', ") + example);
    const auto [number, name] = read_term(term);
    const auto found = std::find(species.begin(), species.end(), name);
    const auto held = std::find(reaction.held.begin(), reaction.held.end(), name);
    if (found != species.end()) {
      add_particles(side, found - species.begin(), number);
    } else if (held != reaction.held.end()) {
      reaction.held_numbers[held - reaction.held.begin()] += sign * number;
    } else {
      const std::string apart = with_space(name, known);
      throw EquationError("'" + name + "' in the equation is neither a species nor held constant",
                          "a species (" + join(species, ", ") +
                              "), or a name in 'Held constant' such as the solvent",
                          apart.empty() ? nearest_name(name, known) : apart);
    }
  }
}

} // namespace

void parse_equation(const std::string& text, const std::vector<std::string>& species,
                    const std::vector<std::string>& held, Reaction& reaction) {
  const std::string arrow = "<->";
  reaction.equation = text;
  reaction.held = held;
  reaction.held_numbers.assign(held.size(), 0);
  reaction.reactants.clear();
  reaction.products.clear();
  const std::vector<std::string> sides = split(" " + text + " ", arrow);
  if (sides.size() != 2)
    throw EquationError("the equation has " +
                            std::string(sides.size() < 2 ? "no" : "more than one") + " '<->'",
                        std::string("two sides with <-> between them, ") + example);
  read_side(sides[0], -1, species, reaction.reactants, reaction);
  read_side(sides[1], 1, species, reaction.products, reaction);
  for (const std::string& name : held)
    if (text.find(name) == std::string::npos)
      throw EquationError("'" + name + "' is held constant but not in the equation",
                          "names that are in the equation");
  bool changes = false;
  for (unsigned int i = 0; i < species.size(); ++i)
    changes = changes || reaction.stoichiometric_number(i) != 0;
  if (!changes)
    throw EquationError("no species changes in this reaction",
                        "an equation in which some species is on one side only");
}

int take_charge(InputReader& in, std::string& name) {
  const std::size_t open = name.find('[');
  if (open == std::string::npos) return 0;
  int charge = 0, length = 0;
  const std::string brackets = name.substr(open);
  if (std::sscanf(brackets.c_str(), "[%d]%n", &charge, &length) != 1 ||
      length != static_cast<int>(brackets.size()))
    in.fault("Held constant", "'" + name + "' has no charge number in its brackets",
             "a name, or a name and its charge number, such as H [+1]");
  name = trim(name.substr(0, open));
  return charge;
}

} // namespace ionflux
