#include <ionflux/app/nodal_state.h>

#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

template <int dim>
Vector nodal_state(SteadySimulation<dim>& simulation,
                   const std::function<void(NodeValues&)>& give) {
  const Discretization<dim>& d = simulation.discretization();
  const Scaling& scaling = simulation.scaling();
  const TransportLaw& law = *simulation.model().law;
  const unsigned int n_species = d.n_fields() - 1, n_nodes = d.n_nodes_per_cell();
  Vector x = d.make_vector();
  FEValues<dim> nodes(d.mapping, d.scalar_fe,
                      Quadrature<dim>(d.scalar_fe.get_unit_support_points()),
                      update_quadrature_points);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  std::vector<double> c(n_species), u(n_species + 1);
  NodeValues values;
  values.concentration.resize(n_species);
  agree(d.communicator, [&] {
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (cell->is_artificial()) continue;
      cell->get_dof_indices(dofs);
      nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
      values.region = cell->material_id();
      const PointMaterial& material = simulation.medium().material(values.region);
      for (unsigned int node = 0; node < n_nodes; ++node) {
        values.point = metres(nodes.quadrature_point(node), scaling.length);
        give(values);
        for (unsigned int i = 0; i < n_species; ++i)
          c[i] = values.concentration[i] / scaling.concentration;
        law.unknowns(values.potential / scaling.potential(), c.data(), material, u.data());
        for (unsigned int f = 0; f <= n_species; ++f) {
          const auto dof = dofs[d.cell_index[f * n_nodes + node]];
          if (d.owned.is_element(dof) && (f == 0 || material.present[f - 1])) x(dof) = u[f];
        }
      }
    }
  });
  x.compress(VectorOperation::insert);
  d.hanging_nodes.distribute(x);
  return x;
}

template Vector nodal_state(SteadySimulation<2>&, const std::function<void(NodeValues&)>&);
template Vector nodal_state(SteadySimulation<3>&, const std::function<void(NodeValues&)>&);

} // namespace ionflux
