#pragma once

#include <ionflux/support/errors.h>

#include <string>
#include <vector>

namespace ionflux {

struct Electrolyte;
struct Material;

/// So many particles of a dissolved species on one side of an equation.
struct ReactionTerm {
  unsigned int species = 0; ///< by number
  int number = 1;           ///< > 0
};

/// The exponent of an activity in a rate.
struct RateOrder {
  unsigned int species = 0; ///< by number
  double order = 1.0;       ///< of any sign, not 0
};

/// What the electric field does to the rate constants of a reaction.
enum class FieldDependence { none, wien, formula };

/// A reversible reaction in the volume, as the user gave it (SI units).
///
/// Mass action in activities a_i = gamma_i c_i:
///
///     v = k_f prod_reactants a^n - k_b prod_products a^n = v_f (1 - Gamma) ,
///     Gamma = v_b / v_f = prod_i a_i^nu_i / K = exp(- affinity / RT) .
///
/// or with other exponents, prod a^alpha forwards and prod a^(alpha + nu) backwards, so that
/// equilibrium stays where it is. What is held constant has activity 1 and is in the constants.
struct Reaction {
  std::string name;     ///< of its subsection
  std::string equation; ///< as written
  std::vector<ReactionTerm> reactants, products;
  std::vector<std::string> held; ///< names with activity 1, net of both sides
  std::vector<int> held_numbers; ///< products less reactants of each
  int held_charge = 0;           ///< their charge numbers, products less reactants
  std::vector<RateOrder> forward_orders, backward_orders; ///< both empty: mass action
  double forward_constant = 0.0; ///< k_f [(mol/m^3)^(1-n)/s], n: sum of the forward orders
  bool is_equilibrium = false;  ///< so fast that it has no affinity; forward_constant means nothing
  bool meets_in_fronts = false; ///< ... and what it joins comes from baths far apart
  double equilibrium_constant = 0.0; ///< K [(mol/m^3)^(sum of nu)], where mu0 = 0 for all species
  FieldDependence field_dependence = FieldDependence::none;
  std::string field_formula;            ///< f(E), of FieldDependence::formula
  bool field_raises_backward = false;   ///< is it the backward constant that follows the field?
  bool field_keeps_equilibrium = false; ///< do both, so that K stays?
  std::vector<std::string> materials;   ///< where it runs; empty: all that its species can enter
  InputLocation where;

  /// Stoichiometric number nu of a species: particles of products less those of reactants.
  int stoichiometric_number(unsigned int species) const;
  /// Net particles of dissolved species that appear.
  int change_of_particles() const { return particles(products) - particles(reactants); }
  /// Is the species on either side, as a catalyst too?
  bool involves(unsigned int species) const;

  static int particles(const std::vector<ReactionTerm>& side);

  /// Orders of mass action: the number of particles of each species on either side.
  void use_mass_action();
  /// Orders forwards, and those backwards that follow from them: alpha + nu.
  void use_orders(const std::vector<RateOrder>& forward);
  static double sum_of(const std::vector<RateOrder>& orders);
};

/// Can the reaction run in a material: is it named, and do all its species enter?
bool runs_in(const Reaction& reaction, const Material& material);

/// SI units that follow from the stoichiometry, in udunits' syntax: "m^3/mol/s", "mol^2/m^6".
std::string unit_of_rate_constant(double order);
std::string unit_of_equilibrium_constant(int change_of_particles);

} // namespace ionflux
