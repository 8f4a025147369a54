#include <ionflux/fem/mobility_check.h>
#include <ionflux/fem/node_compositions.h>
#include <ionflux/physics/mobility/point_mobility.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace ionflux {

using namespace dealii;

namespace {

/// The model at one composition after the other, the worst kept.
template <int dim>
class MobilitySearch {
public:
  MobilitySearch(const Model& model) : scale(model.scaling.diffusivity) {
    worst.eigenvalue = std::numeric_limits<double>::infinity();
  }

  /// @param dissolved concentrations [mol/m^3]
  void look(const PointMaterial& material, const std::string& name,
            const std::vector<double>& dissolved, const Point<dim>& x) {
    diffusivity.clear();
    for (const unsigned int i : material.dissolved)
      diffusivity.push_back(scale * material.diffusivity[i]);
    const std::string reason = material.mobility->out_of_range(dissolved.data());
    double least = std::numeric_limits<double>::max();
    if (reason.empty() && !material.mobility->always_dissipates()) {
      mobility.find(*material.mobility, material.activity.get(), dissolved.data(),
                    diffusivity.data(), false);
      least = least_dissipation(dissolved.data(), mobility.matrix(), dissolved.size());
    }
    if (!worst.reason.empty() || (reason.empty() && !(least < worst.eigenvalue))) return;
    const double size = *std::max_element(diffusivity.begin(), diffusivity.end());
    worst = {material.mobility->name, name, least, size, reason, x};
  }

  WorstMobility<dim> worst;

private:
  const double scale;
  PointMobility mobility;
  std::vector<double> diffusivity;
};

// The worst of all ranks; of equal ones that of the lowest.
template <int dim>
WorstMobility<dim> of_all_ranks(const WorstMobility<dim>& own, MPI_Comm communicator) {
  WorstMobility<dim> worst;
  bool found = false;
  const auto names = Utilities::MPI::all_gather(
      communicator, std::vector<std::string>{own.model, own.material, own.reason});
  const auto numbers = Utilities::MPI::all_gather(
      communicator, std::make_pair(std::make_pair(own.eigenvalue, own.size), own.where));
  for (unsigned int rank = 0; rank < names.size(); ++rank) {
    const std::string &material = names[rank][1], &reason = names[rank][2];
    if (material.empty()) continue;
    const double eigenvalue = numbers[rank].first.first;
    if (found && (!worst.reason.empty() || (reason.empty() && !(eigenvalue < worst.eigenvalue))))
      continue;
    found = true;
    worst = {names[rank][0],      material, eigenvalue, numbers[rank].first.second, reason,
             numbers[rank].second};
  }
  return worst;
}

} // namespace

template <int dim>
WorstMobility<dim> worst_mobility(const Discretization<dim>& d, const Model& model,
                                  const PETScWrappers::MPI::Vector& solution) {
  if (model.electrolyte.nernst_einstein) return {};
  MobilitySearch<dim> search(model);
  for_each_composition(
      d, model, solution,
      [](const PointMaterial& material) { return material.mobility != nullptr; },
      [&](const unsigned int region, const PointMaterial& material,
          const std::vector<double>& dissolved, const Point<dim>& x) {
        search.look(material, model.medium.material_name(region), dissolved, x);
      });
  return of_all_ranks(search.worst, d.communicator);
}

template WorstMobility<2> worst_mobility(const Discretization<2>&, const Model&,
                                         const PETScWrappers::MPI::Vector&);
template WorstMobility<3> worst_mobility(const Discretization<3>&, const Model&,
                                         const PETScWrappers::MPI::Vector&);

} // namespace ionflux
