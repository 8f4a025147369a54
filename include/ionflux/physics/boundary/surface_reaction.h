#pragma once

#include <ionflux/physics/boundary/surface_law.h>
#include <ionflux/physics/reactions/reaction.h>

#include <array>
#include <string>
#include <vector>

namespace ionflux {

struct LawSpecies;

/// A reversible reaction on a surface, as the user gave it: at an electrode, where electrons take
/// part, between species at a wall, or across a thin membrane, where a carrier takes species from
/// one side to the other. How fast it is says its row of surface_kinetics().
///
/// Its terms name species on one side, or at a membrane i on side 0 and n_species + i on side 1.
struct SurfaceReaction {
  Reaction stoichiometry;      ///< name, equation, terms
  unsigned int n_species = 0;  ///< of the electrolyte
  int electrons = 0;           ///< of the products less those of the reactants
  double carried_charge = 0.0; ///< of a carrier: from side 0 to side 1, elementary charges
  int held_charge = 0;         ///< of what is held constant, products less reactants
  /// Of a carrier: regions on both sides, as the equation names them; empty: on a boundary.
  std::array<std::string, 2> sides;

  bool crosses_membrane() const { return !sides[0].empty(); }
  /// Particles that appear on a side.
  int number(unsigned int species, unsigned int side = 0) const {
    return stoichiometry.stoichiometric_number(side * n_species + species);
  }
  /// Does it change the species, on either side?
  bool changes(unsigned int species) const {
    return number(species) != 0 || (crosses_membrane() && number(species, 1) != 0);
  }
  /// Species in its terms, ascending.
  std::vector<unsigned int> participants() const;
};

/// Most species of one reaction: what automatic differentiation has room for.
constexpr unsigned int most_participants = 7;

/// What a reaction sees on each side: the potential, where it counts, and the activities of its
/// species.
std::vector<Seen> seen_by_reaction(const LawSpecies& about);

} // namespace ionflux
