#include <ionflux/app/degree_study.h>
#include <ionflux/app/flow_checks.h>

#include <ionflux/app/error_estimate.h>
#include <ionflux/app/manufactured.h>
#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/fem/error_norms.h>
#include <ionflux/fem/manufactured_load.h>
#include <ionflux/physics/constants.h>

#include <deal.II/base/mpi.h>
#include <deal.II/base/timer.h>
#include <deal.II/grid/grid_tools.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

/// Value of a goal among the fluxes of one mesh; a name may stand for several boundaries.
double goal_value(const GoalDescription& goal, const std::vector<BoundaryFlux>& fluxes) {
  double sum = 0.0;
  for (const BoundaryFlux& flux : fluxes)
    if (flux.boundary == goal.boundary)
      sum += goal.species < 0 ? flux.current : flux.flux[goal.species];
  return sum;
}

// Of differences that stand for derivatives by time [End time]: those of fourth order are exact to
// 1e-12 with it, whether one or ten periods lie in a run.
constexpr double reach_in_time = 1e-4;

template <int dim>
Parameters of_degree(const Parameters& given, const unsigned int degree) {
  Parameters p = given.convergence.reference == ReferenceKind::exact_solution
                     ? manufactured_parameters<dim>(given)
                     : given;
  p.degree = degree;
  return p;
}

} // namespace

template <int dim>
DegreeStudy<dim>::DegreeStudy(const Parameters& given, const unsigned int degree,
                              std::function<void(const std::string&)> log)
    : settings(given.convergence), parameters(of_degree<dim>(given, degree)),
      simulation(parameters, MPI_COMM_WORLD, std::move(log)) {
  if (settings.reference != ReferenceKind::exact_solution) return;
  exact.emplace(make_exact_solution(parameters, simulation.labels()));
  simulation.problem().set_linear_form([this] {
    const TimeSettings& time = parameters.time;
    const ExactClock clock = {time.clock.get(), reach_in_time * time.end};
    return manufactured_load(simulation.discretization(), simulation.model(), *exact,
                             time.requested ? &clock : nullptr);
  });
}

template <int dim>
StudyLevel DegreeStudy<dim>::next_level(SolveResult& result) {
  Timer timer;
  result = parameters.time.requested ? run_in_time() : solve_on_next_mesh();
  StudyLevel level;
  level.degree = parameters.degree;
  if (parameters.time.requested) level.step = settings.time_steps[n_levels];
  level.level = ++n_levels;
  const auto& d = simulation.discretization();
  level.n_cells = d.mesh.n_global_active_cells();
  level.n_unknowns = d.dof_handler.n_dofs();
  level.h = GridTools::maximal_cell_diameter(d.mesh, d.mapping) * simulation.scaling().length;
  level.newton_steps = result.newton_steps;
  level.krylov_iterations = result.krylov_iterations;
  level.seconds = Utilities::MPI::max(timer.wall_time(), MPI_COMM_WORLD);
  level.converged = result.converged;
  if (result.converged)
    measure(level);
  else
    level.fault = result.reason;
  return level;
}

template <int dim>
SolveResult DegreeStudy<dim>::run_in_time() {
  if (!in_time) in_time.emplace(simulation, exact ? &*exact : nullptr);
  return in_time->run(settings.time_steps.at(n_levels));
}

template <int dim>
SolveResult DegreeStudy<dim>::solve_on_next_mesh() {
  if (n_levels > 0) {
    refine_and_solve();
  } else {
    if (!exact) check_flow(simulation, parameters);
    simulation.prepare_mesh();
    simulation.solve();
  }
  return simulation.last_result();
}

template <int dim>
void DegreeStudy<dim>::refine_and_solve() {
  if (!settings.adaptive) {
    simulation.solve_refined([](auto& mesh) { mesh.set_all_refine_flags(); });
    return;
  }
  const ErrorEstimate estimate = estimate_error(simulation, parameters);
  if (!estimate.available)
    throw InputError(ExitCode::no_convergence, "the adjoint problem of the error estimate did not "
                                               "converge; the study cannot go on");
  simulation.solve_refined([&](auto& mesh) {
    mark_cells(mesh, estimate.shares, parameters.adaptivity.marking,
               simulation.discretization().settings.degree);
    leave_smallest(mesh, parameters.adaptivity.smallest_cell / simulation.scaling().length);
  });
}

template <int dim>
void DegreeStudy<dim>::add(StudyLevel& level, const Measure& measure, const double value,
                           const double error, const double size) {
  if (level.level == 1) found.push_back(measure);
  level.value.push_back(value);
  level.error.push_back(error);
  level.size.push_back(size);
}

template <int dim>
void DegreeStudy<dim>::measure(StudyLevel& level) {
  if (exact) measure_norms(level);
  if (exact && settings.goals.empty()) return;
  if (in_time) {
    measure_goals(level, in_time->fluxes());
    return;
  }
  const SolvedState state = simulation.solved_state();
  measure_goals(level, state.fluxes);
  if (exact) return; // the balances of the audit know nothing of a manufactured source
  for (const Audit& audit : simulation.audits(state))
    if (!audit.passed && !audit.is_warning) {
      level.fault += (level.fault.empty() ? "audit failed: " : ", ") + audit.name;
      broken = true;
    }
}

template <int dim>
void DegreeStudy<dim>::measure_norms(StudyLevel& level) {
  const auto& d = simulation.discretization();
  const unsigned int space = d.physical_dimension();
  const auto solution = simulation.problem().ghosted(simulation.solution());
  const auto errors =
      error_norms(d, simulation.model(), solution, *exact, simulation.symmetry_fraction());
  for (const FieldError& error : errors)
    add(level, {Measure::Kind::l2, error.name, norm_unit(error.unit, space, 0)},
        StudyLevel::unknown, error.l2, error.exact_l2);
  for (const FieldError& error : errors)
    add(level, {Measure::Kind::h1, error.name, norm_unit(error.unit, space, 1)},
        StudyLevel::unknown, error.h1, error.exact_h1);
}

template <int dim>
void DegreeStudy<dim>::measure_goals(StudyLevel& level, const std::vector<BoundaryFlux>& fluxes) {
  const std::vector<double> references = goal_references();
  const unsigned int space = simulation.discretization().physical_dimension();
  for (std::size_t g = 0; g < settings.goals.size(); ++g) {
    const GoalDescription& goal = settings.goals[g];
    const double value = goal_value(goal, fluxes);
    add(level, {Measure::Kind::goal, goal.text, per_depth(goal.species < 0 ? "A" : "mol/s", space)},
        value, std::abs(value - references[g]), std::abs(references[g]));
  }
}

// One a goal; unknown for Richardson's extrapolation.
template <int dim>
std::vector<double> DegreeStudy<dim>::goal_references() const {
  if (settings.reference == ReferenceKind::reference_values) return settings.reference_values;
  std::vector<double> values(settings.goals.size(), StudyLevel::unknown);
  if (!exact) return values;
  const MeshLabels& labels = simulation.labels();
  const unsigned int n_species = parameters.electrolyte.n_species();
  const auto fluxes =
      exact_fluxes(simulation.discretization(), labels.boundaries.size(), simulation.scaling(),
                   *exact, n_species, simulation.symmetry_fraction());
  for (std::size_t g = 0; g < values.size(); ++g) {
    const GoalDescription& goal = settings.goals[g];
    values[g] = 0.0;
    for (std::size_t id = 0; id < fluxes.size(); ++id)
      for (unsigned int i = 0; i < n_species; ++i)
        if (labels.boundaries[id] == goal.boundary)
          values[g] += goal.species < 0
                           ? constants::faraday * parameters.electrolyte.species[i].charge_number *
                                 fluxes[id][i]
                       : goal.species == static_cast<int>(i) ? fluxes[id][i]
                                                             : 0.0;
  }
  return values;
}

template class DegreeStudy<2>;
template class DegreeStudy<3>;

} // namespace ionflux
