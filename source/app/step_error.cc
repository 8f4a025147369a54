// TimeProblem<dim>: how large the error of a step is.

#include <ionflux/app/time_problem.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Smallest range of potentials [RT/F] that an error is compared with: what is less is no signal.
constexpr double least_range = 1e-3;

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
    take(std::abs(law.potential(u, material, nullptr) -
                  law.potential(other.data(), material, nullptr)) /
         range);
    law.concentrations(u, material, c.data());
    law.concentrations(other.data(), material, wrong.data());
    for (unsigned int i = 0; i < n_species; ++i)
      if (mean[i] > 0.0) take(std::abs(c[i] - wrong[i]) / (std::abs(c[i]) + mean[i]));
  });
  if (std::isnan(largest)) largest = std::numeric_limits<double>::infinity();
  return Utilities::MPI::max(largest, communicator);
}

template std::vector<double> TimeProblem<2>::error_scales() const;
template void TimeProblem<2>::set_error_scales(const std::vector<double>&);
template double TimeProblem<2>::error(Vec, Vec);
template std::vector<double> TimeProblem<3>::error_scales() const;
template void TimeProblem<3>::set_error_scales(const std::vector<double>&);
template double TimeProblem<3>::error(Vec, Vec);

} // namespace ionflux
