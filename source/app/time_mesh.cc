#include <ionflux/app/adapt.h>
#include <ionflux/app/mesh_limits.h>
#include <ionflux/app/time_mesh.h>
#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/support/text.h>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// What begins with a jump could be refined for ever.
constexpr unsigned int most_starts = 6;

template <int dim>
bool any_flag(const Triangulation<dim>& mesh, const bool to_refine, MPI_Comm communicator) {
  bool any = false;
  for (const auto& cell : mesh.active_cell_iterators())
    any |= cell->is_locally_owned() &&
           (cell->refine_flag_set() || (!to_refine && cell->coarsen_flag_set()));
  return Utilities::MPI::logical_or(any, communicator);
}

} // namespace

template <int dim>
TimeMesh<dim>::TimeMesh(SteadySimulation<dim>& simulation, const Parameters& parameters)
    : simulation(simulation), parameters(parameters), is_on(is_adaptive(parameters)),
      table({"time [s]", "cells before", "estimated error", "cells", "unknowns", "limited"}) {}

template <int dim>
bool TimeMesh<dim>::is_due() const {
  return is_on && n_steps >= parameters.adaptivity.steps_between;
}

template <int dim>
FluxJumps TimeMesh<dim>::set_flags(const Vector& x, bool& all_refined) {
  const AdaptivitySettings& settings = parameters.adaptivity;
  auto& mesh = simulation.discretization().mesh;
  const FluxJumps jumps = flux_jumps(simulation.view(), simulation.problem().ghosted(x));
  const EqualShares wanted = {settings.target, settings.smallest_cell / simulation.scaling().length,
                              most_cells(mesh_limits(simulation))};
  all_refined = set_equal_shares(mesh, jumps.shares, wanted, parameters.degree);
  mesh.prepare_coarsening_and_refinement(); // drops flags of cells that cannot be merged
  return jumps;
}

template <int dim>
bool TimeMesh<dim>::mark_start(const Vector& start) {
  if (!is_on || n_starts++ >= most_starts) return false;
  bool all_refined = true;
  set_flags(start, all_refined);
  const auto& d = simulation.discretization();
  if (any_flag(d.mesh, true, d.communicator)) return true;
  for (const auto& cell : d.mesh.active_cell_iterators())
    cell->clear_coarsen_flag();
  return false;
}

template <int dim>
std::string TimeMesh<dim>::follow(TimeStepper& stepper, TimeProblem<dim>& problem) {
  n_steps = 0;
  const auto& d = simulation.discretization();
  Vector x = d.make_vector();
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  simulation.set_solution(x);
  const double before = d.mesh.n_global_active_cells();
  bool all_refined = true;
  const FluxJumps jumps = set_flags(x, all_refined);
  if (!any_flag(d.mesh, false, d.communicator)) return "";
  problem.set_time(stepper.time());
  const Vector content = simulation.refine_with_contents([](auto&) {}); // flags are set
  problem.meet_mesh();
  stepper.move_to(simulation.solution(), content);
  const double cells = d.mesh.n_global_active_cells(), unknowns = d.dof_handler.n_dofs();
  table.add_row({stepper.time(), before, jumps.error, cells, unknowns,
                 std::string(all_refined ? "no" : "yes")});
  return format_text("  mesh of %.0f cells, %.0f unknowns (%.0f before, estimated error %.2g)%s",
                     cells, unknowns, before, jumps.error,
                     all_refined ? "" : "; a limit of 'Adaptive refinement' allows no more");
}

template class TimeMesh<2>;
template class TimeMesh<3>;

} // namespace ionflux
