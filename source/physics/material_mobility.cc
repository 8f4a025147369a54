#include <ionflux/physics/material_activity.h>
#include <ionflux/physics/material_mobility.h>
#include <ionflux/physics/mobility/models.h>

namespace ionflux {

const std::string& mobility_model_in(const Electrolyte& electrolyte, const Material& material) {
  return material.mobility_model.empty() ? electrolyte.mobility_model : material.mobility_model;
}

std::shared_ptr<const MobilityModel> make_material_mobility(const Electrolyte& electrolyte,
                                                            const Material& material) {
  const MobilityRow& row = mobility_model_row(mobility_model_in(electrolyte, material));
  const std::vector<unsigned int> dissolved = dissolved_in(material);
  if (dissolved.empty() || row.name == mobility_models().front().name) return nullptr;
  MobilityInput input;
  static_cast<ActivityInput&>(input) = restricted(electrolyte.mobility, row.entries, dissolved);
  input.temperature = electrolyte.temperature;
  input.relative_permittivity = material.relative_permittivity;
  for (const unsigned int i : dissolved)
    input.diffusivities.push_back(electrolyte.species[i].diffusivity);
  return make_mobility_model(row.name, input);
}

} // namespace ionflux
