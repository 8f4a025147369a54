// Node equations in place of rows: in the residual, and in the Jacobian.

#include <ionflux/fem/discrete_problem.h>

namespace ionflux {

using namespace dealii;

template <int dim>
void DiscreteProblem<dim>::set_node_residuals() {
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  const double *values, *more = nullptr;
  VecGetArrayRead(owned_copy, &values);
  if (base.size()) VecGetArrayRead(owned_correction, &more);
  for (const NodeEquation& equation : fixed_values.node_equations()) {
    const auto node = equation.potential - first;
    rows(equation.unknown) =
        equation.residual(weak_form.law(), values + node, more ? more + node : nullptr);
  }
  if (base.size()) VecRestoreArrayRead(owned_correction, &more);
  VecRestoreArrayRead(owned_copy, &values);
}

template <int dim>
void DiscreteProblem<dim>::set_equations_of_nodes(const std::vector<double>& row_factors) {
  const unsigned int n_fields = discretization.n_fields();
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(owned_copy, &values));
  std::vector<std::pair<unsigned int, double>> entries;
  system_matrix.open();
  for (const NodeEquation& equation : fixed_values.node_equations()) {
    const unsigned int field = equation.unknown % n_fields;
    const PetscInt node = equation.unknown / n_fields - system_matrix.first_node();
    const int shared = fixed_values.shared_potential_of(equation.potential);
    const std::vector<double> slopes = equation.slopes(weak_form.law(), values + node * n_fields);
    entries.clear();
    for (unsigned int m = 0; m < n_fields; ++m)
      if (slopes[m] != 0.0 && !eliminated[node * n_fields + m])
        entries.emplace_back(m, row_factors[field] * slopes[m]);
    system_matrix.set_row(field, node, entries);
    if (shared >= 0)
      IONFLUX_PETSC(VecSetValue(potential_borders.column(shared), equation.unknown,
                                row_factors[field] * slopes[0], INSERT_VALUES));
  }
  system_matrix.close();
  IONFLUX_PETSC(VecRestoreArrayRead(owned_copy, &values));
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void DiscreteProblem<dim>::set_node_residuals();                                        \
  template void DiscreteProblem<dim>::set_equations_of_nodes(const std::vector<double>&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
