#include <ionflux/fem/resolution.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ionflux {

using namespace dealii;

template <int dim>
double thickness_at_charged_wall(const typename Triangulation<dim>::active_cell_iterator& cell,
                                 const BoundaryMap& boundaries, double* const charge) {
  double thickness = 0.0;
  for (const unsigned int f : cell->face_indices()) {
    const auto face = cell->face(f);
    const int condition = face->at_boundary() ? boundaries.on_boundary(face->boundary_id())
                                              : boundaries.on_interface(face->manifold_id());
    if (condition == BoundaryMap::none) continue;
    for (const AppliedLaw& law : boundaries.conditions()[condition].laws)
      if (law.row->charges_wall && !law.row->essential()) {
        thickness = std::max(thickness, cell->measure() / face->measure());
        if (charge != nullptr && !law.row->depends_on_state() && law.value.is_constant())
          *charge = law.value({});
      }
  }
  return thickness;
}

template <int dim>
WallResolution wall_resolution(const Discretization<dim>& discretization,
                               const BoundaryMap& boundaries) {
  double thickest = 0.0, thinnest = std::numeric_limits<double>::max();
  std::pair<double, double> hardest = {0.0, 0.0}; // charge times thickness, charge
  for (const auto& cell : discretization.mesh.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    double charge = 0.0;
    const double thickness = thickness_at_charged_wall<dim>(cell, boundaries, &charge);
    if (thickness == 0.0) continue;
    hardest = std::max(hardest, {std::abs(charge) * thickness, charge});
    thickest = std::max(thickest, thickness);
    thinnest = std::min(thinnest, thickness);
  }
  WallResolution resolution;
  resolution.thickest = Utilities::MPI::max(thickest, discretization.communicator);
  resolution.thinnest = Utilities::MPI::min(thinnest, discretization.communicator);
  resolution.any = resolution.thickest > 0.0;
  resolution.charge_times_thickness =
      Utilities::MPI::max(hardest.first, discretization.communicator);
  const bool here = hardest.first == resolution.charge_times_thickness;
  resolution.charge = Utilities::MPI::max(
      here ? hardest.second : std::numeric_limits<double>::lowest(), discretization.communicator);
  return resolution;
}

double estimate_memory(const unsigned int dim, const unsigned int degree,
                       const unsigned int n_fields, const double n_unknowns) {
  // Mean number of nodes that a node couples with, exact for uniform tensor-product meshes.
  const double per_direction = (2.0 * degree + 1 + (degree - 1.0) * (degree + 1)) / degree;
  const double couplings = std::pow(per_direction, static_cast<int>(dim)) * (3.0 - 2.0 / n_fields);
  constexpr double bytes_per_nonzero = 12.0, copies = 3.0, vectors = 60 * 8.0;
  return n_unknowns * (couplings * bytes_per_nonzero * copies + vectors);
}

template double thickness_at_charged_wall<2>(const Triangulation<2>::active_cell_iterator&,
                                             const BoundaryMap&, double*);
template double thickness_at_charged_wall<3>(const Triangulation<3>::active_cell_iterator&,
                                             const BoundaryMap&, double*);
template WallResolution wall_resolution<2>(const Discretization<2>&, const BoundaryMap&);
template WallResolution wall_resolution<3>(const Discretization<3>&, const BoundaryMap&);

} // namespace ionflux
