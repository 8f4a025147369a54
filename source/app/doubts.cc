#include <ionflux/app/doubts.h>

#include <ionflux/app/flow_checks.h>
#include <ionflux/app/mesh_samples.h>
#include <ionflux/app/reach_checks.h>
#include <ionflux/fem/releases.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/support/text.h>

#include <deal.II/base/bounding_box.h>

#include <cmath>
#include <iterator>

namespace ionflux {

using namespace dealii;

namespace {

void doubt_temperature(const Parameters& p, std::vector<std::string>& doubts) {
  const double kelvin = p.electrolyte.temperature;
  if (kelvin >= 200.0 && kelvin <= 1000.0) return;
  doubts.push_back(format_text("the temperature is %.6g K, where no electrolyte is liquid (a "
                               "number without unit is kelvin; write 25 degC for room temperature)",
                               kelvin));
}

void doubt_programs(const Parameters& p, std::vector<std::string>& doubts) {
  if (p.sweep.requested && p.convergence.requested)
    doubts.push_back("the file has a 'Sweep' and a 'Convergence study': `run` and `sweep` do the "
                     "first alone, `converge` does the second alone");
}

// 56,355 unknowns in 3-D: minutes by a factorisation, 1.4 s by multigrid (doc/numerics.md, Speed).
template <int dim>
void doubt_factorization(const Parameters& p, const double n_unknowns,
                         std::vector<std::string>& doubts) {
  constexpr double many = 1e5;
  if (dim == 2 || !is_direct(p.solver.preconditioner) || n_unknowns < many) return;
  doubts.push_back(format_text(
      "'%s' factorises the matrix of %.3g unknowns in 3-D: its time grows as their square and its "
      "memory as their power 4/3, far beyond the estimate above; 'BoomerAMG' does not",
      p.solver.preconditioner.c_str(), n_unknowns));
}

/// Smallest box around the coarse mesh, in metres; every rank holds all of it.
template <int dim>
BoundingBox<dim> box_around(const Triangulation<dim>& mesh, const double length) {
  std::pair<Point<dim>, Point<dim>> corners;
  bool first = true;
  for (const auto& cell : mesh.cell_iterators_on_level(0))
    for (const unsigned int v : cell->vertex_indices())
      for (unsigned int d = 0; d < dim; ++d) {
        const double x = cell->vertex(v)[d] * length;
        if (first || x < corners.first[d]) corners.first[d] = x;
        if (first || x > corners.second[d]) corners.second[d] = x;
        if (d + 1 == dim) first = false;
      }
  return BoundingBox<dim>(corners);
}

template <int dim>
void doubt_profiles(SteadySimulation<dim>& simulation, const Parameters& p,
                    std::vector<std::string>& doubts) {
  if (p.output.profiles.empty()) return;
  const double length = simulation.scaling().length;
  const BoundingBox<dim> box = box_around<dim>(simulation.discretization().mesh, length);
  const Point<dim> low = box.get_boundary_points().first, high = box.get_boundary_points().second;
  for (const ProfileLine& line : p.output.profiles) {
    double from = 0.0, to = 1.0; // the part of the line in the box
    for (unsigned int d = 0; d < dim; ++d) {
      const double start = line.from[d], along = line.to[d] - line.from[d],
                   tolerance = 1e-9 * (high[d] - low[d]);
      if (along == 0.0) {
        if (start < low[d] - tolerance || start > high[d] + tolerance) to = -1.0;
        continue;
      }
      const double a = (low[d] - tolerance - start) / along,
                   b = (high[d] + tolerance - start) / along;
      from = std::max(from, std::min(a, b));
      to = std::min(to, std::max(a, b));
    }
    const double outside = 1.0 - std::max(0.0, to - from);
    if (outside > 0.0)
      doubts.push_back(format_text("%.3g %% of the profile '%s' lies outside of the domain",
                                   100.0 * outside, line.name.c_str()));
  }
}

// The condition of a face on which the point lies that gives a concentration of a released species;
// null: none.
template <int dim>
const BoundaryCondition* taker_of(const SteadySimulation<dim>& simulation, const Release& release,
                                  const ReleasePoint<dim>& point) {
  constexpr double on_it = 1e-9;
  const BoundaryMap& boundaries = simulation.boundaries();
  for (const unsigned int f : point.cell->face_indices()) {
    if (!point.cell->at_boundary(f) || std::abs(point.unit[f / 2] - f % 2) > on_it) continue;
    const int number = boundaries.on_boundary(point.cell->face(f)->boundary_id());
    if (number == BoundaryMap::none) continue;
    for (const AppliedLaw& law : boundaries.conditions()[number].laws)
      if (law.row->essential() && law.species >= 0 && release.has(law.species))
        return &boundaries.conditions()[number];
  }
  return nullptr;
}

// What a source gives to where the concentration is given is gone at once.
template <int dim>
void check_release(SteadySimulation<dim>& simulation, const Release& release) {
  double taken = 0.0;
  std::string surfaces;
  for (const ReleasePoint<dim>& point :
       find_release(simulation.discretization(), simulation.model(), release))
    if (const BoundaryCondition* const taker = taker_of(simulation, release, point)) {
      taken += point.share;
      surfaces = join(taker->surfaces, ", ");
    }
  const MPI_Comm communicator = simulation.discretization().communicator;
  if (Utilities::MPI::sum(taken, communicator) < 1.0 - 1e-9) return;
  for (const std::string& one : Utilities::MPI::all_gather(communicator, surfaces))
    if (!one.empty()) surfaces = one;
  throw InputError(ExitCode::bad_parameters,
                   {Fault{"the source '" + release.name + "' lies on '" + surfaces +
                              "', where concentrations are given: what it releases leaves at once",
                          release.where, "Sources/" + release.name + "/Position", "",
                          "a place inside, or a boundary without given concentrations"}});
}

} // namespace

template <int dim>
std::vector<std::string> doubts(SteadySimulation<dim>& simulation, const Parameters& parameters) {
  std::vector<std::string> list = check_reach(simulation, parameters);
  const std::vector<std::string> of_flow = check_flow(simulation, parameters);
  list.insert(list.end(), of_flow.begin(), of_flow.end());
  for (const Release& release : parameters.electrolyte.releases)
    check_release(simulation, release);
  const std::vector<std::string> sampled = sample_expressions(simulation, parameters);
  list.insert(list.end(), sampled.begin(), sampled.end());
  doubt_temperature(parameters, list);
  doubt_programs(parameters, list);
  doubt_factorization<dim>(parameters, simulation.discretization().dof_handler.n_dofs(), list);
  doubt_profiles(simulation, parameters, list);
  return list;
}

template std::vector<std::string> doubts(SteadySimulation<2>&, const Parameters&);
template std::vector<std::string> doubts(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
