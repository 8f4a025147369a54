#include <ionflux/physics/activity/partial_model.h>

#include <algorithm>
#include <utility>

namespace ionflux {

PartialActivity::PartialActivity(const ActivityModel& model, std::vector<unsigned int> sought)
    : ActivityModel(sought.size()), model(model), sought(std::move(sought)), all(model.n_species()),
      all_values(all.size()), all_slopes(all.size() * all.size()), all_directions(all.size()) {}

// The composition with c of the sought species.
const double* PartialActivity::with(const double* c) const {
  for (unsigned int k = 0; k < sought.size(); ++k)
    all[sought[k]] = c[k];
  return all.data();
}

void PartialActivity::log_gamma(const unsigned int n_points, const double* c, double* values,
                                double* slopes) const {
  const unsigned int n = sought.size(), n_all = all.size();
  for (unsigned int q = 0; q < n_points; ++q) {
    model.log_gamma(1, with(c + q * n), all_values.data(), slopes ? all_slopes.data() : nullptr);
    for (unsigned int k = 0; k < n; ++k) {
      values[q * n + k] = all_values[sought[k]];
      for (unsigned int l = 0; l < n && slopes; ++l)
        slopes[(q * n + k) * n + l] = all_slopes[sought[k] * n_all + sought[l]];
    }
  }
}

void PartialActivity::slope_changes(const double* c, const double* direction,
                                    double* changes) const {
  const unsigned int n = sought.size(), n_all = all.size();
  std::fill(all_directions.begin(), all_directions.end(), 0.0);
  for (unsigned int k = 0; k < n; ++k)
    all_directions[sought[k]] = direction[k];
  model.slope_changes(with(c), all_directions.data(), all_slopes.data());
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int l = 0; l < n; ++l)
      changes[k * n + l] = all_slopes[sought[k] * n_all + sought[l]];
}

} // namespace ionflux
