#include <ionflux/app/small_signal.h>

#include <ionflux/physics/constants.h>
#include <ionflux/solver/bordered_solver.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/solver/robust_solve.h>
#include <ionflux/support/text.h>

namespace ionflux {

using namespace dealii;

namespace {

// Of the residual of the whole system, and of each solve within the preconditioner.
constexpr double wanted = 1e-12, within = 1e-3;

// Storage at this rate [D0 / L^2] less none gives the derivative of the contents with all digits.
constexpr double great_rate = 1e6;

// Potential of a metal [RT/F] in the differences of its laws, which are of fourth order.
constexpr double small_shift = 2e-3;

const BoundaryCondition& driven_condition(const Parameters& parameters) {
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    if (contains(condition.surfaces, parameters.impedance.boundary)) return condition;
  throw std::logic_error("no condition of the driven boundary");
}

/// The conditions with a current, at first none, in place of the potential that is driven, or with
/// its metal's potential shifted.
std::vector<BoundaryCondition> driven_conditions(std::vector<BoundaryCondition> conditions,
                                                 const std::string& boundary,
                                                 const std::shared_ptr<const double>& shift) {
  for (BoundaryCondition& condition : conditions)
    if (contains(condition.surfaces, boundary))
      for (AppliedLaw& law : condition.laws) {
        law.shift_metal(shift);
        if (law.row->gives == Gives::potential) {
          law.row = &law_that_gives(Gives::current);
          law.value = GivenValue();
        }
      }
  return conditions;
}

} // namespace

template <int dim>
SmallSignal<dim>::Linearization::Linearization(const Discretization<dim>& discretization,
                                               const Model& model)
    : equations(discretization, model), newton(equations, model.electrolyte),
      nothing(discretization.make_vector()) {
  equations.setup();
}

template <int dim>
void SmallSignal<dim>::Linearization::at(const Vector& x, const double rate,
                                         const std::vector<double>& row_factors) {
  equations.set_storage(rate, &nothing);
  newton.jacobian(x, row_factors);
}

template <int dim>
Mat SmallSignal<dim>::Linearization::matrix() {
  return operator_of(equations.matrix(), newton.borders());
}

template <int dim>
SmallSignal<dim>::SmallSignal(SteadySimulation<dim>& simulation)
    : simulation(simulation), settings(simulation.parameters().solver),
      is_metal(driven_condition(simulation.parameters()).metal_potential() != nullptr),
      shift(std::make_shared<double>(0.0)),
      model(simulation.model().with(simulation.model().electrolyte,
                                    driven_conditions(simulation.model().boundaries.conditions(),
                                                      simulation.parameters().impedance.boundary,
                                                      shift),
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
  unit = simulation.scaling().potential() /
         at_rest.equations.unknown_potentials().total_scale(law_that_gives(Gives::current));
  if (is_metal)
    drive_metal();
  else
    drive_nodes();
  transfer.emplace(simulation, sum.equations);
}

// A current of one.
template <int dim>
void SmallSignal<dim>::drive_nodes() {
  const UnknownPotentials<dim>& unknowns = at_rest.equations.unknown_potentials();
  for (unsigned int k = 0; k < unknowns.size(); ++k)
    if (contains(model.boundaries.conditions()[unknowns.condition(k)].surfaces,
                 simulation.parameters().impedance.boundary))
      driven = k;
  const auto master = at_rest.equations.fixed().shared_potentials()[driven].master;
  if (simulation.discretization().owned.is_element(master))
    right(master) = row_factors[0] * unknowns.factor(driven);
  right.compress(VectorOperation::insert);
}

// Minus the derivative of the equations by the metal's potential [RT/F].
template <int dim>
void SmallSignal<dim>::drive_metal() {
  const Vector& x = simulation.solution();
  at_rest.equations.set_storage(0.0, nullptr);
  for (const auto& [steps, weight] :
       {std::pair<int, double>{-2, 1.0}, {-1, -8.0}, {1, 8.0}, {2, -1.0}}) {
    set_shift(at_rest.equations, steps * small_shift);
    at_rest.equations.residual(x, work);
    right.add(-weight / (12.0 * small_shift), work);
  }
  set_shift(at_rest.equations, 0.0);
  const unsigned int n_fields = simulation.discretization().n_fields();
  double* values;
  IONFLUX_PETSC(VecGetArray(right, &values));
  for (unsigned int i = 0; i < simulation.discretization().owned.n_elements(); ++i)
    values[i] *= row_factors[i % n_fields];
  IONFLUX_PETSC(VecRestoreArray(right, &values));
}

template <int dim>
void SmallSignal<dim>::set_shift(DiscreteProblem<dim>& equations, const double potential) {
  *shift = potential * simulation.scaling().potential();
  equations.update_given_values(true);
}

template <int dim>
FrequencyResponse SmallSignal<dim>::at(const double frequency, std::complex<double>& impedance) {
  const double rate = 2.0 * constants::pi * frequency * simulation.scaling().time();
  sum.at(simulation.solution(), rate, row_factors);
  const FrequencyResponse found = solve(rate);
  if (is_metal) {
    const auto move = [this](const double by) { set_shift(sum.equations, by); };
    impedance = unit / transfer->current_into(simulation.parameters().impedance.boundary, rate,
                                              real, imaginary, move);
    if (found.converged) transfer->add_rows(frequency, rate, real, imaginary, 1.0, move);
    return found;
  }
  const std::complex<double> potential = {at_rest.equations.unknown_potential(driven, real),
                                          at_rest.equations.unknown_potential(driven, imaginary)};
  impedance = unit * potential;
  if (found.converged && std::abs(potential) > 0.0)
    transfer->add_rows(frequency, rate, real, imaginary, potential);
  return found;
}

template <int dim>
FrequencyResponse SmallSignal<dim>::solve(const double rate) {
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

template class SmallSignal<2>;
template class SmallSignal<3>;

} // namespace ionflux
