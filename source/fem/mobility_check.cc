#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/mobility_check.h>
#include <ionflux/physics/mobility/point_mobility.h>

#include <deal.II/fe/fe_values.h>

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

  /// @param c by species, dimensionless
  void look(const PointMaterial& material, const std::string& name, const std::vector<double>& c,
            const Point<dim>& x) {
    dissolved.clear();
    diffusivity.clear();
    for (const unsigned int i : material.dissolved) {
      dissolved.push_back(material.concentration_scale * c[i]);
      diffusivity.push_back(scale * material.diffusivity[i]);
    }
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
  std::vector<double> dissolved, diffusivity;
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
  const Medium& medium = model.medium;
  const TransportLaw& law = *model.law;
  const LocalValues unknowns(solution, d.owned, d.relevant);
  const unsigned int n_nodes = d.n_nodes_per_cell();
  FEValues<dim> nodes(d.mapping, d.scalar_fe,
                      Quadrature<dim>(d.scalar_fe.get_unit_support_points()),
                      update_quadrature_points);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  std::vector<double> u(d.n_fields()), c(law.n_species());
  MobilitySearch<dim> search(model);
  PointMaterial room;
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned() || !medium.material(cell->material_id()).mobility) continue;
    cell->get_dof_indices(dofs);
    nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    for (unsigned int a = 0; a < n_nodes; ++a) {
      for (unsigned int f = 0; f < d.n_fields(); ++f)
        u[f] = unknowns[dofs[d.cell_index[f * n_nodes + a]]];
      const PointMaterial& material = medium.material_at(
          cell->material_id(), metres(nodes.quadrature_point(a), model.scaling.length), room);
      law.concentrations(u.data(), material, c.data());
      search.look(material, medium.material_name(cell->material_id()), c,
                  nodes.quadrature_point(a));
    }
  }
  return of_all_ranks(search.worst, d.communicator);
}

template WorstMobility<2> worst_mobility(const Discretization<2>&, const Model&,
                                         const PETScWrappers::MPI::Vector&);
template WorstMobility<3> worst_mobility(const Discretization<3>&, const Model&,
                                         const PETScWrappers::MPI::Vector&);

} // namespace ionflux
