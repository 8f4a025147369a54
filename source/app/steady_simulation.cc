#include <ionflux/app/steady_simulation.h>

#include <ionflux/app/activity_summary.h>
#include <ionflux/app/newton_problem.h>
#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/input/mesh_checks.h>
#include <ionflux/input/scales.h>
#include <ionflux/input/size_checks.h>
#include <ionflux/solver/time_to_go.h>
#include <ionflux/support/text.h>

#include <deal.II/base/timer.h>
#include <deal.II/distributed/solution_transfer.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

template <int dim>
MeshLabels checked_labels(const Parameters& parameters, const Geometry<dim>& geometry) {
  const MeshLabels labels = geometry.labels();
  check_against_mesh(parameters, labels);
  return labels;
}

std::string newton_header(const Electrolyte& electrolyte) {
  std::string line = "  step   residual   phi     ";
  for (const Species& species : electrolyte.species)
    line += format_text("  %-8.8s", species.name.c_str());
  return line + "  Krylov  damping";
}

std::string newton_line(const NewtonStep& step) {
  std::string line = format_text("  %4u   %.2e ", step.step, step.residual);
  for (const double field : step.fields)
    line += format_text("  %.2e", field);
  return line + (step.step ? format_text("  %6u  %.3g", step.krylov, step.damping) : "");
}

} // namespace

template <int dim>
SteadySimulation<dim>::SteadySimulation(const Parameters& parameters, MPI_Comm communicator,
                                        std::function<void(const std::string&)> log,
                                        const Scaling* const given_scales)
    : parameters(parameters), log(std::move(log)), geometry(parameters.make_geometry<dim>()),
      mesh_labels(checked_labels(parameters, *geometry)),
      scales(given_scales != nullptr ? *given_scales
                                     : choose_scaling(parameters, geometry->reference_length())),
      materials(parameters.electrolyte, parameters.materials,
                material_of_region(parameters, mesh_labels), scales),
      boundary_map(parameters.boundary_conditions, mesh_labels) {
  Timer timer;
  discrete = std::make_unique<Discretization<dim>>(
      communicator, *geometry,
      DiscretizationSettings{parameters.electrolyte.n_species() + 1, parameters.degree,
                             parameters.n_quadrature_points, parameters.axisymmetric});
  make_problem();
  seconds.emplace_back("mesh", timer.wall_time());
}

// Everything that follows from the values of the parameters on a given mesh.
template <int dim>
void SteadySimulation<dim>::make_problem() {
  scales.temperature = parameters.electrolyte.temperature;
  reference = load_reference(parameters, scales);
  materials = Medium(parameters.electrolyte, parameters.materials,
                     material_of_region(parameters, mesh_labels), scales);
  boundary_map = BoundaryMap(parameters.boundary_conditions, mesh_labels);
  const auto matrix = discrete_problem ? discrete_problem->shared_matrix() : nullptr;
  discrete_problem = std::make_unique<DiscreteProblem<dim>>(
      *discrete, parameters.electrolyte, materials, boundary_map, scales, reference, matrix);
}

template <int dim>
void SteadySimulation<dim>::update() {
  make_problem();
  discrete_problem->setup();
}

// The global refinements to come halve the cells as well.
template <int dim>
void SteadySimulation<dim>::refine_at_walls() {
  const double n_cells = parameters.adaptivity.cells_per_debye_length,
               debye = shortest_debye_length(parameters) / scales.length;
  if (n_cells == 0.0 || !std::isfinite(debye)) return;
  const int n_to_come = parameters.n_global_refinements - n_refinements;
  const double n_children = std::ldexp(1.0, dim * n_to_come);
  refine_at_charged_walls(*discrete, boundary_map, std::ldexp(debye / n_cells, n_to_come),
                          most_cells(parameters) / n_children,
                          bytes_per_cell(parameters) * n_children);
}

template <int dim>
void SteadySimulation<dim>::refine_fully() {
  refine_at_walls();
  discrete->mesh.refine_global(parameters.n_global_refinements - n_refinements);
  n_refinements = parameters.n_global_refinements;
  discrete->distribute_dofs();
}

template <int dim>
void SteadySimulation<dim>::prepare_mesh() {
  if (parameters.solver.nested_iteration) {
    refine_at_walls();
    discrete->distribute_dofs();
  } else {
    refine_fully();
  }
}

template <int dim>
ProblemParts<dim> SteadySimulation<dim>::parts() const {
  return {*discrete,   parameters.electrolyte,
          materials,   parameters.boundary_conditions,
          mesh_labels, scales,
          reference};
}

template <int dim>
ProblemView<dim> SteadySimulation<dim>::view() const {
  return {*discrete, parameters.electrolyte, materials, boundary_map, scales, reference};
}

template <int dim>
void SteadySimulation<dim>::refine_and_carry_over(const Marker& mark) {
  const Vector old_state = discrete_problem->ghosted(state);
  parallel::distributed::SolutionTransfer<dim, Vector> transfer(discrete->dof_handler);
  mark(discrete->mesh);
  discrete->mesh.prepare_coarsening_and_refinement();
  transfer.prepare_for_coarsening_and_refinement(old_state);
  discrete->mesh.execute_coarsening_and_refinement();
  discrete->distribute_dofs();
  discrete_problem->setup();
  state = discrete->make_vector();
  transfer.interpolate(state);
  discrete_problem->distribute(state);
}

template <int dim>
SolveLog SteadySimulation<dim>::begin_history() {
  history.push_back(
      {1.0 * discrete->mesh.n_global_active_cells(), 1.0 * discrete->dof_handler.n_dofs()});
  const auto clock = std::make_shared<TimeToGo>(parameters.solver.relative_tolerance, MPI_Wtime());
  return {log, [this, clock](const NewtonStep& step) {
            log(newton_line(step));
            const std::string line = clock->note(step.step, step.residual, MPI_Wtime());
            if (!line.empty()) log(line);
            history.back().steps.push_back(step);
            if (step.step > 0) work += history.back().unknowns;
          }};
}

template <int dim>
void SteadySimulation<dim>::solve_level(const bool first, SolveResult& total) {
  const SolveLog solve_log = begin_history();
  log("");
  log(format_text("Solving: %u cells, %llu unknowns", discrete->mesh.n_global_active_cells(),
                  static_cast<unsigned long long>(discrete->dof_handler.n_dofs())));
  StartMode start = parameters.solver.start;
  if (first) {
    work += 2.0 * history.back().unknowns;
    state = start_state(parts(), *discrete_problem, parameters.solver, solve_log, start);
  }
  log(newton_header(parameters.electrolyte));
  NewtonProblem<dim> newton(*discrete_problem, parameters.electrolyte);
  const auto equilibrium = [&](Vec load_0, Vec direction) {
    SolverSettings plain = parameters.solver;
    plain.start = StartMode::plain;
    const Vector before = equilibrium_state(parts());
    Vector change = start_state(parts(), *discrete_problem, plain, solve_log, plain.start);
    change.add(-1.0, before);
    VecCopy(before, load_0);
    VecCopy(change, direction);
  };
  const OtherStart other = [&](Vec y) {
    Vector x;
    if (!first || !other_start(parts(), *discrete_problem, parameters.solver, solve_log, start, x))
      return false;
    VecCopy(x, y);
    return true;
  };
  SolverSettings settings = parameters.solver;
  settings.refine = n_refinements == parameters.n_global_refinements;
  result = solve_robustly(newton, state, settings, equilibrium, solve_log, other);
  discrete_problem->distribute(state);
  forget_rows();
  total.continue_with(result);
  history.back().converged = result.converged;
  history.back().strategy = result.strategy;
  if (result.converged)
    log(format_text("  converged: %u Newton steps%s, %u Krylov iterations (%s)",
                    result.newton_steps,
                    result.chord_steps > 0
                        ? format_text(" and %u with the last Jacobian", result.chord_steps).c_str()
                        : "",
                    result.krylov_iterations, result.strategy.c_str()));
}

template <int dim>
SolveResult SteadySimulation<dim>::solve() {
  SolveResult total;
  Timer timer;
  discrete_problem->setup();
  solve_level(true, total);
  while (total.converged && n_refinements < parameters.n_global_refinements) {
    refine_and_carry_over([](auto& mesh) { mesh.set_all_refine_flags(); });
    ++n_refinements;
    solve_level(false, total);
  }
  seconds.emplace_back("solve", timer.wall_time());
  return total;
}

template <int dim>
SolveResult SteadySimulation<dim>::solve_from(const Vector& start) {
  Timer timer;
  log(newton_header(parameters.electrolyte));
  NewtonProblem<dim> newton(*discrete_problem, parameters.electrolyte);
  state = start;
  result = solve_nearby(newton, state, parameters.solver, begin_history(), &kept);
  discrete_problem->distribute(state);
  forget_rows();
  history.back().converged = result.converged;
  history.back().strategy = result.strategy;
  seconds.emplace_back("solve", timer.wall_time());
  return result;
}

template <int dim>
void SteadySimulation<dim>::prepare_factors(const Vector& start) {
  NewtonProblem<dim> newton(*discrete_problem, parameters.electrolyte);
  prepare_nearby(newton, start, parameters.solver, kept);
}

template <int dim>
double SteadySimulation<dim>::residual_of(const Vector& x) {
  discrete_problem->choose(TransportStage::full, 1.0);
  Vector rows = discrete->make_vector();
  discrete_problem->residual(x, rows);
  const std::vector<double> norms = field_norms(rows, discrete->n_fields());
  const std::vector<double> sizes = discrete_problem->residual_scales(x);
  double largest = 0.0;
  for (unsigned int f = 0; f < norms.size(); ++f)
    if (!(norms[f] / sizes[f] <= largest)) largest = norms[f] / sizes[f];
  return largest;
}

template <int dim>
SolveResult SteadySimulation<dim>::solve_refined(const Marker& mark) {
  SolveResult total;
  Timer timer;
  refine_and_carry_over(mark);
  solve_level(false, total);
  seconds.back().second += timer.wall_time();
  return total;
}

template <int dim>
const SolvedRows<dim>& SteadySimulation<dim>::rows() {
  if (!rows_now)
    rows_now = discrete_problem->solved_rows(state, result.refined ? Vec(result.refined->correction)
                                                                   : nullptr);
  return *rows_now;
}

template <int dim>
const SolvedRows<dim>& SteadySimulation<dim>::rows_before() {
  if (!rows_then && result.refined && result.refined->last_change) {
    Vector before(state);
    VecWAXPY(before, -1.0, result.refined->last_change, result.refined->correction);
    rows_then = discrete_problem->solved_rows(state, before);
  }
  return rows_then ? *rows_then : rows();
}

template <int dim>
const std::vector<Balance>& SteadySimulation<dim>::part_balances() {
  if (!balances_now) balances_now = balances(*discrete, *discrete_problem, rows());
  return *balances_now;
}

template <int dim>
std::vector<BoundaryFlux> SteadySimulation<dim>::in_si_units(const FluxTable& outward) const {
  return boundary_fluxes(*discrete, boundary_map, mesh_labels, parameters.electrolyte, scales,
                         symmetry_fraction(), outward);
}

// A row that is not zero means a source that is not there. How much of it leaves through which
// boundary nobody knows; no flux through the same part of the domain is known better.
template <int dim>
std::vector<BoundaryFlux> SteadySimulation<dim>::fluxes() {
  FluxTable uncertain = rows().outward;
  for (std::vector<double>& fluxes : uncertain)
    for (unsigned int f = 0; f < fluxes.size(); ++f)
      fluxes[f] = rows().floors[f].floor;
  for (const Balance& balance : part_balances())
    for (const unsigned int id : balance.boundaries)
      uncertain[id][balance.field] += std::abs(balance.left_over);
  std::vector<BoundaryFlux> now = in_si_units(rows().outward);
  set_algebraic_errors(in_si_units(rows_before().outward), in_si_units(uncertain),
                       parameters.electrolyte, now);
  return now;
}

template <int dim>
std::vector<BoundaryFlux> SteadySimulation<dim>::direct_fluxes() {
  return in_si_units(
      discrete_problem->assembler().direct_fluxes(discrete_problem->ghosted(rows().state)));
}

template <int dim>
std::vector<UnknownPotential> SteadySimulation<dim>::unknown_potentials() {
  std::vector<UnknownPotential> now = ionflux::unknown_potentials(
      *discrete_problem, boundary_map, scales, rows().state, rows().excess);
  const std::vector<UnknownPotential> before = ionflux::unknown_potentials(
      *discrete_problem, boundary_map, scales, rows_before().state, rows_before().excess);
  for (unsigned int k = 0; k < now.size(); ++k)
    now[k].error = std::abs(now[k].potential - before[k].potential) +
                   4e-16 * (scales.potential() + std::abs(now[k].potential));
  return now;
}

template <int dim>
SolvedState SteadySimulation<dim>::describe(const SolvedRows<dim>& solved,
                                            const std::vector<BoundaryFlux>& fluxes) {
  return describe_state<dim>(
      {{*discrete, parameters.electrolyte, materials, scales, mesh_labels.regions},
       *discrete_problem,
       boundary_map,
       mesh_labels,
       parameters.baths,
       symmetry_fraction(),
       solved},
      fluxes);
}

template <int dim>
SolvedState SteadySimulation<dim>::solved_state() {
  return describe(rows(), fluxes());
}

template <int dim>
SolvedState SteadySimulation<dim>::state_before() {
  return describe(rows_before(), in_si_units(rows_before().outward));
}

template <int dim>
SolvedState SteadySimulation<dim>::state_in_time(const Vector& x) {
  state = x;
  result = {};
  forget_rows();
  return describe(rows(), in_si_units(rows().outward));
}

template <int dim>
std::vector<Audit> SteadySimulation<dim>::audits(const SolvedState& solved) {
  return audit(*discrete, *discrete_problem, parameters.electrolyte, scales, solved,
               symmetry_fraction(), rows(), part_balances(), result.residual,
               parameters.solver.relative_tolerance);
}

template <int dim>
std::vector<std::string> SteadySimulation<dim>::summary() const {
  std::vector<std::string> lines;
  const double debye = shortest_debye_length(parameters);
  lines.push_back(format_text("Thermal voltage RT/F     %.5g mV at %.5g K",
                              1e3 * scales.potential(), scales.temperature));
  lines.push_back(
      format_text("Debye length             %.4g nm  (shortest of the boundaries, sqrt(eps RT / "
                  "(F^2 sum z^2 c)), eps_r = %.4g)",
                  1e9 * debye, solvent_permittivity(parameters)));
  lines.push_back(format_text("Debye length / length    %.4g  (length: %.4g nm)",
                              debye / scales.length, 1e9 * scales.length));
  lines.push_back(format_text("Scales                   %.4g mol/m^3, %.4g m^2/s",
                              scales.concentration, scales.diffusivity));
  lines.push_back(format_text("Elements                 Q%u, %s", parameters.degree,
                              unknowns_in_words(parameters).c_str()));
  for (const std::string& line : activity_summary(parameters))
    lines.push_back(line);
  return lines;
}

template class SteadySimulation<2>;
template class SteadySimulation<3>;

} // namespace ionflux
