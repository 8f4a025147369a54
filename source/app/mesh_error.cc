#include <ionflux/app/mesh_error.h>

#include <ionflux/app/newton_problem.h>
#include <ionflux/fem/adaptivity/mesh_defect.h>
#include <ionflux/output/run_record.h>
#include <ionflux/physics/constants.h>
#include <ionflux/solver/linear_response.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <deal.II/base/timer.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// An estimate is worth two digits; the linear solver shall not spoil small fluxes beside large
// ones. Where it does all the same, once more with more digits.
constexpr double linear_tolerance = 1e-7, tight_tolerance = 1e-11;

// The estimate costs about so many Newton steps on the last mesh (doc/numerics.md), and may cost
// this share of the solve. With fewer unknowns than these nobody waits for it.
constexpr double cost_in_newton_steps = 1.5, largest_share = 1.0 / 3.0;
constexpr unsigned int few_unknowns = 10000;

// Empty if the errors are to be estimated.
template <int dim>
std::string why_left_out(const SteadySimulation<dim>& simulation, const Parameters& parameters) {
  const MeshErrorMode mode = parameters.output.mesh_error;
  if (mode == MeshErrorMode::always) return "";
  if (mode == MeshErrorMode::never)
    return "'Mesh error of fluxes' is never, or automatic in a sweep";
  const unsigned int unknowns = simulation.view().discretization.dof_handler.n_dofs();
  if (unknowns < few_unknowns) return "";
  const double steps = simulation.newton_work() / unknowns;
  if (cost_in_newton_steps <= largest_share * steps) return "";
  return format_text("it would cost about %.0f %% of the solve, more than a third "
                     "('Mesh error of fluxes = always' in Output does it)",
                     100.0 * cost_in_newton_steps / steps);
}

template <int dim>
std::vector<MeshErrors::Boundary> errors_of(SteadySimulation<dim>& simulation, const Vector& change,
                                            const FluxChanges& changes) {
  const FloatingMetals<dim>& metals = simulation.problem().assembler().surfaces().metals();
  const UnknownPotentials<dim>& unknowns = simulation.problem().unknown_potentials();
  std::vector<MeshErrors::Boundary> list;
  for (const BoundaryFlux& flux : simulation.in_si_units(changes.largest())) {
    MeshErrors::Boundary one{flux.flux, flux.current, flux.charge, 0.0};
    for (unsigned int k = 0; k < unknowns.size(); ++k)
      if (static_cast<int>(unknowns.condition(k)) == simulation.boundaries().on_boundary(flux.id))
        one.potential =
            simulation.scaling().potential() * simulation.problem().unknown_potential(k, change);
    for (unsigned int k = 0; k < metals.size(); ++k)
      if (static_cast<int>(metals.condition(k)) == simulation.boundaries().on_boundary(flux.id))
        one.potential = simulation.scaling().potential() * changes.metals[k];
    list.push_back(one);
  }
  return list;
}

} // namespace

LinearResponse solve_for_change(NonlinearProblem& newton, SolverSettings settings,
                                const double tolerance, Vec right, Vec change) {
  IONFLUX_PETSC(VecSet(change, 0.0));
  LinearResponse response = solve_linearized(newton, settings, tolerance, right, change);
  if (response.converged || !newton.may_factorize() || is_direct(settings.preconditioner))
    return response;
  settings.preconditioner = "MUMPS";
  IONFLUX_PETSC(VecSet(change, 0.0));
  return solve_linearized(newton, settings, tolerance, right, change);
}

template <int dim>
MeshErrors estimate_mesh_errors(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  MeshErrors errors;
  errors.why_not = why_left_out(simulation, parameters);
  if (!errors.why_not.empty()) return errors;
  Timer timer;
  DiscreteProblem<dim>& problem = simulation.problem();
  const Vector& solution = simulation.solution();
  const ProblemView<dim> view = simulation.view();
  NewtonProblem<dim> newton(problem, parameters.electrolyte);
  std::vector<double> row_factors;
  for (const double scale : newton.residual_scales(solution))
    row_factors.push_back(1.0 / scale);
  newton.jacobian(solution, row_factors);

  const MeshDefect<dim> defect = mesh_defect(view, problem, solution);
  Vector right = defect_equations(view.discretization, problem, defect);
  for (const auto dof : view.discretization.owned)
    right(dof) = double(right(dof)) * row_factors[dof % row_factors.size()];
  right.compress(VectorOperation::insert);
  Vector change = view.discretization.make_vector();
  FluxChanges changes;
  for (const double tolerance : {linear_tolerance, tight_tolerance}) {
    Vector next = view.discretization.make_vector();
    const LinearResponse response =
        solve_for_change(newton, parameters.solver, tolerance, right, next);
    errors.krylov_iterations += response.krylov_iterations;
    if (!response.converged) break; // what was found before, if anything, is good enough
    change = next;
    errors.available = true;
    problem.unknown_potentials().set_slaves(problem.fixed(), change);
    changes = flux_changes(view, problem, solution, change, defect);
    if (!changes.is_vague(simulation.rows().outward)) break;
  }
  errors.seconds = timer.wall_time();
  if (!errors.available) {
    errors.why_not = "the linear solver did not converge";
    return errors;
  }
  errors.boundaries = errors_of(simulation, change, changes);
  for (unsigned int k = 0; k < problem.unknown_potentials().size(); ++k)
    errors.potentials.push_back(simulation.scaling().potential() *
                                problem.unknown_potential(k, change));
  for (const double of_metal : changes.metals)
    errors.potentials.push_back(simulation.scaling().potential() * of_metal);
  errors.seconds = timer.wall_time();
  return errors;
}

void record_mesh_errors(RunRecord& record, const MeshErrors& errors, const SolvedState& state) {
  record.set("mesh error/estimated", errors.available);
  if (!errors.available) {
    record.set("mesh error/why not", errors.why_not);
    return;
  }
  record.set("mesh error/krylov iterations", errors.krylov_iterations);
  record.set("seconds/mesh error", errors.seconds);
  const std::string unit = " [" + per_depth("A", state.physical_dimension) + "]";
  for (unsigned int b = 0; b < errors.boundaries.size(); ++b)
    record.append("mesh error/currents", {{"boundary", state.fluxes[b].boundary},
                                          {"current" + unit, state.fluxes[b].current},
                                          {"error" + unit, errors.boundaries[b].current}});
}

template MeshErrors estimate_mesh_errors(SteadySimulation<2>&, const Parameters&);
template MeshErrors estimate_mesh_errors(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
