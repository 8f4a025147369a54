#pragma once

#include <ionflux/app/time_problem.h>
#include <ionflux/fem/adaptivity/flux_jumps.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/solver/time_stepper.h>

#include <string>

namespace ionflux {

/// Meshes that follow the solution of a run in time: refined where the estimate asks for it,
/// coarsened behind. Contents of species are carried over (fem/content_transfer.h).
template <int dim>
class TimeMesh {
public:
  TimeMesh(SteadySimulation<dim>& simulation, const Parameters& parameters);

  /// Set the flags of a better mesh to start on. Collective.
  /// @param start the state on the present one
  /// @return is there more to refine?
  bool mark_start(const dealii::PETScWrappers::MPI::Vector& start);

  /// A step was accepted.
  void note_step() { ++n_steps; }
  /// Is it time to look at the mesh?
  bool is_due() const;

  /// Estimate the error and change the mesh; the stepper goes on there. Collective.
  /// @return what was done, a line for the log; "" if the mesh stays
  std::string follow(TimeStepper& stepper, TimeProblem<dim>& problem);

  /// meshes.csv
  const CsvTable& rows() const { return table; }
  CsvTable& rows() { return table; }

  /// Steps since the last look, for a run that goes on.
  unsigned int steps_since() const { return n_steps; }
  void set_steps_since(const unsigned int n) { n_steps = n; }

private:
  FluxJumps set_flags(const dealii::PETScWrappers::MPI::Vector& x, bool& all_refined);

  SteadySimulation<dim>& simulation;
  const Parameters& parameters;
  const bool is_on;
  unsigned int n_steps = 0; ///< since the last look
  unsigned int n_starts = 0;
  CsvTable table;
};

} // namespace ionflux
