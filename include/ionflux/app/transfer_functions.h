#pragma once

#include <ionflux/app/steady_simulation.h>
#include <ionflux/output/table_writer.h>

#include <complex>
#include <functional>
#include <string>

namespace ionflux {

/// What the observables of a run do while a potential swings: of each, its derivative along the
/// small signal, complex and per volt of the potential that is driven. doc/equations.md, Small
/// signals.
template <int dim>
class TransferFunctions {
public:
  using Vector = typename Problem<dim>::Vector;
  using Move = std::function<void(double)>;

  /// @param simulation with the state that the signal is small around
  /// @param equations  linearised there, with storage; used, and left with another storage
  TransferFunctions(SteadySimulation<dim>& simulation, DiscreteProblem<dim>& equations);

  /// One row an observable; none of one that is not a number near the state. Collective.
  ///
  /// @param frequency      [Hz]
  /// @param rate           2 pi frequency, dimensionless
  /// @param real,imaginary response of the unknowns, owned, to whatever drives them
  /// @param driven         response of the potential [RT/F], not zero
  /// @param move           see current_into(); empty: the potential is one of the unknowns
  void add_rows(double frequency, double rate, const Vector& real, const Vector& imaginary,
                std::complex<double> driven, const Move& move = {});

  /// Current into the domain through a boundary, conduction and displacement, for a potential of 1
  /// [RT/F]; dimensionless. Collective.
  ///
  /// @param real,imaginary response to that potential
  /// @param move           lets the equations see the potential higher by so much [RT/F]
  std::complex<double> current_into(const std::string& boundary, double rate, const Vector& real,
                                    const Vector& imaginary, const Move& move);

  /// transfer_functions.csv
  const CsvTable& table() const { return rows; }

private:
  /// Unknowns change by `along` and the driven potential by `driven` [RT/F]; what is stored changes
  /// by `sign` i times what belongs to `stored`.
  struct Direction {
    const Vector &along, &stored;
    double sign, driven;
  };
  using Numbers =
      std::function<std::vector<double>(const Vector& x, double rate, const Vector& known)>;
  std::vector<double> derivatives(const Numbers& numbers, double rate, const Direction& direction,
                                  double step, const Move& move);
  std::vector<double> observations_at(const Vector& x, double rate, const Vector& known);
  std::vector<Observation> observe_at(const Vector& x, double rate, const Vector& known);

  SteadySimulation<dim>& simulation;
  DiscreteProblem<dim>& equations;
  const std::vector<Observation> at_rest;
  CsvTable rows;
};

} // namespace ionflux
