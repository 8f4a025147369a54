// What Newton's method watches: the numbers that a run will report.

#include <ionflux/fem/discrete_problem.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

constexpr double precision = std::numeric_limits<double>::epsilon();

// A flux that is smaller than this part of the natural one, D c times RT over the reference length,
// is none: a species that nothing lets through.
constexpr double vanishing = 1e-20;

} // namespace

// Each residual row is a sum of terms that are right to a few units of the last digit; errors of
// different rows add up like random numbers.
template <int dim>
void DiscreteProblem<dim>::find_floors() {
  ResidualOptions magnitudes = options;
  magnitudes.magnitudes = true;
  magnitudes.least_drive = 0.0;
  weak_form.residual(view(), magnitudes, rows);
  const std::vector<double> terms = field_norms(rows, discretization.n_fields());
  const VolumeSummary summary = weak_form.summarize(view());
  floors.clear();
  double ions = summary.charge_magnitude;
  for (unsigned int i = 0; i < summary.amount.size(); ++i)
    ions += std::abs(weak_form.law().charge_number(i) * summary.amount[i]);
  for (unsigned int f = 0; f < terms.size(); ++f) {
    const double natural =
        f == 0 ? ions : std::abs(summary.amount[f - 1]) * weak_form.greatest_diffusivity(f - 1);
    floors.push_back({0.0, 16.0 * precision * terms[f], vanishing * natural, 0.0});
  }
  charge = summary.charge_magnitude;
}

// Each field's balance, as the audits see it: see fem/balance.h.
template <int dim>
std::vector<Reported> DiscreteProblem<dim>::imbalances(const FluxTable& outward) const {
  const unsigned int n_fields = discretization.n_fields();
  std::vector<double> left_over(n_fields, 0.0);
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(rows, &values));
  for (unsigned int i = 0; i < discretization.owned.n_elements(); ++i)
    if (!functional.counts(i)) left_over[i % n_fields] += values[i];
  IONFLUX_PETSC(VecRestoreArrayRead(rows, &values));
  Utilities::MPI::sum(left_over, discretization.communicator, left_over);
  std::vector<Reported> numbers;
  for (unsigned int f = 0; f < n_fields; ++f) {
    double size = f == 0 ? charge : 0.0;
    for (const std::vector<double>& fluxes : outward)
      size = std::max(size, std::abs(fluxes[f]));
    numbers.push_back({size, floors[f].floor, floors[f].zero, left_over[f]});
  }
  return numbers;
}

template <int dim>
std::vector<Reported> DiscreteProblem<dim>::reported(Vec x) {
  read(x);
  if (floors.empty()) find_floors();
  if (has_raw_rows(x)) {
    rows = raw;
  } else {
    weak_form.residual(view(), options, rows);
    if (make_linear_form) rows.add(-options.load.charge, linear_form);
  }
  const FluxTable outward = functional.outward(rows, view(), options);
  std::vector<Reported> numbers = imbalances(outward);
  for (const std::vector<double>& fluxes : outward)
    for (unsigned int f = 0; f < fluxes.size(); ++f)
      numbers.push_back({fluxes[f], floors[f].floor, floors[f].zero, 0.0});
  for (unsigned int k = 0; k < potentials.size(); ++k) {
    Vector state(owned_copy);
    if (base.size()) state.add(1.0, owned_correction);
    const double value = unknown_potential(k, state);
    numbers.push_back({value, 16.0 * precision * (1.0 + std::abs(value)), 0.0, 0.0});
  }
  return numbers;
}

template std::vector<Reported> DiscreteProblem<2>::imbalances(const FluxTable&) const;
template std::vector<Reported> DiscreteProblem<3>::imbalances(const FluxTable&) const;
template void DiscreteProblem<2>::find_floors();
template void DiscreteProblem<3>::find_floors();
template std::vector<Reported> DiscreteProblem<2>::reported(Vec);
template std::vector<Reported> DiscreteProblem<3>::reported(Vec);

} // namespace ionflux
