#include <ionflux/fem/discretization.h>
#include <ionflux/fem/face_pairs.h>
#include <ionflux/fem/periodic_nodes.h>
#include <ionflux/geometry/geometry.h>
#include <ionflux/physics/constants.h>

#include <deal.II/dofs/dof_renumbering.h>
#include <deal.II/dofs/dof_tools.h>

namespace ionflux {

using namespace dealii;

namespace {

std::shared_ptr<const std::map<types::boundary_id, unsigned int>>
directions_of(const std::vector<PeriodicSides>& periodic) {
  auto directions = std::make_shared<std::map<types::boundary_id, unsigned int>>();
  for (const PeriodicSides& sides : periodic)
    (*directions)[sides.first] = (*directions)[sides.second] = sides.direction;
  return directions;
}

} // namespace

template <int dim>
Discretization<dim>::Discretization(MPI_Comm communicator, const Geometry<dim>& geometry,
                                    const DiscretizationSettings& settings)
    : settings(settings), communicator(communicator),
      symmetry_fraction(geometry.symmetry_fraction()),
      shared_mesh(std::make_shared<parallel::distributed::Triangulation<dim>>(communicator)),
      periodic_directions(directions_of(geometry.labels().periodic)), mesh(*shared_mesh),
      mapping(settings.degree), scalar_fe(settings.degree), fe(scalar_fe, settings.n_fields),
      dof_handler(mesh) {
  geometry.create_coarse_mesh(mesh);
  join_opposite_faces(geometry.labels(), mesh);
  make_cell_index();
}

template <int dim>
Discretization<dim>::Discretization(const Discretization& same_mesh,
                                    const DiscretizationSettings& settings)
    : settings(settings), communicator(same_mesh.communicator),
      symmetry_fraction(same_mesh.symmetry_fraction), shared_mesh(same_mesh.shared_mesh),
      periodic_directions(same_mesh.periodic_directions), mesh(*shared_mesh),
      mapping(settings.degree), scalar_fe(settings.degree), fe(scalar_fe, settings.n_fields),
      dof_handler(mesh) {
  make_cell_index();
}

template <int dim>
void Discretization<dim>::make_cell_index() {
  cell_index.resize(fe.n_dofs_per_cell());
  for (unsigned int i = 0; i < fe.n_dofs_per_cell(); ++i) {
    const auto [field, node] = fe.system_to_component_index(i);
    cell_index[field * n_nodes_per_cell() + node] = i;
  }
}

template <int dim>
void Discretization<dim>::distribute_dofs() {
  dof_handler.distribute_dofs(fe);
  // Up to degree 2 deal.II interleaves the fields of a node by itself; with several nodes on a line
  // it does not, and strided index sets would pick wrong fields.
  if (settings.degree > 2) DoFRenumbering::support_point_wise(dof_handler);

  owned = dof_handler.locally_owned_dofs();
  DoFTools::extract_locally_relevant_dofs(dof_handler, relevant);

  std::vector<types::global_dof_index> dofs(fe.n_dofs_per_cell());
  for (const auto& cell : dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    for (unsigned int node = 0; node < n_nodes_per_cell(); ++node)
      for (unsigned int field = 0; field < n_fields(); ++field)
        AssertThrow(dofs[cell_index[field * n_nodes_per_cell() + node]] ==
                            dofs[cell_index[node]] + field &&
                        dofs[cell_index[node]] % n_fields() == 0,
                    ExcMessage("unknowns are not interleaved by node"));
  }

  hanging_nodes.clear();
  hanging_nodes.reinit(relevant);
  DoFTools::make_hanging_node_constraints(dof_handler, hanging_nodes);
  hanging_nodes.close();
  if (!periodic_directions->empty())
    identify_periodic_nodes(*this, *periodic_directions, relevant, hanging_nodes);
}

template <int dim>
double Discretization<dim>::full_turn() const {
  return settings.axisymmetric ? 2.0 * constants::pi : 1.0;
}

template <int dim>
PETScWrappers::MPI::Vector Discretization<dim>::make_vector() const {
  return PETScWrappers::MPI::Vector(owned, communicator);
}

template <int dim>
PETScWrappers::MPI::Vector Discretization<dim>::make_ghosted_vector() const {
  return PETScWrappers::MPI::Vector(owned, relevant, communicator);
}

LocalValues::LocalValues(const PETScWrappers::MPI::Vector& ghosted, const IndexSet& owned,
                         const IndexSet& relevant)
    : vector(ghosted), ghosts(relevant) {
  Assert(ghosted.has_ghost_elements() || relevant.n_elements() == owned.n_elements(),
         ExcMessage("a ghosted vector is needed"));
  ghosts.subtract_set(owned);
  ghosts.compress();
  first = owned.n_elements() ? owned.nth_index_in_set(0) : 0;
  last = first + owned.n_elements();
  VecGhostGetLocalForm(vector, &local);
  VecGetArrayRead(local ? local : vector, &array);
}

LocalValues::~LocalValues() {
  VecRestoreArrayRead(local ? local : vector, &array);
  VecGhostRestoreLocalForm(vector, &local);
}

template <int dim>
void interpolate(const Discretization<dim>& d, const FEValuesBase<dim>& values,
                 const unsigned int q, const LocalValues& unknowns,
                 const std::vector<types::global_dof_index>& dofs, std::vector<double>& value,
                 std::vector<Tensor<1, dim>>& gradient) {
  const unsigned int n_nodes = d.n_nodes_per_cell();
  for (unsigned int f = 0; f < d.n_fields(); ++f) {
    value[f] = 0.0;
    gradient[f] = 0.0;
    for (unsigned int a = 0; a < n_nodes; ++a) {
      const double u = unknowns[dofs[d.cell_index[f * n_nodes + a]]];
      value[f] += u * values.shape_value(a, q);
      gradient[f] += u * values.shape_grad(a, q);
    }
  }
}

template void interpolate(const Discretization<2>&, const FEValuesBase<2>&, unsigned int,
                          const LocalValues&, const std::vector<types::global_dof_index>&,
                          std::vector<double>&, std::vector<Tensor<1, 2>>&);
template void interpolate(const Discretization<3>&, const FEValuesBase<3>&, unsigned int,
                          const LocalValues&, const std::vector<types::global_dof_index>&,
                          std::vector<double>&, std::vector<Tensor<1, 3>>&);
template class Discretization<2>;
template class Discretization<3>;

} // namespace ionflux
