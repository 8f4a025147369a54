#pragma once

#include <ionflux/input/reader.h>
#include <ionflux/physics/reactions/reaction.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace ionflux {

/// Why an equation means nothing, and what would.
struct EquationError : std::invalid_argument {
  EquationError(const std::string& what, std::string allowed, std::string suggestion = "")
      : std::invalid_argument(what), allowed(std::move(allowed)),
        suggestion(std::move(suggestion)) {}
  std::string allowed, suggestion;
};

/// Read "2 H + SO4 <-> H2SO4": two sides of terms between " + ", each a name or a whole number and
/// a name. Fills equation, reactants, products and the numbers of what is held.
///
/// @param species names of the dissolved species, in their order
/// @param held    names of what is held constant; no species
/// @throws EquationError
void parse_equation(const std::string& text, const std::vector<std::string>& species,
                    const std::vector<std::string>& held, Reaction& reaction);

/// "H [+1]" of 'Held constant' is a name and the charge that it takes along; without brackets it is
/// neutral. Leaves the name alone and returns its charge number.
int take_charge(InputReader& in, std::string& name);

} // namespace ionflux
