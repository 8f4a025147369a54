#include <ionflux/app/nodal_state.h>

#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Nodes on a thin membrane are twice at one place: expressions see them on the side of their cell.
constexpr double into_cell = 1e-6; // of the way to its middle

template <int dim>
std::vector<bool> on_membrane(const typename DoFHandler<dim>::active_cell_iterator& cell,
                              const FiniteElement<dim>& fe, const BoundaryMap& boundaries) {
  std::vector<bool> found(fe.n_dofs_per_cell(), false);
  for (const unsigned int f : cell->face_indices())
    if (cell->at_boundary(f) &&
        boundaries.on_membrane(cell->face(f)->boundary_id()) != BoundaryMap::none)
      for (unsigned int node = 0; node < found.size(); ++node)
        if (fe.has_support_on_face(node, f)) found[node] = true;
  return found;
}

} // namespace

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
      const std::vector<bool> at_membrane =
          on_membrane<dim>(cell, d.scalar_fe, simulation.boundaries());
      for (unsigned int node = 0; node < n_nodes; ++node) {
        Point<dim> x_node = nodes.quadrature_point(node);
        if (at_membrane[node]) x_node += into_cell * (cell->center() - x_node);
        values.point = metres(x_node, scaling.length);
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
