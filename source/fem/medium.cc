#include <ionflux/fem/medium.h>

#include <ionflux/support/errors.h>

#include <algorithm>

namespace ionflux {

Medium::Medium(const Electrolyte& electrolyte, const std::vector<Material>& materials,
               const std::vector<std::string>& region_names, const Scaling& scaling)
    : charge_scale(scaling.charge_density()) {
  for (const std::string& region : region_names) {
    const auto material =
        std::find_if(materials.begin(), materials.end(), [&](const Material& candidate) {
          const auto& filled = candidate.regions;
          return std::find(filled.begin(), filled.end(), region) != filled.end();
        });
    if (material == materials.end())
      throw InputError(ExitCode::bad_parameters, "region '" + region + "' has no material");

    PointMaterial point;
    point.permittivity = scaling.lambda_squared() * material->relative_permittivity;
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      point.diffusivity.push_back(electrolyte.species[i].diffusivity *
                                  material->diffusivity_factor[i] / scaling.diffusivity);
      point.standard_potential.push_back(material->standard_potential[i] / scaling.energy());
      point.present.push_back(!material->excluded[i]);
    }
    by_region.push_back(point);
    charge.push_back(material->fixed_charge);
    names.push_back(material->name);
  }
}

} // namespace ionflux
