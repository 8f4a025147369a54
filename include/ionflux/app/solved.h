#pragma once

#include <ionflux/app/problem.h>
#include <ionflux/output/audit.h>
#include <ionflux/output/observables/boundary_flux.h>
#include <ionflux/output/observables/solved_state.h>
#include <ionflux/output/observables/unknown_potential.h>
#include <ionflux/solver/robust_solve.h>

#include <optional>
#include <vector>

namespace ionflux {

/// Fluxes of the user for dimensionless ones: [boundary id][field].
template <int dim>
std::vector<BoundaryFlux> in_si_units(const Problem<dim>& problem, const FluxTable& outward);

/// What a solution says, in numbers with their algebraic errors. Rows are assembled when they are
/// first asked for, and once; a new solution needs a new object.
template <int dim>
class Solved {
public:
  /// @param result of the solve that left its solution in `problem`
  Solved(Problem<dim>& problem, const SolveResult& result) : problem(problem), result(result) {}

  /// The solution's residual rows, with all its digits, and those before Newton's last step.
  const SolvedRows<dim>& rows();
  const SolvedRows<dim>& rows_before();

  /// With their algebraic errors.
  std::vector<BoundaryFlux> fluxes();
  /// By quadrature of the gradient at the boundaries, for comparison.
  std::vector<BoundaryFlux> direct_fluxes();
  /// Potentials that were found with the solution; empty for most problems.
  std::vector<UnknownPotential> unknown_potentials();
  /// The solution in plain numbers, for observables and audits.
  SolvedState state();
  /// Likewise before Newton's last step: what differs is the algebraic error of what came after.
  SolvedState state_before();
  std::vector<Audit> audits(const SolvedState& state);

private:
  const std::vector<Balance>& part_balances();
  SolvedState describe(const SolvedRows<dim>& rows, const std::vector<BoundaryFlux>& fluxes);

  Problem<dim>& problem;
  const SolveResult result;
  std::optional<SolvedRows<dim>> rows_now, rows_then;
  std::optional<std::vector<Balance>> balances_now; ///< of rows_now
};

} // namespace ionflux
