#pragma once

/// The steps of a run in time, from output to output.

#include <ionflux/app/flux_errors.h>
#include <ionflux/app/integrate.h>
#include <ionflux/app/time_mesh.h>
#include <ionflux/app/time_mesh_errors.h>
#include <ionflux/app/time_problem.h>
#include <ionflux/app/transient_output.h>
#include <ionflux/output/checkpoint.h>
#include <ionflux/solver/step_control.h>

#include <limits>
#include <string>
#include <vector>

namespace ionflux {

/// Steps, their control, what is written on the way, checkpoints. begin() or resume(), then run().
template <int dim>
class Integration {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// @param place of the first checkpoint to write, see CheckpointWriter
  Integration(SteadySimulation<dim>& simulation, TimeMesh<dim>& mesh, const Parameters& parameters,
              Session& session, unsigned int place);

  TimeProblem<dim>& transient() { return problem; }
  const TransientCounts& counts() const { return n; }
  /// The present time [s].
  double now() const { return stepper.time(); }
  std::vector<Audit> audits() const { return output.audits(); }
  /// Are the errors of the mesh known in the last step?
  bool knows_mesh_errors() const { return mesh_errors.is_known(); }

  /// Begin at t = 0.
  void begin(const Vector& start);

  /// Begin where another one stood that wrote a checkpoint.
  /// @param vectors of it, on its mesh, which is the present one
  void resume(const nlohmann::json& memory, const std::vector<Vector>& vectors);

  /// @return success, or why the end was not reached
  ExitCode run(std::string& reason);

private:
  ExitCode run_to(double stop, bool is_break, std::string& reason);
  ExitCode step(double stop, bool is_break, std::string& reason);
  ExitCode give_up(const StepOutcome& outcome, double from, std::string& reason) const;
  std::string depletion() const; ///< the ions that are used up, in words
  bool is_stuck() const;
  ExitCode end_at_singularity(std::string& reason) const;
  void leave_last_state();
  void checkpoint();
  bool is_time_to_stop(std::string& reason);

  // Given values change no more, and nothing else does.
  bool is_steady(const double stop) const {
    return change < time.steady_change && (time.breaks.empty() || time.breaks.back() < stop);
  }
  double time_to_go(double length);
  double shortest_judged(double end) const;
  double steering(double of_fluxes, double end, double length, unsigned int order,
                  bool counts) const;

  const TimeSettings& time;
  SteadySimulation<dim>& simulation;
  Log& log;
  OutputDirectory& directory;
  const bool is_part; ///< of a sweep, whose points are repeated as a whole
  CheckpointWriter checkpoints;
  TimeProblem<dim> problem;
  TimeStepper stepper;
  StepControl control;
  FluxErrors flux_errors;
  TimeMeshErrors<dim> mesh_errors;
  double last_break = 0.0; ///< given values jumped or bent there [s]
  TransientOutput<dim> output;
  TimeMesh<dim>& mesh;
  TransientCounts n;
  std::string preconditioner;
  double clock = 0.0, began = 0.0, last_checkpoint = 0.0;  ///< of MPI_Wtime() [s]
  double change = std::numeric_limits<double>::infinity(); ///< of the last step, an e-fold of time
};

} // namespace ionflux
