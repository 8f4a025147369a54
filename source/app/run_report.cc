#include <ionflux/app/run_report.h>

#include <ionflux/app/doubts.h>
#include <ionflux/app/flow_checks.h>
#include <ionflux/app/newton_history.h>
#include <ionflux/app/results.h>
#include <ionflux/fem/resolution.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/input/scales.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>

namespace ionflux {

namespace {

/// Counter-ions of a strongly charged wall sit within its Gouy-Chapman length, which may be far
/// below Debye's (Israelachvili 2011, Intermolecular and Surface Forces, ch. 14).
void warn_of_thick_cells_at_charges(const Parameters& parameters, const WallResolution& walls,
                                    const double length, Log& log) {
  int valence = 0;
  double permittivity = 0.0;
  for (const Species& species : parameters.electrolyte.species)
    if (species.charge_number * walls.charge < 0.0)
      valence = std::max(valence, std::abs(species.charge_number));
  for (const Material& material : parameters.materials)
    permittivity = std::max(permittivity, material.relative_permittivity);
  if (valence == 0) return;
  const double charge = std::abs(walls.charge),
               thickness = walls.charge_times_thickness / charge * length,
               gouy_chapman = 2.0 * permittivity * constants::vacuum_permittivity * constants::gas *
                              parameters.electrolyte.temperature /
                              (valence * constants::faraday * charge),
               most = parameters.degree >= 2 ? 1.5 : 0.75;
  if (thickness > most * gouy_chapman)
    log(format_text(
        "warning: cells at walls of %.3g C/m^2 are %.3g nm thick, the counter-ions' layer "
        "(Gouy-Chapman length) is %.2g nm: potential and concentrations at the wall may be off by "
        "percents (set a smaller 'First layer' in Geometry/%s, or more 'Global refinements')",
        walls.charge, 1e9 * thickness, 1e9 * gouy_chapman, parameters.geometry_type.c_str()));
}

/// Depleted electrolytes carry no more than a limiting current: say so, and how far it went.
void hint_at_limiting_current(const Parameters& parameters, const SolveResult& result, Log& log) {
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& law : condition.laws) {
      if (law.row->gives != Gives::current || law.value({}) == 0.0) continue;
      const std::string unit = parameters.dimension == 2 && !parameters.axisymmetric ? "A/m" : "A";
      const std::string most =
          result.reached_load > 0.0
              ? format_text("solutions were found up to %.3g %s (all voltages and charges in the "
                            "same proportion)",
                            result.reached_load * law.value({}), unit.c_str())
              : std::string("no smaller one was solved for either");
      log(format_text("  the current of '%s', %.4g %s, may be beyond the limiting one: ",
                      join(condition.surfaces, ", ").c_str(), law.value({}), unit.c_str()) +
          most + ";\n  a sweep of its 'Potential' instead shows where the current levels off");
    }
}

} // namespace

template <int dim>
void describe_mesh(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log) {
  const auto& d = simulation.discretization();
  const double unknowns = d.dof_handler.n_dofs();
  log(format_text("Mesh                     %u cells, %.0f unknowns (%s)",
                  d.mesh.n_global_active_cells(), unknowns, parameters.geometry_type.c_str()));
  log(format_text("Memory                   about %.2g GB in all",
                  1e-9 * estimate_memory(dim, parameters.degree, d.n_fields(), unknowns)));
  for (const std::string& line : flow_summary(simulation))
    log(line);
  for (const std::string& doubt : doubts(simulation, parameters))
    log("warning: " + doubt);
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
  else
    warn_of_thick_cells_at_charges(parameters, walls, length, log);
}

template <int dim>
ExitCode conclude_run(SteadySimulation<dim>& simulation, const Parameters& parameters,
                      const SolveResult& result, Log& log, OutputDirectory& directory,
                      RunRecord& record, std::string& reason) {
  record.set("solver/newton steps", result.newton_steps);
  record.set("solver/steps with the last Jacobian", result.chord_steps);
  record.set("solver/newton steps, failed attempts included", result.all_newton_steps);
  record.set("solver/krylov iterations", result.krylov_iterations);
  record.set("solver/strategy", result.strategy);
  record.set("solver/converged", result.converged);
  std::vector<std::string> fields = {"potential"};
  for (const Species& species : parameters.electrolyte.species)
    fields.push_back(species.name);
  record_newton_history(record, simulation.take_newton_history(), fields);
  for (unsigned int i = 0; i < parameters.electrolyte.n_species(); ++i) {
    const std::string path = "unknowns/" + parameters.electrolyte.species[i].name;
    const bool concentration = parameters.electrolyte.solves_for_concentration(i);
    record.set(path + "/unknown", concentration ? "concentration" : "electrochemical potential");
    record.set(path + "/because", parameters.unknown_choices[i].because);
  }
  for (const auto& [name, seconds] : simulation.timings())
    record.set("seconds/" + name, seconds);
  record.set("numbers/Debye length [m]", shortest_debye_length(parameters));
  record.set("numbers/reference length [m]", simulation.scaling().length);
  record.set("numbers/thermal voltage [V]", simulation.scaling().potential());
  for (const std::string& doubt : doubts(simulation, parameters))
    record.append("warnings", doubt);
  check_unused_petsc_options(parameters);
  if (!result.converged) {
    reason = "no convergence: " + result.reason;
    log("error: " + reason + "; there is no result");
    log("  try: more 'Global refinements' or a smaller 'First layer', 'Continuation = always',\n"
        "  a smaller bias or charge to begin with, or another 'Preconditioner'");
    hint_at_limiting_current(parameters, result, log);
    return result.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
  }
  return write_results(simulation, parameters, log, directory, record, reason);
}

template void describe_mesh(SteadySimulation<2>&, const Parameters&, Log&);
template void describe_mesh(SteadySimulation<3>&, const Parameters&, Log&);
template ExitCode conclude_run(SteadySimulation<2>&, const Parameters&, const SolveResult&, Log&,
                               OutputDirectory&, RunRecord&, std::string&);
template ExitCode conclude_run(SteadySimulation<3>&, const Parameters&, const SolveResult&, Log&,
                               OutputDirectory&, RunRecord&, std::string&);

} // namespace ionflux
