#include <ionflux/app/impedance.h>

#include <ionflux/app/newton_problem.h>
#include <ionflux/app/transfer_functions.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/physics/constants.h>
#include <ionflux/solver/bordered_solver.h>
#include <ionflux/solver/frequency_response.h>
#include <ionflux/solver/kept_solver.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/solver/robust_solve.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <complex>
#include <optional>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Of the residual of the whole system, and of each solve within the preconditioner.
constexpr double wanted = 1e-12, within = 1e-3;

// Storage at this rate [D0 / L^2] less none gives the derivative of the contents with all digits.
constexpr double great_rate = 1e6;

/// The conditions with a current, at first none, in place of the potential that is driven.
std::vector<BoundaryCondition> with_current(std::vector<BoundaryCondition> conditions,
                                            const std::string& boundary) {
  for (BoundaryCondition& condition : conditions)
    if (contains(condition.surfaces, boundary))
      for (AppliedLaw& law : condition.laws)
        if (law.row->gives == Gives::potential) {
          law.row = &law_that_gives(Gives::current);
          law.value = GivenValue();
        }
  return conditions;
}

/// The equations, linearised at a state, with storage at a rate of their own.
template <int dim>
struct Linearization {
  DiscreteProblem<dim> equations;
  NewtonProblem<dim> newton;
  const Vector nothing;

  Linearization(const Discretization<dim>& discretization, const Model& model)
      : equations(discretization, model), newton(equations, model.electrolyte),
        nothing(discretization.make_vector()) {
    equations.setup();
  }

  void at(const Vector& x, const double rate, const std::vector<double>& row_factors) {
    equations.set_storage(rate, &nothing);
    newton.jacobian(x, row_factors);
  }

  Mat matrix() { return operator_of(equations.matrix(), newton.borders()); }
};

/// What the potential of the driven boundary does for a current of one into it.
template <int dim>
class SmallSignal {
public:
  SmallSignal(SteadySimulation<dim>& simulation)
      : simulation(simulation), settings(simulation.parameters().solver),
        model(simulation.model().with(simulation.model().electrolyte,
                                      with_current(simulation.model().boundaries.conditions(),
                                                   simulation.parameters().impedance.boundary),
                                      simulation.labels())),
        at_rest(simulation.discretization(), model), stored(simulation.discretization(), model),
        sum(simulation.discretization(), model), right(simulation.discretization().make_vector()),
        real(right), imaginary(right), work(right) {
    for (const double scale : simulation.problem().residual_scales(simulation.solution()))
      row_factors.push_back(1.0 / scale);
    // Two solves an iteration with one matrix: a factorisation pays where it fits (electroneutral
    // membrane, 3 ranks: two seconds instead of minutes).
    if (const auto direct = with_factorization(sum.newton, settings)) settings = *direct;
    at_rest.at(simulation.solution(), 0.0, row_factors);
    stored.at(simulation.solution(), great_rate, row_factors);
    const UnknownPotentials<dim>& unknowns = at_rest.equations.unknown_potentials();
    for (unsigned int k = 0; k < unknowns.size(); ++k) {
      const BoundaryCondition& condition = model.boundaries.conditions()[unknowns.condition(k)];
      if (!contains(condition.surfaces, simulation.parameters().impedance.boundary)) continue;
      driven = k;
      unit = simulation.scaling().potential() / unknowns.total_scale(*unknowns.law(k).row);
    }
    const auto master = at_rest.equations.fixed().shared_potentials()[driven].master;
    if (simulation.discretization().owned.is_element(master))
      right(master) = row_factors[0] * at_rest.equations.unknown_potentials().factor(driven);
    right.compress(VectorOperation::insert);
    transfer.emplace(simulation, sum.equations);
  }

  /// Also adds the rows of the frequency to transfer_functions().
  ///
  /// @param frequency [Hz]
  /// @param impedance receives potential over current into the domain [V/A], or [V m/A] in a plane
  FrequencyResponse at(const double frequency, std::complex<double>& impedance) {
    const double rate = 2.0 * constants::pi * frequency * simulation.scaling().time();
    sum.at(simulation.solution(), rate, row_factors);
    const FrequencyResponse found = solve(rate);
    const std::complex<double> potential = {at_rest.equations.unknown_potential(driven, real),
                                            at_rest.equations.unknown_potential(driven, imaginary)};
    impedance = unit * potential;
    if (found.converged && std::abs(potential) > 0.0)
      transfer->add_rows(frequency, rate, real, imaginary, potential);
    return found;
  }

  const CsvTable& transfer_functions() const { return transfer->table(); }

private:
  FrequencyResponse solve(const double rate) {
    const LinearMap jacobian = [this](Vec x, Vec y) {
      IONFLUX_PETSC(MatMult(at_rest.matrix(), x, y));
    };
    const LinearMap storage = [this, rate](Vec x, Vec y) {
      IONFLUX_PETSC(MatMult(stored.matrix(), x, y));
      IONFLUX_PETSC(MatMult(at_rest.matrix(), x, work));
      IONFLUX_PETSC(VecAXPY(y, -1.0, work));
      IONFLUX_PETSC(VecScale(y, rate / great_rate));
    };
    kept.forget();
    const KSP inner = kept.solver_for(sum.newton, settings);
    if (!solves_exactly(settings))
      IONFLUX_PETSC(KSPSetTolerances(inner, within, 1e-300, PETSC_DEFAULT, PETSC_DEFAULT));
    const LinearMap solve_sum = [inner](Vec x, Vec y) { IONFLUX_PETSC(KSPSolve(inner, x, y)); };
    return solve_at_frequency(jacobian, storage, solve_sum, wanted, right, real, imaginary);
  }

  SteadySimulation<dim>& simulation;
  SolverSettings settings;
  const Model model; ///< with a current at the driven boundary
  Linearization<dim> at_rest, stored, sum;
  KeptSolver kept;
  std::vector<double> row_factors;
  unsigned int driven = 0; ///< among the unknown potentials
  double unit = 1.0;       ///< of an impedance [V/A]
  Vector right, real, imaginary, work;
  std::optional<TransferFunctions<dim>> transfer;
};

} // namespace

template <int dim>
Outcome measure_impedance(SteadySimulation<dim>& simulation, Session& session) {
  const ImpedanceSettings& given = simulation.parameters().impedance;
  Log& log = session.log();
  const std::string unit = simulation.discretization().physical_dimension() == 2 ? "ohm m" : "ohm";
  CsvTable table({"frequency [Hz]", "Re Z [" + unit + "]", "Im Z [" + unit + "]",
                  "abs Z [" + unit + "]", "phase [deg]", "Krylov iterations"});
  SmallSignal<dim> response(simulation);
  session.record().set("impedance/boundary", given.boundary);
  session.record().set("impedance/frequencies", given.frequencies.size());
  log("");
  log("Impedance at '" + given.boundary + "'");
  log("  frequency [Hz]   Re Z [" + unit + "]   Im Z [" + unit + "]  Krylov");
  Outcome outcome = {ExitCode::success, "done"};
  for (const double frequency : given.frequencies) {
    std::complex<double> z;
    const FrequencyResponse found = response.at(frequency, z);
    if (!found.converged || !std::isfinite(z.real()) || !std::isfinite(z.imag())) {
      outcome.code = ExitCode::no_convergence;
      outcome.reason =
          format_text("the linear system of the impedance at %.6g Hz was not solved", frequency);
      log("error: " + outcome.reason);
      continue;
    }
    log(format_text("  %14.6g  %14.6g  %14.6g  %6u", frequency, z.real(), z.imag(),
                    found.iterations));
    table.add_row({frequency, z.real(), z.imag(), std::abs(z), 180.0 / constants::pi * std::arg(z),
                   static_cast<long long>(found.iterations)});
  }
  session.folder().write_table("impedance.csv", table);
  session.folder().write_table("transfer_functions.csv", response.transfer_functions());
  return outcome;
}

template Outcome measure_impedance(SteadySimulation<2>&, Session&);
template Outcome measure_impedance(SteadySimulation<3>&, Session&);

} // namespace ionflux
