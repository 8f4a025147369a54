#pragma once

#include <ionflux/app/convergence_study.h>
#include <ionflux/app/fixed_steps.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/fem/exact_solution.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ionflux {

/// Driver of a convergence study for one degree: the problem, and what is measured on each of its
/// meshes, or of a run in time with each of its steps.
template <int dim>
class DegreeStudy {
public:
  /// @param log as in SolveDiary
  DegreeStudy(const Parameters& given, unsigned int degree,
              std::function<void(const std::string&)> log);

  const Problem<dim>& problem() const { return simulation; }

  /// Quantities of the study; after the first level.
  const std::vector<Measure>& measures() const { return found; }

  /// Solve on the first mesh, or refine once and solve there, or run with the next step; measure.
  /// @throws InputError(no_convergence) if an error estimate is needed and cannot be had
  StudyLevel next_level(SolveResult& result);

  /// Has an audit failed on any level?
  bool audit_failed() const { return broken; }

private:
  SolveResult solve_on_next_mesh();
  void refine_and_solve();
  SolveResult run_in_time();
  void add(StudyLevel& level, const Measure& measure, double value, double error, double size);
  void measure(StudyLevel& level);
  void measure_norms(StudyLevel& level);
  void measure_goals(StudyLevel& level, const std::vector<BoundaryFlux>& fluxes);
  std::vector<double> goal_references() const;

  const ConvergenceSettings& settings;
  const Parameters parameters;
  SteadySimulation<dim> simulation;
  std::optional<ExactSolution> exact;
  std::optional<FixedSteps<dim>> in_time; ///< from the first level on
  std::vector<Measure> found;
  unsigned int n_levels = 0;
  bool broken = false;
};

} // namespace ionflux
