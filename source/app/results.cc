#include <ionflux/app/results.h>
#include <ionflux/app/species_warnings.h>

#include <ionflux/app/mesh_error.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/field_writer.h>
#include <ionflux/output/log.h>
#include <ionflux/output/observables/observable.h>
#include <ionflux/output/profile.h>
#include <ionflux/output/run_record.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// What is left of the largest flux after cancellation is noise, not a number to compare with.
constexpr double noise = 1e-9;

// Largest magnitude of a quantity over the boundaries.
template <typename Quantity>
double largest(const std::vector<BoundaryFlux>& fluxes, const Quantity& quantity) {
  double size = 0.0;
  for (const BoundaryFlux& flux : fluxes)
    size = std::max(size, std::abs(quantity(flux)));
  return size;
}

// One row a boundary and species, and one with the total current: a tidy table. Fluxes
// and currents are positive out of the domain.
CsvTable flux_table(const std::vector<BoundaryFlux>& fluxes,
                    const std::vector<BoundaryFlux>& direct, const MeshErrors& errors,
                    const Electrolyte& electrolyte, const unsigned int physical_dimension) {
  const std::string flux_unit = " [" + per_depth("mol/s", physical_dimension) + "]",
                    current_unit = " [" + per_depth("A", physical_dimension) + "]";
  CsvTable table({"boundary", "species", "flux" + flux_unit, "current" + current_unit,
                  "algebraic error" + flux_unit, "algebraic error" + current_unit,
                  "direct flux" + flux_unit, "direct current" + current_unit,
                  "direct minus conservative [%]", "mesh error of flux" + flux_unit,
                  "mesh error of current" + current_unit});
  // No errors at hand: empty cells.
  const auto error = [&errors](const unsigned int boundary, const auto& of) -> CsvTable::Cell {
    if (!errors.available) return std::monostate{};
    return of(errors.boundaries[boundary]);
  };
  const auto percent = [](const double conservative, const double direct,
                          const double size) -> CsvTable::Cell {
    if (std::abs(conservative) <= noise * size) return std::monostate{};
    return 100.0 * (direct - conservative) / std::abs(conservative);
  };
  const double largest_current =
      largest(fluxes, [](const BoundaryFlux& flux) { return flux.current; });
  for (unsigned int b = 0; b < fluxes.size(); ++b) {
    const BoundaryFlux& flux = fluxes[b];
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      const double charge = constants::faraday * electrolyte.species[i].charge_number;
      table.add_row({flux.boundary, electrolyte.species[i].name, flux.flux[i],
                     charge * flux.flux[i], flux.error[i], std::abs(charge) * flux.error[i],
                     direct[b].flux[i], charge * direct[b].flux[i],
                     percent(flux.flux[i], direct[b].flux[i],
                             largest(fluxes, [i](const BoundaryFlux& f) { return f.flux[i]; })),
                     error(b, [i](const auto& e) { return e.flux[i]; }),
                     error(b, [i, charge](const auto& e) { return charge * e.flux[i]; })});
    }
    table.add_row({flux.boundary, std::string("all"), std::monostate{}, flux.current,
                   std::monostate{}, flux.current_error, std::monostate{}, direct[b].current,
                   percent(flux.current, direct[b].current, largest_current), std::monostate{},
                   error(b, [](const auto& e) { return e.current; })});
  }
  return table;
}

void log_fluxes(const std::vector<BoundaryFlux>& fluxes, const MeshErrors& errors,
                const Electrolyte& electrolyte, const unsigned int physical_dimension, Log& log) {
  log("");
  const int width = errors.available ? 29 : 20; // "-1.747967602e-08 +- 3.5e-18"
  std::string header = format_text("%-24s", "Outward through");
  for (const Species& species : electrolyte.species)
    header += format_text(
        "%*s", width, (species.name + " [" + per_depth("mol/s", physical_dimension) + "]").c_str());
  log(header +
      format_text("%*s", width, ("current [" + per_depth("A", physical_dimension) + "]").c_str()));
  for (unsigned int b = 0; b < fluxes.size(); ++b) {
    const BoundaryFlux& flux = fluxes[b];
    const auto in_words = [&](const double value, const auto& error) {
      return format_text("%*s", width,
                         errors.available ? with_error(value, error(errors.boundaries[b])).c_str()
                                          : format_text("%.8g", value).c_str());
    };
    std::string line = format_text("%-24s", flux.boundary.c_str());
    for (unsigned int i = 0; i < flux.flux.size(); ++i)
      line += in_words(flux.flux[i], [i](const auto& e) { return e.flux[i]; });
    log(line + in_words(flux.current, [](const auto& e) { return e.current; }));
  }
  log(errors.available ? "+-: estimated error of the mesh"
                       : "Errors of the mesh were not estimated: " + errors.why_not);
}

// The table, the log and the record; nothing where all potentials are given.
void write_unknown_potentials(const std::vector<UnknownPotential>& potentials,
                              const MeshErrors& errors, const unsigned int physical_dimension,
                              Log& log, OutputDirectory& directory, RunRecord& record) {
  if (potentials.empty()) return;
  directory.write_table("unknown_potentials.csv",
                        unknown_potential_table(potentials, errors, physical_dimension));
  log("");
  for (unsigned int k = 0; k < potentials.size(); ++k) {
    const UnknownPotential& one = potentials[k];
    const std::string potential = errors.available ? with_error(one.potential, errors.potentials[k])
                                                   : format_text("%.10g", one.potential);
    log(format_text("%-24s %s V  (%s; solved to %.0e V)", one.boundary.c_str(), potential.c_str(),
                    one.quantity.c_str(), one.error));
    record.append("unknown potentials", {{"boundary", one.boundary},
                                         {"quantity", one.quantity},
                                         {"potential [V]", one.potential},
                                         {"algebraic error [V]", one.error},
                                         {"missed by / size of terms", one.relative}});
  }
}

// Those of the boundaries stand in the table above.
void log_observations(const std::vector<Observation>& observations, Log& log) {
  log("");
  for (const Observation& one : observations) {
    if (contains({"flux", "surface charge", "volume"}, one.observable)) continue;
    const std::string where =
        one.place + (one.species.empty() ? "" : (one.place.empty() ? "" : ", ") + one.species);
    log(format_text("%-28s %-32s %14.6g %s", one.observable.c_str(), where.c_str(), one.value,
                    one.unit.c_str()));
  }
}

// Of an algebraic error.
std::string warning_of(const Audit& audit) {
  return format_text(
      "the flux of %s is converged to %.1e of itself, not to %.1e: rounding allows no "
      "more; fluxes.csv has the error of each",
      audit.remark.c_str(), audit.value, audit.limit);
}

} // namespace

template <int dim>
ExitCode write_results(SteadySimulation<dim>& simulation, const Parameters& parameters, Log& log,
                       OutputDirectory& directory, RunRecord& record, std::string& reason) {
  const Electrolyte& electrolyte = parameters.electrolyte;
  const unsigned int physical_dimension = simulation.discretization().physical_dimension();
  const SolvedState state = simulation.solved_state();
  const MeshErrors errors = estimate_mesh_errors(simulation, parameters);
  record_mesh_errors(record, errors, state);
  directory.write_table("fluxes.csv", flux_table(state.fluxes, simulation.direct_fluxes(), errors,
                                                 electrolyte, physical_dimension));
  log_fluxes(state.fluxes, errors, electrolyte, physical_dimension, log);
  std::vector<Observation> observations = observe(state, parameters.output.observables);
  set_algebraic_errors(observe(simulation.state_before(), parameters.output.observables),
                       observations);
  const std::vector<Observation> corrected =
      observe(without_mesh_errors(state, errors), parameters.output.observables);
  directory.write_table(
      "observables.csv",
      observation_table(observations, observation_errors(state, observations, corrected)));
  log_observations(observations, log);

  write_unknown_potentials(simulation.unknown_potentials(), errors, physical_dimension, log,
                           directory, record);

  const auto solution = simulation.problem().ghosted(simulation.solution());
  const FieldSource<dim> source{simulation.discretization(), simulation.model(),
                                simulation.labels().regions, parameters.output.flux_parts};
  describe_fields(record, source, parameters.output.length_unit, simulation.symmetry_fraction());
  for (const ProfileLine& line : parameters.output.profiles) {
    const Profile profile = sample_profile(source, solution, line);
    directory.write_table(profile_file_name(line), profile.table);
    if (profile.n_outside > 0)
      log(format_text("warning: %u of %u points of profile '%s' are outside the mesh",
                      profile.n_outside, line.n_points, line.name.c_str()));
  }
  if (parameters.output.fields)
    FieldWriter(directory, parameters.output.length_unit, parameters.output.lagrange_cells)
        .write(source, solution);

  log("");
  for (const std::string& warning : species_warnings(simulation, parameters)) {
    log("warning: " + warning);
    record.append("warnings", warning);
  }
  ExitCode code = ExitCode::success;
  for (const Audit& audit : simulation.audits(state)) {
    log(format_text("Audit  %-28s %10.3g %-8s %s", audit.name.c_str(), audit.value,
                    audit.unit.c_str(), audit.passed ? "passed" : "FAILED"));
    record.append("audits", {{"name", audit.name},
                             {"value", audit.value},
                             {"limit", audit.limit},
                             {"unit", audit.unit},
                             {"passed", audit.passed}});
    if (audit.passed) continue;
    if (audit.is_warning) {
      if (audit.remark.empty()) continue; // negative concentrations: said above
      const std::string warning = warning_of(audit);
      log("warning: " + warning);
      record.append("warnings", warning);
    } else {
      code = ExitCode::audit_violated;
      reason = "audit failed: " + audit.name;
      if (!audit.remark.empty())
        reason += format_text(" is %.4g %s: ", audit.value, audit.unit.c_str()) + audit.remark;
    }
  }
  log("");
  return code;
}

template ExitCode write_results<2>(SteadySimulation<2>&, const Parameters&, Log&, OutputDirectory&,
                                   RunRecord&, std::string&);
template ExitCode write_results<3>(SteadySimulation<3>&, const Parameters&, Log&, OutputDirectory&,
                                   RunRecord&, std::string&);

} // namespace ionflux
