#include <ionflux/app/time_mesh_errors.h>

#include <ionflux/algebra/lagrange_weights.h>
#include <ionflux/app/mesh_error.h>
#include <ionflux/app/neutral_rows.h>
#include <ionflux/solver/robust_solve.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using nlohmann::json;

namespace {

// Two digits of an estimate are wanted, also where one flux is small beside others.
constexpr double linear_tolerance = 1e-7;

// Unknowns change by so much in differences of the contents.
constexpr double difference_of_unknowns = 1e-3;

// The rate of change is that of a polynomial of order 3, as the best scheme is.
constexpr unsigned int most_points = 4;

} // namespace

template <int dim>
TimeMeshErrors<dim>::TimeMeshErrors(SteadySimulation<dim>& simulation, const Parameters& parameters,
                                    const bool values_vary)
    : simulation(simulation), parameters(parameters), values_vary(values_vary),
      is_neutral(keeps_its_charge(parameters)),
      wanted(parameters.output.mesh_error != MeshErrorMode::never &&
             !parameters.convergence.requested) {}

template <int dim>
void TimeMeshErrors<dim>::begin(const Vector& x) {
  if (!wanted) return;
  meet_values();
  carried = simulation.discretization().make_vector(); // the start may have made another mesh
  displaced.assign(simulation.boundaries().n_boundaries(), 0.0);
  equations->set_storage(0.0, nullptr);
  if (parameters.time.start == TimeStart::steady_state && !solve(x, 0.0)) return give_up();
  add_point(x, 0.0);
}

template <int dim>
void TimeMeshErrors<dim>::follow(const Vector& x, const double time) {
  if (!wanted) return;
  meet_values();
  const std::vector<BoundaryFlux> before = flux_errors;
  const double length = time - points.back().time, rate = simulation.scaling().time() / length;
  add_point(x, time);
  if (!solve(x, rate)) return give_up();
  // Where concentrations of boundaries jump, contents of their nodes jump in the first step.
  if (is_behind_break) points.erase(points.begin());
  is_behind_break = false;
  displacement_errors.assign(flux_errors.size(), 0.0);
  for (unsigned int b = 0; b < flux_errors.size(); ++b)
    displacement_errors[b] =
        (flux_errors[b].charge - (b < before.size() ? before[b].charge : 0.0)) / length;
  known = !was_limited;
}

template <int dim>
void TimeMeshErrors<dim>::give_up() {
  known = wanted = false;
  points.clear(); // of the mesh that was
  finer = nullptr;
  newton = nullptr;
  equations = nullptr;
}

template <int dim>
void TimeMeshErrors<dim>::forget() {
  if (points.size() > 1) points.erase(points.begin(), points.end() - 1);
  is_behind_break = true;
}

// Made where it is needed first: a run that estimates nothing does without.
template <int dim>
void TimeMeshErrors<dim>::meet_values() {
  if (!equations) {
    equations =
        std::make_unique<DiscreteProblem<dim>>(simulation.discretization(), simulation.model());
    equations->setup();
    newton = std::make_unique<NewtonProblem<dim>>(*equations, parameters.electrolyte);
    finer = std::make_unique<FinerEquations<dim>>(simulation.view());
  } else if (values_vary) {
    equations->update_given_values(true);
    finer->update_given_values();
  }
}

template <int dim>
void TimeMeshErrors<dim>::add_point(const Vector& x, const double time) {
  if (points.size() == most_points) points.erase(points.begin());
  points.push_back({time, x, equations->content(x), finer->content(equations->ghosted(x))});
}

// One step of e, from the last but one of the points to the last, at x.
template <int dim>
bool TimeMeshErrors<dim>::solve(const Vector& x, const double rate) {
  const Discretization<dim>& d = simulation.discretization();
  Vector storage;
  if (rate > 0.0) {
    // The equations have rate (C - known): known such that this is the rate of change.
    std::vector<double> times;
    for (const Point& point : points)
      times.push_back(point.time / simulation.scaling().time());
    const std::vector<double> slopes = lagrange_slopes_at_last(times);
    storage = points.back().fine_content;
    storage *= slopes.back();
    Vector from(points.back().content);
    from *= 1.0 - slopes.back() / rate;
    for (unsigned int k = 0; k + 1 < points.size(); ++k) {
      storage.add(slopes[k], points[k].fine_content);
      from.add(-slopes[k] / rate, points[k].content);
    }
    equations->set_storage(rate, &from);
    equations->metals().charge_like(simulation.problem().metals(), rate);
  }
  std::vector<double> row_factors;
  for (const double scale : newton->residual_scales(x))
    row_factors.push_back(1.0 / scale);
  newton->jacobian(x, row_factors);
  MeshDefect<dim> defect = finer->defect(*equations, x, rate > 0.0 ? &storage : nullptr);
  defect.rows.add(-rate, carried);
  Vector right = defect_equations(d, *equations, defect);
  const UnknownPotentials<dim>& unknowns = equations->unknown_potentials();
  double* values;
  IONFLUX_PETSC(VecGetArray(right, &values));
  for (unsigned int k = 0; k < unknowns.size(); ++k) {
    const auto master = equations->fixed().shared_potentials()[k].master;
    if (d.owned.is_element(master) && unknowns.law(k).row->gives == Gives::current)
      for (const unsigned int id : unknowns.flux(k).boundaries)
        values[d.owned.index_within_set(master)] -= unknowns.factor(k) * rate * displaced[id];
  }
  for (unsigned int i = 0; i < d.owned.n_elements(); ++i)
    values[i] *= row_factors[i % row_factors.size()];
  IONFLUX_PETSC(VecRestoreArray(right, &values));

  SolverSettings settings = parameters.solver;
  if (const auto direct = with_factorization(*newton, settings)) settings = *direct;
  Vector change = d.make_vector();
  if (!solve_for_change(*newton, settings, linear_tolerance, right, change).converged) return false;
  unknowns.set_slaves(equations->fixed(), change);

  const FluxChanges changes = flux_changes(simulation.view(), *equations, x, change, defect);
  const FluxTable& table = changes.outward;
  flux_errors = simulation.in_si_units(table);
  for (unsigned int id = 0; id < table.size(); ++id)
    displaced[id] = table[id][0];
  potential_errors.clear();
  for (unsigned int k = 0; k < unknowns.size(); ++k)
    potential_errors.push_back(simulation.scaling().potential() *
                               equations->unknown_potential(k, change));
  for (const double of_metal : changes.metals)
    potential_errors.push_back(simulation.scaling().potential() * of_metal);
  carry(x, change);
  return true;
}

// M e by a central difference.
template <int dim>
void TimeMeshErrors<dim>::carry(const Vector& x, const Vector& change) {
  const double size = change.linfty_norm(), step = size > 0.0 ? difference_of_unknowns / size : 1.0;
  Vector there(x);
  there.add(step, change);
  carried = equations->content(there);
  there.add(-2.0 * step, change);
  carried.add(-1.0, equations->content(there));
  carried *= 0.5 / step;
  if (is_neutral) take_out_charge(carried, *simulation.model().law, {});
  was_limited = limit_to(equations->content(x));
}

// Behind a jump that the mesh does not resolve yet, e by the linearised equations may grow beyond
// any bound from step to step. What is carried on is no larger than what is there; was it?
template <int dim>
bool TimeMeshErrors<dim>::limit_to(const Vector& content) {
  const unsigned int n_fields = simulation.discretization().n_fields();
  const double* all;
  double *part, least = 1.0;
  IONFLUX_PETSC(VecGetArrayRead(content, &all));
  IONFLUX_PETSC(VecGetArray(carried, &part));
  for (unsigned int k = 0; k < simulation.discretization().owned.n_elements(); k += n_fields) {
    double factor = 1.0; // one for all species, so that the charge stays
    for (unsigned int f = 1; f < n_fields; ++f)
      if (std::abs(part[k + f]) > std::abs(all[k + f]))
        factor = std::min(factor, std::abs(all[k + f] / part[k + f]));
    for (unsigned int f = 1; f < n_fields && factor < 1.0; ++f)
      part[k + f] *= factor;
    least = std::min(least, factor);
  }
  IONFLUX_PETSC(VecRestoreArray(carried, &part));
  IONFLUX_PETSC(VecRestoreArrayRead(content, &all));
  return Utilities::MPI::min(least, simulation.discretization().communicator) < 1.0;
}

template <int dim>
json TimeMeshErrors<dim>::memory() const {
  json memory = {{"wanted", wanted},
                 {"known", known},
                 {"behind break", is_behind_break},
                 {"displaced", displaced}};
  for (const BoundaryFlux& one : flux_errors)
    memory["charges"].push_back(one.charge);
  for (const Point& point : points)
    memory["times"].push_back(point.time);
  return memory;
}

template <int dim>
std::vector<typename TimeMeshErrors<dim>::Vector> TimeMeshErrors<dim>::vectors() const {
  if (!wanted) return {};
  std::vector<Vector> list = {carried};
  for (const Point& point : points)
    list.push_back(point.state);
  return list;
}

template <int dim>
void TimeMeshErrors<dim>::resume(const json& memory, const std::vector<Vector>& vectors) {
  wanted = wanted && memory["wanted"];
  if (!wanted) return;
  known = memory["known"];
  is_behind_break = memory["behind break"];
  displaced = memory["displaced"].get<std::vector<double>>();
  carried = vectors.front();
  if (memory.contains("charges")) {
    flux_errors = simulation.in_si_units(
        FluxTable(displaced.size(), std::vector<double>(simulation.discretization().n_fields())));
    for (unsigned int b = 0; b < flux_errors.size(); ++b)
      flux_errors[b].charge = memory["charges"][b];
  }
  const double now = *parameters.time.clock;
  for (unsigned int k = 0; k < memory["times"].size(); ++k) {
    *parameters.time.clock = memory["times"][k];
    meet_values();
    add_point(vectors.at(k + 1), memory["times"][k]);
  }
  *parameters.time.clock = now;
}

template class TimeMeshErrors<2>;
template class TimeMeshErrors<3>;

} // namespace ionflux
