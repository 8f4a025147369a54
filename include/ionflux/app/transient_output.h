#pragma once

#include <ionflux/app/time_mesh_errors.h>
#include <ionflux/app/time_problem.h>
#include <ionflux/output/audit.h>
#include <ionflux/output/field_writer.h>
#include <ionflux/output/observables/unknown_potential.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/solver/time_stepper.h>

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace ionflux {

/// Tables and fields of a run in time.
///
/// fluxes.csv and amounts.csv have the rows of every step, observables.csv, profiles and fields
/// those of the output times. Tables are written anew at each output time.
template <int dim>
class TransientOutput {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  TransientOutput(SteadySimulation<dim>& simulation, const Parameters& parameters,
                  TimeProblem<dim>& problem, OutputDirectory& directory);

  /// Of each species, dimensionless, from contents. Collective.
  std::vector<double> amounts(Vec content) const;

  /// Displacement currents of the boundaries as the stepper has them [1/s], then the potentials of
  /// unknown_potentials.csv [V]: curves whose errors add_rows() wants to know.
  std::vector<double> other_curves(const TimeStepper& stepper) const;

  /// The state at the start; fluxes are not known yet.
  void begin(const TimeStepper& stepper);
  /// A step was tried.
  /// @param is_judged by its error, not on a new mesh
  void note_step(double from, double to, const StepOutcome& outcome, bool is_judged, bool accepted);
  /// A step was accepted: rows of fluxes and amounts, balances.
  /// @param errors by the steps, of fluxes through boundaries and of other_curves(); empty:
  /// not known
  /// @param of_mesh its errors at the end of the step
  void add_rows(const TimeStepper& stepper, const std::vector<double>& errors,
                const TimeMeshErrors<dim>& of_mesh);
  /// Observables, profiles, fields of the present state, and all tables.
  void write(const TimeStepper& stepper);
  /// The tables of steps alone, as they are.
  void write_tables();
  /// Time of the last write() [s]; negative: none yet.
  double last_written() const { return last_output; }

  /// A table that grows elsewhere, for meshes.csv.
  void add_table_of_meshes(const CsvTable& table) { mesh_rows = &table; }

  /// Tables and sums so far, and what resume() makes of them in a run that goes on.
  nlohmann::json memory() const;
  void resume(const nlohmann::json& memory);

  /// Amounts against fluxes, charges against currents, the least concentrations.
  std::vector<Audit> audits() const;

private:
  bool has_poisson() const {
    return parameters.electrolyte.potential_model == PotentialModel::poisson;
  }
  /// Potentials that are found with a state: of boundaries and of metals.
  std::vector<UnknownPotential> found_potentials(const Vector& x) const;
  void add_potentials(const TimeStepper& stepper, const Vector& x,
                      const std::vector<double>& errors, const TimeMeshErrors<dim>& of_mesh);
  void add_total_current(const std::vector<BoundaryFlux>& fluxes, const std::vector<double>& now,
                         double step);
  void add_charge_balance(const TimeStepper& stepper, const std::vector<BoundaryFlux>& passed,
                          const std::vector<double>& now);
  double charge_of_ions(const std::vector<double>& amounts) const;
  void add_energies(const TimeStepper& stepper);
  void add_free_energy(const SolvedState& state);
  bool knows_free_energy() const;
  double rise_of_energy() const;

  SteadySimulation<dim>& simulation;
  const Parameters& parameters;
  TimeProblem<dim>& problem;
  OutputDirectory& directory;
  FieldWriter fields;
  CsvTable flux_rows, amount_rows, step_rows, potential_rows, energy_rows, observation_rows;
  std::map<std::string, CsvTable> profile_rows; ///< by file
  const CsvTable* mesh_rows = nullptr;
  unsigned int n_tried = 0;
  double last_output = -1.0;
  double time_scale, amount_scale;                    ///< [s], [mol]
  std::vector<double> amounts_at_start;               ///< a species, dimensionless
  std::vector<double> worst_balance, greatest_amount; ///< a species, dimensionless, so far
  std::vector<double> least;                          ///< a species [mol/m^3]
  std::vector<double> last_negative; ///< time when a concentration was below 0 last [s]
  /// What the total currents of a step leave over, and the largest of them [A]; the step [s].
  struct Rest {
    double sum, largest, step;
  };
  std::vector<Rest> rests;
  double last_time = 0.0; ///< of add_rows() [s]
  bool knows_charge = false;
  bool was_closed = true;       ///< nothing has passed a boundary, and none has shown a charge
  double first_energy = 0.0;    ///< free energy at the start [J]; NaN: not known
  std::vector<double> energies; ///< free energy at the output times [J]; NaN: not known
  double first_charge = 0.0, worst_charge = 0.0, greatest_charge = 0.0; ///< [C]
  double missed_current = 0.0; ///< the worst, FloatingMetals::missed()
};

} // namespace ionflux
