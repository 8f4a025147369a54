#pragma once

/// Solved simulations whose errors are estimated.

#include "simulation_fixture.h"

#include <ionflux/app/error_estimate.h>
#include <ionflux/fem/adaptivity/marking.h>

#include <gtest/gtest.h>

namespace ionflux {
namespace testing {

inline const std::string goal =
    "subsection Adaptive refinement\n set Estimator = goal\n set Goal = ";

/// A solved simulation whose estimate can be taken and that can be refined.
struct Adaptive {
  explicit Adaptive(const std::string& text, MPI_Comm communicator = MPI_COMM_WORLD)
      : parameters(parse_parameters(text, "test")),
        simulation(parameters, communicator, [](const std::string&) {}) {
    simulation.prepare_mesh();
    solve = simulation.solve();
    EXPECT_TRUE(solve.converged) << solve.reason;
  }

  ErrorEstimate estimate() { return estimate_error(simulation, parameters); }

  /// Refine by the estimate; true if it converged.
  bool refine(const ErrorEstimate& estimate) {
    solve = simulation.solve_refined([&](auto& mesh) {
      mark_cells(mesh, estimate.shares, parameters.adaptivity.marking, parameters.degree);
    });
    return solve.converged;
  }

  bool refine_everywhere() {
    solve = simulation.solve_refined([](auto& mesh) { mesh.set_all_refine_flags(); });
    return solve.converged;
  }

  double n_unknowns() { return simulation.discretization().dof_handler.n_dofs(); }

  const Parameters parameters;
  SteadySimulation<2> simulation;
  SolveResult solve;
};

/// Ions in a constant field between two baths: a box of 100 nm, 60 mV.
inline std::string constant_field(const std::string& wanted, const std::string& more,
                                  const bool potentials) {
  return salt_box(2, "set Size = 100 nm, 50 nm\n set Cells = 6, 4\n set Distortion = 0.2",
                  R"(
subsection Electrolyte
  set Potential = given expression
  set Given potential = 0.06*(1 - x/(100*nm)) [V]
  set Primary variables = )" +
                      std::string(potentials ? "electrochemical potential" : "concentration") +
                      R"(
end
subsection Baths
  subsection inside
    set Concentration of K  = 140 mmol/L
    set Concentration of Cl = 10 mmol/L
  end
  subsection outside
    set Concentration of K  = 5 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = inside
  end
  subsection right
    set Bath = outside
  end
  subsection bottom, top
  end
end
)" + goal + wanted + "\nend\n" +
                      more);
}

} // namespace testing
} // namespace ionflux
