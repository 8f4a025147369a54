#include <ionflux/input/make_model.h>

#include <ionflux/input/mesh_checks.h>
#include <ionflux/input/scales.h>

namespace ionflux {

Model make_model(const Parameters& parameters, const MeshLabels& labels, Scaling scaling) {
  scaling.temperature = parameters.electrolyte.temperature;
  return {parameters.electrolyte, scaling,
          Medium(parameters.electrolyte, parameters.materials,
                 material_of_region(parameters, labels), scaling),
          BoundaryMap(parameters.boundary_conditions, labels), load_reference(parameters, scaling)};
}

} // namespace ionflux
