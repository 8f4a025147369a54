#pragma once

#include <ionflux/app/steady_simulation.h>
#include <ionflux/output/table_writer.h>

#include <complex>

namespace ionflux {

/// What the observables of a run do while a potential swings: of each, its derivative along the
/// small signal, complex and per volt of the potential that is driven. doc/equations.md, Small
/// signals.
template <int dim>
class TransferFunctions {
public:
  using Vector = typename Problem<dim>::Vector;

  /// @param simulation with the state that the signal is small around
  /// @param equations  linearised there, with storage; used, and left with another storage
  TransferFunctions(SteadySimulation<dim>& simulation, DiscreteProblem<dim>& equations);

  /// One row an observable; none of one that is not a number near the state. Collective.
  ///
  /// @param frequency      [Hz]
  /// @param rate           2 pi frequency, dimensionless
  /// @param real,imaginary response of the unknowns, owned, to whatever drives them
  /// @param driven         response of the potential [RT/F], not zero
  void add_rows(double frequency, double rate, const Vector& real, const Vector& imaginary,
                std::complex<double> driven);

  /// transfer_functions.csv
  const CsvTable& table() const { return rows; }

private:
  std::vector<double> derivatives(double rate, const Vector& along, const Vector& stored,
                                  double sign, double step);
  std::vector<Observation> observe_at(const Vector& x, double rate, const Vector& known);

  SteadySimulation<dim>& simulation;
  DiscreteProblem<dim>& equations;
  const std::vector<Observation> at_rest;
  CsvTable rows;
};

} // namespace ionflux
