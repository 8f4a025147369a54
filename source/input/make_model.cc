#include <ionflux/fem/reaction_fronts.h>
#include <ionflux/input/make_model.h>
#include <ionflux/input/mesh_checks.h>
#include <ionflux/input/scales.h>

namespace ionflux {

namespace {

// Is a species nowhere: zero wherever something is said of it? Only zero fulfils its equations.
bool is_nowhere(const Parameters& p, const unsigned int species) {
  const Electrolyte& electrolyte = p.electrolyte;
  if (!electrolyte.solves_for_concentration(species) || p.convergence.requested) return false;
  for (const Reaction& reaction : electrolyte.reactions)
    if (reaction.involves(species)) return false;
  for (const Release& release : electrolyte.releases)
    if (release.has(species)) return false;
  if (electrolyte.has_sources() && !electrolyte.sources[species].is_zero()) return false;
  if (p.time.requested && (p.time.start == TimeStart::another_run ||
                           (p.time.start == TimeStart::initial_concentrations &&
                            !p.time.initial_concentration[species].is_zero())))
    return false;
  bool is_given = false;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws) {
      if (law.partner == static_cast<int>(species)) return false;
      if (law.species != static_cast<int>(species)) continue;
      if (!law.row->states_concentration() || !law.value.is_zero()) return false;
      is_given = true;
    }
  return is_given;
}

// A species that is nowhere enters no material: solvers would leave traces of it.
std::vector<Material> materials_in_use(const Parameters& parameters) {
  std::vector<Material> materials = parameters.materials;
  for (unsigned int i = 0; i < parameters.electrolyte.n_species(); ++i)
    if (is_nowhere(parameters, i))
      for (Material& material : materials)
        material.excluded[i] = true;
  return materials;
}

} // namespace

Model make_model(const Parameters& parameters, const MeshLabels& labels, Scaling scaling) {
  scaling.temperature = parameters.electrolyte.temperature;
  const auto model_of = [&](const Electrolyte& electrolyte) {
    Model model{electrolyte, scaling,
                Medium(electrolyte, materials_in_use(parameters),
                       material_of_region(parameters, labels), scaling),
                BoundaryMap(parameters.boundary_conditions, labels),
                load_reference(parameters, scaling)};
    model.baths_are_far_apart = far_apart(model);
    return model;
  };
  Model model = model_of(parameters.electrolyte);
  if (parameters.time.requested || !makes_fronts(model)) return model;
  Electrolyte electrolyte = parameters.electrolyte;
  for (Reaction& reaction : electrolyte.reactions)
    reaction.meets_in_fronts = true;
  return model_of(electrolyte);
}

} // namespace ionflux
