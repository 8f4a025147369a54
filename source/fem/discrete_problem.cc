#include <ionflux/fem/discrete_problem.h>

#include <ionflux/support/petsc.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
DiscreteProblem<dim>::DiscreteProblem(const Discretization<dim>& discretization,
                                      const Electrolyte& electrolyte, const Medium& medium,
                                      const BoundaryMap& boundaries, const Scaling& scaling,
                                      const std::vector<double>& load_reference)
    : discretization(discretization), load_reference(load_reference),
      weak_form(discretization, electrolyte, medium, boundaries, scaling),
      fixed_values(discretization, electrolyte, medium, boundaries, scaling) {}

template <int dim>
void DiscreteProblem<dim>::setup() {
  fixed_values.update(1.0, load_reference);
  owned_copy = discretization.make_vector();
  rows = discretization.make_vector();
  ghosted_copy = discretization.make_ghosted_vector();
  if (make_linear_form) linear_form = make_linear_form();
  weak_form.make_pattern(fixed_values.constraints(), system_matrix);
  // Node equations zero whole rows; the next assembly needs the places again.
  MatSetOption(system_matrix, MAT_KEEP_NONZERO_PATTERN, PETSC_TRUE);
}

template <int dim>
void DiscreteProblem<dim>::choose(const TransportStage stage, const double load) {
  options.stage = stage;
  options.load = stage == TransportStage::laplace ? 0.0 : load;
  fixed_values.update(load, load_reference);
}

template <int dim>
void DiscreteProblem<dim>::read(Vec x) {
  VecCopy(x, owned_copy);
  fixed_values.constraints().distribute(owned_copy);
  ghosted_copy = owned_copy;
}

template <int dim>
typename DiscreteProblem<dim>::Vector DiscreteProblem<dim>::ghosted(const Vector& x) const {
  Vector values = discretization.make_ghosted_vector();
  Vector copy(x);
  distribute(copy);
  values = copy;
  return values;
}

template <int dim>
void DiscreteProblem<dim>::residual(Vec x, Vec f) {
  read(x);
  weak_form.residual(ghosted_copy, options, rows);
  if (make_linear_form) rows.add(-options.load, linear_form);
  for (const auto dof : fixed_values.fixed())
    rows(dof) = 0.0;
  for (const NodeEquation& equation : fixed_values.node_equations()) {
    const double unknown = owned_copy(equation.unknown);
    const double drift = equation.charge_number * owned_copy(equation.potential);
    rows(equation.unknown) = weak_form.law().primary_variables() == PrimaryVariables::concentration
                                 ? unknown - std::exp(equation.value - drift)
                                 : unknown - drift - equation.value;
  }
  rows.compress(VectorOperation::insert);
  VecCopy(rows, f);
}

template <int dim>
void DiscreteProblem<dim>::jacobian(Vec x) {
  read(x);
  weak_form.jacobian(ghosted_copy, options, fixed_values.constraints(), system_matrix);
  if (Utilities::MPI::sum(fixed_values.node_equations().size(), discretization.communicator) == 0)
    return;
  std::vector<PetscInt> unknowns;
  for (const NodeEquation& equation : fixed_values.node_equations())
    unknowns.push_back(equation.unknown);
  MatZeroRows(system_matrix, unknowns.size(), unknowns.data(), 1.0, nullptr, nullptr);
  for (const NodeEquation& equation : fixed_values.node_equations()) {
    double slope = -equation.charge_number;
    if (weak_form.law().primary_variables() == PrimaryVariables::concentration)
      slope = equation.charge_number *
              std::exp(equation.value - equation.charge_number * owned_copy(equation.potential));
    MatSetValue(system_matrix, equation.unknown, equation.potential, slope, INSERT_VALUES);
  }
  MatAssemblyBegin(system_matrix, MAT_FINAL_ASSEMBLY);
  MatAssemblyEnd(system_matrix, MAT_FINAL_ASSEMBLY);
}

template <int dim>
typename DiscreteProblem<dim>::Vector DiscreteProblem<dim>::raw_residual(const Vector& x,
                                                                         const bool surface_terms,
                                                                         const bool magnitudes) {
  read(x);
  Vector raw = discretization.make_vector();
  ResidualOptions raw_options = options;
  raw_options.surface_terms = surface_terms;
  raw_options.magnitudes = magnitudes;
  weak_form.residual(ghosted_copy, raw_options, raw);
  if (make_linear_form && !magnitudes) raw.add(-options.load, linear_form);
  return raw;
}

template <int dim>
std::vector<double> DiscreteProblem<dim>::residual_scales(Vec x) {
  read(x);
  ResidualOptions magnitudes = options;
  magnitudes.magnitudes = true;
  weak_form.residual(ghosted_copy, magnitudes, rows);
  std::vector<double> norms = field_norms(rows, discretization.n_fields());
  for (double& norm : norms)
    if (norm == 0.0) norm = 1.0;
  return norms;
}

template class DiscreteProblem<2>;
template class DiscreteProblem<3>;

} // namespace ionflux
