/// Contradictions between entries that are each good in themselves. None needs the mesh.

#include <ionflux/input/input_names.h>
#include <ionflux/input/neutral_unknowns.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/charge_sum.h>
#include <ionflux/support/text.h>

#include <cmath>
#include <map>
#include <sstream>

namespace ionflux {

namespace {

constexpr double neutrality_tolerance = 1e-9;
/// In the place of a concentration of zero.
std::string instead_of_zero(const Parameters& p) {
  if (p.electrolyte.potential_model == PotentialModel::electroneutral && concentrations_jump(p))
    return "a positive concentration, such as 1e-4 of what there is elsewhere; or Potential = "
           "Poisson: concentrations, of which zero is one, cannot be the unknowns of an "
           "electroneutral solution where they jump (membranes, partitions, an excluded ion; fixed "
           "charges if it is not ideal)";
  return "a positive concentration, or Primary variables = concentration";
}

std::string short_text(const double number) {
  std::ostringstream out;
  out << number;
  return out.str();
}

std::string at_line(const InputLocation& where) {
  return where.text().empty() ? "" : " (" + where.text() + ")";
}

/// Line and value of an entry, for a fault that concerns it.
Fault fault_of(const ParameterFile& file, const std::vector<std::string>& section,
               const std::string& name, const std::string& what, const std::string& allowed) {
  const ParameterEntry* const entry = file.find(section, name);
  return {what, entry != nullptr ? entry->where : file.where(section),
          join(section, "/") + "/" + name, entry != nullptr ? entry->value : "", allowed};
}

void check_neutrality(InputReader& in, const Parameters& p, const ParameterFile& file) {
  if (p.electrolyte.potential_model == PotentialModel::given_expression) return;
  for (const Bath& bath : p.baths) {
    ChargeSum charge;
    bool complete = true;
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
      const Species& species = p.electrolyte.species[i];
      charge.add(species.charge_number, bath.concentrations[i]);
      const std::string name = "Concentration of " + species.name;
      complete = complete && file.find({"Baths", bath.name}, name) &&
                 !in.is_at_fault("Baths/" + bath.name + "/" + name);
    }
    if (complete && !charge.is_neutral(neutrality_tolerance))
      in.fault({"the bath '" + bath.name +
                    "' is not electroneutral: sum of z c = " + short_text(charge.left) +
                    " mol/m^3 (" + short_text(charge.percent()) + " % of its ions)",
                file.where({"Baths", bath.name}), "Baths/" + bath.name, "",
                "concentrations with sum of z c = 0"});
  }
}

void check_empty_baths(InputReader& in, const Parameters& p, const ParameterFile& file) {
  for (const Bath& bath : p.baths)
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      if (bath.concentrations[i] == 0.0 && !p.electrolyte.solves_for_concentration(i)) {
        const std::string name = "Concentration of " + p.electrolyte.species[i].name;
        const ParameterEntry* const entry = file.find({"Baths", bath.name}, name);
        // A refused value (0.0 by default) was reported already.
        if (entry != nullptr && entry->value.find_first_of("123456789") != std::string::npos &&
            std::atof(entry->value.c_str()) != 0.0)
          continue;
        in.fault(fault_of(file, {"Baths", bath.name}, name,
                          "a concentration of zero has no electrochemical potential",
                          instead_of_zero(p)));
      }
}

void check_surfaces_once(InputReader& in, const Parameters& p) {
  std::map<std::string, InputLocation> seen;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const std::string& surface : condition.surfaces) {
      const auto [first, is_new] = seen.emplace(surface, condition.where);
      if (!is_new)
        in.fault({"the surface '" + surface + "' is named in two conditions, first at " +
                      first->second.text(),
                  condition.where, "Boundary conditions/" + join(condition.surfaces, ", "), "",
                  "each surface in one condition"});
    }
}

/// An essential law fixes its unknown: nothing else may act on the same one there.
void check_laws_of_one_field(InputReader& in, const Parameters& p,
                             const BoundaryCondition& condition, const std::string& section) {
  for (std::size_t b = 0; b < condition.laws.size(); ++b)
    for (std::size_t a = 0; a < b; ++a) {
      const AppliedLaw &first = condition.laws[a], &second = condition.laws[b];
      if (first.species != second.species) continue;
      const bool both_carried = first.row->carried_by_flow && second.row->carried_by_flow;
      if (!first.row->essential() && !second.row->essential() && !both_carried) continue;
      const bool bath = !condition.bath.empty() && first.row->gives == Gives::concentration;
      const std::string first_name = bath ? "Bath" : law_name(p, first);
      in.fault({"'" + law_name(p, second) + "' contradicts '" + first_name + "'" +
                    at_line(first.where) + ": the second cannot hold where the first is given",
                second.where, section + "/" + law_name(p, second), "",
                "one law for each field of a surface"});
    }
}

/// Entries of a law that contradict each other.
void check_surface_law(InputReader& in, const Parameters& p, const AppliedLaw& law,
                       const std::string& section) {
  const std::string name = law_name(p, law);
  const auto fault = [&](const std::string& what, const std::string& allowed) {
    in.fault({what, law.where, section + "/" + name, "", allowed});
  };
  if (law.row->depends_on_state() && !law.row->of_membrane() && law.value.is_constant() &&
      !(law.value({}) >= 0.0))
    fault("'" + name + "' must not be negative", "zero or more");
  if (law.row->check == nullptr || law.reaction != nullptr) return; // those are checked once
  for (const LawFault& found : law.row->check(law, p.electrolyte))
    fault(found.what, found.allowed);
}

bool lets_ions_through(const Parameters& p, const BoundaryCondition& condition) {
  for (const AppliedLaw& law : condition.laws)
    if (law.row->gives == Gives::concentration &&
        p.electrolyte.species[law.species].charge_number != 0)
      return true;
  return false;
}

void check_law_values(InputReader& in, const Parameters& p, const BoundaryCondition& condition,
                      const std::string& section) {
  for (const AppliedLaw& law : condition.laws) {
    const std::string name = law_name(p, law);
    if (law.species < 0 && !law.stores_species() &&
        p.electrolyte.potential_model == PotentialModel::given_expression)
      in.fault({"'" + name + "' has no effect: the potential is given everywhere", law.where,
                section + "/" + name, "",
                "Potential = Poisson in Electrolyte, or no '" + name + "'"});
    const bool may_charge =
        p.time.requested && p.electrolyte.potential_model == PotentialModel::poisson;
    if (law.row->gives == Gives::current && !may_charge && !lets_ions_through(p, condition))
      in.fault(
          {"'Current' needs ions that cross the boundary: none has a given concentration here",
           law.where, section + "/" + name, "",
           "'Bath', or 'Concentration of' an ion, in the same subsection; or reactions of this "
           "surface in 'Surface reactions' without 'Electrode potential'"});
    check_surface_law(in, p, law, section);
    if (law.row->of_membrane() && law.value.is_constant() && law.value({}) < 0.0)
      in.fault({"'" + name + "' must not be negative", law.where, section + "/" + name, "",
                "zero or a positive value"});
    if (law.row->carried_by_flow && !p.electrolyte.flow.exists())
      in.fault({"'" + name + "' has no effect: the solvent is at rest", law.where,
                section + "/" + name, "", "a 'Profile' in section Flow, or no '" + name + "'"});
    if (law.row->carries_in && law.value.is_zero() &&
        !p.electrolyte.solves_for_concentration(law.species))
      in.fault({"a concentration of zero has no electrochemical potential", law.where,
                section + "/" + name, "0 mol/m^3", instead_of_zero(p)});
    // A bath's own values are reported at the bath.
    if (law.row->gives != Gives::concentration || !condition.bath.empty() ||
        !law.value.is_constant())
      continue;
    const double value = law.value({});
    if (value < 0.0)
      in.fault({"a concentration must not be negative", law.where, section + "/" + name,
                short_text(value) + " mol/m^3", "zero or more"});
    else if (value == 0.0 && !p.electrolyte.solves_for_concentration(law.species))
      in.fault({"a concentration of zero has no electrochemical potential", law.where,
                section + "/" + name, "0 mol/m^3", instead_of_zero(p)});
  }
}

/// Where c is the unknown it is continuous; different mu0 would make it jump.
void check_partition(InputReader& in, const Parameters& p, const ParameterFile& file) {
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
    if (!p.electrolyte.solves_for_concentration(i)) continue;
    const Material* first = nullptr;
    for (const Material& material : p.materials) {
      if (material.excluded[i]) continue;
      if (first == nullptr) first = &material;
      if (material.standard_potential[i] == first->standard_potential[i]) continue;
      const std::string name = "Standard potential of " + p.electrolyte.species[i].name;
      in.fault(fault_of(file, {"Materials", material.name}, name,
                        "the standard potential differs from that in material '" + first->name +
                            "', but concentrations as unknowns cannot jump",
                        "Primary variables = electrochemical potential, or equal values"));
    }
  }
}

/// A current that only charges a metal goes on for a while, from an uncharged one.
void check_charging(InputReader& in, const Parameters& p) {
  for (const BoundaryCondition& condition : p.boundary_conditions) {
    const AppliedLaw* const current = condition.metal_current();
    const bool reacts = std::any_of(condition.laws.begin(), condition.laws.end(),
                                    [](const AppliedLaw& law) { return law.reaction != nullptr; });
    if (current == nullptr || reacts ||
        (p.time.requested && p.time.start != TimeStart::steady_state))
      continue;
    in.fault({"no reaction takes up the current of this electrode: it has no steady state",
              current->where, "Boundary conditions/" + join(condition.surfaces, ", ") + "/Current",
              "", "a section Time with 'Start = initial concentrations', or reactions here"});
  }
}

/// The estimate of a goal's error differentiates it and the equations; not by everything.
void check_goal_estimate(InputReader& in, const Parameters& p) {
  if (p.adaptivity.estimator != "goal") return;
  if (p.stabilisation == Stabilisation::upwind)
    in.fault({"the estimator 'goal' does not know the derivative of 'Stabilisation = upwind'",
              location_of(p, "Discretization/Stabilisation"), "Discretization/Stabilisation", "",
              "Estimator = flux jumps, or Stabilisation = streamline"});
  for (const BoundaryCondition& condition : p.boundary_conditions)
    if (const AppliedLaw* const current = condition.metal_current())
      in.fault({"the estimator 'goal' does not know how the potential of a metal follows from its "
                "current",
                current->where, "Boundary conditions/" + join(condition.surfaces, ", "), "",
                "Estimator = flux jumps, or 'Electrode potential' in the reactions there"});
}

void check_names(InputReader& in, const ParameterFile& file) {
  for (const std::vector<std::string>& section :
       {std::vector<std::string>{"Electrolyte", "Species"},
        {"Baths"},
        {"Materials"},
        {"Reactions"},
        {"Boundary conditions"},
        {"Surface reactions"},
        {"Output", "Profiles"},
        {"Output", "Observables"}}) {
    std::map<std::string, InputLocation> seen;
    for (const ParameterSection& candidate : file.sections) {
      if (candidate.path.size() != section.size() + 1 ||
          !std::equal(section.begin(), section.end(), candidate.path.begin()))
        continue;
      const auto [first, is_new] = seen.emplace(candidate.path.back(), candidate.where);
      if (!is_new)
        in.fault({"the subsection '" + candidate.path.back() + "' appears twice, first at line " +
                      std::to_string(first->second.line),
                  candidate.where, join(candidate.path, "/")});
    }
  }
  // These would make entries such as "Concentration of a, b" and lists ambiguous.
  for (const char* section : {"Electrolyte/Species", "Materials"})
    for (const std::string& name : file.names_below(split(section, "/")))
      if (name.find(',') != std::string::npos || name == "all" || name == "none" ||
          name == "remaining")
        in.fault({"'" + name + "' cannot be a name in " + section,
                  file.where({section == std::string("Materials")
                                  ? std::vector<std::string>{"Materials", name}
                                  : std::vector<std::string>{"Electrolyte", "Species", name}}),
                  std::string(section) + "/" + name, "",
                  "a name without commas that is not all, none or remaining"});
}

} // namespace

void check_parameters(InputReader& in, const Parameters& p, const ParameterFile& file,
                      const bool charges_known) {
  check_names(in, file);
  if (charges_known) check_neutrality(in, p, file);
  check_empty_baths(in, p, file);
  check_surfaces_once(in, p);
  for (const BoundaryCondition& condition : p.boundary_conditions) {
    const std::string section = "Boundary conditions/" + join(condition.surfaces, ", ");
    check_laws_of_one_field(in, p, condition, section);
    check_law_values(in, p, condition, section);
  }
  check_partition(in, p, file);
  check_charging(in, p);
  check_goal_estimate(in, p);
  check_activity(in, p);
  check_reactions(in, p, charges_known);
  check_mobility(in, p);
  check_electroneutral(in, p, file);
}

} // namespace ionflux
