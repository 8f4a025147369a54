#include <ionflux/app/solved.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

template <int dim>
std::vector<BoundaryFlux> in_si_units(const Problem<dim>& problem, const FluxTable& outward) {
  return boundary_fluxes(problem.discretization(), problem.model(), problem.labels(),
                         problem.symmetry_fraction(), outward);
}

template <int dim>
const SolvedRows<dim>& Solved<dim>::rows() {
  if (!rows_now)
    rows_now = problem.problem().solved_rows(
        problem.solution(), result.refined ? Vec(result.refined->correction) : nullptr);
  return *rows_now;
}

template <int dim>
const SolvedRows<dim>& Solved<dim>::rows_before() {
  if (!rows_then && result.refined && result.refined->next_change) {
    Vector before(problem.solution());
    VecWAXPY(before, -1.0, result.refined->next_change, result.refined->correction);
    rows_then = problem.problem().solved_rows(problem.solution(), before);
  }
  return rows_then ? *rows_then : rows();
}

template <int dim>
const std::vector<Balance>& Solved<dim>::part_balances() {
  if (!balances_now)
    balances_now =
        balances(problem.discretization(), problem.problem(), rows().rows, rows().outward);
  return *balances_now;
}

// A row that is not zero means a source that is not there. How much of it leaves through which
// boundary nobody knows; no flux through the same part of the domain is known better.
template <int dim>
std::vector<BoundaryFlux> Solved<dim>::fluxes() {
  FluxTable uncertain = rows().outward;
  for (std::vector<double>& fluxes : uncertain)
    for (unsigned int f = 0; f < fluxes.size(); ++f)
      fluxes[f] = rows().floors[f].floor;
  for (const Balance& balance : part_balances())
    for (const unsigned int id : balance.boundaries)
      uncertain[id][balance.field] += std::abs(balance.left_over);
  std::vector<BoundaryFlux> now = in_si_units(problem, rows().outward);
  set_algebraic_errors(in_si_units(problem, rows_before().outward), in_si_units(problem, uncertain),
                       problem.model().electrolyte, now);
  return now;
}

template <int dim>
std::vector<BoundaryFlux> Solved<dim>::direct_fluxes() {
  DiscreteProblem<dim>& equations = problem.problem();
  return in_si_units(problem, equations.assembler().direct_fluxes(equations.ghosted(rows().state)));
}

template <int dim>
std::vector<UnknownPotential> Solved<dim>::unknown_potentials() {
  std::vector<UnknownPotential> now =
      ionflux::unknown_potentials(problem.problem(), problem.model(), rows().state, rows().excess);
  const std::vector<UnknownPotential> before = ionflux::unknown_potentials(
      problem.problem(), problem.model(), rows_before().state, rows_before().excess);
  for (unsigned int k = 0; k < now.size(); ++k)
    now[k].error = std::abs(now[k].potential - before[k].potential) +
                   4e-16 * (problem.scaling().potential() + std::abs(now[k].potential));
  return now;
}

template <int dim>
SolvedState Solved<dim>::describe(const SolvedRows<dim>& solved,
                                  const std::vector<BoundaryFlux>& fluxes) {
  return describe_state<dim>({{problem.discretization(), problem.model(), problem.labels().regions},
                              problem.problem(),
                              problem.labels(),
                              problem.parameters().baths,
                              problem.symmetry_fraction(),
                              solved},
                             fluxes);
}

template <int dim>
SolvedState Solved<dim>::state() {
  return describe(rows(), fluxes());
}

template <int dim>
SolvedState Solved<dim>::state_before() {
  return describe(rows_before(), in_si_units(problem, rows_before().outward));
}

template <int dim>
std::vector<Audit> Solved<dim>::audits(const SolvedState& solved) {
  return audit(problem.discretization(), problem.problem(), problem.model(), solved,
               problem.symmetry_fraction(), rows(), part_balances(), result.residual,
               problem.parameters().solver.relative_tolerance);
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template std::vector<BoundaryFlux> in_si_units(const Problem<dim>&, const FluxTable&);           \
  template class Solved<dim>;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
