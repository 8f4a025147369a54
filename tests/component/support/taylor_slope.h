#pragma once

/// The Jacobian against differences of the residual, by Taylor's remainder.

#include "simulation_fixture.h"

#include <ionflux/app/newton_problem.h>
#include <ionflux/solver/bordered_solver.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux::testing {

using namespace dealii;

// A smooth function with all frequencies that the mesh holds would hide nothing; this one is cheap
// and the same for any distribution of the unknowns.
inline double wiggle(const types::global_dof_index i, const double phase) {
  return 0.3 * std::sin(12.9898 * i + phase) + 0.2 * std::cos(0.37 * i);
}

template <int dim>
void refine_some(Discretization<dim>& discretization) {
  for (unsigned int round = 0; round < 2; ++round) {
    for (const auto& cell : discretization.mesh.active_cell_iterators())
      if (cell->is_locally_owned() && cell->center()[0] < 0.3 + 0.1 * cell->center()[1])
        cell->set_refine_flag();
    discretization.mesh.execute_coarsening_and_refinement();
  }
  discretization.distribute_dofs();
}

// Logarithms to base 10 of the ratio of remainders when e falls tenfold; Taylor says 2.
template <int dim>
double taylor_slope(const Parameters& parameters, const double storage_rate = 0.0,
                    const double first_step = 1e-2) {
  QuietSimulation<dim> quiet(parameters);
  auto& simulation = quiet.simulation;
  refine_some(simulation.discretization());
  simulation.problem().setup();
  const PETScWrappers::MPI::Vector nothing = simulation.discretization().make_vector();
  simulation.problem().set_storage(storage_rate, &nothing);
  NewtonProblem<dim> newton(simulation.problem(), quiet.parameters.electrolyte);

  const Electrolyte& electrolyte = quiet.parameters.electrolyte;
  const unsigned int n_fields = simulation.discretization().n_fields();
  PETScWrappers::MPI::Vector x = simulation.discretization().make_vector(), d(x), f0(x), f1(x),
                             jd(x), y(x);
  for (const auto i : simulation.discretization().owned) {
    const unsigned int field = i % n_fields;
    const bool concentration = field > 0 && electrolyte.solves_for_concentration(field - 1);
    x(i) = wiggle(i, 0.0) + (concentration ? 1.5 : 0.0);
    d(i) = wiggle(i, 1.0);
  }
  x.compress(VectorOperation::insert);
  d.compress(VectorOperation::insert);
  // Directions are free of constraints: the difference of two admissible states.
  y = x;
  y.add(1.0, d);
  simulation.problem().distribute(x);
  simulation.problem().distribute(y);
  d = y;
  d.add(-1.0, x);

  newton.residual(x, f0);
  newton.jacobian(x, std::vector<double>(simulation.discretization().n_fields(), 1.0));
  MatMult(operator_of(newton.matrix(), newton.borders()), d, jd);
  for (const auto i :
       simulation.discretization().owned) // diagonals of constrained rows are arbitrary
    if (simulation.problem().fixed().constraints().is_constrained(i)) jd(i) = 0.0;
  jd.compress(VectorOperation::insert);

  double remainder[2];
  const double steps[2] = {first_step, 0.1 * first_step};
  for (unsigned int k = 0; k < 2; ++k) {
    y = x;
    y.add(steps[k], d);
    newton.residual(y, f1);
    f1.add(-1.0, f0);
    f1.add(-steps[k], jd);
    remainder[k] = f1.l2_norm();
  }
  EXPECT_GT(remainder[0], 0.0) << "the problem is linear: it shows nothing";
  return std::log10(remainder[0] / remainder[1]);
}

// The unknown of one species is its concentration, by --set.
inline std::string by_concentration(const std::string& species) {
  return "Electrolyte/Species/" + species + "/Primary variable=concentration";
}

template <int dim>
double taylor_slope(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return taylor_slope<dim>(parse_parameters(text, "test", overrides));
}

} // namespace ionflux::testing
