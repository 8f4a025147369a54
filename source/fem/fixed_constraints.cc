// From the marks of FixedValues to constraints: unknown potentials that nodes share, and the lines
// of all ranks.

#include <ionflux/fem/fixed_marks.h>

#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

// Zero at the node with the least coordinates, the first ones first: the same on any number of
// ranks. Its own equation follows from all others, as no charge enters.
template <int dim>
void FixedValues<dim>::pin_potential(Marks& marks) const {
  constexpr double resolution = 1e9; // of coordinates in the reference length
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  FEValues<dim> nodes(discretization.mapping, discretization.scalar_fe,
                      Quadrature<dim>(discretization.scalar_fe.get_unit_support_points()),
                      update_quadrature_points);
  std::vector<types::global_dof_index> dofs(discretization.fe.n_dofs_per_cell());
  using Place = std::array<double, dim + 1>; // and the number of the unknown
  Place least;
  least.fill(std::numeric_limits<double>::max());
  for (const auto& cell : discretization.dof_handler.active_cell_iterators()) {
    if (cell->is_artificial() || !cell->at_boundary()) continue;
    cell->get_dof_indices(dofs);
    nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    for (unsigned int node = 0; node < n_nodes; ++node) {
      const auto dof = dofs[discretization.cell_index[node]];
      if (!discretization.owned.is_element(dof) || discretization.hanging_nodes.is_constrained(dof))
        continue;
      Place place;
      for (unsigned int d = 0; d < dim; ++d)
        place[d] = std::round(resolution * nodes.quadrature_point(node)[d]);
      place[dim] = dof;
      least = std::min(least, place);
    }
  }
  for (const Place& one : Utilities::MPI::all_gather(discretization.communicator, least))
    least = std::min(least, one);
  const auto pinned = static_cast<types::global_dof_index>(least[dim]);
  if (!discretization.owned.is_element(pinned)) return;
  marks.state[pinned - marks.first] = Marks::fixed;
  marks.value[pinned - marks.first] = 0.0;
}

// The master is the first node of the boundary, by its global number.
template <int dim>
void FixedValues<dim>::find_masters(const Marks& marks) {
  shared.clear();
  const auto& conditions = boundaries.conditions();
  for (unsigned int c = 0; c < conditions.size(); ++c) {
    const AppliedLaw* unknown = nullptr;
    for (const AppliedLaw& law : conditions[c].laws)
      if (law.row->has_unknown_potential()) unknown = &law;
    if (!unknown) continue;
    SharedPotential potential{c, numbers::invalid_dof_index, {}};
    for (unsigned int i = 0; i < marks.state.size(); ++i)
      if (marks.state[i] == Marks::shared && marks.value[i] == c)
        potential.slaves.push_back(marks.first + i);
    if (!potential.slaves.empty()) potential.master = potential.slaves.front();
    potential.master = Utilities::MPI::min(potential.master, discretization.communicator);
    if (potential.master == numbers::invalid_dof_index)
      throw InputError(ExitCode::bad_parameters,
                       {Fault{"the potential of every node of this boundary is given by other "
                              "conditions: there is no unknown potential",
                              unknown->where, "Boundary conditions"}});
    if (!potential.slaves.empty() && potential.slaves.front() == potential.master)
      potential.slaves.erase(potential.slaves.begin());
    shared.push_back(potential);
  }
}

template <int dim>
int FixedValues<dim>::shared_potential_of(const types::global_dof_index potential) const {
  for (unsigned int k = 0; k < shared.size(); ++k)
    if (potential == shared[k].master ||
        std::binary_search(shared[k].slaves.begin(), shared[k].slaves.end(), potential))
      return k;
  return -1;
}

// Ranks learn of the ghosted unknowns from their owners: a rank may see a boundary node of a ghost
// cell without seeing the face that makes it one.
template <int dim>
void FixedValues<dim>::build_constraints(const Marks& marks) {
  // The kind of line: 0 none, 1 fixed, 2 + k equal to the k-th unknown potential.
  auto kind = discretization.make_vector(), value = discretization.make_vector();
  owned_fixed.clear();
  for (unsigned int i = 0; i < marks.state.size(); ++i) {
    const auto dof = marks.first + i;
    if (marks.state[i] != Marks::fixed || discretization.hanging_nodes.is_constrained(dof))
      continue;
    owned_fixed.push_back(dof);
    kind(dof) = 1.0;
    value(dof) = marks.value[i];
  }
  IndexSet lines = discretization.relevant;
  for (unsigned int k = 0; k < shared.size(); ++k) {
    lines.add_index(shared[k].master);
    for (const auto dof : shared[k].slaves)
      kind(dof) = 2.0 + k;
  }
  kind.compress(VectorOperation::insert);
  value.compress(VectorOperation::insert);
  auto ghosted_kind = discretization.make_ghosted_vector(),
       ghosted_value = discretization.make_ghosted_vector();
  ghosted_kind = kind;
  ghosted_value = value;
  const LocalValues kind_of(ghosted_kind, discretization.owned, discretization.relevant),
      fixed_value(ghosted_value, discretization.owned, discretization.relevant);

  all.clear();
  all.reinit(lines);
  all.merge(discretization.hanging_nodes, AffineConstraints<double>::no_conflicts_allowed, true);
  for (const auto dof : discretization.relevant) {
    const int line = std::lround(kind_of[dof]);
    if (line == 0 || all.is_constrained(dof)) continue;
    all.add_line(dof);
    if (line == 1)
      all.set_inhomogeneity(dof, fixed_value[dof]);
    else
      all.add_entry(dof, shared[line - 2].master, 1.0);
  }
  all.close();
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void FixedValues<dim>::find_masters(const Marks&);                                      \
  template void FixedValues<dim>::pin_potential(Marks&) const;                                     \
  template int FixedValues<dim>::shared_potential_of(types::global_dof_index) const;               \
  template void FixedValues<dim>::build_constraints(const Marks&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
