#pragma once

/// What is assembled for a given state on an adapted mesh: checks of the Jacobian against
/// differences of the residual, and of many ranks against one.

#include "simulation_fixture.h"

#include <ionflux/app/newton_problem.h>

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace ionflux::testing {

/// Value of a field at a place of a region; the same on any number of ranks.
inline double wave(const double x, const double y, const double z, const unsigned int field,
                   const unsigned int region, const double phase) {
  return 0.4 * std::sin(7 * x + 5 * y + 3 * z + field + 2 * region + phase) + 0.1 * region;
}

/// An assembled problem.
template <int dim>
struct Assembled {
  using Vector = dealii::PETScWrappers::MPI::Vector;
  using Mesh = dealii::parallel::distributed::Triangulation<dim>;
  using State = std::function<double(const dealii::Point<dim>&, unsigned int field,
                                     unsigned int region, double phase)>;

  /// @param flag sets refine flags, `rounds` times
  Assembled(const Parameters& given, const MPI_Comm communicator, const unsigned int rounds,
            const std::function<void(Mesh&)>& flag, const State& state)
      : parameters(given), simulation(parameters, communicator, [](const std::string&) {}) {
    auto& d = simulation.discretization();
    for (unsigned int round = 0; round < rounds; ++round) {
      flag(d.mesh);
      d.mesh.execute_coarsening_and_refinement();
    }
    d.distribute_dofs();
    simulation.problem().setup();
    x = admissible(state, 0.0);
    direction = admissible(state, 1.0);
    direction.add(-1.0, x);
    newton = std::make_unique<NewtonProblem<dim>>(simulation.problem(), parameters.electrolyte);
    residual = d.make_vector();
    newton->residual(x, residual);
    newton->jacobian(x, std::vector<double>(d.n_fields(), 1.0));
    product = d.make_vector();
    MatMult(newton->matrix().shell(), direction, product);
    for (const auto i : d.owned) // diagonals of constrained rows are arbitrary
      if (simulation.problem().fixed().constraints().is_constrained(i)) product(i) = 0.0;
    product.compress(dealii::VectorOperation::insert);
  }

  /// F(x + e d) - F(x) - e J d falls as e^2: the exponent found.
  double taylor_slope() {
    double remainder[2];
    const double steps[2] = {1e-2, 1e-3};
    for (unsigned int k = 0; k < 2; ++k) {
      Vector y(x), f(x);
      y.add(steps[k], direction);
      newton->residual(y, f);
      f.add(-1.0, residual);
      f.add(-steps[k], product);
      remainder[k] = f.l2_norm();
    }
    EXPECT_GT(remainder[0], 0.0) << "the problem is linear: it shows nothing";
    return std::log10(remainder[0] / remainder[1]);
  }

  const Parameters& parameters;
  SteadySimulation<dim> simulation;
  std::unique_ptr<NewtonProblem<dim>> newton;
  Vector x, direction, residual, product;

private:
  Vector admissible(const State& state, const double phase) {
    auto& d = simulation.discretization();
    Vector values = d.make_vector();
    std::vector<dealii::types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
    const auto& nodes = d.scalar_fe.get_unit_support_points();
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (cell->is_artificial()) continue;
      cell->get_dof_indices(dofs);
      for (unsigned int a = 0; a < nodes.size(); ++a)
        for (unsigned int f = 0; f < d.n_fields(); ++f) {
          const auto dof = dofs[d.cell_index[f * nodes.size() + a]];
          if (d.owned.is_element(dof))
            values(dof) = state(d.mapping.transform_unit_to_real_cell(cell, nodes[a]), f,
                                cell->material_id(), phase);
        }
    }
    values.compress(dealii::VectorOperation::insert);
    simulation.problem().distribute(values);
    return values;
  }
};

/// Residual, Jacobian and mesh on all ranks together must be those of one rank.
template <int dim>
void expect_same_on_one_rank(Assembled<dim>& all, Assembled<dim>& alone) {
  EXPECT_EQ(all.simulation.discretization().mesh.n_global_active_cells(),
            alone.simulation.discretization().mesh.n_global_active_cells());
  const auto expect_close = [](const std::vector<double>& a, const std::vector<double>& b) {
    for (unsigned int f = 0; f < a.size(); ++f)
      EXPECT_NEAR(a[f], b[f], 1e-12 * std::abs(b[f]) + 1e-15) << "field " << f;
  };
  const unsigned int n = all.simulation.discretization().n_fields();
  expect_close(field_norms(all.x, n), field_norms(alone.x, n));
  expect_close(field_norms(all.residual, n), field_norms(alone.residual, n));
  expect_close(field_norms(all.product, n), field_norms(alone.product, n));
}

} // namespace ionflux::testing
