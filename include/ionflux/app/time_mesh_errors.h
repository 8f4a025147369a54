#pragma once

#include <ionflux/app/newton_problem.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/fem/adaptivity/mesh_defect.h>
#include <ionflux/output/observables/boundary_flux.h>

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <vector>

namespace ionflux {

/// The error of the mesh in every boundary flux and unknown potential of a run in time.
///
/// With the contents C(u), their derivative M and the defect d of MeshDefect, which has the rate of
/// change of the contents, too, the error e goes with time as
///
///     d(M e)/dt + J e = - d ,
///
/// one step of implicit Euler, one linear solve, a step of the run: d is known to two digits at
/// best. The rate of change in d comes from the last few steps, so that what these make wrong is
/// not taken for an error of the mesh. Where the run starts from a steady state, e starts from that
/// of it, else from 0. doc/numerics.md, Error of every flux.
template <int dim>
class TimeMeshErrors {
public:
  using Vector = typename Problem<dim>::Vector;

  /// @param values_vary do given values follow the time?
  TimeMeshErrors(SteadySimulation<dim>& simulation, const Parameters& parameters, bool values_vary);

  /// The run begins, with the clock at its first time. Collective, like all that follows.
  void begin(const Vector& x);
  /// A step was accepted; the clock is at its end, `time` [s].
  void follow(const Vector& x, double time);
  /// Given values jump or bend.
  void forget();
  /// Another mesh has its own errors, on top of what was carried along: they are not known.
  void give_up();

  /// Are they known at the end of the last step? Not where they are as large as the contents, as
  /// behind a jump that the mesh does not resolve.
  bool is_known() const { return known; }
  /// Exact value minus the reported one. Charges are those of displacements.
  const std::vector<BoundaryFlux>& fluxes() const { return flux_errors; }
  /// Of displacement currents, by place in fluxes() [A].
  const std::vector<double>& displacement_currents() const { return displacement_errors; }
  /// Of unknown potentials [V].
  const std::vector<double>& potentials() const { return potential_errors; }

  /// What resume() needs: numbers, and M e followed by states.
  nlohmann::json memory() const;
  std::vector<Vector> vectors() const;
  void resume(const nlohmann::json& memory, const std::vector<Vector>& vectors);

private:
  struct Point {
    double time;
    Vector state, content, fine_content;
  };
  void meet_values();
  void add_point(const Vector& x, double time);
  bool solve(const Vector& x, double rate);
  void carry(const Vector& x, const Vector& change);
  bool limit_to(const Vector& content);

  SteadySimulation<dim>& simulation;
  const Parameters& parameters;
  const bool values_vary, is_neutral;
  bool wanted, known = false, was_limited = false, is_behind_break = true;
  std::unique_ptr<DiscreteProblem<dim>> equations; ///< with storage and a matrix of their own
  std::unique_ptr<NewtonProblem<dim>> newton;
  std::unique_ptr<FinerEquations<dim>> finer;
  std::vector<Point> points;     ///< since given values jumped or bent, the last few
  Vector carried;                ///< M e at the end of the last step
  std::vector<double> displaced; ///< errors of the outward displacements there, by boundary id
  std::vector<BoundaryFlux> flux_errors;
  std::vector<double> displacement_errors, potential_errors;
};

} // namespace ionflux
