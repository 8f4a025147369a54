#include <ionflux/app/converge.h>

#include <ionflux/app/convergence_tables.h>
#include <ionflux/app/error_estimate.h>
#include <ionflux/app/manufactured.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/fem/error_norms.h>
#include <ionflux/fem/manufactured_load.h>
#include <ionflux/input/input_record.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>
#include <ionflux/support/version.h>

#include <nlohmann/json.hpp>

#include <deal.II/base/mpi.h>
#include <deal.II/base/timer.h>
#include <deal.II/grid/grid_tools.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ionflux {

using namespace dealii;

namespace {

const MPI_Comm world = MPI_COMM_WORLD;

/// Value of a goal among the fluxes of one mesh; a name may stand for several boundaries.
double goal_value(const GoalDescription& goal, const std::vector<BoundaryFlux>& fluxes) {
  double sum = 0.0;
  for (const BoundaryFlux& flux : fluxes)
    if (flux.boundary == goal.boundary)
      sum += goal.species < 0 ? flux.current : flux.flux[goal.species];
  return sum;
}

/// The study of one degree: the simulation, and what is measured on each of its meshes.
template <int dim>
class DegreeStudy {
public:
  DegreeStudy(const Parameters& given, const unsigned int degree, Log& log)
      : settings(given.convergence), parameters(problem(given, degree)), log(log),
        simulation(parameters, world, [&log](const std::string& line) { log(line); }) {
    if (settings.reference != ReferenceKind::exact_solution) return;
    exact.emplace(make_exact_solution(parameters, simulation.labels()));
    simulation.problem().set_linear_form([this] {
      return manufactured_load(simulation.discretization(), simulation.model(), *exact);
    });
  }

  std::vector<std::string> summary() const { return simulation.summary(); }

  /// Quantities of the study; after the first level.
  std::vector<Measure> measures() const { return found; }

  /// Solve on the first mesh, or refine once and solve there, and measure.
  StudyLevel next_level(SolveResult& result) {
    Timer timer;
    if (n_levels == 0) {
      simulation.prepare_mesh();
      simulation.solve();
    } else {
      refine_and_solve();
    }
    result = simulation.last_result();
    StudyLevel level;
    level.degree = parameters.degree;
    level.level = ++n_levels;
    const auto& d = simulation.discretization();
    level.n_cells = d.mesh.n_global_active_cells();
    level.n_unknowns = d.dof_handler.n_dofs();
    level.h = GridTools::maximal_cell_diameter(d.mesh, d.mapping) * simulation.scaling().length;
    level.newton_steps = result.newton_steps;
    level.krylov_iterations = result.krylov_iterations;
    level.seconds = Utilities::MPI::max(timer.wall_time(), world);
    level.converged = result.converged;
    if (result.converged)
      measure(level);
    else
      level.fault = result.reason;
    return level;
  }

  bool audit_failed = false;

private:
  static Parameters problem(const Parameters& given, const unsigned int degree) {
    Parameters p = given.convergence.reference == ReferenceKind::exact_solution
                       ? manufactured_parameters<dim>(given)
                       : given;
    p.degree = degree;
    return p;
  }

  void refine_and_solve() {
    if (!settings.adaptive) {
      simulation.solve_refined([](auto& mesh) { mesh.set_all_refine_flags(); });
      return;
    }
    const ErrorEstimate estimate = estimate_error(simulation, parameters);
    if (!estimate.available)
      throw InputError(ExitCode::no_convergence,
                       "the adjoint problem of the error estimate did not "
                       "converge; the study cannot go on");
    simulation.solve_refined([&](auto& mesh) {
      mark_cells(mesh, estimate.shares, parameters.adaptivity.marking,
                 simulation.discretization().settings.degree);
    });
  }

  void add(StudyLevel& level, const Measure& measure, const double value, const double error,
           const double size) {
    if (level.level == 1) found.push_back(measure);
    level.value.push_back(value);
    level.error.push_back(error);
    level.size.push_back(size);
  }

  void measure(StudyLevel& level) {
    if (exact) measure_norms(level);
    if (exact && settings.goals.empty()) return;
    const SolvedState state = simulation.solved_state();
    measure_goals(level, state.fluxes);
    if (exact) return; // the balances of the audit know nothing of a manufactured source
    for (const Audit& audit : simulation.audits(state))
      if (!audit.passed && !audit.is_warning) {
        level.fault += (level.fault.empty() ? "audit failed: " : ", ") + audit.name;
        audit_failed = true;
      }
  }

  void measure_norms(StudyLevel& level) {
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

  void measure_goals(StudyLevel& level, const std::vector<BoundaryFlux>& fluxes) {
    const std::vector<double> references = goal_references();
    const unsigned int space = simulation.discretization().physical_dimension();
    for (std::size_t g = 0; g < settings.goals.size(); ++g) {
      const GoalDescription& goal = settings.goals[g];
      const double value = goal_value(goal, fluxes);
      add(level,
          {Measure::Kind::goal, goal.text, per_depth(goal.species < 0 ? "A" : "mol/s", space)},
          value, std::abs(value - references[g]), std::abs(references[g]));
    }
  }

  /// One a goal; unknown for Richardson's extrapolation.
  std::vector<double> goal_references() {
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
                             ? constants::faraday *
                                   parameters.electrolyte.species[i].charge_number * fluxes[id][i]
                         : goal.species == static_cast<int>(i) ? fluxes[id][i]
                                                               : 0.0;
    }
    return values;
  }

  const ConvergenceSettings& settings;
  const Parameters parameters;
  Log& log;
  SteadySimulation<dim> simulation;
  std::optional<ExactSolution> exact;
  std::vector<Measure> found;
  unsigned int n_levels = 0;
};

/// All degrees and levels, until one does not converge. Returns how it ended.
template <int dim>
ExitCode carry_out(const Parameters& p, ConvergenceStudy& study, Log& log, std::string& reason) {
  ExitCode code = ExitCode::success;
  for (const unsigned int degree : p.convergence.degrees) {
    log("");
    log(format_text("Degree %u", degree));
    DegreeStudy<dim> one(p, degree, log);
    if (degree == p.convergence.degrees.front())
      for (const std::string& line : one.summary())
        if (line.find("Elements") != 0) log(line);
    for (unsigned int level = 0; level < p.convergence.n_levels; ++level) {
      SolveResult result;
      study.levels.push_back(one.next_level(result));
      if (study.measures.empty()) study.measures = one.measures();
      if (!result.converged) {
        reason = format_text("degree %u, mesh %u did not converge (%s); the study is incomplete",
                             degree, level + 1, result.reason.c_str());
        return result.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
      }
    }
    if (one.audit_failed) {
      code = ExitCode::audit_violated;
      reason = "an audit failed, see 'status' in convergence.csv";
    }
  }
  study.complete = true;
  return code;
}

void write_tables(ConvergenceStudy& study, const Parameters& p, Log& log,
                  OutputDirectory& directory, RunRecord& record) {
  if (study.reference == ReferenceKind::richardson) study.use_extrapolated_values();
  directory.write_table("convergence.csv", convergence_csv(study));
  directory.write_text("convergence.tex", convergence_latex(study, p.title));
  log("");
  log(study.complete ? "CONVERGENCE" : "CONVERGENCE (INCOMPLETE: a level did not converge)");
  for (const std::string& line : convergence_text(study))
    log(line);
  log("");
  record.set("convergence/complete", study.complete);
  record.set("convergence/uniform", study.uniform);
  record.set("convergence/levels", study.levels.size());
  record.set("mesh/dimension", study.dimension);
}

template <int dim>
int converge(const Parameters& p) {
  Log log(Utilities::MPI::this_mpi_process(world) == 0);
  log(format_text("ionflux %s on %u rank(s): convergence study of %s", version(),
                  Utilities::MPI::n_mpi_processes(world), p.file_name.c_str()));
  if (!p.title.empty()) log(p.title);
  check_goals(p, p.make_geometry<dim>()->labels());
  take_petsc_options(p);
  OutputDirectory directory(world, p.output.directory, ResultKind::study, p.output.force);
  directory.open_log(log);
  directory.write_text("original.prm", p.original_text);
  directory.write_text("resolved.prm", p.resolved_text);
  RunRecord record(world, p.file_name, p.original_text, p.title);
  record.set("kind", "study");
  record_input(record, p);
  ConvergenceStudy study;
  study.reference = p.convergence.reference;
  study.dimension = dim;
  study.uniform = !p.convergence.adaptive;
  std::string reason = "done";
  ExitCode code = ExitCode::internal;
  try {
    code = carry_out<dim>(p, study, log, reason);
    check_unused_petsc_options(p);
    write_tables(study, p, log, directory, record);
  } catch (const InputError& error) { // alike on all ranks, see InputError
    record.write(directory, error.code(), error.what());
    throw;
  }
  if (code != ExitCode::success) log("error: " + reason);
  record.write(directory, code, reason);
  log("Files in " + p.output.directory + "/: " + join(directory.files(), ", "));
  log("Finished: " + reason);
  return static_cast<int>(code);
}

} // namespace

int run_convergence(const Parameters& p) {
  if (!p.convergence.requested) {
    Fault fault;
    fault.what = "the file has no section 'Convergence study'";
    fault.where = {p.file_name, 0};
    fault.allowed = "a subsection that says what to compare with; see prm/convergence.prm";
    throw InputError(ExitCode::bad_parameters, std::vector<Fault>{fault});
  }
  return p.dimension == 2 ? converge<2>(p) : converge<3>(p);
}

} // namespace ionflux
