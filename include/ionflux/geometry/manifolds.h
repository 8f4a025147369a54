#pragma once

/// The curved surfaces of our geometries as deal.II manifolds.

#include <functional>
#include <memory>

namespace dealii {
template <int dim, int spacedim>
class Manifold;
}

namespace ionflux {

template <int dim>
using ManifoldPointer = std::shared_ptr<const dealii::Manifold<dim, dim>>;

/// Straight.
template <int dim>
ManifoldPointer<dim> flat_manifold();

/// Circles about the origin in 2-D, spheres in 3-D.
template <int dim>
ManifoldPointer<dim> centred_sphere_manifold();

/// What a straight line of the half plane (r, z) sweeps about the z axis: cylinders, cones, discs.
/// In 2-D the straight line itself.
template <int dim>
ManifoldPointer<dim> swept_line_manifold();

/// A cylinder about the axis parallel to z through (x, y).
ManifoldPointer<3> cylinder_manifold(double x, double y);

/// What a circle about (r, z) sweeps about the z axis: a piece of a torus. In 2-D the circle. Valid
/// on the side of the circle that faces the axis (within 180 degrees).
template <int dim>
ManifoldPointer<dim> swept_circle_manifold(double r, double z);

/// What a curve r(z) of the half plane sweeps about the z axis. In 2-D the curve itself.
/// @param slope dr/dz
template <int dim>
ManifoldPointer<dim> swept_curve_manifold(const std::function<double(double)>& radius,
                                          const std::function<double(double)>& slope);

} // namespace ionflux
