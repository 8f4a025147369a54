#pragma once

#include <ionflux/physics/activity/activity_model.h>

#include <vector>

namespace ionflux {

/// An activity model of some of its species, the concentrations of the others given: what finds
/// concentrations from the activities of some alone. Arrays hold the sought species, in order.
class PartialActivity final : public ActivityModel {
public:
  /// @param sought numbers of species of the model; the model must outlive this object
  PartialActivity(const ActivityModel& model, std::vector<unsigned int> sought);

  /// The composition [mol/m^3], of all species of the model; those that are sought do not count.
  void set_given(const std::vector<double>& c) const { all = c; }

  void log_gamma(unsigned int n_points, const double* c, double* values,
                 double* slopes) const override;
  void slope_changes(const double* c, const double* direction, double* changes) const override;
  bool has_free_energy() const override { return model.has_free_energy(); }
  double free_energy(const double* c) const override { return model.free_energy(with(c)); }
  double crowding(const double* c) const override { return model.crowding(with(c)); }

private:
  const double* with(const double* c) const;

  const ActivityModel& model;
  const std::vector<unsigned int> sought;
  mutable std::vector<double> all, all_values, all_slopes, all_directions; ///< of the model
};

} // namespace ionflux
