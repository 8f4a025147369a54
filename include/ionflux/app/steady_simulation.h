#pragma once

#include <ionflux/app/solved.h>
#include <ionflux/app/steady.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// A steady problem, the diary of its solves and the numbers of its solution, joined for those who
/// want all three: programs, writers, tests. It has no work of its own.
template <int dim>
class SteadySimulation : public Problem<dim> {
public:
  using typename Problem<dim>::Vector;
  using typename Problem<dim>::Marker;

  /// @param log,given_scales as in SolveDiary and Problem
  SteadySimulation(const Parameters& parameters, MPI_Comm communicator,
                   std::function<void(const std::string&)> log,
                   const Scaling* given_scales = nullptr);

  /// solve_steady(). @return of all meshes
  SolveResult solve();
  /// Problem::refine(), and solve again. @return of this solve alone
  SolveResult solve_refined(const Marker& mark);
  /// ionflux::solve_from()
  SolveResult solve_from(const Vector& start);

  /// Factors that solve_from() keeps from point to point, see factors_kept().
  FactorsKept factors() const { return kept.factors(); }
  void forget_factors() { kept.forget(); }
  /// Make them as solve_from(start) would.
  void prepare_factors(const Vector& start);

  /// Residual of a state, relative to the size of its terms; the largest over the fields.
  double residual_of(const Vector& x) { return relative_residual(*this, x); }

  /// Newton steps, iterations and residual on the last mesh.
  const SolveResult& last_result() const { return result; }
  double last_residual() const { return result.residual; }

  /// The numbers of the solution; see Solved.
  Solved<dim>& solved();
  const SolvedRows<dim>& rows() { return solved().rows(); }
  const SolvedRows<dim>& rows_before() { return solved().rows_before(); }
  std::vector<BoundaryFlux> fluxes() { return solved().fluxes(); }
  std::vector<BoundaryFlux> direct_fluxes() { return solved().direct_fluxes(); }
  std::vector<UnknownPotential> unknown_potentials() { return solved().unknown_potentials(); }
  SolvedState solved_state() { return solved().state(); }
  SolvedState state_before() { return solved().state_before(); }
  std::vector<Audit> audits(const SolvedState& state) { return solved().audits(state); }
  std::vector<BoundaryFlux> in_si_units(const FluxTable& outward) const {
    return ionflux::in_si_units<dim>(*this, outward);
  }

  SolveDiary& diary() { return told; }
  double newton_work() const { return told.newton_work(); }
  std::vector<NewtonHistory> take_newton_history() { return told.take_newton_history(); }
  const std::vector<std::pair<std::string, double>>& timings() const { return told.timings(); }

private:
  SolveResult take(const SolveResult& now);

  SolveDiary told;
  SolveResult result; ///< of the last level
  KeptSolver kept;    ///< of the neighbours
  std::unique_ptr<Solved<dim>> numbers;
};

} // namespace ionflux
