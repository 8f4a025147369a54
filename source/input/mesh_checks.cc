#include <ionflux/input/input_names.h>
#include <ionflux/input/membrane_checks.h>
#include <ionflux/input/mesh_checks.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

namespace {

constexpr unsigned int no_material = static_cast<unsigned int>(-1);

/// Faults without a line still name the file.
InputLocation in_file(const Parameters& p) { return {p.file_name, 0}; }

/// Boundaries on which the user must set a condition.
std::vector<std::string> open_boundaries(const MeshLabels& labels) {
  std::vector<std::string> names;
  for (unsigned int id = 0; id < labels.boundaries.size(); ++id) {
    const std::string& name = labels.boundaries[id];
    if (labels.symmetries.count(name) == 0 && labels.membrane_sides.count(id) == 0 &&
        !contains(names, name))
      names.push_back(name);
  }
  return names;
}

void name_region(const Parameters& p, const MeshLabels& labels, const unsigned int m,
                 const std::string& name, std::vector<unsigned int>& material,
                 std::vector<Fault>& faults) {
  const std::string parameter = "Materials/" + p.materials[m].name + "/Regions";
  bool known = false;
  for (std::size_t region = 0; region < labels.regions.size(); ++region) {
    if (labels.regions[region] != name) continue;
    known = true;
    if (material[region] != no_material)
      faults.push_back({"the region '" + name + "' is filled twice, first by '" +
                            p.materials[material[region]].name + "'",
                        p.materials[m].where, parameter, "", "each region in one material"});
    material[region] = m;
  }
  if (!known)
    faults.push_back({"the geometry has no region '" + name + "'", p.materials[m].where, parameter,
                      "", join(labels.regions, ", ") + ", or remaining",
                      nearest_name(name, labels.regions)});
}

std::vector<unsigned int> assign_regions(const Parameters& p, const MeshLabels& labels,
                                         std::vector<Fault>& faults) {
  std::vector<unsigned int> material(labels.regions.size(), no_material);
  unsigned int rest = no_material;
  for (unsigned int m = 0; m < p.materials.size(); ++m)
    for (const std::string& name : p.materials[m].regions) {
      if (name != "remaining")
        name_region(p, labels, m, name, material, faults);
      else if (rest == no_material)
        rest = m;
      else
        faults.push_back({"'remaining' is used twice, first by '" + p.materials[rest].name + "'",
                          p.materials[m].where, "Materials/" + p.materials[m].name + "/Regions"});
    }
  for (std::size_t region = 0; region < labels.regions.size(); ++region) {
    if (material[region] == no_material) material[region] = rest;
    if (material[region] == no_material)
      faults.push_back({"no material fills the region '" + labels.regions[region] + "'", in_file(p),
                        "Materials", "", "name it in 'Regions' of a material, or use remaining"});
  }
  return material;
}

void check_surface_names(const Parameters& p, const MeshLabels& labels,
                         std::vector<Fault>& faults) {
  const std::vector<std::string> boundaries = open_boundaries(labels);
  const std::vector<std::string> interfaces = interface_names(labels);
  std::vector<std::string> known = boundaries;
  known.insert(known.end(), interfaces.begin(), interfaces.end());
  for (const auto& [id, interface] : labels.membrane_sides)
    known.push_back(labels.boundaries[id]);
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const std::string& surface : condition.surfaces) {
      const std::string parameter = "Boundary conditions/" + join(condition.surfaces, ", ");
      if (labels.symmetries.count(surface) > 0)
        faults.push_back(
            {"'" + surface +
                 "' is a symmetry of the geometry, or periodic: no condition can be set",
             condition.where, parameter, "", "remove it from the list of surfaces"});
      else if (!contains(known, surface))
        faults.push_back({"the geometry has no surface '" + surface + "'", condition.where,
                          parameter, "", join(known, ", "), nearest_name(surface, known)});
      if (contains(boundaries, surface) || !contains(interfaces, surface)) continue;
      for (const AppliedLaw& law : condition.laws)
        if (!law.row->on_interface)
          faults.push_back({"'" + law_name(p, law) + "' cannot be set on '" + surface +
                                "', which lies inside the domain",
                            law.where, parameter + "/" + law_name(p, law)});
    }
}

/// Every outer boundary is named, even where nothing happens: a forgotten one is the usual mistake.
void check_cover(const Parameters& p, const MeshLabels& labels, std::vector<Fault>& faults) {
  for (const std::string& boundary : open_boundaries(labels)) {
    const bool covered = std::any_of(
        p.boundary_conditions.begin(), p.boundary_conditions.end(),
        [&](const BoundaryCondition& condition) { return contains(condition.surfaces, boundary); });
    if (!covered)
      faults.push_back({"the boundary '" + boundary + "' has no condition", in_file(p),
                        "Boundary conditions", "",
                        "a subsection '" + boundary + "' (empty: no flux, no charge)"});
  }
}

/// Laws whose surfaces exist on the outer boundary.
template <typename Predicate>
bool any_law(const Parameters& p, const Predicate& predicate) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    if (std::any_of(condition.laws.begin(), condition.laws.end(), predicate)) return true;
  return false;
}

void check_determined(const Parameters& p, std::vector<Fault>& faults) {
  const Electrolyte& electrolyte = p.electrolyte;
  // A given electrochemical potential of an ion fixes the potential through its concentration.
  const bool potential_fixed = any_law(p, [&](const AppliedLaw& law) {
    return law.fixes_potential() &&
           (law.species < 0 || electrolyte.species[law.species].charge_number != 0);
  });
  if (electrolyte.potential_model != PotentialModel::given_expression && !potential_fixed &&
      !electrolyte.potential_floats)
    faults.push_back(
        {"the potential is given nowhere: it is determined only up to a constant", in_file(p),
         "Boundary conditions", "",
         electrolyte.potential_model == PotentialModel::electroneutral
             ? "'Bath' and 'Potential' on at least one boundary; in time nothing at all at "
               "the walls (a closed vessel) will do, where the concentrations can be "
               "the unknowns"
             : "'Potential' on at least one boundary (0 V on a far end or an "
               "electrode)"});
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
    const bool mobile =
        std::any_of(p.materials.begin(), p.materials.end(),
                    [&](const Material& material) { return !material.excluded[i]; });
    // What reactions leave open is seen where the parts of the mesh are known (app/reach_checks).
    const bool fixed = any_law(p, [&](const AppliedLaw& law) { return law.fixes_amount(i); }) ||
                       std::any_of(electrolyte.reactions.begin(), electrolyte.reactions.end(),
                                   [i](const Reaction& reaction) {
                                     return reaction.stoichiometric_number(i) != 0;
                                   });
    const std::string& name = electrolyte.species[i].name;
    if (!mobile)
      faults.push_back({"the species '" + name + "' is excluded from all materials", in_file(p),
                        "Materials", "",
                        "a material without it in 'Excluded species', or remove the species"});
    else if (!fixed && p.time.start == TimeStart::steady_state)
      faults.push_back(
          {"the amount of species '" + name + "' is undetermined: no boundary fixes it", in_file(p),
           "Boundary conditions", "",
           "'Bath', 'Concentration of " + name + "' or 'Electrochemical potential of " + name +
               "' on at least one boundary"});
  }
}

/// The goal's boundary exists and lies outside.
void check_goal(const Parameters& p, const MeshLabels& labels, std::vector<Fault>& faults) {
  const GoalDescription& goal = p.adaptivity.goal;
  if (goal.boundary.empty()) return;
  const std::vector<std::string> boundaries = open_boundaries(labels);
  if (contains(boundaries, goal.boundary)) return;
  const char* const parameter = "Adaptive refinement/Goal";
  const std::string what =
      labels.symmetries.count(goal.boundary) > 0
          ? "nothing flows through '" + goal.boundary + "', a symmetry of the geometry"
      : contains(interface_names(labels), goal.boundary)
          ? "'" + goal.boundary + "' lies inside the domain; the goal needs an outer boundary"
          : "the geometry has no boundary '" + goal.boundary + "'";
  faults.push_back({what, location_of(p, parameter), parameter, goal.text, join(boundaries, ", "),
                    nearest_name(goal.boundary, boundaries)});
}

/// Regions and boundaries that observables name.
void check_observables(const Parameters& p, const MeshLabels& labels, std::vector<Fault>& faults) {
  const auto check = [&](const ObservableSettings& one, const char* entry, const char* what,
                         const std::string& name, const std::vector<std::string>& known) {
    if (name.empty() || contains(known, name)) return;
    const std::string parameter = "Output/Observables/" + one.name + "/" + entry;
    const auto place = p.locations.find(parameter);
    faults.push_back({std::string("the geometry has no ") + what + " '" + name + "'",
                      place == p.locations.end() ? one.where : place->second, parameter, name,
                      join(known, ", "), nearest_name(name, known)});
  };
  const std::vector<std::string> boundaries = open_boundaries(labels);
  for (const ObservableSettings& one : p.output.observables) {
    for (const std::string& region : one.regions)
      check(one, "Regions", "region", region, labels.regions);
    check(one, "From", "boundary", one.from, boundaries);
    check(one, "To", "boundary", one.to, boundaries);
  }
}

void throw_if_any(std::vector<Fault> faults) {
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, std::move(faults));
}

} // namespace

std::vector<unsigned int> material_of_region(const Parameters& p, const MeshLabels& labels) {
  std::vector<Fault> faults;
  std::vector<unsigned int> material = assign_regions(p, labels, faults);
  throw_if_any(std::move(faults));
  return material;
}

void check_against_mesh(const Parameters& p, const MeshLabels& labels) {
  std::vector<Fault> faults;
  assign_regions(p, labels, faults);
  check_surface_names(p, labels, faults);
  check_cover(p, labels, faults);
  check_determined(p, faults);
  check_membranes(p, labels, faults);
  check_goal(p, labels, faults);
  check_observables(p, labels, faults);
  throw_if_any(std::move(faults));
}

} // namespace ionflux
