#pragma once

#include <ionflux/app/newton_problem.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/app/transfer_functions.h>
#include <ionflux/solver/frequency_response.h>
#include <ionflux/solver/kept_solver.h>

#include <complex>
#include <memory>
#include <optional>

namespace ionflux {

/// The response of a state to a small potential of one boundary that swings: the section Impedance.
/// doc/equations.md, Small signals.
///
/// Where the potential is one of nodes, it is made an unknown, and one unit of current is put in.
/// Where it is the metal's behind reactions or a compact layer, laws of the boundary see it: it is
/// moved there, and the current is what then passes the boundary.
template <int dim>
class SmallSignal {
public:
  using Vector = typename Problem<dim>::Vector;

  /// @param simulation with its solution, around which the signal is small
  explicit SmallSignal(SteadySimulation<dim>& simulation);

  /// Also adds the rows of the frequency to transfer_functions(). Collective.
  ///
  /// @param frequency [Hz]
  /// @param impedance receives potential over current into the domain [V/A], or [V m/A] in a plane
  FrequencyResponse at(double frequency, std::complex<double>& impedance);

  const CsvTable& transfer_functions() const { return transfer->table(); }

private:
  /// The equations, linearised at a state, with storage at a rate of their own.
  struct Linearization {
    DiscreteProblem<dim> equations;
    NewtonProblem<dim> newton;
    const Vector nothing;

    Linearization(const Discretization<dim>& discretization, const Model& model);
    void at(const Vector& x, double rate, const std::vector<double>& row_factors);
    Mat matrix();
  };

  void drive_nodes();
  void drive_metal();
  void set_shift(DiscreteProblem<dim>& equations, double potential);
  FrequencyResponse solve(double rate);

  SteadySimulation<dim>& simulation;
  SolverSettings settings;
  const bool is_metal;
  const std::shared_ptr<double> shift; ///< of the metal [V]
  const Model model;                   ///< with what drives it
  Linearization at_rest, stored, sum;
  KeptSolver kept;
  std::vector<double> row_factors;
  unsigned int driven = 0; ///< among the unknown potentials
  double unit = 1.0;       ///< of an impedance [V/A]
  Vector right, real, imaginary, work;
  std::optional<TransferFunctions<dim>> transfer;
};

} // namespace ionflux
