#include <ionflux/app/converge.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

namespace {

/// A flux that the input gives says nothing about the discretisation.
bool is_given(const Parameters& p, const GoalDescription& goal) {
  const auto concerns = [&](const int species) {
    return goal.species < 0 ? p.electrolyte.species[species].charge_number != 0
                            : goal.species == species;
  };
  for (const BoundaryCondition& condition : p.boundary_conditions) {
    if (!contains(condition.surfaces, goal.boundary)) continue;
    for (const AppliedLaw& law : condition.laws)
      if (law.row->of_species && law.row->sides == 1 && !law.row->depends_on_state() &&
          concerns(law.species))
        return true;
  }
  return false;
}

} // namespace

void check_goals(const Parameters& p, const MeshLabels& labels) {
  std::vector<std::string> known;
  for (const std::string& boundary : labels.boundaries)
    if (labels.symmetries.count(boundary) == 0 && !contains(known, boundary))
      known.push_back(boundary);
  std::vector<Fault> faults;
  const auto fault = [&](const std::string& what, const GoalDescription& goal,
                         const std::string& allowed) {
    faults.push_back({what, p.convergence.goals_where, "Convergence study/Goals", goal.text,
                      allowed, nearest_name(goal.boundary, known)});
  };
  for (const GoalDescription& goal : p.convergence.goals)
    if (!contains(known, goal.boundary))
      fault("the geometry has no boundary '" + goal.boundary + "' with a flux", goal,
            "a boundary: " + join(known, ", "));
    else if (p.convergence.reference == ReferenceKind::exact_solution && is_given(p, goal)) {
      fault("with an exact solution, the flux through '" + goal.boundary +
                "' is given by 'Flux of': it has no error",
            goal, "a goal on a boundary with fixed values");
      faults.back().suggestion.clear();
    }
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
}

} // namespace ionflux
