#include <ionflux/app/simulation.h>

#include <ionflux/app/adaptive_solve.h>
#include <ionflux/app/converge.h>
#include <ionflux/app/newton_history.h>
#include <ionflux/app/results.h>
#include <ionflux/app/scales.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/fem/resolution.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/support/phase_times.h>
#include <ionflux/support/text.h>
#include <ionflux/support/version.h>

#include <nlohmann/json.hpp>

#include <deal.II/base/mpi.h>

namespace ionflux {

using namespace dealii;

namespace {

const MPI_Comm world = MPI_COMM_WORLD;

bool first_rank() { return Utilities::MPI::this_mpi_process(world) == 0; }

template <int dim>
void describe_mesh(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log) {
  const auto& d = simulation.discretization();
  const double unknowns = d.dof_handler.n_dofs();
  log(format_text("Mesh                     %u cells, %.0f unknowns (%s)",
                  d.mesh.n_global_active_cells(), unknowns, parameters.geometry_type.c_str()));
  log(format_text("Memory                   about %.2g GB in all",
                  1e-9 * estimate_memory(dim, parameters.degree, d.n_fields(), unknowns)));
  const WallResolution walls = wall_resolution(d, simulation.boundaries());
  const double debye = shortest_debye_length(parameters);
  if (!walls.any || !std::isfinite(debye)) return;
  const double length = simulation.scaling().length;
  log(format_text(
      "Cells at charged walls   %.3g to %.3g nm thick; Debye length / thickness >= %.3g",
      1e9 * walls.thinnest * length, 1e9 * walls.thickest * length,
      debye / (walls.thickest * length)));
  if (parameters.adaptivity.estimator != "none") return; // it will see to that
  const double least = parameters.degree >= 2 ? 1.0 : 2.0;
  if (debye / (walls.thickest * length) < least)
    log(format_text(
        "warning: the double layers are not resolved: cells of degree %u at charged walls "
        "should be thinner than %s Debye length (set a smaller 'First layer' in "
        "Geometry/%s, or more 'Global refinements')",
        parameters.degree, least > 1.0 ? "half a" : "a", parameters.geometry_type.c_str()));
}

/// The names by which conditions, materials and profiles may refer to the mesh.
void describe_names(const MeshLabels& labels, Log& log) {
  std::vector<std::string> boundaries, interfaces;
  for (const std::string& name : labels.boundaries)
    if (!contains(boundaries, name))
      boundaries.push_back(labels.symmetries.count(name) > 0 ? name + " (symmetry)" : name);
  for (const auto& [id, name] : labels.interfaces)
    if (!contains(interfaces, name)) interfaces.push_back(name);
  log("Boundaries               " + join(boundaries, ", "));
  if (!interfaces.empty()) log("Interfaces               " + join(interfaces, ", "));
  log("Regions                  " + join(labels.regions, ", "));
}

template <int dim>
ExitCode run_in(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log,
                OutputDirectory& directory, RunRecord& record, std::string& reason) {
  simulation.prepare_mesh();
  for (const std::string& line : simulation.summary())
    log(line);
  describe_mesh(simulation, parameters, log);

  const AdaptiveOutcome outcome = solve_adaptively(simulation, parameters, log, directory, record);
  const SolveResult& result = outcome.solve;
  record.set("solver/newton steps", result.newton_steps);
  record.set("solver/newton steps, failed attempts included", result.all_newton_steps);
  record.set("solver/krylov iterations", result.krylov_iterations);
  record.set("solver/strategy", result.strategy);
  record.set("solver/converged", result.converged);
  std::vector<std::string> fields = {"potential"};
  for (const Species& species : parameters.electrolyte.species)
    fields.push_back(species.name);
  record_newton_history(record, simulation.take_newton_history(), fields);
  for (const auto& [name, seconds] : simulation.timings())
    record.set("seconds/" + name, seconds);
  for (const auto& [name, seconds] : phase_times())
    record.set("seconds/of which/" + name, seconds);
  record.set("numbers/Debye length [m]", shortest_debye_length(parameters));
  record.set("numbers/reference length [m]", simulation.scaling().length);
  record.set("numbers/thermal voltage [V]", simulation.scaling().potential());
  check_unused_petsc_options(parameters);
  if (!result.converged) {
    reason = "no convergence: " + result.reason;
    log("error: " + reason + "; there is no result");
    log("  try: more 'Global refinements' or a smaller 'First layer', 'Continuation = always',\n"
        "  a smaller bias or charge to begin with, or another 'Preconditioner'");
    return result.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
  }
  const ExitCode code = write_results(simulation, parameters, log, directory, record, reason);
  for (const std::string& line : outcome.summary)
    log(line);
  return code;
}

template <int dim>
int run_dimension(const Parameters& parameters) {
  Log log(first_rank());
  log(format_text("ionflux %s on %u rank(s): %s", version(), Utilities::MPI::n_mpi_processes(world),
                  parameters.file_name.c_str()));
  if (!parameters.title.empty()) log(parameters.title);
  log("");
  begin_phase_times();
  insert_petsc_options(parameters.solver.petsc_options);
  SteadySimulation<dim> simulation(parameters, world,
                                   [&log](const std::string& line) { log(line); });
  OutputDirectory directory(world, parameters.output.directory);
  directory.open_log(log);
  directory.write_text("original.prm", parameters.original_text);
  directory.write_text("resolved.prm", parameters.resolved_text);
  RunRecord record(world, parameters.file_name, parameters.original_text, parameters.title);
  std::string reason = "done";
  ExitCode code = ExitCode::internal;
  try {
    code = run_in(simulation, parameters, log, directory, record, reason);
  } catch (const InputError& error) { // alike on all ranks, see InputError
    record.write(directory, error.code(), error.what());
    throw;
  }
  record.write(directory, code, reason);
  log("Files in " + parameters.output.directory + "/:");
  std::string names;
  for (const std::string& name : directory.files())
    if (name.find(".vtu") == std::string::npos) names += (names.empty() ? "  " : ", ") + name;
  log(names);
  log("Finished: " + reason);
  return static_cast<int>(code);
}

template <int dim>
int check_dimension(const Parameters& parameters) {
  Log log(first_rank());
  SteadySimulation<dim> simulation(parameters, world, [](const std::string&) {});
  if (parameters.convergence.requested) check_goals(parameters, simulation.labels());
  simulation.refine_fully();
  log(parameters.file_name + ": " + parameters.title);
  for (const std::string& line : simulation.summary())
    log(line);
  describe_mesh(simulation, parameters, log);
  describe_names(simulation.labels(), log);
  log("No fault found.");
  return 0;
}

} // namespace

void check_unused_petsc_options(const Parameters& parameters) {
  std::vector<Fault> faults;
  for (const std::string& name : unused_petsc_options(parameters.solver.petsc_options)) {
    Fault fault;
    fault.what = "PETSc does not know the option '" + name + "', or had no use for it";
    fault.parameter = "Solver/PETSc options";
    fault.value = parameters.solver.petsc_options;
    faults.push_back(fault);
  }
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
}

int run_simulation(const Parameters& parameters) {
  return parameters.dimension == 2 ? run_dimension<2>(parameters) : run_dimension<3>(parameters);
}

int check_simulation(const Parameters& parameters) {
  return parameters.dimension == 2 ? check_dimension<2>(parameters)
                                   : check_dimension<3>(parameters);
}

} // namespace ionflux
