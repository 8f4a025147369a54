#pragma once

#include <ionflux/app/steady_simulation.h>
#include <ionflux/fem/exact_solution.h>

#include <vector>

namespace ionflux {

/// Runs in time with fixed steps on one mesh and without tables, for studies of the steps.
template <int dim>
class FixedSteps {
public:
  /// Refine the mesh and find the start: that of the section Time, or the exact solution at t = 0.
  /// @param exact null: none
  FixedSteps(SteadySimulation<dim>& simulation, const ExactSolution* exact);

  /// From the start to 'End time', where the simulation's state and the clock of the input stay.
  /// @return Newton steps and iterations of all steps; not converged where one is not
  SolveResult run(double step);

  /// Outward fluxes at the end, the displacement current with the current unless there is an exact
  /// solution [mol/s, A].
  const std::vector<BoundaryFlux>& fluxes() const { return last_fluxes; }

private:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  SteadySimulation<dim>& simulation;
  const bool has_exact;
  SolveResult found_start;
  Vector start;
  std::vector<BoundaryFlux> last_fluxes;
};

} // namespace ionflux
