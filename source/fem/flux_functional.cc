#include <ionflux/fem/flux_functional.h>

#include <ionflux/fem/boundary_unknowns.h>

#include <deal.II/base/quadrature_lib.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

template <int dim>
void FluxFunctional<dim>::setup(const FixedValues<dim>& fixed) {
  owner = boundary_of_unknowns(discretization, boundaries);
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  counted.assign(owner.size(), 0);
  std::vector<char>& acts = counted;
  for (const auto dof : fixed.fixed())
    acts[dof - first] = 1;
  for (const NodeEquation& equation : fixed.node_equations())
    acts[equation.unknown - first] = 1;
  for (const SharedPotential& potential : fixed.shared_potentials()) {
    for (const auto dof : potential.slaves)
      acts[dof - first] = 1;
    if (discretization.owned.is_element(potential.master)) acts[potential.master - first] = 1;
  }
  for (unsigned int i = 0; i < owner.size(); ++i)
    if (owner[i] == no_boundary || boundaries.on_membrane(owner[i]) != BoundaryMap::none)
      counted[i] = 0;
}

template <int dim>
std::vector<unsigned int> FluxFunctional<dim>::boundary_of_nodes() const {
  std::vector<unsigned int> list;
  for (unsigned int i = 0; i < owner.size(); i += discretization.n_fields())
    list.push_back(owner[i]);
  return list;
}

// What a boundary is given it lets in; the rows, which only fixed values and node equations leave,
// are the reaction of the boundary that fixes them. Without this distinction the nodes that two
// boundaries share would take part of a given flux to the other one.
template <int dim>
FluxTable FluxFunctional<dim>::reactions(const Vector& rows) const {
  const unsigned int n_fields = discretization.n_fields(), n_boundaries = boundaries.n_boundaries();
  std::vector<double> sums(n_boundaries * n_fields, 0.0);
  const double* values;
  VecGetArrayRead(rows, &values);
  for (unsigned int i = 0; i < owner.size(); ++i)
    if (counted[i]) sums[owner[i] * n_fields + i % n_fields] -= values[i];
  VecRestoreArrayRead(rows, &values);
  Utilities::MPI::sum(sums, discretization.communicator, sums);
  FluxTable table;
  for (unsigned int id = 0; id < n_boundaries; ++id)
    table.emplace_back(sums.begin() + id * n_fields, sums.begin() + (id + 1) * n_fields);
  return table;
}

template <int dim>
FluxTable FluxFunctional<dim>::outward(const Vector& rows, const StateView& state,
                                       const ResidualOptions& options) const {
  const auto given = assembler.surfaces().integrals(state, options);
  const FluxTable through_membranes = assembler.surfaces().membrane_fluxes(state);
  FluxTable table = reactions(rows);
  for (unsigned int id = 0; id < table.size(); ++id)
    for (unsigned int f = 0; f < table[id].size(); ++f)
      table[id][f] += through_membranes[id][f] - given[id][f];
  return table;
}

template <int dim>
double FluxFunctional<dim>::value(const Goal& goal, const FluxTable& outward) {
  double sum = 0.0;
  for (const unsigned int id : goal.boundaries)
    for (unsigned int f = 0; f < goal.weights.size(); ++f)
      if (goal.weights[f] != 0.0) sum += goal.weights[f] * outward[id][f];
  return sum;
}

template <int dim>
typename FluxFunctional<dim>::Vector FluxFunctional<dim>::weights(const Goal& goal) const {
  const auto& d = discretization;
  Vector weights = d.make_vector();
  const auto first = d.owned.n_elements() ? d.owned.nth_index_in_set(0) : 0;
  for (unsigned int i = 0; i < owner.size(); ++i)
    if (counted[i] && std::count(goal.boundaries.begin(), goal.boundaries.end(), owner[i]) > 0)
      weights(first + i) = goal.weights[i % d.n_fields()];
  weights.compress(VectorOperation::insert);
  d.hanging_nodes.distribute(weights);
  return weights;
}

// Calls work(unknowns of m at the face, those of f, block, factor) for each law of the state: the
// derivative of its integral against each shape function, and the goal's factor of the law's whole
// integral.
template <int dim>
template <typename Work>
void FluxFunctional<dim>::for_each_law_block(const Goal& goal, const StateView& state,
                                             const ResidualOptions& options,
                                             const Work& work) const {
  const unsigned int n_fields = discretization.n_fields();
  const auto unknowns_of = [&](const std::vector<unsigned int>& nodes, const unsigned int field) {
    std::vector<types::global_dof_index> list;
    for (const unsigned int node : nodes)
      list.push_back(assembler.cells().global_node(node) * n_fields + field);
    return list;
  };
  assembler.surfaces().for_each_block(state, options,
                                      [&](const SurfaceFace<dim>& face, const unsigned int f,
                                          const unsigned int m, const double* block) {
                                        const bool counts =
                                            face.n_sides == 1 &&
                                            std::count(goal.boundaries.begin(),
                                                       goal.boundaries.end(), face.boundary[0]) > 0;
                                        work(unknowns_of(face.nodes, m), unknowns_of(face.nodes, f),
                                             block, counts ? goal.weights[f] : 0.0);
                                      });
}

// The blocks are derivatives of residual rows, which hold minus the law's integral.
template <int dim>
typename FluxFunctional<dim>::Vector
FluxFunctional<dim>::given_gradient(const Goal& goal, const StateView& state,
                                    const ResidualOptions& options) const {
  Vector gradient = discretization.make_vector();
  for_each_law_block(
      goal, state, options,
      [&](const auto& columns, const auto&, const double* block, const double factor) {
        if (factor == 0.0) return;
        const unsigned int n = columns.size();
        for (unsigned int b = 0; b < n; ++b) {
          double sum = 0.0;
          for (unsigned int a = 0; a < n; ++a)
            sum -= factor * block[a * n + b];
          gradient(columns[b]) += sum;
        }
      });
  gradient.compress(VectorOperation::add);
  return gradient;
}

template <int dim>
typename FluxFunctional<dim>::Vector
FluxFunctional<dim>::gradient(const Goal& goal, const AffineConstraints<double>& constraints,
                              const Vector& weights, const StateView& state) const {
  const auto& d = discretization;
  const unsigned int n_fields = d.n_fields(), n_nodes = d.n_nodes_per_cell();
  const unsigned int field_row = padded(n_fields), node_row = padded(n_nodes);
  const TransportLaw& law = assembler.law();
  const CellTable<dim>& cells = assembler.cells();
  const ReferenceShapes<dim> shapes(d.scalar_fe, QGauss<dim>(d.n_quadrature_points()));
  CellKernel<dim> kernel(law, shapes);
  std::vector<double> values(n_nodes * field_row, 0.0), psi(n_fields * n_nodes);
  std::vector<types::global_dof_index> dofs(n_fields * n_nodes);
  dealii::Vector<double> local(n_fields * n_nodes);
  const LocalValues unknowns(state.value, d.owned, d.relevant),
      row_weights(weights, d.owned, d.relevant);
  Vector gradient = d.make_vector();
  unsigned int number = 0; // among the owned cells
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    const unsigned int c = number++;
    cell->get_dof_indices(dofs);
    for (unsigned int i = 0; i < psi.size(); ++i)
      psi[i] = row_weights[dofs[d.cell_index[i]]];
    if (std::all_of(psi.begin(), psi.end(), [](const double w) { return w == 0.0; })) continue;
    for (unsigned int f = 0; f < n_fields; ++f)
      for (unsigned int a = 0; a < n_nodes; ++a)
        values[a * field_row + f] = unknowns[dofs[d.cell_index[f * n_nodes + a]]];
    CellInput input;
    input.unknowns = values.data();
    input.weights = cells.weights(c);
    input.inverse_jacobian = cells.inverse_jacobian(c, 0);
    input.geometry_stride = cells.inverse_jacobian(c, 1) - cells.inverse_jacobian(c, 0);
    input.material = &medium.material(cells.region(c));
    input.velocity = assembler.velocity(c);
    input.dispersion = assembler.dispersion(c);
    input.streamline = d.has(Stabilisation::streamline);
    input.diffusivities = assembler.diffusivities(c);
    kernel.linearize(input);
    local = 0.0;
    for (unsigned int f = 0; f < n_fields; ++f)
      for (unsigned int m = 0; m < n_fields; ++m) {
        if (!law.couples(f, m)) continue;
        const double* block = kernel.block(f, m, 1.0);
        for (unsigned int a = 0; a < n_nodes; ++a)
          for (unsigned int b = 0; b < n_nodes; ++b)
            local[d.cell_index[m * n_nodes + b]] -= psi[f * n_nodes + a] * block[a * node_row + b];
      }
    constraints.distribute_local_to_global(local, dofs, gradient);
  }
  // - psi . R and - (given fluxes), both with the laws of the state.
  for_each_law_block(
      goal, state, {},
      [&](const auto& columns, const auto& rows, const double* block, const double factor) {
        const unsigned int n = columns.size();
        dealii::Vector<double> sums(n);
        for (unsigned int a = 0; a < n; ++a) {
          const double weight = factor - row_weights[rows[a]];
          for (unsigned int b = 0; b < n; ++b)
            sums[b] += weight * block[a * n + b];
        }
        constraints.distribute_local_to_global(sums, columns, gradient);
      });
  gradient.compress(VectorOperation::add);
  return gradient;
}

template class FluxFunctional<2>;
template class FluxFunctional<3>;

} // namespace ionflux
