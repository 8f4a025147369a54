#include <ionflux/output/observables/power.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

template <int dim>
double power_put_in(const FieldSource<dim>& fields, const DiscreteProblem<dim>& problem,
                    const Vector& with, const Vector& without, const Vector& state) {
  const Discretization<dim>& d = fields.discretization;
  const FluxFunctional<dim>& fluxes = problem.flux_functional();
  const TransportLaw& law = *fields.model.law;
  const double shift = fields.model.scaling.standard_state_shift();
  const double *rows_without, *rows_with, *u;
  IONFLUX_PETSC(VecGetArrayRead(without, &rows_without));
  IONFLUX_PETSC(VecGetArrayRead(with, &rows_with));
  IONFLUX_PETSC(VecGetArrayRead(state, &u));
  double power = 0.0;
  const unsigned int n_fields = d.n_fields();
  for (unsigned int node = 0; node < d.owned.n_elements() / n_fields; ++node)
    for (unsigned int i = 0; i + 1 < n_fields; ++i) {
      const unsigned int k = node * n_fields + i + 1;
      const double row = fluxes.counts(k) ? rows_without[k] : rows_without[k] - rows_with[k];
      if (row == 0.0) continue;
      const double mu = law.electrochemical_potential(i, u + node * n_fields,
                                                      fields.model.medium.material_with(i));
      if (!std::isnan(mu)) power += row * (mu - shift); // no species, no power
    }
  IONFLUX_PETSC(VecRestoreArrayRead(without, &rows_without));
  IONFLUX_PETSC(VecRestoreArrayRead(with, &rows_with));
  IONFLUX_PETSC(VecRestoreArrayRead(state, &u));
  return Utilities::MPI::sum(power, d.communicator);
}

template double power_put_in(const FieldSource<2>&, const DiscreteProblem<2>&, const Vector&,
                             const Vector&, const Vector&);
template double power_put_in(const FieldSource<3>&, const DiscreteProblem<3>&, const Vector&,
                             const Vector&, const Vector&);

} // namespace ionflux
