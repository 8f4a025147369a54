#include <ionflux/geometry/cut.h>
#include <ionflux/input/input_names.h>
#include <ionflux/input/membrane_checks.h>
#include <ionflux/input/mesh_checks.h>
#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace ionflux {

namespace {

std::vector<std::string> membrane_side_names(const MeshLabels& labels) {
  std::vector<std::string> names;
  for (const auto& [id, interface] : labels.membrane_sides)
    names.push_back(labels.boundaries[id]);
  return names;
}

/// Are the regions that a carrier's equation names those beside the membrane?
void check_carrier_sides(const MeshLabels& labels, const std::string& surface,
                         const AppliedLaw& law, std::vector<Fault>& faults) {
  std::vector<std::string> regions;
  for (const std::string& region : labels.regions)
    for (const auto& [id, interface] : labels.membrane_sides)
      if (interface == surface && labels.boundaries[id] == side_name(surface, region) &&
          !contains(regions, region))
        regions.push_back(region);
  for (const std::string& side : law.reaction->sides)
    if (!contains(regions, side) || regions.size() != 2) {
      faults.push_back({"'" + side + "' is not a region on one side of the membrane '" + surface +
                            "' with another one on the other side",
                        law.where,
                        "Surface reactions/" + law.reaction->stoichiometry.name + "/Equation", "",
                        join(regions, ", "), nearest_name(side, regions)});
      return;
    }
}

/// Laws of thin membranes stand on interfaces, and there alone; what else is to act on a membrane
/// acts on one of its sides.
void check_membrane_laws(const Parameters& p, const MeshLabels& labels,
                         const BoundaryCondition& condition, const std::string& surface,
                         std::vector<Fault>& faults) {
  const std::string parameter = "Boundary conditions/" + join(condition.surfaces, ", ") + "/";
  const bool is_side = contains(membrane_side_names(labels), surface);
  const bool is_membrane = std::any_of(labels.membrane_sides.begin(), labels.membrane_sides.end(),
                                       [&](const auto& entry) { return entry.second == surface; });
  for (const AppliedLaw& law : condition.laws) {
    const BoundaryLaw& row = *law.row;
    if (is_membrane && law.reaction != nullptr && law.reaction->crosses_membrane())
      check_carrier_sides(labels, surface, law, faults);
    if (row.of_membrane() && !is_membrane)
      faults.push_back({"'" + law_name(p, law) + "' makes an interface a membrane, but '" +
                            surface + "' is not an interface",
                        law.where, parameter + law_name(p, law), "",
                        join(interface_names(labels), ", ")});
    else if (!row.of_membrane() && is_membrane)
      faults.push_back({"'" + law_name(p, law) + "' on the membrane '" + surface +
                            "' does not say on which of its sides",
                        law.where, parameter + law_name(p, law), "",
                        "a subsection of one of " + join(membrane_side_names(labels), ", ")});
    else if (is_side && row.essential())
      faults.push_back(
          {"'" + law_name(p, law) + "' cannot be set on '" + surface + "', the side of a membrane",
           law.where, parameter + law_name(p, law), "", "laws that add a charge or a flux"});
  }
}

/// Does a law of the input that satisfies `predicate` act on one of the surfaces?
template <typename Predicate>
bool acts_on(const Parameters& p, const std::set<std::string>& surfaces,
             const Predicate& predicate) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const std::string& surface : condition.surfaces)
      if (surfaces.count(surface) != 0 &&
          std::any_of(condition.laws.begin(), condition.laws.end(), predicate))
        return true;
  return false;
}

/// Where membranes divide the mesh, each field must be fixed on every piece, or be joined to one
/// where it is by a membrane that lets it pass.
void check_pieces_determined(const Parameters& p, const MeshLabels& labels,
                             std::vector<Fault>& faults) {
  if (labels.pieces.size() < 2) return;
  const unsigned int n = labels.pieces.size();
  std::vector<std::set<std::string>> boundaries(n), membranes(n);
  for (unsigned int k = 0; k < n; ++k)
    for (const unsigned int id : labels.pieces[k].boundaries) {
      const auto side = labels.membrane_sides.find(id);
      if (side == labels.membrane_sides.end())
        boundaries[k].insert(labels.boundaries[id]);
      else
        membranes[k].insert(side->second);
    }
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
    const auto fixes = [i](const AppliedLaw& law) { return law.fixes_amount(i); };
    const auto passes = [i](const AppliedLaw& law) {
      return law.species == static_cast<int>(i) && law.row->of_membrane() && law.row->lets_through;
    };
    std::vector<char> reached(n);
    for (unsigned int k = 0; k < n; ++k)
      reached[k] = acts_on(p, boundaries[k], fixes);
    for (unsigned int round = 0; round < n; ++round) // from piece to piece
      for (unsigned int a = 0; a < n; ++a)
        for (unsigned int b = 0; b < n; ++b) {
          std::set<std::string> shared;
          std::set_intersection(membranes[a].begin(), membranes[a].end(), membranes[b].begin(),
                                membranes[b].end(), std::inserter(shared, shared.end()));
          if (reached[a] && acts_on(p, shared, passes)) reached[b] = true;
        }
    for (unsigned int k = 0; k < n; ++k) {
      const std::vector<unsigned int> material = material_of_region(p, labels);
      const bool mobile = std::any_of(
          labels.pieces[k].regions.begin(), labels.pieces[k].regions.end(),
          [&](const unsigned int region) { return !p.materials[material[region]].excluded[i]; });
      const std::string& name = p.electrolyte.species[i].name;
      if (!reached[k] && mobile && p.time.start == TimeStart::steady_state) // else it is known
        faults.push_back({"the amount of species '" + name + "' is undetermined in '" +
                              labels.regions[*labels.pieces[k].regions.begin()] +
                              "', which a membrane encloses",
                          InputLocation{p.file_name, 0}, "Boundary conditions", "",
                          "'Membrane permeability of " + name +
                              "', a boundary there that fixes it, or 'Excluded species'"});
    }
  }
}

/// What is not possible together with thin membranes.
void check_membrane_combinations(const Parameters& p, const MeshLabels& labels,
                                 std::vector<Fault>& faults) {
  if (labels.membrane_sides.empty()) return;
  if (p.adaptivity.estimator == "goal")
    faults.push_back({"the estimator 'goal' does not know thin membranes",
                      location_of(p, "Adaptive refinement/Estimator"),
                      "Adaptive refinement/Estimator", p.adaptivity.estimator,
                      "flux jumps, or none"});
  if (p.convergence.requested && p.convergence.reference == ReferenceKind::exact_solution)
    faults.push_back({"an exact solution is smooth: it cannot jump at a thin membrane",
                      location_of(p, "Convergence study/Reference"), "Convergence study/Reference",
                      "exact solution", "reference values, Richardson"});
}

} // namespace

void check_membranes(const Parameters& p, const MeshLabels& labels, std::vector<Fault>& faults) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const std::string& surface : condition.surfaces)
      check_membrane_laws(p, labels, condition, surface, faults);
  check_membrane_combinations(p, labels, faults);
  if (faults.empty()) check_pieces_determined(p, labels, faults);
}

} // namespace ionflux
