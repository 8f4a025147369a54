#pragma once

#include <ionflux/fem/stabilisation.h>
#include <ionflux/physics/point_gradient.h>

#include <deal.II/base/index_set.h>
#include <deal.II/base/mpi.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/fe/fe_system.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/fe/mapping_q.h>
#include <deal.II/lac/affine_constraints.h>
#include <deal.II/lac/petsc_vector.h>

#include <map>
#include <memory>
#include <vector>

namespace ionflux {

template <int dim>
class Geometry;

/// Choices of the discretization.
struct DiscretizationSettings {
  unsigned int n_fields = 3; ///< potential and species
  unsigned int degree = 2;
  unsigned int n_quadrature_points = 0; ///< a direction; 0 = degree + 1
  bool axisymmetric = false;
  Stabilisation stabilisation = Stabilisation::none;
};

/// Mesh, finite elements and numbering of the unknowns; no physics.
///
/// Unknowns are interleaved by node: global index = node * n_fields + field, on every rank.
/// Coordinates are in units of the geometry's reference length.
template <int dim>
class Discretization {
public:
  Discretization(MPI_Comm communicator, const Geometry<dim>& geometry,
                 const DiscretizationSettings& settings);

  /// Other elements on the same mesh, for error estimates: both live on it until it is refined,
  /// then distribute_dofs() is due for each.
  Discretization(const Discretization& same_mesh, const DiscretizationSettings& settings);

  /// Number the unknowns anew, after the mesh has changed.
  void distribute_dofs();

  unsigned int n_fields() const { return settings.n_fields; }
  unsigned int n_nodes_per_cell() const { return scalar_fe.n_dofs_per_cell(); }
  unsigned int n_quadrature_points() const {
    return settings.n_quadrature_points ? settings.n_quadrature_points : settings.degree + 1;
  }

  /// Space dimension of the physical domain: 3 when axisymmetric.
  unsigned int physical_dimension() const { return settings.axisymmetric ? 3 : dim; }

  /// Weight of a point in an integral over the physical domain: r when axisymmetric (the factor 2
  /// pi is left to full_turn()), else 1.
  double radial_weight(const dealii::Point<dim>& x) const {
    return settings.axisymmetric ? x[0] : 1.0;
  }

  /// Also of elements of a higher degree on the same mesh, which have none.
  bool has(const Stabilisation kind) const {
    return settings.stabilisation == kind && settings.degree == 1;
  }

  /// 2 pi when axisymmetric, else 1.
  double full_turn() const;

  /// Is this boundary one of two that stand for the same place?
  bool is_periodic(const dealii::types::boundary_id id) const {
    return periodic_directions->count(id) != 0;
  }

  /// Coordinate in which such a boundary and its other one differ. @throws std::out_of_range
  unsigned int periodic_direction(const dealii::types::boundary_id id) const {
    return periodic_directions->at(id);
  }

  /// A vector of owned unknowns.
  dealii::PETScWrappers::MPI::Vector make_vector() const;
  /// A vector that also holds the relevant unknowns of other ranks.
  dealii::PETScWrappers::MPI::Vector make_ghosted_vector() const;

  const DiscretizationSettings settings;
  MPI_Comm communicator;
  const double symmetry_fraction; ///< share of the whole object that the mesh shows

private:
  using PeriodicDirections = std::map<dealii::types::boundary_id, unsigned int>;
  const std::shared_ptr<dealii::parallel::distributed::Triangulation<dim>> shared_mesh;
  const std::shared_ptr<const PeriodicDirections> periodic_directions; ///< across the sides
  void make_cell_index();

public:
  dealii::parallel::distributed::Triangulation<dim>& mesh;
  dealii::MappingQ<dim> mapping;
  dealii::FE_Q<dim> scalar_fe; ///< one field
  dealii::FESystem<dim> fe;    ///< all fields
  dealii::DoFHandler<dim> dof_handler;
  /// Of this rank; what it needs to know: those of ghost cells, and what they follow from.
  dealii::IndexSet owned, relevant;
  /// Nodes whose values follow from those of others: hanging nodes, and one of each two that are
  /// the same place on periodic sides. Complete for all unknowns in `relevant`.
  dealii::AffineConstraints<double> hanging_nodes;

  /// Index within a cell of (field, node): cell_index[field * n_nodes_per_cell() + node].
  std::vector<unsigned int> cell_index;
};

/// Solution vector read by the values of one cell: nodal values field by field, fast.
class LocalValues {
public:
  /// @param ghosted must outlive this object and not change meanwhile
  LocalValues(const dealii::PETScWrappers::MPI::Vector& ghosted, const dealii::IndexSet& owned,
              const dealii::IndexSet& relevant);
  ~LocalValues();
  LocalValues(const LocalValues&) = delete;
  LocalValues& operator=(const LocalValues&) = delete;

  double operator[](const dealii::types::global_dof_index i) const {
    if (i >= first && i < last) return array[i - first];
    return array[last - first + ghosts.index_within_set(i)];
  }

  /// All values: owned unknowns first, then the ghosts in ascending order.
  const double* begin() const { return array; }

private:
  Vec vector, local;
  const double* array;
  dealii::types::global_dof_index first, last;
  dealii::IndexSet ghosts;
};

/// All unknowns and their gradients at quadrature point q of a cell or of one of its faces.
///
/// @param dofs     of the cell, as get_dof_indices() gives them
/// @param value    n_fields() entries, overwritten; so is `gradient`
template <int dim>
void interpolate(const Discretization<dim>& discretization, const dealii::FEValuesBase<dim>& values,
                 unsigned int q, const LocalValues& unknowns,
                 const std::vector<dealii::types::global_dof_index>& dofs,
                 std::vector<double>& value, std::vector<dealii::Tensor<1, dim>>& gradient);

/// The gradients of all fields as a transport law reads them; valid as long as they are.
template <int dim>
PointGradient gradient_of(const std::vector<dealii::Tensor<1, dim>>& gradient) {
  return {gradient.front().begin_raw(), dim, 1, dim};
}

} // namespace ionflux
