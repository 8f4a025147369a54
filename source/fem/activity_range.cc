#include <ionflux/fem/activity_range.h>
#include <ionflux/fem/node_compositions.h>
#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/inversion.h>
#include <ionflux/support/text.h>

#include <map>

namespace ionflux {

using namespace dealii;

namespace {

/// What one rank found in one material.
template <int dim>
struct Found {
  unsigned int n_points = 0, n_in_all = 0;
  std::string reason;
  Point<dim> where;

  void add(const std::string& why, const Point<dim>& x) {
    ++n_in_all;
    if (why.empty() || ++n_points > 1) return;
    reason = why;
    where = x;
  }
};

/// In one material: beyond the range, and not stable.
template <int dim>
struct FoundBoth {
  Found<dim> range, stability;
};

std::string why_unstable(const ActivityModel& model, const std::vector<double>& c) {
  if (is_stable(model, c.data())) return "";
  std::vector<std::string> numbers;
  for (const double value : c)
    numbers.push_back(format_text("%.4g", value));
  return "concentrations " + join(numbers, ", ") + " mol/m^3";
}

template <int dim>
BeyondRange<dim> gathered(const std::string& material, const bool unstable, const Found<dim>& own,
                          MPI_Comm communicator) {
  BeyondRange<dim> one;
  one.material = material;
  one.unstable = unstable;
  one.n_points = Utilities::MPI::sum(own.n_points, communicator);
  one.n_in_all = Utilities::MPI::sum(own.n_in_all, communicator);
  for (const auto& [reason, where] :
       Utilities::MPI::all_gather(communicator, std::make_pair(own.reason, own.where))) {
    if (!one.reason.empty() || reason.empty()) continue;
    one.reason = reason;
    one.where = where;
  }
  return one;
}

} // namespace

template <int dim>
std::vector<BeyondRange<dim>> beyond_activity_range(const Discretization<dim>& d,
                                                    const Model& model,
                                                    const PETScWrappers::MPI::Vector& solution) {
  if (model.electrolyte.ideal) return {};
  const Medium& medium = model.medium;
  std::map<std::string, FoundBoth<dim>> by_material;
  for (unsigned int region = 0; region < medium.n_regions(); ++region)
    if (medium.material(region).activity) by_material[medium.material_name(region)];
  // With potentials as unknowns every state that is found is a stable one.
  const bool may_be_unstable = model.electrolyte.solves_for_any_concentration();
  for_each_composition(
      d, model, solution,
      [](const PointMaterial& material) { return material.activity != nullptr; },
      [&](const unsigned int region, const PointMaterial& material,
          const std::vector<double>& dissolved, const Point<dim>& x) {
        FoundBoth<dim>& found = by_material[medium.material_name(region)];
        found.range.add(material.activity->out_of_range(dissolved.data()), x);
        if (may_be_unstable) found.stability.add(why_unstable(*material.activity, dissolved), x);
      });
  std::vector<BeyondRange<dim>> list;
  for (const auto& [material, found] : by_material)
    for (const bool unstable : {false, true}) {
      const Found<dim>& own = unstable ? found.stability : found.range;
      const BeyondRange<dim> one = gathered(material, unstable, own, d.communicator);
      if (one.n_points > 0) list.push_back(one);
    }
  return list;
}

template std::vector<BeyondRange<2>> beyond_activity_range(const Discretization<2>&, const Model&,
                                                           const PETScWrappers::MPI::Vector&);
template std::vector<BeyondRange<3>> beyond_activity_range(const Discretization<3>&, const Model&,
                                                           const PETScWrappers::MPI::Vector&);

} // namespace ionflux
