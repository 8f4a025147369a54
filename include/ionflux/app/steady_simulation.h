#pragma once

#include <ionflux/app/newton_history.h>
#include <ionflux/app/start.h>
#include <ionflux/fem/adaptivity/problem_view.h>
#include <ionflux/fem/discrete_problem.h>
#include <ionflux/input/parameters.h>
#include <ionflux/output/audit.h>
#include <ionflux/output/observables/boundary_flux.h>
#include <ionflux/output/observables/unknown_potential.h>
#include <ionflux/solver/robust_solve.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ionflux {

/// The objects of a steady run, and the order in which they work. No formula lives here.
template <int dim>
class SteadySimulation {
public:
  /// Builds geometry and coarse mesh and checks the input against it.
  ///
  /// @param log receives lines of text on every rank; printing once is its business
  /// @param given_scales of another simulation whose states this one shall understand; null: chosen
  /// @throws InputError for faults of the input that only the mesh shows
  SteadySimulation(const Parameters& parameters, MPI_Comm communicator,
                   std::function<void(const std::string&)> log,
                   const Scaling* given_scales = nullptr);

  /// Refine the coarse mesh to where the solution begins: not at all with nested iteration, else
  /// fully.
  void prepare_mesh();

  /// Refine everywhere without solving (for `check`).
  void refine_fully();

  /// The parameters it was built with have changed in place, values but neither mesh nor unknowns:
  /// make the equations anew on the mesh that is there. Scales of length, concentration and
  /// diffusivity stay.
  void update();

  /// Newton's method alone, from a state close to the solution (a neighbour in a sweep).
  SolveResult solve_from(const dealii::PETScWrappers::MPI::Vector& start);

  /// Factors that solve_from() keeps from point to point, see factors_kept().
  FactorsKept factors() const { return kept.factors(); }
  void forget_factors() { kept.forget(); }
  /// Make them as solve_from(start) would.
  void prepare_factors(const dealii::PETScWrappers::MPI::Vector& start);

  /// Residual of a state, relative to the size of its terms; the largest over the fields.
  double residual_of(const dealii::PETScWrappers::MPI::Vector& x);

  /// Solve, on the coarser meshes first if the parameters say so. Never throws for non-convergence.
  SolveResult solve();

  /// Sets refine and coarsen flags on the owned cells.
  using Marker = std::function<void(dealii::parallel::distributed::Triangulation<dim>&)>;

  /// Refine and coarsen where `mark` says, carry the solution over, and solve again.
  ///
  /// @return of this solve alone
  SolveResult solve_refined(const Marker& mark);

  /// The solved problem as error estimators see it.
  ProblemView<dim> view() const;

  /// The solution's residual rows, with all its digits, and those before Newton's last step; made
  /// when asked for.
  const SolvedRows<dim>& rows();
  const SolvedRows<dim>& rows_before();

  /// With their algebraic errors.
  std::vector<BoundaryFlux> fluxes();
  /// By quadrature of the gradient at the boundaries, for comparison.
  std::vector<BoundaryFlux> direct_fluxes();
  /// Fluxes of the user for dimensionless ones: [boundary id][field].
  std::vector<BoundaryFlux> in_si_units(const FluxTable& outward) const;
  /// Potentials that were found with the solution; empty for most problems.
  std::vector<UnknownPotential> unknown_potentials();
  /// The solution in plain numbers, for observables and audits.
  SolvedState solved_state();
  /// Likewise before Newton's last step: what differs is the algebraic error of what came after.
  SolvedState state_before();
  std::vector<Audit> audits(const SolvedState& state);
  /// A state of a run in time in plain numbers, with storage as the problem has it.
  SolvedState state_in_time(const dealii::PETScWrappers::MPI::Vector& x);

  /// Mesh, unknowns, dimensionless numbers, in lines for the log.
  std::vector<std::string> summary() const;

  Discretization<dim>& discretization() { return *discrete; }
  DiscreteProblem<dim>& problem() { return *discrete_problem; }
  const dealii::PETScWrappers::MPI::Vector& solution() const { return state; }
  const Medium& medium() const { return materials; }
  const BoundaryMap& boundaries() const { return boundary_map; }
  const MeshLabels& labels() const { return mesh_labels; }
  const Scaling& scaling() const { return scales; }
  double symmetry_fraction() const { return geometry->symmetry_fraction(); }
  double last_residual() const { return result.residual; }
  /// Newton steps, iterations and residual on the last mesh.
  const SolveResult& last_result() const { return result; }
  /// Unknowns of all Newton steps so far, failed ones included and a start counted as two steps: a
  /// measure of the cost of the solve that is the same in every run.
  double newton_work() const { return work; }
  /// The Newton steps since the last call of this.
  std::vector<NewtonHistory> take_newton_history() { return std::exchange(history, {}); }
  /// Seconds in the phases of the run: {name, seconds}.
  const std::vector<std::pair<std::string, double>>& timings() const { return seconds; }

private:
  ProblemParts<dim> parts() const;
  void make_problem();
  SolveLog begin_history();
  void forget_rows() {
    rows_now.reset();
    rows_then.reset();
    balances_now.reset();
  }
  const std::vector<Balance>& part_balances();
  SolvedState describe(const SolvedRows<dim>& rows, const std::vector<BoundaryFlux>& fluxes);
  void refine_at_walls();
  void refine_and_carry_over(const Marker& mark);
  void solve_level(bool first, SolveResult& total);

  const Parameters& parameters;
  std::function<void(const std::string&)> log;
  std::unique_ptr<Geometry<dim>> geometry;
  MeshLabels mesh_labels;
  Scaling scales;
  std::vector<double> reference;
  Medium materials;
  BoundaryMap boundary_map;
  std::unique_ptr<Discretization<dim>> discrete;
  std::unique_ptr<DiscreteProblem<dim>> discrete_problem;
  dealii::PETScWrappers::MPI::Vector state;
  unsigned int n_refinements = 0; ///< global ones, done so far
  SolveResult result;             ///< of the last level
  KeptSolver kept;                ///< of the neighbours
  std::optional<SolvedRows<dim>> rows_now, rows_then;
  std::optional<std::vector<Balance>> balances_now; ///< of rows_now
  std::vector<NewtonHistory> history;
  double work = 0.0; ///< newton_work()
  std::vector<std::pair<std::string, double>> seconds;
};

} // namespace ionflux
