#include <ionflux/app/nodal_state.h>

#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Nodes on a thin membrane are twice at one place: expressions see them on the side of their cell.
constexpr double into_cell = 1e-6; // of the way to its middle

// Relative differences between the cells of a node above this are a jump.
constexpr double least_jump = 1e-3;

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

using Means = std::map<types::global_dof_index, std::vector<double>>;

// Concentrations as the cells of one node see them.
struct Seen {
  unsigned int region = 0;
  double size = 0.0;
  std::vector<double> first, sum;
  bool is_one_region = true, jumps = false;

  void add(const NodeValues& values, const double measure) {
    const std::vector<double>& c = values.concentration;
    if (size == 0.0) {
      region = values.region;
      first = c;
      sum.assign(c.size(), 0.0);
    }
    is_one_region = is_one_region && values.region == region;
    size += measure;
    for (unsigned int i = 0; i < c.size(); ++i) {
      sum[i] += measure * c[i];
      jumps = jumps ||
              std::abs(c[i] - first[i]) > least_jump * std::max(std::abs(c[i]), std::abs(first[i]));
    }
  }
};

// At nodes of this rank where concentrations jump from cell to cell of one region: the mean over
// the cells, by measure. With it the amount on the mesh is that of the given values; either side's
// value would be off by a sixth of a cell. By index of the potential's unknown.
template <int dim>
Means means_at_jumps(const Discretization<dim>& d, const double length, FEValues<dim>& nodes,
                     NodeValues values, const std::function<void(NodeValues&)>& give) {
  std::map<types::global_dof_index, Seen> seen;
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (cell->is_artificial()) continue;
    cell->get_dof_indices(dofs);
    nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    values.region = cell->material_id();
    for (unsigned int node = 0; node < d.n_nodes_per_cell(); ++node) {
      const auto dof = dofs[d.cell_index[node]];
      if (!d.owned.is_element(dof)) continue;
      const Point<dim> at = nodes.quadrature_point(node);
      values.point = metres(at + into_cell * (cell->center() - at), length);
      give(values);
      seen[dof].add(values, cell->measure());
    }
  }
  Means means;
  for (auto& [dof, one] : seen)
    if (one.jumps && one.is_one_region) {
      for (double& c : one.sum)
        c /= one.size;
      means[dof] = one.sum;
    }
  return means;
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
    const Means means = means_at_jumps(d, scaling.length, nodes, values, give);
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
        if (const auto mean = means.find(dofs[d.cell_index[node]]); mean != means.end())
          values.concentration = mean->second;
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
