#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/material_activity.h>

#include <algorithm>

namespace ionflux {

ActivityInput restricted(const ActivityInput& all, const std::vector<ActivityEntry>& entries,
                         const std::vector<unsigned int>& kept) {
  ActivityInput input = all;
  input.names.clear();
  input.charge_numbers.clear();
  input.per_run.clear();
  input.per_species.clear();
  input.per_pair.clear();
  input.texts.clear();
  for (const unsigned int i : kept) {
    input.names.push_back(all.names[i]);
    input.charge_numbers.push_back(all.charge_numbers[i]);
  }
  const auto place = [&](const unsigned int species) {
    return std::find(kept.begin(), kept.end(), species) - kept.begin();
  };
  const unsigned int n = kept.size();
  for (const ActivityEntry& entry : entries) {
    if (all.per_run.count(entry.name)) input.per_run[entry.name] = all.per_run.at(entry.name);
    if (all.per_species.count(entry.name))
      for (const auto& [i, number] : all.per_species.at(entry.name))
        if (place(i) < n) input.per_species[entry.name][place(i)] = number;
    if (all.texts.count(entry.name)) {
      const bool of_run = entry.scope == ActivityEntry::Scope::run;
      for (const auto& [i, text] : all.texts.at(entry.name))
        if (of_run || place(i) < n) input.texts[entry.name][of_run ? i : place(i)] = text;
    }
    if (all.per_pair.count(entry.name))
      for (const auto& [pair, number] : all.per_pair.at(entry.name))
        if (place(pair.first) < n && place(pair.second) < n)
          input.per_pair[entry.name][{place(pair.first), place(pair.second)}] = number;
  }
  return input;
}

const std::string& activity_model_in(const Electrolyte& electrolyte, const Material& material) {
  return material.activity_model.empty() ? electrolyte.activity_model : material.activity_model;
}

std::vector<unsigned int> dissolved_in(const Material& material) {
  std::vector<unsigned int> dissolved;
  for (unsigned int i = 0; i < material.excluded.size(); ++i)
    if (!material.excluded[i]) dissolved.push_back(i);
  return dissolved;
}

std::shared_ptr<const ActivityModel> make_material_activity(const Electrolyte& electrolyte,
                                                            const Material& material) {
  const ActivityRow& row = activity_model_row(activity_model_in(electrolyte, material));
  const std::vector<unsigned int> dissolved = dissolved_in(material);
  if (dissolved.empty()) return nullptr;
  ActivityInput input = restricted(electrolyte.activity, row.entries, dissolved);
  input.temperature = electrolyte.temperature;
  input.relative_permittivity = material.relative_permittivity;
  std::shared_ptr<const ActivityModel> model = make_activity_model(row.name, input);
  return model->is_ideal() ? nullptr : model;
}

// By their values: two models may differ in name or permittivity and not in what they say.
bool have_equal_activities(const Electrolyte& electrolyte, const Material& a, const Material& b) {
  const std::vector<unsigned int> dissolved = dissolved_in(a);
  if (dissolved != dissolved_in(b)) return false;
  const unsigned int n = dissolved.size();
  std::vector<double> c(n), of_a(n, 0.0), of_b(n, 0.0);
  for (unsigned int k = 0; k < n; ++k)
    c[k] = 1.0 + 0.1 * k; // mol/m^3
  if (const auto model = make_material_activity(electrolyte, a))
    model->log_gamma(1, c.data(), of_a.data(), nullptr);
  if (const auto model = make_material_activity(electrolyte, b))
    model->log_gamma(1, c.data(), of_b.data(), nullptr);
  return of_a == of_b;
}

} // namespace ionflux
