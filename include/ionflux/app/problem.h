#pragma once

#include <ionflux/app/start.h>
#include <ionflux/fem/adaptivity/problem_view.h>
#include <ionflux/fem/content_transfer.h>
#include <ionflux/fem/discrete_problem.h>
#include <ionflux/input/parameters.h>

#include <functional>
#include <memory>

namespace ionflux {

struct Checkpoint;

/// A problem and the mesh it stands on: geometry, continuous problem, equations and state. Knows
/// neither solvers nor files; drivers (app/steady.h) change its state.
template <int dim>
class Problem {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// Builds geometry and coarse mesh and checks the input against it.
  ///
  /// @param given_scales of another problem whose states this one shall understand; null: chosen
  /// @throws InputError for faults of the input that only the mesh shows
  Problem(const Parameters& parameters, MPI_Comm communicator,
          const Scaling* given_scales = nullptr);

  /// Refine the coarse mesh to where the solution begins: not at all with nested iteration, else
  /// fully.
  void prepare_mesh();

  /// Refine everywhere without solving (for `check`).
  void refine_fully();

  /// Other values of the parameters, but neither another mesh nor other unknowns: make the
  /// equations anew on the mesh that is there. Scales of length, concentration and diffusivity
  /// stay; so does the state.
  void reset(const Parameters& parameters);

  /// Sets refine and coarsen flags on the owned cells.
  using Marker = std::function<void(dealii::parallel::distributed::Triangulation<dim>&)>;

  /// Refine and coarsen where `mark` says, and carry the state over.
  void refine(const Marker& mark) { change_mesh(mark, nullptr); }
  /// The same, and the contents of species with it (fem/content_transfer.h).
  Vector refine_with_contents(const Marker& mark);

  /// Take the mesh of a checkpoint of the same coarse mesh and unknowns.
  /// @return its vectors; the first is the state now, with given values put in
  std::vector<Vector> restore(const Checkpoint& checkpoint);

  /// Are global refinements left to be done (with nested iteration, by the solver)?
  bool is_coarse() const { return n_refinements < given.n_global_refinements; }
  /// Do the next of them, and carry the state over.
  void refine_globally();

  /// The problem as error estimators see it.
  ProblemView<dim> view() const { return {*discrete, *continuous}; }
  /// As the makers of starts see it.
  ProblemParts<dim> parts() const { return {*discrete, *continuous, mesh_labels}; }

  const Parameters& parameters() const { return given; }
  /// The continuous problem; reset() makes it anew.
  const Model& model() const { return *continuous; }
  const Medium& medium() const { return continuous->medium; }
  const BoundaryMap& boundaries() const { return continuous->boundaries; }
  const Scaling& scaling() const { return continuous->scaling; }
  const MeshLabels& labels() const { return mesh_labels; }
  double symmetry_fraction() const { return geometry->symmetry_fraction(); }
  Discretization<dim>& discretization() { return *discrete; }
  const Discretization<dim>& discretization() const { return *discrete; }
  /// The equations on the mesh.
  DiscreteProblem<dim>& problem() { return *equations; }
  const DiscreteProblem<dim>& problem() const { return *equations; }
  const Vector& solution() const { return state; }
  void set_solution(const Vector& x) { state = x; }
  /// That building the coarse mesh took.
  double mesh_seconds() const { return seconds; }

private:
  void refine_at_walls();
  void change_mesh(const Marker& mark, ContentTransfer<dim>* contents);

  Parameters given;
  std::unique_ptr<Geometry<dim>> geometry;
  MeshLabels mesh_labels;
  std::unique_ptr<const Model> continuous;
  std::unique_ptr<Discretization<dim>> discrete;
  std::unique_ptr<DiscreteProblem<dim>> equations;
  Vector state;
  unsigned int n_refinements = 0; ///< global ones, done so far
  double seconds = 0.0;
};

} // namespace ionflux
