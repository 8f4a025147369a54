// TimeProblem<dim>: how large the error of a step is.

#include <ionflux/app/neutral_rows.h>
#include <ionflux/app/time_problem.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace ionflux {

using namespace dealii;

namespace {

// Smallest range of potentials [RT/F] that an error is compared with: what is less is no signal.
constexpr double least_range = 1e-3;

// Orthonormal stoichiometric vectors of the reactions in equilibrium.
std::vector<std::vector<double>> exchanges(const Electrolyte& electrolyte) {
  std::vector<std::vector<double>> basis;
  for (const Reaction& reaction : electrolyte.reactions) {
    if (!reaction.is_equilibrium) continue;
    std::vector<double> one;
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
      one.push_back(reaction.stoichiometric_number(i));
    for (const std::vector<double>& other : basis) {
      const double part = std::inner_product(one.begin(), one.end(), other.begin(), 0.0);
      for (unsigned int i = 0; i < one.size(); ++i)
        one[i] -= part * other[i];
    }
    const double size = std::sqrt(std::inner_product(one.begin(), one.end(), one.begin(), 0.0));
    if (size < 1e-9) continue; // it follows from the others
    for (double& number : one)
      number /= size;
    basis.push_back(one);
  }
  return basis;
}

} // namespace

// Calls work(u, du) for every owned node.
template <int dim>
template <typename Work>
void TimeProblem<dim>::for_each_node(Vec x, Vec dx, const Work& work) const {
  const double *u, *du;
  IONFLUX_PETSC(VecGetArrayRead(x, &u));
  IONFLUX_PETSC(VecGetArrayRead(dx, &du));
  for (unsigned int i = 0; i < discretization.owned.n_elements(); i += discretization.n_fields())
    work(u + i, du + i);
  IONFLUX_PETSC(VecRestoreArrayRead(x, &u));
  IONFLUX_PETSC(VecRestoreArrayRead(dx, &du));
}

// What reactions in equilibrium exchange follows at once from the rest, whatever their rate: only
// what they conserve counts. Where a species is given, those that react with it have contents that
// jump with it, which no shorter step makes smaller: rates there say nothing.
template <int dim>
void TimeProblem<dim>::keep_invariants(Vec rows) const {
  const unsigned int n = law.n_species(), n_fields = n + 1;
  const std::vector<std::vector<double>> exchanged = exchanges(parameters.electrolyte);
  if (exchanged.empty()) return;
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  double* values;
  IONFLUX_PETSC(VecGetArray(rows, &values));
  for (const auto dof : problem.fixed().fixed()) {
    const unsigned int field = (dof - first) % n_fields;
    double* const node = values + (dof - first - field);
    for (const std::vector<double>& one : exchanged)
      for (unsigned int i = 0; field > 0 && one[field - 1] != 0.0 && i < n; ++i)
        if (one[i] != 0.0) node[i + 1] = 0.0;
  }
  for (unsigned int k = 0; k < discretization.owned.n_elements(); k += n_fields)
    for (const std::vector<double>& one : exchanged) {
      const double part = std::inner_product(one.begin(), one.end(), values + k + 1, 0.0);
      for (unsigned int i = 0; i < n; ++i)
        values[k + i + 1] -= part * one[i];
    }
  IONFLUX_PETSC(VecRestoreArray(rows, &values));
}

template <int dim>
void TimeProblem<dim>::drop_charge(Vec rows) const {
  if (!keeps_its_charge(parameters)) return;
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  std::vector<bool> is_given(discretization.owned.n_elements(), false);
  for (const auto dof : problem.fixed().fixed())
    is_given[dof - first] = true;
  for (const NodeEquation& equation : problem.fixed().node_equations())
    is_given[equation.unknown - first] = true;
  take_out_charge(rows, law, is_given);
}

template <int dim>
std::vector<double> TimeProblem<dim>::error_scales() const {
  std::vector<double> scales = {range};
  scales.insert(scales.end(), mean.begin(), mean.end());
  return scales;
}

template <int dim>
void TimeProblem<dim>::set_error_scales(const std::vector<double>& scales) {
  range = scales.at(0);
  mean.assign(scales.begin() + 1, scales.end());
}

template <int dim>
double TimeProblem<dim>::error(Vec x, Vec dx) {
  const unsigned int n_species = law.n_species();
  const MPI_Comm communicator = discretization.communicator;
  const PointMaterial& material = simulation.medium().material_with(0);
  std::vector<double> c(n_species), wrong(n_species), sums(n_species + 1, 0.0),
      other(n_species + 1);
  double least = std::numeric_limits<double>::max(), greatest = -least;
  for_each_node(x, dx, [&](const double* u, const double*) {
    const double phi = law.potential(u, material, nullptr);
    least = std::min(least, phi);
    greatest = std::max(greatest, phi);
    law.concentrations(u, material, c.data());
    for (unsigned int i = 0; i < n_species; ++i)
      sums[i] += std::abs(c[i]);
    sums[n_species] += 1.0;
  });
  Utilities::MPI::sum(sums, communicator, sums);
  for (unsigned int i = 0; i < n_species; ++i)
    mean[i] = std::max(mean[i], sums[i] / sums[n_species]);
  range = std::max(
      {range, least_range,
       Utilities::MPI::max(greatest, communicator) - Utilities::MPI::min(least, communicator)});
  double largest = 0.0;
  const auto take = [&largest](const double error) {
    if (!(error <= largest)) largest = error; // keeps a NaN
  };
  for_each_node(x, dx, [&](const double* u, const double* du) {
    for (unsigned int f = 0; f <= n_species; ++f)
      other[f] = u[f] - du[f];
    const double shift = std::abs(law.potential(u, material, nullptr) -
                                  law.potential(other.data(), material, nullptr));
    take(shift / range);
    law.concentrations(u, material, c.data());
    law.concentrations(other.data(), material, wrong.data());
    for (unsigned int i = 0; i < n_species; ++i)
      if (mean[i] > 0.0) take(std::abs(c[i] - wrong[i]) / (std::abs(c[i]) + mean[i]));
  });
  if (std::isnan(largest)) largest = std::numeric_limits<double>::infinity();
  return Utilities::MPI::max(largest, communicator);
}

template void TimeProblem<2>::keep_invariants(Vec) const;
template void TimeProblem<2>::drop_charge(Vec) const;
template std::vector<double> TimeProblem<2>::error_scales() const;
template void TimeProblem<2>::set_error_scales(const std::vector<double>&);
template double TimeProblem<2>::error(Vec, Vec);
template void TimeProblem<3>::keep_invariants(Vec) const;
template void TimeProblem<3>::drop_charge(Vec) const;
template std::vector<double> TimeProblem<3>::error_scales() const;
template void TimeProblem<3>::set_error_scales(const std::vector<double>&);
template double TimeProblem<3>::error(Vec, Vec);

} // namespace ionflux
