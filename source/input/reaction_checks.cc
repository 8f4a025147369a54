// What no reaction can do: create charge or mass, run where its species are not, or drive a cycle.

#include <ionflux/input/sections.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

/// Rows of the stoichiometric matrix: a reaction each, columns for the species and for all that is
/// held.
std::vector<std::vector<double>> stoichiometry(const Parameters& p) {
  const std::vector<Reaction>& reactions = p.electrolyte.reactions;
  std::vector<std::string> held;
  for (const Reaction& reaction : reactions)
    for (const std::string& name : reaction.held)
      if (!contains(held, name)) held.push_back(name);
  const unsigned int n = p.electrolyte.n_species();
  std::vector<std::vector<double>> rows;
  for (const Reaction& reaction : reactions) {
    std::vector<double> row(n + held.size(), 0.0);
    for (unsigned int i = 0; i < n; ++i)
      row[i] = reaction.stoichiometric_number(i);
    for (unsigned int k = 0; k < reaction.held.size(); ++k)
      row[n + (std::find(held.begin(), held.end(), reaction.held[k]) - held.begin())] =
          reaction.held_numbers[k];
    rows.push_back(row);
  }
  return rows;
}

std::string sign_text(const int charge) { return format_text("%+d", charge); }

void check_charge(InputReader& in, const Parameters& p, const Reaction& reaction) {
  if (reaction.held_charge != 0 &&
      p.electrolyte.potential_model != PotentialModel::given_expression)
    in.fault(
        {"an ion that is held constant makes charge where its own is not counted", reaction.where,
         "Reactions/" + reaction.name + "/Held constant", "",
         "a species of the file in its place, or Potential = given expression in Electrolyte"});
  int left = 0, right = reaction.held_charge;
  for (const ReactionTerm& term : reaction.reactants)
    left += term.number * p.electrolyte.species[term.species].charge_number;
  for (const ReactionTerm& term : reaction.products)
    right += term.number * p.electrolyte.species[term.species].charge_number;
  if (left == right) return;
  in.fault(
      {"charge does not balance: " + sign_text(left) + " on the left, " + sign_text(right) +
           " on the right (what is held constant counts as its brackets say, as H [+1], else as "
           "neutral)",
       reaction.where, "Reactions/" + reaction.name + "/Equation", reaction.equation,
       "equal charges on both sides"});
}

/// Are there positive masses of which every reaction makes as much as it uses? Least squares with
/// all masses at least 1, by coordinate descent: exact enough for small whole numbers.
bool conserves_mass(const std::vector<std::vector<double>>& rows) {
  if (rows.empty()) return true;
  constexpr unsigned int most_sweeps = 20000;
  std::vector<double> mass(rows.front().size(), 1.0), excess(rows.size(), 0.0);
  for (unsigned int r = 0; r < rows.size(); ++r)
    for (const double nu : rows[r])
      excess[r] += nu;
  for (unsigned int sweep = 0; sweep < most_sweeps; ++sweep) {
    double largest = 0.0;
    for (const double e : excess)
      largest = std::max(largest, std::abs(e));
    if (largest < 1e-6) return true;
    double moved = 0.0;
    for (unsigned int i = 0; i < mass.size(); ++i) {
      double slope = 0.0, curvature = 0.0;
      for (unsigned int r = 0; r < rows.size(); ++r) {
        slope += rows[r][i] * excess[r];
        curvature += rows[r][i] * rows[r][i];
      }
      if (curvature == 0.0) continue;
      const double change = std::max(1.0 - mass[i], -slope / curvature);
      mass[i] += change;
      moved = std::max(moved, std::abs(change));
      for (unsigned int r = 0; r < rows.size(); ++r)
        excess[r] += rows[r][i] * change;
    }
    if (moved < 1e-9) return false;
  }
  return false;
}

void check_mass(InputReader& in, const Parameters& p) {
  std::vector<std::vector<double>> rows = stoichiometry(p), so_far;
  for (unsigned int r = 0; r < rows.size(); ++r) {
    so_far.push_back(rows[r]);
    if (conserves_mass(so_far)) continue;
    const Reaction& reaction = p.electrolyte.reactions[r];
    in.fault({"mass does not balance: no masses of the species fit this equation" +
                  std::string(r > 0 ? " and those before it" : ""),
              reaction.where, "Reactions/" + reaction.name + "/Equation", reaction.equation,
              "as much on the left as on the right; what there is plenty of, such as water, goes "
              "into the equation and into 'Held constant'"});
    return;
  }
}

/// Reactions that together change nothing are in equilibrium together: the product of their
/// constants is 1, or they would drive each other around for ever.
void check_cycles(InputReader& in, const Parameters& p) {
  std::vector<std::vector<double>> rows = stoichiometry(p), reduced;
  for (unsigned int r = 0; r < rows.size(); ++r) {
    const Reaction& reaction = p.electrolyte.reactions[r];
    std::vector<double> row = rows[r];
    row.push_back(std::log(reaction.equilibrium_constant));
    double size = 1.0 + std::abs(row.back());
    for (const std::vector<double>& before : reduced) {
      const auto pivot = std::find_if(before.begin(), before.end() - 1,
                                      [](const double x) { return std::abs(x) > 1e-9; });
      const double factor = row[pivot - before.begin()] / *pivot;
      for (unsigned int k = 0; k < row.size(); ++k)
        row[k] -= factor * before[k];
      size += std::abs(factor * before.back());
    }
    const bool is_new =
        std::any_of(row.begin(), row.end() - 1, [](const double x) { return std::abs(x) > 1e-9; });
    if (is_new)
      reduced.push_back(row);
    else if (std::abs(row.back()) > 1e-6 * size)
      in.fault({"its equilibrium contradicts that of the reactions before it, of which it is a "
                "combination: the constant that they imply is " +
                    number_text(std::exp(std::log(reaction.equilibrium_constant) - row.back())) +
                    " " + unit_of_equilibrium_constant(reaction.change_of_particles()),
                reaction.where, "Reactions/" + reaction.name + "/Equilibrium constant", "",
                "that constant, or one reaction less"});
  }
}

void check_place(InputReader& in, const Parameters& p, const Reaction& reaction) {
  bool runs = false;
  for (const Material& material : p.materials) {
    runs = runs || runs_in(reaction, material);
    if (!contains(reaction.materials, material.name)) continue;
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      if (reaction.involves(i) && material.excluded[i])
        return in.fault({"the reaction cannot run in '" + material.name + "', which '" +
                             p.electrolyte.species[i].name + "' cannot enter",
                         reaction.where, "Reactions/" + reaction.name + "/Materials", "",
                         "materials that all species of the equation can enter"});
  }
  if (!runs && reaction.materials.empty() && !p.materials.empty())
    in.fault({"the reaction runs nowhere: no material lets all of its species in", reaction.where,
              "Reactions/" + reaction.name, "",
              "a material without 'Excluded species' of the equation"});
}

/// What is given at boundaries is in the equilibrium that holds beside them: anything else would
/// have to jump there. Activities other than concentrations are not known here.
void check_equilibrium(InputReader& in, const Parameters& p, const Reaction& reaction) {
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    if (reaction.involves(i) && p.electrolyte.solves_for_concentration(i))
      in.fault({"a reaction in equilibrium needs electrochemical potentials as unknowns, but that "
                "of '" +
                    p.electrolyte.species[i].name + "' is its concentration",
                reaction.where, "Reactions/" + reaction.name + "/Equilibrium", "",
                "a 'Forward constant' (finite, however large) instead, or 'Primary variables = "
                "electrochemical potential' and no concentration of zero"});
  if (!p.electrolyte.ideal) return;
  for (const BoundaryCondition& condition : p.boundary_conditions) {
    double affinity = std::log(reaction.equilibrium_constant);
    unsigned int n_open = 0;
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      n_open += reaction.stoichiometric_number(i) != 0;
    for (const AppliedLaw& law : condition.laws)
      if (law.row->gives == Gives::concentration && law.value.is_constant() && law.value({}) > 0.0)
        if (const int nu = reaction.stoichiometric_number(law.species)) {
          affinity -= nu * std::log(law.value({}));
          --n_open;
        }
    if (n_open == 0 && std::abs(affinity) > 1e-6)
      in.fault({"the concentrations given here are not in equilibrium: the affinity of '" +
                    reaction.name + "' is " + format_text("%.3g RT", affinity),
                condition.where, "Boundary conditions/" + join(condition.surfaces, ", "),
                condition.bath, "concentrations for which prod c^nu = K to 6 digits"});
  }
}

/// The limit of a vanishing Debye length has an infinite field where the charge layers are.
void check_field(InputReader& in, const Parameters& p, const Reaction& reaction) {
  if (reaction.field_dependence == FieldDependence::none ||
      p.electrolyte.potential_model != PotentialModel::electroneutral)
    return;
  in.fault({"the rate of '" + reaction.name +
                "' follows the electric field, which an electroneutral model does not know: its "
                "charge layers have no thickness",
            reaction.where, "Reactions/" + reaction.name + "/Field effect", "",
            "'Electrolyte/Potential = Poisson', or 'Field effect = none'"});
}

} // namespace

void check_reactions(InputReader& in, const Parameters& p, const bool charges_known) {
  for (const Reaction& reaction : p.electrolyte.reactions) {
    if (reaction.reactants.empty() && reaction.products.empty()) return; // a fault of its own
    if (charges_known) check_charge(in, p, reaction);
    check_place(in, p, reaction);
    check_field(in, p, reaction);
    if (reaction.is_equilibrium) check_equilibrium(in, p, reaction);
  }
  check_mass(in, p);
  check_cycles(in, p);
}

} // namespace ionflux
