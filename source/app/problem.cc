#include <ionflux/app/problem.h>

#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/input/make_model.h>
#include <ionflux/input/mesh_checks.h>
#include <ionflux/input/scales.h>
#include <ionflux/input/size_checks.h>
#include <ionflux/output/checkpoint.h>

#include <deal.II/base/timer.h>
#include <deal.II/distributed/solution_transfer.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

template <int dim>
MeshLabels checked_labels(const Parameters& parameters, const Geometry<dim>& geometry) {
  const MeshLabels labels = geometry.labels();
  check_against_mesh(parameters, labels);
  return labels;
}

} // namespace

template <int dim>
Problem<dim>::Problem(const Parameters& parameters, MPI_Comm communicator,
                      const Scaling* const given_scales)
    : given(parameters), geometry(parameters.make_geometry<dim>()),
      mesh_labels(checked_labels(parameters, *geometry)),
      continuous(std::make_unique<Model>(make_model(
          parameters, mesh_labels,
          given_scales != nullptr ? *given_scales
                                  : choose_scaling(parameters, geometry->reference_length())))) {
  Timer timer;
  discrete = std::make_unique<Discretization<dim>>(
      communicator, *geometry,
      DiscretizationSettings{parameters.electrolyte.n_species() + 1, parameters.degree,
                             parameters.n_quadrature_points, parameters.axisymmetric,
                             parameters.stabilisation});
  equations = std::make_unique<DiscreteProblem<dim>>(*discrete, *continuous);
  seconds = timer.wall_time();
}

template <int dim>
void Problem<dim>::reset(const Parameters& parameters) {
  given = parameters;
  auto next = std::make_unique<Model>(make_model(given, mesh_labels, scaling()));
  equations = std::make_unique<DiscreteProblem<dim>>(*discrete, *next, equations->shared_matrix());
  continuous = std::move(next); // after those that refer to the one before
  equations->setup();
}

// The global refinements to come halve the cells as well.
template <int dim>
void Problem<dim>::refine_at_walls() {
  const double n_cells = given.adaptivity.cells_per_debye_length,
               debye = shortest_debye_length(given) / scaling().length;
  if (n_cells == 0.0 || !std::isfinite(debye)) return;
  const int n_to_come = given.n_global_refinements - n_refinements;
  const double n_children = std::ldexp(1.0, dim * n_to_come);
  refine_at_charged_walls(*discrete, boundaries(), std::ldexp(debye / n_cells, n_to_come),
                          most_cells(given) / n_children, bytes_per_cell(given) * n_children);
}

template <int dim>
void Problem<dim>::refine_fully() {
  refine_at_walls();
  discrete->mesh.refine_global(given.n_global_refinements - n_refinements);
  n_refinements = given.n_global_refinements;
  discrete->distribute_dofs();
}

template <int dim>
void Problem<dim>::prepare_mesh() {
  if (given.solver.nested_iteration) {
    refine_at_walls();
    discrete->distribute_dofs();
  } else {
    refine_fully();
  }
}

template <int dim>
void Problem<dim>::change_mesh(const Marker& mark, ContentTransfer<dim>* const contents) {
  const Vector old_state = equations->ghosted(state);
  parallel::distributed::SolutionTransfer<dim, Vector> transfer(discrete->dof_handler);
  mark(discrete->mesh);
  discrete->mesh.prepare_coarsening_and_refinement();
  transfer.prepare_for_coarsening_and_refinement(old_state);
  if (contents) contents->prepare(state);
  discrete->mesh.execute_coarsening_and_refinement();
  discrete->distribute_dofs();
  equations->setup();
  state = discrete->make_vector();
  transfer.interpolate(state);
  equations->distribute(state);
}

template <int dim>
typename Problem<dim>::Vector Problem<dim>::refine_with_contents(const Marker& mark) {
  ContentTransfer<dim> contents(*discrete, *equations);
  change_mesh(mark, &contents);
  return contents.finish(state);
}

template <int dim>
std::vector<typename Problem<dim>::Vector> Problem<dim>::restore(const Checkpoint& checkpoint) {
  std::vector<Vector> vectors = load_checkpoint(checkpoint, *discrete);
  n_refinements = given.n_global_refinements;
  equations->setup();
  state = vectors[0];
  equations->distribute(state);
  return vectors;
}

template <int dim>
void Problem<dim>::refine_globally() {
  refine([](auto& mesh) { mesh.set_all_refine_flags(); });
  ++n_refinements;
}

template class Problem<2>;
template class Problem<3>;

} // namespace ionflux
