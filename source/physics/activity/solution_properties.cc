#include <ionflux/physics/activity/solution_properties.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

SolutionProperties::SolutionProperties(const std::vector<Species>& species) {
  for (unsigned int cation = 0; cation < species.size(); ++cation)
    for (unsigned int anion = 0; anion < species.size(); ++anion)
      if (species[cation].charge_number > 0 && species[anion].charge_number < 0)
        salts.push_back({cation, anion, -1.0 * species[anion].charge_number,
                         1.0 * species[cation].charge_number});
  if (salts.size() > most_salts) salts.clear();
  for (const char* kind : {"gamma_", "chi_"})
    for (const Salt& salt : salts)
      descriptions.push_back(kind + species[salt.cation].name + "_" + species[salt.anion].name +
                             " [1]");
  descriptions.push_back("osmotic coefficient [1]");
  descriptions.push_back("water activity [1]");
}

void SolutionProperties::evaluate(const ActivityModel* const model,
                                  const std::vector<unsigned int>& dissolved, const double* c,
                                  double* values) {
  std::fill_n(values, descriptions.size(), std::numeric_limits<double>::quiet_NaN());
  if (dissolved.empty()) return;
  const auto number_of = [&](const unsigned int species) -> unsigned int {
    return std::find(dissolved.begin(), dissolved.end(), species) - dissolved.begin();
  };
  const unsigned int n = dissolved.size();
  concentrations.resize(n);
  for (unsigned int k = 0; k < n; ++k)
    concentrations[k] = c[dissolved[k]];
  if (model) {
    log_gamma.resize(n);
    slopes.resize(n * n);
    model->log_gamma(1, concentrations.data(), log_gamma.data(), slopes.data());
  }
  for (unsigned int s = 0; s < salts.size(); ++s) {
    const unsigned int cation = number_of(salts[s].cation), anion = number_of(salts[s].anion);
    if (cation == n || anion == n) continue;
    composition.assign(n, 0.0);
    composition[cation] = salts[s].n_cations;
    composition[anion] = salts[s].n_anions;
    values[s] = model ? std::exp(log_mean_activity_coefficient(log_gamma, composition)) : 1.0;
    values[salts.size() + s] =
        model ? thermodynamic_factor(slopes, concentrations.data(), composition) : 1.0;
  }
  values[2 * salts.size()] = model ? osmotic_coefficient(*model, concentrations.data()) : 1.0;
  if (model) values[2 * salts.size() + 1] = solvent_activity(*model, concentrations.data());
}

} // namespace ionflux
