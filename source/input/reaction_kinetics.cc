// Reactions beyond mass action: other orders, and rate constants that follow the electric field.

#include <ionflux/input/reaction_kinetics.h>
#include <ionflux/physics/reactions/field_effect.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>

namespace ionflux {

using dealii::Patterns::Anything;

namespace {

constexpr auto field_effects = "none|second Wien effect|formula";

const char* const orders_allowed =
    "none, or a list of 'species = order' such as A = 1.5, B = -0.5: dissolved species once each";

/// The list under a name; nothing where it is 'none' or was faulty.
std::optional<std::vector<RateOrder>> orders_of(InputReader& in, const std::string& name,
                                                const ChosenNames& names) {
  if (in.text(name) == "none") return {};
  std::vector<RateOrder> orders;
  for (const std::string& part : split_list(in.text(name))) {
    const std::size_t equals = part.find('=');
    const std::string species = trim(part.substr(0, equals));
    const auto found = std::find(names.species.begin(), names.species.end(), species);
    double order = std::nan("");
    try {
      if (equals != std::string::npos) order = parse_quantity(part.substr(equals + 1), "");
    } catch (const std::invalid_argument&) {
    }
    if (found == names.species.end() || !std::isfinite(order)) {
      in.fault(name,
               found == names.species.end() ? "'" + species + "' is not a species"
                                            : "'" + part + "' is not a species and its order",
               orders_allowed);
      return {};
    }
    const unsigned int i = found - names.species.begin();
    if (std::any_of(orders.begin(), orders.end(),
                    [&](const RateOrder& one) { return one.species == i; })) {
      in.fault(name, "the order of '" + species + "' is given twice", orders_allowed);
      return {};
    }
    if (order != 0.0) orders.push_back({i, order});
  }
  return orders;
}

std::string text_of(const std::vector<RateOrder>& orders, const ChosenNames& names) {
  std::vector<std::string> parts;
  for (const RateOrder& one : orders)
    parts.push_back(names.species[one.species] + " = " + number_text(one.order));
  return parts.empty() ? "an empty list" : join(parts, ", ");
}

bool same(const std::vector<RateOrder>& a, const std::vector<RateOrder>& b) {
  std::map<unsigned int, double> difference;
  for (const RateOrder& one : a)
    difference[one.species] += one.order;
  for (const RateOrder& one : b)
    difference[one.species] -= one.order;
  return std::all_of(difference.begin(), difference.end(),
                     [](const auto& one) { return std::abs(one.second) < 1e-9; });
}

/// +1: the reaction makes one cation and one anion of charge 1 from what is neutral; -1: the other
/// way round; 0: neither.
int makes_ion_pair(const Reaction& reaction, const std::vector<Species>& species) {
  int cations = 0, anions = 0;
  for (unsigned int i = 0; i < species.size(); ++i) {
    const int nu = reaction.stoichiometric_number(i);
    if (nu == 0 || species[i].charge_number == 0) continue;
    if (std::abs(species[i].charge_number) != 1) return 0;
    (species[i].charge_number > 0 ? cations : anions) += nu;
    if (std::abs(nu) != 1) return 0;
  }
  return cations == anions && std::abs(cations) == 1 ? cations : 0;
}

} // namespace

void declare_kinetics(dealii::ParameterHandler& prm) {
  prm.declare_entry(
      "Forward orders", "none", Anything(),
      "Exponents of activities in the rate from left to right, if they are not the numbers of the "
      "equation: a list such as A = 1.5, B = -0.5, whole numbers or not, also of species that the "
      "equation does not change. none: mass action. The unit of 'Forward constant' follows from "
      "their sum n, (mol/m^3)^(1-n)/s; where n is not a whole number it is given in 1/s, for "
      "activities in mol/m^3.");
  prm.declare_entry(
      "Backward orders", "none", Anything(),
      "The same from right to left. none: those at which the rate is zero in equilibrium, forward "
      "orders plus stoichiometric numbers; others are refused.");
  prm.declare_entry(
      "Field effect", "none", dealii::Patterns::Selection(field_effects),
      "Whether the electric field changes rate constants. second Wien effect: the constant of "
      "dissociation into two ions of charges +1 and -1 rises by Onsager's factor F(b) = "
      "I_1(sqrt(8 b)) / sqrt(2 b), b = e^3 E / (8 pi eps k^2 T^2), with the permittivity of the "
      "material; recombination stays (Onsager 1934, J. Chem. Phys. 2, 599). formula: 'Field "
      "factor' times the forward constant.");
  prm.declare_entry("Field factor", "", Anything(),
                    "With 'Field effect = formula': the factor as a formula of the field strength "
                    "E in V/m, for example exp(3e-9*E) or 1 + (E/1e8)^2; positive.");
  prm.declare_entry(
      "Field keeps equilibrium", "false", dealii::Patterns::Bool(),
      "Whether the field multiplies both rate constants, so that the equilibrium constant stays. "
      "If not, it shifts as Onsager found in a given field; but then a space charge layer that no "
      "current passes is not in equilibrium either, and reaction and diffusion go round in it.");
}

void read_orders(InputReader& in, const ChosenNames& names, Reaction& reaction) {
  reaction.use_mass_action();
  const auto forward = orders_of(in, "Forward orders", names),
             backward = orders_of(in, "Backward orders", names);
  if (forward) reaction.use_orders(*forward);
  if (!backward || same(*backward, reaction.backward_orders)) return;
  in.fault("Backward orders",
           "with these orders the rate of '" + reaction.name +
               "' is not zero in equilibrium: forward and backward orders differ by other numbers "
               "than the stoichiometric ones",
           "none, or " + text_of(reaction.backward_orders, names));
}

void read_field_dependence(InputReader& in, const std::vector<Species>& species,
                           Reaction& reaction) {
  const std::string effect = in.text("Field effect");
  if (effect != "formula" && in.has_value("Field factor"))
    in.fault("Field factor", "a factor is given, but no 'Field effect = formula'");
  if (effect == "none") {
    if (in.flag("Field keeps equilibrium"))
      in.fault("Field keeps equilibrium", "no constant follows the field");
    return;
  }
  reaction.field_keeps_equilibrium = in.flag("Field keeps equilibrium");
  if (reaction.is_equilibrium)
    return in.fault("Field effect",
                    "a reaction in equilibrium has no rate constants that a field "
                    "could change",
                    "none, or no 'Equilibrium = true'");
  if (effect == "formula") {
    reaction.field_formula = in.text("Field factor");
    try {
      make_field_formula(reaction.field_formula);
      reaction.field_dependence = FieldDependence::formula;
    } catch (const std::invalid_argument& error) {
      in.fault("Field factor", error.what(), "a formula of E [V/m], positive, such as exp(3e-9*E)");
    }
    return;
  }
  const int pairs = makes_ion_pair(reaction, species);
  if (pairs == 0)
    return in.fault("Field effect",
                    "the second Wien effect is one of neutral molecules that become two ions of "
                    "charges +1 and -1, which '" +
                        reaction.equation + "' does not do",
                    "an equation such as H2O <-> H + OH, or 'formula'");
  reaction.field_dependence = FieldDependence::wien;
  reaction.field_raises_backward = pairs < 0;
}

} // namespace ionflux
