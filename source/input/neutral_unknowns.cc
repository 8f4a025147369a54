#include <ionflux/input/neutral_unknowns.h>
#include <ionflux/physics/material_activity.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ionflux {

bool has_fixed_charge(const Parameters& p) {
  return std::any_of(p.materials.begin(), p.materials.end(),
                     [](const Material& material) { return !material.fixed_charge.is_zero(); });
}

bool has_law(const Parameters& p, bool (*wanted)(const BoundaryLaw& row)) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (wanted(*law.row)) return true;
  return false;
}

bool has_partition(const Parameters& p, const unsigned int species) {
  std::set<double> values;
  for (const Material& material : p.materials)
    if (!material.excluded[species]) values.insert(material.standard_potential[species]);
  return values.size() > 1;
}

bool concentrations_jump(const Parameters& p) {
  for (const Material& material : p.materials) {
    unsigned int n_ions = 0, n_excluded = 0;
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      if (p.electrolyte.species[i].charge_number != 0) {
        ++n_ions;
        n_excluded += material.excluded[i];
      }
    if (n_excluded > 0 && n_excluded < n_ions) return true;
  }
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    if (has_partition(p, i)) return true;
  const bool simple = p.electrolyte.ideal && p.electrolyte.nernst_einstein; // VirtualSolutionLaw
  return (has_fixed_charge(p) && !simple) ||
         has_law(p, [](const BoundaryLaw& row) { return row.of_membrane(); });
}

bool activities_jump(const Parameters& p) {
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    if (has_partition(p, i)) return true;
  if (p.electrolyte.potential_model == PotentialModel::electroneutral && has_fixed_charge(p))
    return true;
  const Material* first = nullptr;
  for (const Material& material : p.materials) {
    if (dissolved_in(material).empty()) continue;
    if (!first) first = &material;
    try {
      if (!have_equal_activities(p.electrolyte, *first, material)) return true;
    } catch (const std::invalid_argument&) { // is reported when models are checked
      return true;
    }
  }
  return false;
}

bool is_closed_vessel(const Parameters& p) {
  if (!p.time.requested || p.time.start != TimeStart::initial_concentrations || has_fixed_charge(p))
    return false;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.species < 0 || p.electrolyte.species[law.species].charge_number != 0 || law.reaction)
        return false;
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
    if (p.electrolyte.species[i].charge_number == 0) continue;
    if (!p.electrolyte.sources[i].is_zero()) return false;
    for (const Release& release : p.electrolyte.releases)
      if (release.has(i)) return false;
  }
  return true;
}

bool starts_with_front(const Parameters& p) {
  constexpr double nearly_absent = 1e-3; // of what is on the other side
  if (!p.time.requested || p.time.start != TimeStart::initial_concentrations ||
      !p.electrolyte.is_neutral_in_concentrations() || p.electrolyte.has_virtual_solution() ||
      p.electrolyte.flow.exists())
    return false;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws) {
      const GivenValue* stated = law.stated_concentration();
      if (!stated || !stated->is_constant() || law.species < 0 ||
          p.electrolyte.species[law.species].charge_number == 0 ||
          !p.time.initial_concentration[law.species].is_constant())
        continue;
      const double there = (*stated)({}), inside = p.time.initial_concentration[law.species]({});
      if (there != inside && std::min(there, inside) <= nearly_absent * std::max(there, inside))
        return true;
    }
  return false;
}

namespace {

/// The entry that asks for concentrations: of all species, or of one.
std::string path_of_choice(const Parameters& p) {
  std::string path = "Electrolyte/Primary variables";
  for (const Species& species : p.electrolyte.species)
    if (p.locations.count(path) == 0)
      path = "Electrolyte/Species/" + species.name + "/Primary variable";
  return path;
}

// Electroneutral ions: all by concentrations or none. Concentrations jump where the fixed charge
// does.
void keep_neutral_ions_alike(InputReader& in, const Parameters& p, const bool needed,
                             std::vector<UnknownChoice>& choices) {
  const UnknownChoice *wants_c = nullptr, *wants_mu = nullptr;
  for (unsigned int i = 0; i < choices.size(); ++i) {
    if (p.electrolyte.species[i].charge_number == 0) continue;
    if (choices[i].unknown != PrimaryVariable::concentration)
      wants_mu = choices[i].by_data ? wants_mu : &choices[i];
    else if (wants_c == nullptr || wants_c->by_data)
      wants_c = &choices[i];
  }
  if (wants_c == nullptr) return;
  const bool jump = concentrations_jump(p),
             in_potentials = jump || wants_mu != nullptr ||
                             (wants_c->by_data && !needed && has_fixed_charge(p));
  if (!wants_c->by_data && in_potentials) {
    const std::string path = path_of_choice(p);
    const auto where = p.locations.find(path);
    in.fault({jump ? "concentrations of ions in an electroneutral solution jump at membranes, "
                     "partitions and where one ion is excluded, and at fixed charges if it is not "
                     "ideal: they cannot be unknowns there"
                   : "the unknowns of an electroneutral solution are the concentrations of all "
                     "ions or all electrochemical potentials; here one is a potential: " +
                         wants_mu->because,
              where == p.locations.end() ? InputLocation() : where->second, path, "",
              "automatic, or Potential = Poisson"});
  }
  const UnknownChoice all =
      in_potentials ? UnknownChoice{PrimaryVariable::electrochemical_potential, false,
                                    "as the solution is electroneutral"}
                    : UnknownChoice{PrimaryVariable::concentration, wants_c->by_data,
                                    "like other ions, as the solution is electroneutral"};
  for (unsigned int i = 0; i < choices.size(); ++i)
    if (p.electrolyte.species[i].charge_number != 0 && choices[i].unknown != all.unknown)
      choices[i] = all;
}

/// Why an electroneutral solution needs concentrations as unknowns; empty: it does not. Of an ion
/// that is absent there is no potential; and where the concentrations of some ions alone are given,
/// without a potential, potentials would tie all unknowns of a node together.
std::string need_of_concentrations(const Parameters& p, const std::vector<UnknownChoice>& choices) {
  for (unsigned int i = 0; i < choices.size(); ++i)
    if (choices[i].absent && p.electrolyte.species[i].charge_number != 0)
      return "as a concentration of zero of " + p.electrolyte.species[i].name + " is given";
  for (const BoundaryCondition& condition : p.boundary_conditions) {
    bool any = false, has_potential = false;
    for (const AppliedLaw& law : condition.laws) {
      any = any || (law.row->gives == Gives::concentration &&
                    p.electrolyte.species[law.species].charge_number != 0);
      has_potential =
          has_potential || law.row->gives == Gives::potential || law.row->gives == Gives::current;
    }
    if (any && !has_potential)
      return "as concentrations alone are given at " + join(condition.surfaces, ", ");
  }
  if (is_closed_vessel(p)) return "as nothing fixes the potential";
  return "";
}

bool reacts(const Parameters& p, const unsigned int species) {
  return std::any_of(p.electrolyte.reactions.begin(), p.electrolyte.reactions.end(),
                     [&](const Reaction& reaction) { return reaction.involves(species); });
}

// All that ions react with follows them, and in a solution that is not ideal everything.
void take_concentrations(const Parameters& p, const std::string& need,
                         std::vector<UnknownChoice>& choices) {
  for (unsigned int i = 0; i < choices.size(); ++i) {
    const bool reacting = reacts(p, i), follows = reacting || !p.electrolyte.ideal;
    if (choices[i].as_set || (p.electrolyte.species[i].charge_number == 0 && !follows)) continue;
    if (choices[i].unknown != PrimaryVariable::concentration || !choices[i].by_data)
      choices[i] = {PrimaryVariable::concentration, !follows, need, false, choices[i].absent};
  }
}

} // namespace

void choose_for_neutrality(InputReader& in, const Parameters& p,
                           std::vector<UnknownChoice>& choices) {
  const std::string need = need_of_concentrations(p, choices);
  if (!need.empty() && !concentrations_jump(p)) take_concentrations(p, need, choices);
  keep_neutral_ions_alike(in, p, !need.empty(), choices);
}

} // namespace ionflux
