#pragma once

/// Point, line and area sources on the mesh. Where one is, the test functions are evaluated: they
/// add up to 1, so that what is given enters, on any mesh.

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

#include <functional>

namespace ionflux {

/// A piece of a source in an owned cell.
template <int dim>
struct ReleasePoint {
  typename dealii::DoFHandler<dim>::active_cell_iterator cell;
  dealii::Point<dim> unit; ///< in the reference cell
  double share = 1.0;      ///< of the whole source
};

/// The pieces of a source that this rank's cells take; all ranks together take each once. Lines and
/// areas are cut finer than cells. Collective.
///
/// @throws InputError where a piece lies outside of the mesh, or where its species may not be
template <int dim>
std::vector<ReleasePoint<dim>> find_release(const Discretization<dim>& discretization,
                                            const Model& model, const Release& release);

/// What of a rate enters the equations of the mesh: dimensionless, per radian if axisymmetric.
template <int dim>
double dimensionless_rate(const Discretization<dim>& discretization, const Model& model,
                          double rate);

} // namespace ionflux
