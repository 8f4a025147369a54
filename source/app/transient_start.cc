#include <ionflux/app/nodal_state.h>
#include <ionflux/app/transient_start.h>
#include <ionflux/physics/charge_sum.h>
#include <ionflux/solver/robust_solve.h>
#include <ionflux/support/text.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// The short step [End time].
constexpr double short_step = 1e-15;

// In electroneutral solutions currents decide what the potential is, and must not vanish beside
// what is stored [First step].
constexpr double short_neutral_step = 0.1;

void check_concentration(const Parameters& parameters, const unsigned int i, const double c) {
  const bool zero_allowed = parameters.electrolyte.solves_for_concentration(i);
  if (c > 0.0 || (c == 0.0 && zero_allowed)) return;
  const std::string entry =
      "Time/Initial concentration of " + parameters.electrolyte.species[i].name;
  const auto where = parameters.locations.find(entry);
  throw InputError(
      ExitCode::bad_parameters,
      {Fault{format_text("the initial concentration is %.4g mol/m^3 somewhere", c),
             where != parameters.locations.end() ? where->second : InputLocation(), entry, "",
             zero_allowed ? "zero or positive values"
                          : "positive values, for example max(..., 1e-6), or 'Primary variables = "
                            "concentration', where zero is allowed"}});
}

// Electroneutral solutions have no other potential than the one these concentrations neutralise.
void check_neutral(const Parameters& parameters, const std::vector<double>& c,
                   const double fixed_charge, const GivenValue::Point& at) {
  ChargeSum charge;
  charge.add(1.0, fixed_charge);
  for (unsigned int i = 0; i < c.size(); ++i)
    charge.add(parameters.electrolyte.species[i].charge_number, c[i]);
  if (charge.is_neutral(neutral_enough)) return;
  const auto where = parameters.locations.find("Time");
  throw InputError(
      ExitCode::bad_parameters,
      {Fault{format_text("the initial concentrations are not electroneutral: %.3g %% of the charge "
                         "is left at (%.4g, %.4g, %.4g) m",
                         charge.percent(), at[0], at[1], at[2]),
             where != parameters.locations.end() ? where->second : InputLocation(),
             "Time/Initial concentration of ...", "",
             "sum of z c, with the fixed charge, 0 everywhere, or Potential = Poisson in "
             "Electrolyte"}});
}

// A gel without any co-ion is in equilibrium with no solution: the virtual one, whose
// concentrations are the unknowns, would be empty and its potential infinite.
void check_virtual_solution(const Parameters& parameters, const std::vector<double>& c,
                            const double fixed_charge) {
  if (fixed_charge == 0.0 || !parameters.electrolyte.has_virtual_solution()) return;
  std::string co_ion;
  for (unsigned int i = 0; i < c.size(); ++i) {
    const Species& species = parameters.electrolyte.species[i];
    if (!(species.charge_number * fixed_charge > 0.0)) continue;
    if (c[i] > 0.0) return;
    if (co_ion.empty()) co_ion = species.name;
  }
  const std::string entry =
      co_ion.empty() ? std::string("Time") : "Time/Initial concentration of " + co_ion;
  const auto where = parameters.locations.find(entry);
  throw InputError(
      ExitCode::bad_parameters,
      {Fault{
          "no ion of the fixed charge's sign is there at the start: no solution is in equilibrium "
          "with such a gel",
          where != parameters.locations.end() ? where->second : InputLocation(), entry, "",
          "a small concentration of a co-ion, about c^2 over that of the fixed charge in "
          "equilibrium with a bath of c, and of the counter-ions as much more"}});
}

// The potential of another state at the concentrations of this one.
template <int dim>
void take_potential(const SteadySimulation<dim>& simulation, const Vector& from, Vector& x) {
  const Electrolyte& electrolyte = simulation.model().electrolyte;
  const unsigned int n_fields = simulation.discretization().n_fields();
  const double* found;
  double* values;
  VecGetArrayRead(from, &found);
  VecGetArray(x, &values);
  for (unsigned int i = 0; i < simulation.discretization().owned.n_elements(); i += n_fields) {
    const double change = found[i] - values[i];
    values[i] = found[i];
    for (unsigned int k = 0; k < electrolyte.n_species(); ++k)
      if (!electrolyte.solves_for_concentration(k))
        values[i + k + 1] += electrolyte.species[k].charge_number * change;
  }
  VecRestoreArray(x, &values);
  VecRestoreArrayRead(from, &found);
}

} // namespace

template <int dim>
Vector initial_state(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  const Medium& medium = simulation.medium();
  const bool must_be_neutral =
      parameters.electrolyte.potential_model == PotentialModel::electroneutral;
  return nodal_state<dim>(simulation, [&](NodeValues& node) {
    std::vector<double>& c = node.concentration;
    for (unsigned int i = 0; i < c.size(); ++i) {
      c[i] = parameters.time.initial_concentration[i](node.point);
      if (medium.material(node.region).present[i]) check_concentration(parameters, i, c[i]);
    }
    if (!must_be_neutral) return;
    const double fixed =
        medium.has_fixed_charge(node.region)
            ? medium.fixed_charge(node.region, node.point) * simulation.scaling().concentration
            : 0.0;
    check_neutral(parameters, c, fixed, node.point);
    check_virtual_solution(parameters, c, fixed);
  });
}

template <int dim>
bool find_potential(SteadySimulation<dim>& simulation, TimeProblem<dim>& problem, Vector& x,
                    const bool is_new) {
  const Parameters& parameters = simulation.parameters();
  const PotentialModel model = parameters.electrolyte.potential_model;
  const bool neutral = model == PotentialModel::electroneutral;
  bool charged = false;
  for (const Species& species : parameters.electrolyte.species)
    charged |= species.charge_number != 0;
  if (!charged || model == PotentialModel::given_expression || (neutral && !is_new)) return true;
  Vector known(x), start(x);
  problem.content(x, known);
  const double before = std::nextafter(0.0, -1.0);
  if (is_new) problem.follow_values(before, start);
  const double step =
      neutral ? short_neutral_step * parameters.time.first_step : short_step * parameters.time.end;
  problem.set_stage(before, 1.0 / step, known, {});
  problem.distribute(start);
  SolverSettings settings = parameters.solver;
  settings.refine = false;
  settings.approach_tolerance = neutral ? 1e-13 : 1e-9; // what flows is small beside what is stored
  const Vector first(start);
  const NewtonStrategy plain = {"start", "bt", 1.0, 4.0};
  bool found = NewtonSolver(problem.equations(), settings, {}).solve(start, plain, false).converged;
  const auto direct = with_factorization(problem.equations(), settings);
  if (!found && direct) { // what is stored hides from multigrid what flows
    start = first;
    found = NewtonSolver(problem.equations(), *direct, {}).solve(start, plain, false).converged;
  }
  problem.set_time(before);
  if (!found) return false;
  problem.distribute(start);
  if (neutral)
    take_potential(simulation, start, x);
  else
    x = start;
  return true;
}

template <int dim>
ExitCode find_start(SteadySimulation<dim>& simulation, TimeMesh<dim>& mesh, Log& log,
                    std::string& reason) {
  const Parameters& parameters = simulation.parameters();
  *parameters.time.clock = std::nextafter(0.0, -1.0);
  if (parameters.time.start != TimeStart::steady_state) {
    simulation.problem().setup();
    return ExitCode::success;
  }
  log("");
  log("Start: the steady state of the values before t = 0");
  SolveResult result = simulation.solve();
  while (result.converged && mesh.mark_start(simulation.solution()))
    result = simulation.solve_refined([](auto&) {}); // flags are set
  if (result.converged) return ExitCode::success;
  reason = "no convergence of the steady state to start from: " + result.reason;
  log("error: " + reason);
  log("  try: 'Start = initial concentrations' in 'Time'; a domain that no bath feeds has no "
      "steady state of its own");
  return result.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
}

template <int dim>
bool start_from_concentrations(SteadySimulation<dim>& simulation, TimeProblem<dim>& problem,
                               TimeMesh<dim>& mesh, Vector& x) {
  const Parameters& parameters = simulation.parameters();
  for (;;) {
    x = initial_state(simulation, parameters);
    const bool found = find_potential(simulation, problem, x);
    simulation.set_solution(x);
    if (!mesh.mark_start(x)) return found;
    simulation.refine([](auto&) {}); // flags are set
    problem.meet_mesh();
  }
}

template Vector initial_state<2>(SteadySimulation<2>&, const Parameters&);
template Vector initial_state<3>(SteadySimulation<3>&, const Parameters&);
template bool find_potential<2>(SteadySimulation<2>&, TimeProblem<2>&, Vector&, bool);
template bool find_potential<3>(SteadySimulation<3>&, TimeProblem<3>&, Vector&, bool);
template ExitCode find_start(SteadySimulation<2>&, TimeMesh<2>&, Log&, std::string&);
template ExitCode find_start(SteadySimulation<3>&, TimeMesh<3>&, Log&, std::string&);
template bool start_from_concentrations(SteadySimulation<2>&, TimeProblem<2>&, TimeMesh<2>&,
                                        Vector&);
template bool start_from_concentrations(SteadySimulation<3>&, TimeProblem<3>&, TimeMesh<3>&,
                                        Vector&);

} // namespace ionflux
