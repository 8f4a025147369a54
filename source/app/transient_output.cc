#include <ionflux/app/transient_output.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/observables/observable.h>
#include <ionflux/output/observables/unknown_potential.h>
#include <ionflux/output/profile.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// What is carried on is exact; what is in the domain differs by what Newton's method leaves over.
constexpr double amount_limit = 1e-8;

// Poisson's rows have what Newton's method leaves over.
constexpr double charge_limit = 1e-6;

// The same, in a step: the total current has no sources.
constexpr double total_limit = 1e-6;

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
          with_unit("passed", "mol")};
}

std::vector<std::string> potential_columns(const unsigned int dimension) {
  return {"time [s]",
          "boundary",
          "quantity",
          "potential [V]",
          "total current into the domain [" + per_depth("A", dimension) + "]",
          "charge [" + per_depth("C", dimension) + "]"};
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
      observation_rows({"time [s]", "observable", "place", "species", "value", "unit"}),
      time_scale(simulation.scaling().time()),
      amount_scale(
          time_scale * simulation.discretization().full_turn() / simulation.symmetry_fraction() *
          simulation.scaling().total_flux(simulation.discretization().physical_dimension())),
      worst_balance(parameters.electrolyte.n_species(), 0.0),
      least(parameters.electrolyte.n_species(), std::numeric_limits<double>::max()) {}

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

bool reacts(const Electrolyte& electrolyte, const unsigned int species) {
  for (const Reaction& reaction : electrolyte.reactions)
    if (reaction.stoichiometric_number(species) != 0) return true;
  return false;
}

} // namespace

template <int dim>
void TransientOutput<dim>::begin(const TimeStepper& stepper) {
  amounts_at_start = amounts(stepper.content());
  Vector x = simulation.discretization().make_vector();
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  produced = simulation.problem().assembler().summarize(simulation.problem().ghosted(x)).source;
  for (double& one : produced)
    one /= time_scale;
}

template <int dim>
void TransientOutput<dim>::note_step(const TimeStepper&, const double from, const double to,
                                     const StepOutcome& outcome, const bool accepted) {
  step_rows.add_row({static_cast<long long>(++n_tried), to, to - from,
                     outcome.solved ? CsvTable::Cell(outcome.error / parameters.time.tolerance)
                                    : CsvTable::Cell(),
                     static_cast<long long>(outcome.newton_steps),
                     static_cast<long long>(outcome.krylov_iterations),
                     std::string(accepted ? "yes" : "no"),
                     accepted         ? CsvTable::Cell()
                     : outcome.solved ? CsvTable::Cell("error")
                                      : CsvTable::Cell(outcome.reason)});
}

template <int dim>
void TransientOutput<dim>::add_rows(const TimeStepper& stepper) {
  const Electrolyte& electrolyte = parameters.electrolyte;
  const std::vector<BoundaryFlux> fluxes =
      simulation.in_si_units(problem.table(stepper.fluxes(), stepper.charging()));
  const std::vector<BoundaryFlux> passed =
      simulation.in_si_units(problem.table(stepper.passed(), {}));
  // Behind a jump of concentrations the flux of the jump itself would stand here.
  const bool known = !stepper.is_behind_jump(), poisson = has_poisson();
  const auto if_known = [known](const double value) {
    return known ? CsvTable::Cell(value) : CsvTable::Cell();
  };
  for (unsigned int b = 0; b < fluxes.size(); ++b) {
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      const double flux = time_scale * fluxes[b].flux[i];
      flux_rows.add_row({stepper.time(), fluxes[b].boundary, electrolyte.species[i].name,
                         if_known(flux),
                         if_known(constants::faraday * electrolyte.species[i].charge_number * flux),
                         std::monostate{}, std::monostate{}, time_scale * passed[b].flux[i]});
    }
    const double current = time_scale * fluxes[b].current,
                 displacement = poisson ? fluxes[b].charge : 0.0;
    flux_rows.add_row({stepper.time(), fluxes[b].boundary, std::string("all"), std::monostate{},
                       if_known(current), poisson ? if_known(displacement) : CsvTable::Cell(),
                       if_known(current + displacement), std::monostate{}});
  }
  add_charge_balance(stepper, passed);

  Vector x = simulation.discretization().make_vector(), content(x);
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  add_potentials(stepper, x);
  problem.content(x, content);
  const std::vector<double> now = amounts(content);
  add_total_current(fluxes, now, stepper.time() - last_time);
  last_time = stepper.time();
  const unsigned int n_boundaries = simulation.boundaries().n_boundaries();
  for (unsigned int i = 0; i < now.size(); ++i) {
    double out = 0.0, size = std::max(std::abs(now[i]), std::abs(amounts_at_start[i]));
    for (unsigned int id = 0; id < n_boundaries; ++id) {
      const double through = stepper.passed()[id * now.size() + i];
      out += through;
      size = std::max(size, std::abs(through));
    }
    double made = produced[i] * stepper.time();
    double left = now[i] - amounts_at_start[i] + out - made;
    if (reacts(electrolyte, i)) { // that is what reactions made
      made += left;
      left = 0.0;
    }
    size = std::max(size, std::abs(made));
    const double relative = size > 0.0 ? left / size : 0.0;
    worst_balance[i] = std::max(worst_balance[i], std::abs(relative));
    amount_rows.add_row({stepper.time(), electrolyte.species[i].name, amount_scale * now[i],
                         amount_scale * out, amount_scale * made, relative});
  }
  const VolumeSummary summary =
      simulation.problem().assembler().summarize(simulation.problem().ghosted(x));
  for (unsigned int i = 0; i < least.size(); ++i)
    least[i] = std::min(least[i], summary.least[i] * simulation.scaling().concentration);
}

// Those of boundaries where a current or a charge is given.
template <int dim>
void TransientOutput<dim>::add_potentials(const TimeStepper& stepper, const Vector& x) {
  const UnknownPotentials<dim>& unknowns = simulation.problem().unknown_potentials();
  const std::vector<double> not_asked(unknowns.size(), 0.0);
  for (const UnknownPotential& one :
       unknown_potentials(simulation.problem(), simulation.model(), x, not_asked)) {
    const CsvTable::Cell none = std::monostate{}, given = one.given;
    potential_rows.add_row({stepper.time(), one.boundary, one.quantity, one.potential,
                            one.is_current ? given : none, one.is_current ? none : given});
  }
}

// Conduction and displacement out of the domain add up to nothing, but for what rounding leaves of
// the charge of all ions.
template <int dim>
void TransientOutput<dim>::add_total_current(const std::vector<BoundaryFlux>& fluxes,
                                             const std::vector<double>& now, const double step) {
  constexpr double rounding = 4.0 * std::numeric_limits<double>::epsilon();
  double sum = 0.0, largest = 0.0, ions = 0.0;
  for (unsigned int i = 0; i < now.size(); ++i)
    ions += std::abs(parameters.electrolyte.species[i].charge_number * amount_scale * now[i]);
  for (const BoundaryFlux& flux : fluxes) {
    sum += time_scale * flux.current + flux.charge;
    largest = std::max({largest, std::abs(time_scale * flux.current), std::abs(flux.charge)});
  }
  if (!has_poisson() || !(largest > 0.0)) return;
  sum = std::max(0.0, std::abs(sum) - rounding * constants::faraday * ions / step);
  // Where nothing flows, and in steps far below the Debye time, the charge says what a rest means.
  worst_total = std::max(worst_total, sum / std::max(largest, greatest_charge / step));
}

// What flowed out as conduction current has left the charge that boundaries show: the total current
// has no sources. Integrated since the first step, as rates are differences over a step.
template <int dim>
void TransientOutput<dim>::add_charge_balance(const TimeStepper& stepper,
                                              const std::vector<BoundaryFlux>& passed) {
  double sum = 0.0;
  for (const BoundaryFlux& shown : simulation.in_si_units(problem.table({}, stepper.charges()))) {
    sum += shown.charge;
    greatest_charge = std::max(greatest_charge, std::abs(shown.charge));
  }
  for (const BoundaryFlux& flux : passed) {
    sum += time_scale * flux.current;
    greatest_charge = std::max(greatest_charge, std::abs(time_scale * flux.current));
  }
  if (!knows_charge) first_charge = sum;
  knows_charge = true;
  worst_charge = std::max(worst_charge, std::abs(sum - first_charge));
}

template <int dim>
void TransientOutput<dim>::write_tables() {
  if (step_rows.n_rows() > 0) directory.write_table("steps.csv", step_rows);
  if (flux_rows.n_rows() == 0) return;
  directory.write_table("fluxes.csv", flux_rows);
  directory.write_table("amounts.csv", amount_rows);
  if (potential_rows.n_rows() > 0) directory.write_table("unknown_potentials.csv", potential_rows);
}

template <int dim>
void TransientOutput<dim>::write(const TimeStepper& stepper) {
  Vector x = simulation.discretization().make_vector();
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  simulation.set_solution(x);
  Solved<dim> solved(simulation, {});
  const SolvedState state = solved.state_before(); // all digits that steps have
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

template <int dim>
std::vector<Audit> TransientOutput<dim>::audits() const {
  std::vector<Audit> audits;
  if (flux_rows.n_rows() == 0) return audits; // no step was accepted
  const auto at_most = [&audits](const std::string& name, const double value, const double limit) {
    audits.push_back({name, value, limit, std::isfinite(value) && value <= limit});
  };
  for (unsigned int i = 0; i < least.size(); ++i)
    at_most("amount of " + parameters.electrolyte.species[i].name, worst_balance[i], amount_limit);
  if (has_poisson() && greatest_charge > 0.0) {
    at_most("total current", worst_total, total_limit);
    at_most("charge balance", worst_charge / greatest_charge, charge_limit);
  }
  for (unsigned int i = 0; i < least.size(); ++i)
    audits.push_back({"least concentration of " + parameters.electrolyte.species[i].name, least[i],
                      0.0, least[i] >= 0.0, "mol/m^3", true});
  return audits;
}

template class TransientOutput<2>;
template class TransientOutput<3>;

} // namespace ionflux
