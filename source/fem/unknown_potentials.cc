#include <ionflux/fem/unknown_potentials.h>

#include <ionflux/fem/domain_parts.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
double UnknownPotentials<dim>::total_scale(const BoundaryLaw& law) const {
  return ionflux::total_scale(discretization, law, scaling);
}

template <int dim>
void UnknownPotentials<dim>::setup(const FixedValues<dim>& fixed, const FluxFunctional<dim>& fluxes,
                                   const Assembler<dim>& assembler) {
  equations.clear();
  part.clear();
  if (boundaries.any_membrane() && !fixed.shared_potentials().empty())
    part = parts_of_nodes(discretization, assembler.cells());
  for (const SharedPotential& potential : fixed.shared_potentials()) {
    Equation equation;
    equation.condition = potential.condition;
    for (const AppliedLaw& law : boundaries.conditions()[potential.condition].laws)
      if (law.row->has_unknown_potential()) equation.law = &law;
    Goal flux;
    flux.boundaries = boundaries.boundaries_of(potential.condition);
    flux.weights.assign(discretization.n_fields(), 0.0);
    if (equation.law->row->gives == Gives::charge)
      flux.weights[0] = 1.0;
    else
      for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
        flux.weights[i + 1] = electrolyte.species[i].charge_number;
    equation.flux = flux;
    find_weights(fluxes, equation);
    equations.push_back(std::move(equation));
  }
  update_targets();
}

template <int dim>
void UnknownPotentials<dim>::update_targets() {
  for (Equation& equation : equations)
    equation.target = equation.law->value({}) / total_scale(*equation.law->row);
}

template <int dim>
void UnknownPotentials<dim>::set_storage(const double rate, const std::vector<double>& known,
                                         const FluxFunctional<dim>& fluxes) {
  for (Equation& equation : equations) {
    if (equation.law->row->gives != Gives::current) continue;
    equation.stored = 0.0;
    for (const unsigned int id : equation.flux.boundaries)
      if (id < known.size()) equation.stored += rate * known[id];
    if (equation.flux.weights[0] == rate) continue;
    equation.flux.weights[0] = rate;
    find_weights(fluxes, equation);
  }
}

template <int dim>
void UnknownPotentials<dim>::find_weights(const FluxFunctional<dim>& fluxes,
                                          Equation& equation) const {
  equation.weights = fluxes.weights(equation.flux);
  if (boundaries.any_membrane()) add_inner_rows(fluxes, equation);
}

template <int dim>
void UnknownPotentials<dim>::add_inner_rows(const FluxFunctional<dim>& fluxes,
                                            Equation& equation) const {
  const unsigned int n_fields = discretization.n_fields();
  const std::vector<unsigned int> boundary = fluxes.boundary_of_nodes();
  const auto on_it = [&](const unsigned int node) {
    return boundary[node] < boundaries.n_boundaries() &&
           boundaries.on_boundary(boundary[node]) == static_cast<int>(equation.condition);
  };
  std::vector<double> touched; // parts that the boundary touches: one, unless it spans a cut
  for (unsigned int node = 0; node < part.size(); ++node) {
    if (part[node] >= touched.size()) touched.resize(part[node] + 1, 0.0);
    if (on_it(node)) touched[part[node]] = 1.0;
  }
  touched.resize(
      Utilities::MPI::max(static_cast<unsigned int>(touched.size()), discretization.communicator));
  Utilities::MPI::max(touched, discretization.communicator, touched);
  equation.inner = discretization.make_vector();
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  for (unsigned int i = 0; i < part.size() * n_fields; ++i)
    if (touched[part[i / n_fields]] > 0.0 && !fluxes.counts(i))
      equation.inner(first + i) = equation.flux.weights[i % n_fields];
  equation.inner.compress(VectorOperation::insert);
  equation.weights.add(1.0, equation.inner);
  discretization.hanging_nodes.distribute(equation.weights);
}

template <int dim>
void UnknownPotentials<dim>::set_slaves(const FixedValues<dim>& fixed, Vector& x) const {
  const auto& shared = fixed.shared_potentials();
  if (shared.empty()) return;
  std::vector<double> values(shared.size(), 0.0);
  for (unsigned int k = 0; k < shared.size(); ++k)
    if (discretization.owned.is_element(shared[k].master)) values[k] = x(shared[k].master);
  Utilities::MPI::sum(values, discretization.communicator, values);
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  double* array;
  IONFLUX_PETSC(VecGetArray(x, &array));
  for (unsigned int k = 0; k < shared.size(); ++k)
    for (const auto dof : shared[k].slaves)
      array[dof - first] = values[k];
  IONFLUX_PETSC(VecRestoreArray(x, &array));
}

// The charge of a conductor waits, as all charges do, for the stage that has any; a current flows
// in every stage.
template <int dim>
std::vector<double> UnknownPotentials<dim>::excess(const Vector& rows, const FluxTable& outward,
                                                   const ResidualOptions& options) const {
  std::vector<double> values;
  for (const Equation& equation : equations) {
    const bool drives = equation.law->row->gives == Gives::current;
    const double load = drives ? options.load.drive : options.load.charge;
    values.push_back(equation.stored - FluxFunctional<dim>::value(equation.flux, outward) -
                     load * equation.target);
    if (equation.inner.size()) values.back() += equation.inner * rows;
  }
  return values;
}

template <int dim>
void UnknownPotentials<dim>::set_scales(const Vector& magnitudes, const Vector& of_membranes,
                                        const double potential_scale) {
  for (Equation& equation : equations) {
    Vector weights(equation.weights);
    VecAbs(weights);
    equation.term_size = weights * (equation.inner.size() ? of_membranes : magnitudes) +
                         std::abs(equation.target) + std::abs(equation.stored);
    if (!(equation.term_size > 0.0)) equation.term_size = 1.0;
    equation.factor = potential_scale / equation.term_size;
  }
}

template <int dim>
void UnknownPotentials<dim>::make_borders(FieldMatrix& matrix, const FixedValues<dim>& fixed,
                                          const FluxFunctional<dim>& fluxes,
                                          const std::vector<char>& eliminated,
                                          const std::vector<double>& factors,
                                          const StateView& state, const ResidualOptions& options,
                                          Borders& borders) const {
  const unsigned int n_fields = discretization.n_fields();
  const auto& shared = fixed.shared_potentials();
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  std::vector<Vector> directions; // derivative of the unknowns by each potential
  for (const SharedPotential& potential : shared) {
    directions.push_back(discretization.make_vector());
    for (const auto dof : potential.slaves)
      directions.back()(dof) = 1.0;
    if (discretization.owned.is_element(potential.master))
      directions.back()(potential.master) = 1.0;
    directions.back().compress(VectorOperation::insert);
  }
  for (unsigned int k = 0; k < size(); ++k) {
    IONFLUX_PETSC(MatMult(matrix.shell(), directions[k], borders.column(k)));
    set_zero(borders.column(k), eliminated);
    Vector weights(equations[k].weights);
    for (const auto dof : discretization.owned)
      weights(dof) = weights(dof) * equations[k].factor * factors[0] / factors[dof % n_fields];
    weights.compress(VectorOperation::insert);
    matrix.multiply_transposed(weights, borders.row(k));
    const Vector of_laws = fluxes.given_gradient(equations[k].flux, state, options);
    IONFLUX_PETSC(VecAXPY(borders.row(k), equations[k].factor * factors[0], of_laws));
    for (unsigned int l = 0; l < size(); ++l) {
      PetscScalar product;
      IONFLUX_PETSC(VecDot(borders.row(k), directions[l], &product));
      borders.corner(k, l) = product;
    }
    set_zero(borders.row(k), eliminated);
  }
  // Node equations stand in place of these rows.
  for (unsigned int k = 0; k < size(); ++k) {
    double* column;
    IONFLUX_PETSC(VecGetArray(borders.column(k), &column));
    for (const NodeEquation& equation : fixed.node_equations())
      column[equation.unknown - first] = 0.0;
    IONFLUX_PETSC(VecRestoreArray(borders.column(k), &column));
  }
}

template class UnknownPotentials<2>;
template class UnknownPotentials<3>;

} // namespace ionflux
