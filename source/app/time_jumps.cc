// TimeProblem<dim>: given values that jump.

#include <ionflux/app/neutral_start.h>
#include <ionflux/app/time_problem.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Storage beside which any flux is nothing.
constexpr double holding_rate = 1e12;

// Of the linear system of a jump.
constexpr double jump_tolerance = 1e-13;

} // namespace

// Potentials of boundaries at a time carried inside, without any charge: linear, one step. Storage
// holds the species, whose own equations have no solution where nothing gives a concentration;
// what they become here does not matter.
template <int dim>
std::vector<double> TimeProblem<dim>::potential_at(const double time) {
  set_time(time);
  const Vector content = problem.content(discretization.make_vector());
  problem.set_storage(holding_rate, &content);
  SolverSettings settings = parameters.solver;
  settings.maximum_newton_steps = 1;
  // The charge behind a jump is read from it, and what is wrong there counts as a current.
  Vector x =
      laplace_state(discretization, problem, parameters.electrolyte, settings, jump_tolerance);
  problem.set_storage(0.0, nullptr);
  problem.choose(TransportStage::full, 1.0);
  std::vector<double> potential;
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(x, &values));
  for (unsigned int i = 0; i < discretization.owned.n_elements(); i += discretization.n_fields())
    potential.push_back(values[i]);
  IONFLUX_PETSC(VecRestoreArrayRead(x, &values));
  return potential;
}

// Where contents stay, so does the charge, and Poisson's equation says that the potential changes
// by a harmonic function; electrochemical potentials go with it.
template <int dim>
std::vector<double> TimeProblem<dim>::follow_jump(const double time, Vec x) {
  if (!nodes_vary && !terms_vary) return {};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto surfaces_at = [&](const double at) {
    set_time(at);
    const Vector state = owned_copy(x);
    return energy.surfaces(state, problem.outward(problem.raw_residual(state, true)));
  };
  const double before = std::nextafter(time, -infinity), behind = std::nextafter(time, infinity);
  typename EnergyBalance<dim>::Surfaces surfaces;
  if (energy.is_known()) surfaces = surfaces_at(before);
  shift(potential_at(before), -1.0, x);
  shift(potential_at(behind), 1.0, x);
  if (!energy.is_known()) return {};
  std::vector<double> made(simulation.boundaries().n_boundaries() * law.n_species(), 0.0);
  const std::vector<double> joules = energy.jump(surfaces, surfaces_at(behind));
  made.insert(made.end(), joules.begin(), joules.end());
  made.resize(made.size() + law.n_species(), 0.0); // of productions()
  return made;
}

template <int dim>
void TimeProblem<dim>::follow_values(const double time, Vec x) {
  shift(potential_at(time), 1.0, x);
}

template <int dim>
void TimeProblem<dim>::shift(const std::vector<double>& potential, const double factor,
                             Vec x) const {
  const unsigned int n_fields = discretization.n_fields();
  double* values;
  IONFLUX_PETSC(VecGetArray(x, &values));
  for (unsigned int node = 0; node < potential.size(); ++node)
    for (unsigned int f = 0; f < n_fields; ++f) {
      const double z = f == 0                                ? 1.0
                       : law.solves_for_concentration(f - 1) ? 0.0
                                                             : law.charge_number(f - 1);
      values[node * n_fields + f] += factor * z * potential[node];
    }
  IONFLUX_PETSC(VecRestoreArray(x, &values));
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template std::vector<double> TimeProblem<dim>::potential_at(double);                             \
  template std::vector<double> TimeProblem<dim>::follow_jump(double, Vec);                         \
  template void TimeProblem<dim>::follow_values(double, Vec);                                      \
  template void TimeProblem<dim>::shift(const std::vector<double>&, double, Vec) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
