#include <ionflux/app/reach_checks.h>

#include <ionflux/input/mesh_checks.h>
#include <ionflux/support/disjoint_sets.h>
#include <ionflux/support/row_reduction.h>
#include <ionflux/support/text.h>

#include <map>
#include <set>

namespace ionflux {

using namespace dealii;

namespace {

/// What is connected within the cells that a field may enter.
struct Part {
  std::set<unsigned int> regions, boundaries;
};

/// Parts of the coarse mesh, which every rank holds as a whole.
template <int dim>
std::vector<Part> parts_of(const Triangulation<dim>& mesh, const std::vector<char>& enters) {
  DisjointSets connected(mesh.n_cells(0));
  for (const auto& cell : mesh.cell_iterators_on_level(0))
    for (const unsigned int f : cell->face_indices()) {
      const bool periodic = cell->has_periodic_neighbor(f);
      if ((cell->at_boundary(f) && !periodic) || !enters[cell->material_id()]) continue;
      const auto other = periodic ? cell->periodic_neighbor(f) : cell->neighbor(f);
      if (enters[other->material_id()]) connected.join(cell->index(), other->index());
    }
  std::map<unsigned int, Part> parts;
  for (const auto& cell : mesh.cell_iterators_on_level(0)) {
    if (!enters[cell->material_id()]) continue;
    Part& part = parts[connected.root(cell->index())];
    part.regions.insert(cell->material_id());
    for (const unsigned int f : cell->face_indices())
      if (cell->at_boundary(f)) part.boundaries.insert(cell->face(f)->boundary_id());
  }
  std::vector<Part> list;
  for (const auto& [name, part] : parts)
    list.push_back(part);
  return list;
}

/// Does a law of the input that satisfies `predicate` act on a part's boundaries?
template <typename Predicate>
bool acts_on(const Part& part, const BoundaryMap& boundaries, const Parameters& p,
             const Predicate& predicate) {
  for (const unsigned int id : part.boundaries) {
    const int condition = boundaries.on_boundary(id);
    if (condition == BoundaryMap::none) continue;
    for (const AppliedLaw& law : p.boundary_conditions[condition].laws)
      if (predicate(law)) return true;
  }
  return false;
}

std::string regions_in_words(const Part& part, const MeshLabels& labels) {
  std::vector<std::string> names;
  for (const unsigned int region : part.regions)
    if (!contains(names, labels.regions[region])) names.push_back(labels.regions[region]);
  return "'" + join(names, "', '") + "'";
}

/// Do reactions leave no change of the potentials of these species free? In equilibrium the sum of
/// nu times the changes is zero for each reaction: as many independent ones as species.
bool reactions_determine(const Parameters& p, const std::set<unsigned int>& species) {
  std::vector<std::vector<double>> rows;
  for (const Reaction& reaction : p.electrolyte.reactions) {
    rows.emplace_back();
    for (const unsigned int i : species)
      rows.back().push_back(reaction.stoichiometric_number(i));
  }
  return species.empty() || reduce_rows(rows).size() == species.size();
}

/// Does a reaction that changes the species run somewhere in these regions?
bool reacts_in(const Parameters& p, const std::vector<unsigned int>& material, const Part& part,
               const unsigned int species) {
  for (const Reaction& reaction : p.electrolyte.reactions)
    for (const unsigned int region : part.regions)
      if (reaction.stoichiometric_number(species) != 0 &&
          runs_in(reaction, p.materials[material[region]]))
        return true;
  return false;
}

Fault undetermined(const std::string& what, const Parameters& p, const std::string& allowed) {
  return {what, InputLocation{p.file_name, 0}, "Boundary conditions", "", allowed};
}

} // namespace

template <int dim>
std::vector<std::string> check_reach(SteadySimulation<dim>& simulation, const Parameters& p) {
  const MeshLabels& labels = simulation.labels();
  const BoundaryMap& boundaries = simulation.boundaries();
  if (!labels.membrane_sides.empty()) return {}; // see check_membranes()
  const std::vector<unsigned int> material = material_of_region(p, labels);
  std::vector<Fault> faults;
  std::vector<std::string> warnings;
  bool any_crosses = false, any_ion = false;
  std::set<unsigned int> by_reactions; // species whose amount is left to them
  std::vector<Fault> of_reacting;
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
    std::vector<char> enters(labels.regions.size());
    for (unsigned int region = 0; region < enters.size(); ++region)
      enters[region] = !p.materials[material[region]].excluded[i];
    const auto fixes = [i](const AppliedLaw& law) {
      return law.species == static_cast<int>(i) &&
             (law.row->essential() || law.row->lets_through || law.row->carries_in);
    };
    const std::string& name = p.electrolyte.species[i].name;
    unsigned int n_given = 0;
    for (const Part& part : parts_of<dim>(simulation.discretization().mesh, enters))
      if (acts_on(part, boundaries, p, fixes))
        ++n_given;
      else if (p.time.start == TimeStart::steady_state) {
        const bool reacts = reacts_in(p, material, part, i);
        if (reacts) by_reactions.insert(i);
        (reacts ? of_reacting : faults)
            .push_back(
                undetermined("the amount of species '" + name + "' is undetermined in " +
                                 regions_in_words(part, labels) +
                                 ": no boundary that fixes it can be reached from there" +
                                 (reacts ? ", and the reactions leave it open" : ""),
                             p,
                             "'Bath' or 'Concentration of " + name +
                                 "' on a boundary of that part, or 'Excluded species' there"));
      }
    if (p.electrolyte.species[i].charge_number == 0) continue;
    any_ion = true;
    any_crosses = any_crosses || n_given < 2;
  }
  if (!reactions_determine(p, by_reactions))
    faults.insert(faults.end(), of_reacting.begin(), of_reacting.end());
  const std::vector<char> everywhere(labels.regions.size(), 1);
  const std::vector<Part> parts = parts_of<dim>(simulation.discretization().mesh, everywhere);
  const bool floats_as_one = p.electrolyte.potential_floats && parts.size() == 1;
  if (p.electrolyte.potential_model != PotentialModel::given_expression && !floats_as_one)
    for (const Part& part : parts)
      if (!acts_on(part, boundaries, p, [&](const AppliedLaw& law) {
            return law.fixes_potential() || law.row->has_unknown_potential();
          }))
        faults.push_back(undetermined("the potential is undetermined in " +
                                          regions_in_words(part, labels) +
                                          ", which nothing joins to the rest of the mesh",
                                      p, "'Potential' on a boundary of that part"));
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
  if (any_ion && !any_crosses)
    warnings.push_back("no ion can get from one of the given boundaries to the others: the "
                       "materials in between exclude all of them, and no current will flow");
  return warnings;
}

template std::vector<std::string> check_reach(SteadySimulation<2>&, const Parameters&);
template std::vector<std::string> check_reach(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
