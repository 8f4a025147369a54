#include <ionflux/app/transient_output.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/observables/observable.h>
#include <ionflux/output/profile.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

std::vector<std::string> flux_columns(const unsigned int dimension) {
  const auto with_unit = [dimension](const std::string& name, const std::string& unit) {
    return name + " [" + per_depth(unit, dimension) + "]";
  };
  return {"time [s]",
          "boundary",
          "species",
          with_unit("flux", "mol/s"),
          with_unit("current", "A"),
          with_unit("displacement current", "A"),
          with_unit("total current", "A"),
          with_unit("passed", "mol"),
          with_unit("time error of flux", "mol/s"),
          with_unit("time error of current", "A"),
          with_unit("mesh error of flux", "mol/s"),
          with_unit("mesh error of current", "A")};
}

std::vector<std::string> potential_columns(const unsigned int dimension) {
  return {"time [s]",
          "boundary",
          "quantity",
          "potential [V]",
          "total current into the domain [" + per_depth("A", dimension) + "]",
          "charge [" + per_depth("C", dimension) + "]",
          "time error [V]",
          "mesh error [V]"};
}

std::vector<std::string> energy_columns(const unsigned int dimension) {
  const std::string unit = " [" + per_depth("J", dimension) + "]";
  return {"time [s]",    "free energy" + unit,        "dissipated" + unit,
          "work" + unit, "work of electrodes" + unit, "unaccounted" + unit};
}

std::vector<std::string> amount_columns(const unsigned int dimension) {
  const std::string unit = " [" + per_depth("mol", dimension) + "]";
  return {"time [s]",          "species",         "amount" + unit,
          "passed out" + unit, "produced" + unit, "imbalance / amount"};
}

} // namespace

template <int dim>
TransientOutput<dim>::TransientOutput(SteadySimulation<dim>& simulation,
                                      const Parameters& parameters, TimeProblem<dim>& problem,
                                      OutputDirectory& directory)
    : simulation(simulation), parameters(parameters), problem(problem), directory(directory),
      fields(directory, parameters.output.length_unit, parameters.output.lagrange_cells),
      flux_rows(flux_columns(simulation.discretization().physical_dimension())),
      amount_rows(amount_columns(simulation.discretization().physical_dimension())),
      step_rows({"tried", "time [s]", "step [s]", "error / tolerance", "Newton steps",
                 "Krylov iterations", "accepted", "why not"}),
      potential_rows(potential_columns(simulation.discretization().physical_dimension())),
      energy_rows(energy_columns(simulation.discretization().physical_dimension())),
      observation_rows({"time [s]", "observable", "place", "species", "value", "unit"}),
      time_scale(simulation.scaling().time()),
      amount_scale(
          time_scale * simulation.discretization().full_turn() / simulation.symmetry_fraction() *
          simulation.scaling().total_flux(simulation.discretization().physical_dimension())),
      worst_balance(parameters.electrolyte.n_species(), 0.0), greatest_amount(worst_balance),
      least(parameters.electrolyte.n_species(), std::numeric_limits<double>::max()),
      last_negative(parameters.electrolyte.n_species(), 0.0) {}

template <int dim>
std::vector<double> TransientOutput<dim>::amounts(Vec content) const {
  const auto& d = simulation.discretization();
  const unsigned int n = d.n_fields();
  std::vector<double> sums(n - 1, 0.0);
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(content, &values));
  for (unsigned int k = 0; k < d.owned.n_elements(); ++k)
    if (k % n != 0) sums[k % n - 1] += values[k];
  IONFLUX_PETSC(VecRestoreArrayRead(content, &values));
  Utilities::MPI::sum(sums, d.communicator, sums);
  return sums;
}

namespace {

bool reacts_in_equilibrium(const Electrolyte& electrolyte, const unsigned int species) {
  for (const Reaction& reaction : electrolyte.reactions)
    if (reaction.is_equilibrium && reaction.stoichiometric_number(species) != 0) return true;
  return false;
}

} // namespace

template <int dim>
void TransientOutput<dim>::begin(const TimeStepper& stepper) {
  amounts_at_start = amounts(stepper.content());
  add_energies(stepper);
}

template <int dim>
void TransientOutput<dim>::note_step(const double from, const double to, const StepOutcome& outcome,
                                     const bool is_judged, const bool accepted) {
  step_rows.add_row(
      {static_cast<long long>(++n_tried), to, to - from,
       outcome.solved && is_judged ? CsvTable::Cell(outcome.error / parameters.time.tolerance)
                                   : CsvTable::Cell(),
       static_cast<long long>(outcome.newton_steps),
       static_cast<long long>(outcome.krylov_iterations), std::string(accepted ? "yes" : "no"),
       accepted         ? CsvTable::Cell()
       : outcome.solved ? CsvTable::Cell("error")
                        : CsvTable::Cell(outcome.reason)});
}

template <int dim>
void TransientOutput<dim>::add_rows(const TimeStepper& stepper, const std::vector<double>& errors,
                                    const TimeMeshErrors<dim>& of_mesh) {
  const Electrolyte& electrolyte = parameters.electrolyte;
  const std::vector<BoundaryFlux> fluxes =
      simulation.in_si_units(problem.table(stepper.fluxes(), stepper.charging()));
  const std::vector<BoundaryFlux> passed =
      simulation.in_si_units(problem.table(stepper.passed(), {}));
  const bool knows_errors = !errors.empty();
  const unsigned int n_boundaries = simulation.boundaries().n_boundaries(),
                     n_fluxes = n_boundaries * electrolyte.n_species();
  const std::vector<BoundaryFlux> wrong = simulation.in_si_units(
      problem.table(errors, {errors.begin() + (knows_errors ? n_fluxes : 0), errors.end()}));
  const auto error = [&](const double value) {
    return knows_errors ? CsvTable::Cell(std::abs(value)) : CsvTable::Cell();
  };
  const auto mesh_error = [&](const unsigned int b, const auto& value) {
    return of_mesh.is_known() ? CsvTable::Cell(value(of_mesh.fluxes()[b])) : CsvTable::Cell();
  };
  // Behind a jump of concentrations the flux of the jump itself would stand here.
  const bool known = !stepper.is_behind_jump(), poisson = has_poisson();
  const auto if_known = [known](const double value) {
    return known ? CsvTable::Cell(value) : CsvTable::Cell();
  };
  for (unsigned int b = 0; b < fluxes.size(); ++b) {
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      const double flux = time_scale * fluxes[b].flux[i];
      flux_rows.add_row(
          {stepper.time(), fluxes[b].boundary, electrolyte.species[i].name, if_known(flux),
           if_known(constants::faraday * electrolyte.species[i].charge_number * flux),
           std::monostate{}, std::monostate{}, time_scale * passed[b].flux[i],
           error(time_scale * wrong[b].flux[i]),
           error(time_scale * constants::faraday * electrolyte.species[i].charge_number *
                 wrong[b].flux[i]),
           mesh_error(b, [i](const BoundaryFlux& one) { return one.flux[i]; }),
           mesh_error(b, [&](const BoundaryFlux& one) {
             return constants::faraday * electrolyte.species[i].charge_number * one.flux[i];
           })});
    }
    const double current = time_scale * fluxes[b].current,
                 displacement = poisson ? fluxes[b].charge : 0.0;
    flux_rows.add_row({stepper.time(), fluxes[b].boundary, std::string("all"), std::monostate{},
                       if_known(current), poisson ? if_known(displacement) : CsvTable::Cell(),
                       if_known(current + displacement), std::monostate{}, std::monostate{},
                       error(time_scale * wrong[b].current + (poisson ? wrong[b].charge : 0.0)),
                       std::monostate{}, mesh_error(b, [&](const BoundaryFlux& one) {
                         return one.current + (poisson ? of_mesh.displacement_currents()[b] : 0.0);
                       })});
  }

  Vector x = simulation.discretization().make_vector(), content(x);
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  add_potentials(stepper, x, errors, of_mesh);
  add_energies(stepper);
  problem.content(x, content);
  const std::vector<double> now = amounts(content);
  add_charge_balance(stepper, passed, now);
  if (known) add_total_current(fluxes, now, stepper.time() - last_time);
  last_time = stepper.time();
  for (unsigned int i = 0; i < now.size(); ++i) {
    double out = 0.0, size = std::max(std::abs(now[i]), std::abs(amounts_at_start[i]));
    for (unsigned int id = 0; id < n_boundaries; ++id) {
      const double through = stepper.passed()[id * now.size() + i];
      out += through;
      size = std::max(size, std::abs(through));
    }
    double made = problem.produced(stepper.passed(), i);
    double left = now[i] - amounts_at_start[i] + out - made;
    if (reacts_in_equilibrium(electrolyte, i)) { // that is what reactions made
      made += left;
      left = 0.0;
    }
    size = std::max(size, std::abs(made));
    const double relative = size > 0.0 ? left / size : 0.0;
    // Where there is next to nothing yet, what is left over means nothing.
    worst_balance[i] = std::max(worst_balance[i], std::abs(left));
    greatest_amount[i] = std::max(greatest_amount[i], size);
    amount_rows.add_row({stepper.time(), electrolyte.species[i].name, amount_scale * now[i],
                         amount_scale * out, amount_scale * made, relative});
  }
  const VolumeSummary summary =
      simulation.problem().assembler().summarize(simulation.problem().ghosted(x));
  for (unsigned int i = 0; i < least.size(); ++i) {
    least[i] = std::min(least[i], summary.least[i] * simulation.scaling().concentration);
    if (summary.least[i] < 0.0) last_negative[i] = stepper.time();
  }
}

template <int dim>
void TransientOutput<dim>::write_tables() {
  if (step_rows.n_rows() > 0) directory.write_table("steps.csv", step_rows);
  if (mesh_rows != nullptr && mesh_rows->n_rows() > 0)
    directory.write_table("meshes.csv", *mesh_rows);
  if (flux_rows.n_rows() == 0) return;
  directory.write_table("fluxes.csv", flux_rows);
  directory.write_table("amounts.csv", amount_rows);
  if (energy_rows.n_rows() > 0) directory.write_table("energies.csv", energy_rows);
  if (potential_rows.n_rows() > 0) directory.write_table("unknown_potentials.csv", potential_rows);
}

template <int dim>
void TransientOutput<dim>::write(const TimeStepper& stepper) {
  Vector x = simulation.discretization().make_vector();
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  simulation.set_solution(x);
  Solved<dim> solved(simulation, {});
  const SolvedState state = solved.state_before(); // all digits that steps have
  add_free_energy(state);
  const auto words = [](const std::string& text) {
    return text.empty() ? CsvTable::Cell() : CsvTable::Cell(text);
  };
  for (const Observation& one : observe(state, parameters.output.observables))
    observation_rows.add_row({stepper.time(), words(one.observable), words(one.place),
                              words(one.species), one.value, words(one.unit)});
  const FieldSource<dim> source{simulation.discretization(), simulation.model(),
                                simulation.labels().regions, parameters.output.flux_parts};
  const Vector solution = simulation.problem().ghosted(x);
  for (const ProfileLine& line : parameters.output.profiles) {
    const CsvTable table = sample_profile(source, solution, line).table;
    std::vector<std::string> columns = {"time [s]"};
    columns.insert(columns.end(), table.columns().begin(), table.columns().end());
    CsvTable& rows = profile_rows.try_emplace(profile_file_name(line), columns).first->second;
    for (unsigned int k = 0; k < table.n_rows(); ++k) {
      std::vector<CsvTable::Cell> row = {stepper.time()};
      row.insert(row.end(), table.row(k).begin(), table.row(k).end());
      rows.add_row(row);
    }
    directory.write_table(profile_file_name(line), rows);
  }
  if (parameters.output.fields) fields.write(source, solution, stepper.time());
  directory.write_table("observables.csv", observation_rows);
  write_tables();
  last_output = stepper.time();
}

template class TransientOutput<2>;
template class TransientOutput<3>;

} // namespace ionflux
