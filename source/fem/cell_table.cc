#include <ionflux/fem/cell_table.h>

#include <deal.II/lac/dynamic_sparsity_pattern.h>
#include <deal.II/lac/sparsity_tools.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Unknowns are interleaved: the nodes behind a set of unknowns.
IndexSet nodes_of(const IndexSet& unknowns, const unsigned int n_fields) {
  IndexSet nodes(unknowns.size() / n_fields);
  for (auto interval = unknowns.begin_intervals(); interval != unknowns.end_intervals(); ++interval)
    nodes.add_range(*interval->begin() / n_fields, interval->last() / n_fields + 1);
  nodes.compress();
  return nodes;
}

} // namespace

template <int dim>
types::global_dof_index CellTable<dim>::global_node(const unsigned int local) const {
  return local < n_owned ? first + local : ghosts.nth_index_in_set(local - n_owned);
}

template <int dim>
unsigned int CellTable<dim>::local_node(const types::global_dof_index node) const {
  if (node >= first && node < first + n_owned) return node - first;
  const auto ghost = ghosts.index_within_set(node);
  AssertThrow(ghost != numbers::invalid_dof_index,
              ExcMessage("a hanging node depends on a node beyond the ghost cells"));
  return n_owned + ghost;
}

template <int dim>
void CellTable<dim>::build(const CellVisitor& visit) {
  const auto& d = discretization;
  const unsigned int n_fields = d.n_fields();
  n_nodes = d.n_nodes_per_cell();
  const QGauss<dim> quadrature(d.n_quadrature_points());
  n_points = quadrature.size();
  const IndexSet owned = nodes_of(d.owned, n_fields);
  ghosts = nodes_of(d.relevant, n_fields);
  ghosts.subtract_set(owned);
  ghosts.compress();
  n_owned = owned.n_elements();
  n_ghosts = ghosts.n_elements();
  first = n_owned ? owned.nth_index_in_set(0) : 0;

  hanging.clear();
  hanging_terms.clear();
  hanging_index.assign(n_owned + n_ghosts, -1);
  for (unsigned int node = 0; node < n_owned + n_ghosts; ++node) {
    const auto unknown = global_node(node) * n_fields;
    if (!d.hanging_nodes.is_constrained(unknown)) continue;
    hanging_index[node] = hanging.size();
    hanging.push_back(node);
    hanging_terms.emplace_back();
    for (const auto& [master, factor] : *d.hanging_nodes.get_constraint_entries(unknown))
      hanging_terms.back().emplace_back(local_node(master / n_fields), factor);
  }

  for (auto* list : {&node_list, &regions})
    list->clear();
  weight.clear();
  inverse.clear();
  geometry_start.clear();
  affine.clear();
  expansion_of.clear();
  expansions.clear();
  aspect_ratio = 1.0;
  FEValues<dim> values(d.mapping, d.scalar_fe, quadrature,
                       update_inverse_jacobians | update_JxW_values | update_quadrature_points);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    for (unsigned int node = 0; node < n_nodes; ++node)
      node_list.push_back(local_node(dofs[d.cell_index[node]] / n_fields));
    regions.push_back(cell->material_id());
    find_expansion(n_cells() - 1);
    values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    geometry_start.push_back(inverse.size());
    bool same = true;
    for (unsigned int q = 0; q < n_points; ++q) {
      weight.push_back(values.JxW(q) * d.radial_weight(values.quadrature_point(q)));
      same &=
          (Tensor<2, dim>(values.inverse_jacobian(q)) - Tensor<2, dim>(values.inverse_jacobian(0)))
              .norm() <= 1e-13 * Tensor<2, dim>(values.inverse_jacobian(0)).norm();
    }
    affine.push_back(same);
    for (unsigned int q = 0; q < (same ? 1 : n_points); ++q)
      for (unsigned int k = 0; k < dim; ++k)
        for (unsigned int j = 0; j < dim; ++j)
          inverse.push_back(values.inverse_jacobian(q)[k][j]);
    double least = std::numeric_limits<double>::max(), greatest = 0.0;
    for (unsigned int k = 0; k < dim; ++k) {
      const double width = Tensor<2, dim>(values.inverse_jacobian(0))[k].norm(); // its inverse
      least = std::min(least, width);
      greatest = std::max(greatest, width);
    }
    aspect_ratio = std::max(aspect_ratio, greatest / least);
    if (visit) visit(n_cells() - 1, cell->material_id(), values);
  }
  aspect_ratio = Utilities::MPI::max(aspect_ratio, d.communicator);
}

template <int dim>
void CellTable<dim>::find_expansion(const unsigned int cell) {
  expansion_of.push_back(-1);
  const unsigned int* own = nodes(cell);
  if (std::all_of(own, own + n_nodes, [&](unsigned int i) { return hanging_index[i] < 0; })) return;
  expansion_of.back() = expansions.size();
  expansions.emplace_back();
  NodeExpansion& e = expansions.back();
  e.terms.resize(n_nodes);
  const auto index_of = [&e](const unsigned int node) {
    const auto found = std::find(e.nodes.begin(), e.nodes.end(), node);
    if (found != e.nodes.end()) return static_cast<unsigned int>(found - e.nodes.begin());
    e.nodes.push_back(node);
    return static_cast<unsigned int>(e.nodes.size() - 1);
  };
  for (unsigned int a = 0; a < n_nodes; ++a) {
    const int h = hanging_index[own[a]];
    if (h < 0) {
      e.terms[a].emplace_back(index_of(own[a]), 1.0);
      continue;
    }
    for (const auto& [master, factor] : hanging_terms[h])
      e.terms[a].emplace_back(index_of(master), factor);
  }
}

template <int dim>
void CellTable<dim>::set_hanging_values(double* local) const {
  const unsigned int n_fields = discretization.n_fields();
  for (unsigned int h = 0; h < hanging.size(); ++h)
    for (unsigned int f = 0; f < n_fields; ++f) {
      double sum = 0.0;
      for (const auto& [master, factor] : hanging_terms[h])
        sum += factor * local[master * n_fields + f];
      local[hanging[h] * n_fields + f] = sum;
    }
}

// Differences of neighbours are exact, and the weights add up to one.
template <int dim>
void CellTable<dim>::set_hanging_corrections(const double* rounded, double* local) const {
  const unsigned int n_fields = discretization.n_fields();
  for (unsigned int h = 0; h < hanging.size(); ++h)
    for (unsigned int f = 0; f < n_fields; ++f) {
      const double here = rounded[hanging[h] * n_fields + f];
      double sum = 0.0;
      for (const auto& [master, factor] : hanging_terms[h])
        sum += factor * (local[master * n_fields + f] + (rounded[master * n_fields + f] - here));
      local[hanging[h] * n_fields + f] = sum;
    }
}

template <int dim>
std::vector<std::pair<unsigned int, double>>
CellTable<dim>::free_nodes(const types::global_dof_index node) const {
  const unsigned int local = local_node(node);
  if (hanging_index[local] >= 0) return hanging_terms[hanging_index[local]];
  return {{local, 1.0}};
}

// Rows of ghosts go to their owners; what comes from others joins the rows from the own cells.
template <int dim>
RowPattern CellTable<dim>::pattern(const std::vector<std::vector<unsigned int>>& more) const {
  std::vector<std::vector<unsigned int>> cells_at(n_owned + n_ghosts), groups_at(cells_at.size());
  for (unsigned int group = 0; group < more.size(); ++group)
    for (const unsigned int node : more[group])
      groups_at[node].push_back(group);
  for (unsigned int cell = 0; cell < n_cells(); ++cell)
    for (unsigned int a = 0; a < n_coupled(cell); ++a)
      cells_at[coupled(cell)[a]].push_back(cell);

  const auto n_global = discretization.dof_handler.n_dofs() / discretization.n_fields();
  IndexSet owned(n_global);
  owned.add_range(first, first + n_owned);
  IndexSet relevant(owned);
  relevant.add_indices(ghosts);
  relevant.compress();
  DynamicSparsityPattern from_others(n_global, n_global, relevant);
  std::vector<types::global_dof_index> columns;
  RowPattern rows;
  rows.start.assign(1, 0);
  const auto collect = [&](const unsigned int node) {
    columns.assign(1, global_node(node));
    for (const unsigned int cell : cells_at[node])
      for (unsigned int b = 0; b < n_coupled(cell); ++b)
        columns.push_back(global_node(coupled(cell)[b]));
    for (const unsigned int group : groups_at[node])
      for (const unsigned int other : more[group])
        columns.push_back(global_node(other));
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  };
  for (unsigned int ghost = 0; ghost < n_ghosts; ++ghost) {
    if (cells_at[n_owned + ghost].empty() && groups_at[n_owned + ghost].empty()) continue;
    collect(n_owned + ghost);
    from_others.add_entries(global_node(n_owned + ghost), columns.begin(), columns.end(), true);
  }
  if (Utilities::MPI::n_mpi_processes(discretization.communicator) > 1)
    SparsityTools::distribute_sparsity_pattern(from_others, owned, discretization.communicator,
                                               relevant);
  for (unsigned int node = 0; node < n_owned; ++node) {
    collect(node);
    for (unsigned int k = 0; k < from_others.row_length(first + node); ++k)
      columns.push_back(from_others.column_number(first + node, k));
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    rows.columns.insert(rows.columns.end(), columns.begin(), columns.end());
    rows.start.push_back(rows.columns.size());
  }
  return rows;
}

template class CellTable<2>;
template class CellTable<3>;

} // namespace ionflux
