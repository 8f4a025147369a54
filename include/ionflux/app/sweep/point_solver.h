#pragma once

/// Solves the points of a sweep one after another on the meshes that they share.

#include <ionflux/app/steady_simulation.h>
#include <ionflux/app/sweep/plan.h>
#include <ionflux/app/sweep/states.h>

#include <functional>
#include <memory>
#include <string>

namespace ionflux {

/// How a point was solved.
struct PointSolve {
  SolveResult result;        ///< Newton steps: of all attempts; Krylov iterations likewise
  unsigned int attempts = 0; ///< solves, steps on the way included
};

template <int dim>
class PointSolver {
public:
  /// How a point is solved from nothing; the simulation is new.
  using ColdSolve = std::function<SolveResult(SteadySimulation<dim>&)>;

  /// @param log as in SteadySimulation
  PointSolver(const Parameters& sweep, const std::vector<SweepPoint>& points,
              const std::vector<SweepStep>& steps, SweepStates& states,
              std::function<void(const std::string&)> log);

  /// Solve a point: from its neighbours; if that fails by smaller steps from the nearest one; if
  /// that fails from nothing. Where the neighbours are far away, first from nothing.
  PointSolve solve(const SweepStep& step, const ColdSolve& cold);

  /// Tells states of a point apart that different programs or unknowns made.
  std::string state_key(const SweepStep& step);

  /// The point at whose start the factors were made that the next point begins with; -1: none.
  int point_of_factors() const;
  /// Go on with those of an earlier run, in which point_of_factors() was `point` after this step.
  void load_factors(const SweepStep& step, unsigned int point);

  /// The mesh of the step's group, where the steps before it were done by an earlier run.
  void restore_mesh(const SweepStep& step);

  SteadySimulation<dim>& simulation() { return *current; }
  /// Of the point solved last.
  const Parameters& parameters() const { return present; }

private:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  void choose(const Parameters& parameters);
  void begin_group(const SweepStep& step);
  Vector predict(const SweepStep& step, const std::vector<unsigned int>& known);
  bool solve_from_neighbours(const SweepStep& step, const Vector& start, PointSolve& outcome);
  void restore_factors();
  bool attempt(const Vector& start, PointSolve& outcome);
  bool step_towards(const SweepStep& step, unsigned int from, PointSolve& outcome);

  const Parameters& sweep;
  const std::vector<SweepPoint>& points;
  const std::vector<SweepStep>& steps;
  SweepStates& states;
  std::function<void(const std::string&)> log;

  Parameters present; ///< of the point at hand
  std::unique_ptr<SteadySimulation<dim>> current;
  bool mesh_complete = false; ///< a failed solve may end on a coarser mesh
  bool has_group = false;
  unsigned int group = 0;
  Scaling scales;                      ///< of the group's first point
  std::vector<UnknownChoice> unknowns; ///< of the group: concentrations where any point needs them
};

} // namespace ionflux
