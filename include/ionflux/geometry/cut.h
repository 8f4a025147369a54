#pragma once

/// Meshes cut along interfaces, for thin membranes: potential and concentrations jump there.

#include <ionflux/geometry/geometry.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// Name of the side of a cut interface that belongs to a region: "membrane: inside side".
std::string side_name(const std::string& interface, const std::string& region);

/// The same geometry with its mesh cut along interfaces: each side becomes a boundary of its own,
/// called side_name(). Vertices at a rim where a cut ends inside the domain stay shared.
///
/// @param interfaces names; those that the geometry does not have are left for others to report
/// @throws InputError if both sides of an interface lie in one region: the sides would have no name
template <int dim>
std::unique_ptr<Geometry<dim>> cut_along_interfaces(std::unique_ptr<Geometry<dim>> geometry,
                                                    const std::vector<std::string>& interfaces);

} // namespace ionflux
