#pragma once

#include <ionflux/fem/balance.h>
#include <ionflux/output/observables/solved_state.h>

#include <string>
#include <vector>

namespace ionflux {

/// One check of a solution against a law it must obey.
struct Audit {
  std::string name;   ///< "flux balance of K"
  double value = 0.0; ///< what was found
  double limit = 0.0; ///< largest (or least) acceptable value
  bool passed = false;
  std::string unit = {};   ///< empty: dimensionless
  bool is_warning = false; ///< failing is worth a warning but breaks no conservation law
  std::string remark = {}; ///< where the value was found
};

/// The worst relative algebraic error of a flux. A flux that is exactly 0 is compared with what
/// else flows.
///
/// @param zero      smaller fluxes and errors (up to a factor of 1000) are none [mol/s], a species
/// @param tolerance above it the audit fails: a warning, until nothing meaningful is left (1 %)
Audit audit_algebraic_errors(const SolvedState& state, const std::vector<double>& zero,
                             double tolerance);

/// Audit a converged solution.
///
/// Flux balance, a species and a part of the domain that membranes separate: |outward fluxes -
/// sources| / the largest of them, limit 1e-8.
/// Charge balance: Gauss's law likewise, relative to all charge.
/// Algebraic error of fluxes: the largest relative one; above the tolerance a warning that says
/// what was reached, above 1 % nothing meaningful is left. Least concentration, a species: not
/// negative. Dissipation: negative in no region (second law); with electrochemical potentials as
/// unknowns it is the power put in (first law), limit 1e-8.
///
/// @param residual  the true residual, relative to the size of its terms (from the solver)
/// @param tolerance of the fluxes; the limits are not below it
template <int dim>
std::vector<Audit> audit(const Discretization<dim>& discretization,
                         const DiscreteProblem<dim>& problem, const Model& model,
                         const SolvedState& state, double symmetry_fraction,
                         const SolvedRows<dim>& solved, const std::vector<Balance>& parts,
                         double residual, double tolerance);

} // namespace ionflux
