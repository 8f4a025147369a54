#include <ionflux/fem/reaction_fronts.h>
#include <ionflux/input/make_model.h>
#include <ionflux/input/mesh_checks.h>
#include <ionflux/input/scales.h>

namespace ionflux {

Model make_model(const Parameters& parameters, const MeshLabels& labels, Scaling scaling) {
  scaling.temperature = parameters.electrolyte.temperature;
  Model model{parameters.electrolyte, scaling,
              Medium(parameters.electrolyte, parameters.materials,
                     material_of_region(parameters, labels), scaling),
              BoundaryMap(parameters.boundary_conditions, labels),
              load_reference(parameters, scaling)};
  model.baths_are_far_apart = far_apart(model);
  return model;
}

} // namespace ionflux
