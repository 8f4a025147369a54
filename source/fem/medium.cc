#include <ionflux/fem/medium.h>
#include <ionflux/physics/material_activity.h>
#include <ionflux/physics/material_mobility.h>
#include <ionflux/physics/reactions/reaction_path.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

Medium::Medium(const Electrolyte& electrolyte, const std::vector<Material>& materials,
               const std::vector<unsigned int>& material_of_region, const Scaling& scaling)
    : charge_scale(scaling.charge_density()), speed_scale(scaling.diffusivity / scaling.length),
      diffusivity_scale(scaling.diffusivity), flow(electrolyte.flow) {
  for (const unsigned int index : material_of_region) {
    const Material& material = materials[index];
    PointMaterial point;
    const bool varies =
        std::any_of(material.diffusivity_factor.begin(), material.diffusivity_factor.end(),
                    [](const GivenValue& factor) { return !factor.is_constant(); });
    point.permittivity = scaling.lambda_squared() * material.relative_permittivity;
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      const GivenValue& factor = material.diffusivity_factor[i];
      point.diffusivity.push_back(electrolyte.species[i].diffusivity *
                                  (factor.is_constant() ? factor({}) : 1.0) / scaling.diffusivity);
      point.standard_potential.push_back(material.standard_potential[i] / scaling.energy());
      point.present.push_back(!material.excluded[i]);
    }
    point.dissolved = dissolved_in(material);
    point.concentration_scale = scaling.concentration;
    point.speed_scale = speed_scale;
    if (!electrolyte.ideal) point.activity = make_material_activity(electrolyte, material);
    point.reactions =
        make_reaction_rates(electrolyte.reactions, material, point.standard_potential, scaling);
    if (!electrolyte.nernst_einstein)
      point.mobility = make_material_mobility(electrolyte, material);
    if (material.fixed_charge.is_constant())
      point.fixed_charge = material.fixed_charge({}) / charge_scale;
    by_region.push_back(point);
    diffusivity_factor.push_back(varies ? material.diffusivity_factor : std::vector<GivenValue>());
    charge.push_back(material.fixed_charge);
    names.push_back(material.name);
    flowing.push_back(flow.exists() && material.flows);
  }
}

void Medium::change_reactions(const Medium& of, const std::vector<double>& shifts,
                              const double share, const double log_limit) {
  for (unsigned int region = 0; region < by_region.size(); ++region) {
    if (!of.by_region[region].reactions) continue;
    auto rates = std::make_shared<ReactionRates>(*of.by_region[region].reactions);
    for (PointReaction& reaction : rates->reactions) {
      shift_equilibrium(reaction, share * shifts[reaction.number]);
      limit_rate(reaction, log_limit);
    }
    by_region[region].reactions = rates;
  }
}

bool Medium::any_flow() const {
  return std::any_of(flowing.begin(), flowing.end(), [](const char flows) { return flows != 0; });
}

Flow::Tensor Medium::dispersion(const unsigned int region, const GivenValue::Point& x) const {
  Flow::Tensor k = flow.dispersion(x);
  for (const unsigned int diagonal : {0, 4, 8})
    if (!(k[diagonal] >= 0.0))
      throw InputError(ExitCode::bad_parameters,
                       "an eddy diffusivity is " + number_text(k[diagonal]) + " m^2/s at (" +
                           number_text(x[0]) + ", " + number_text(x[1]) + ", " + number_text(x[2]) +
                           ") m, in material '" + names[region] +
                           "' (Flow)\n  allowed: zero or more");
  for (double& component : k)
    component /= diffusivity_scale;
  return k;
}

void Medium::diffusivities(const unsigned int region, const GivenValue::Point& x,
                           double* values) const {
  const PointMaterial& material = by_region[region];
  for (unsigned int i = 0; i < material.diffusivity.size(); ++i) {
    values[i] = material.diffusivity[i];
    if (!has_varying_diffusivity(region)) continue;
    const GivenValue& expression = diffusivity_factor[region][i];
    if (expression.is_constant()) continue;
    const double factor = expression(x);
    if (!(factor >= 0.0))
      throw InputError(ExitCode::bad_parameters,
                       "the diffusivity factor '" + expression.text() + "' of material '" +
                           names[region] + "' is " + number_text(factor) + " at (" +
                           number_text(x[0]) + ", " + number_text(x[1]) + ", " + number_text(x[2]) +
                           ") m (Materials/" + names[region] +
                           ")\n  allowed: above 0 in the material");
    values[i] *= factor;
  }
}

const PointMaterial& Medium::material_at(const unsigned int region, const GivenValue::Point& x,
                                         PointMaterial& room) const {
  if (!has_varying_diffusivity(region)) return by_region[region];
  room = by_region[region];
  diffusivities(region, x, room.diffusivity.data());
  return room;
}

} // namespace ionflux
