#pragma once

#include <ionflux/physics/activity/activity_input.h>
#include <ionflux/physics/flow/flow.h>
#include <ionflux/physics/mobility/mobility_input.h>
#include <ionflux/physics/reactions/reaction.h>
#include <ionflux/physics/release.h>
#include <ionflux/physics/species.h>
#include <ionflux/support/given_value.h>

#include <string>
#include <vector>

namespace ionflux {

/// Where the electric potential comes from.
/// electroneutral: the limit of a vanishing Debye length, phi local to the ions
/// (electroneutral_law.h).
enum class PotentialModel { poisson, given_expression, electroneutral };

/// What fills the domain, as the user gave it (SI units).
struct Electrolyte {
  double temperature = 298.15; ///< [K]
  std::vector<Species> species;
  PotentialModel potential_model = PotentialModel::poisson;
  bool potential_floats = false;   ///< nothing fixes it, as in a closed vessel: it is 0 at a point
  GivenValue given_potential;      ///< [V], used when potential_model is given_expression
  std::vector<GivenValue> sources; ///< volume source of each species [mol/(m^3 s)]
  std::vector<Release> releases;   ///< point, line and area sources
  std::string activity_model = "ideal"; ///< a row of activity_models(), where materials say nothing
  ActivityInput activity;               ///< its numbers
  bool ideal = true;                    ///< is it so in every material?
  Flow flow;                            ///< of the solvent, in the materials that it flows in
  std::string mobility_model = "Nernst-Einstein"; ///< a row of mobility_models(), likewise
  MobilityInput mobility;                         ///< its numbers
  bool nernst_einstein = true;                    ///< is it so in every material?
  bool diagonal_mobility = true;   ///< does a flux follow its own force only, in every material?
  bool fixed_charges = false;      ///< in any material
  bool limited_mobility = false;   ///< do gradients limit fluxes, in any material?
  std::vector<Reaction> reactions; ///< in the volume

  unsigned int n_species() const { return species.size(); }

  /// Is there a volume source of any species?
  bool has_sources() const {
    for (const GivenValue& source : sources)
      if (!source.is_zero()) return true;
    return false;
  }

  /// Is the unknown of species i its concentration (else its electrochemical potential)?
  bool solves_for_concentration(const unsigned int i) const {
    return species[i].unknown == PrimaryVariable::concentration;
  }
  bool solves_for_any_concentration() const {
    for (unsigned int i = 0; i < n_species(); ++i)
      if (solves_for_concentration(i)) return true;
    return false;
  }
  /// Is the solution electroneutral with the concentrations of its ions as unknowns?
  bool is_neutral_in_concentrations() const {
    if (potential_model != PotentialModel::electroneutral) return false;
    for (unsigned int i = 0; i < n_species(); ++i)
      if (species[i].charge_number != 0 && solves_for_concentration(i)) return true;
    return false;
  }
  /// Are they those of a virtual solution, as fixed charges make concentrations jump?
  bool has_virtual_solution() const { return fixed_charges && is_neutral_in_concentrations(); }
  void solve_for(const PrimaryVariable unknown) {
    for (Species& one : species)
      one.unknown = unknown;
  }
  void solve_for_concentrations() { solve_for(PrimaryVariable::concentration); }
  void solve_for_potentials() { solve_for(PrimaryVariable::electrochemical_potential); }
};

/// A named bath: all concentrations at once.
struct Bath {
  std::string name;
  std::vector<double> concentrations; ///< one a species [mol/m^3]
};

} // namespace ionflux
