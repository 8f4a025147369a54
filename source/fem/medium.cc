#include <ionflux/fem/medium.h>
#include <ionflux/physics/material_activity.h>

#include <algorithm>

namespace ionflux {

Medium::Medium(const Electrolyte& electrolyte, const std::vector<Material>& materials,
               const std::vector<unsigned int>& material_of_region, const Scaling& scaling)
    : charge_scale(scaling.charge_density()), speed_scale(scaling.diffusivity / scaling.length),
      flow(electrolyte.flow) {
  for (const unsigned int index : material_of_region) {
    const Material& material = materials[index];
    PointMaterial point;
    point.permittivity = scaling.lambda_squared() * material.relative_permittivity;
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      point.diffusivity.push_back(electrolyte.species[i].diffusivity *
                                  material.diffusivity_factor[i] / scaling.diffusivity);
      point.standard_potential.push_back(material.standard_potential[i] / scaling.energy());
      point.present.push_back(!material.excluded[i]);
    }
    point.dissolved = dissolved_in(material);
    point.concentration_scale = scaling.concentration;
    if (!electrolyte.ideal) point.activity = make_material_activity(electrolyte, material);
    if (material.fixed_charge.is_constant())
      point.fixed_charge = material.fixed_charge({}) / charge_scale;
    by_region.push_back(point);
    charge.push_back(material.fixed_charge);
    names.push_back(material.name);
    flowing.push_back(flow.exists() && material.flows);
  }
}

bool Medium::any_flow() const {
  return std::any_of(flowing.begin(), flowing.end(), [](const char flows) { return flows != 0; });
}

} // namespace ionflux
