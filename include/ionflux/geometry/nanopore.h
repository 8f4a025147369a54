#pragma once

/// The nanopore in two steps: the shape in numbers, and its block mesh in the half plane (r, z).

#include <ionflux/geometry/block_mesh.h>
#include <ionflux/geometry/named_lengths.h>
#include <ionflux/geometry/pore_profile.h>

#include <array>
#include <vector>

namespace ionflux {

/// Measures of the pore; lengths in units of the pore length. The membrane is |z| < 1/2.
struct NanoporeShape {
  PoreProfile wall = cone_profile(0.25, 0.0); ///< before the rims are rounded
  /// Parts of the wall from the lower mouth to the upper one; fractions of the length, in all 1.
  std::vector<NamedLength> wall_parts = {{"pore wall", 1.0}};
  double rim_radius = 0.0; ///< of the fillets at both mouths; 0: sharp rims
  double reservoir_radius = 2.0;
  double reservoir_length = 2.0;
  bool mesh_membrane = true;

  /// Heights z where a part of the wall ends and the next begins.
  std::vector<double> joints() const;

  /// Number of the part of the wall at height z.
  unsigned int wall_part(double z) const;

  /// The fillet of a mouth. The pore ends in the plane of the fillet's middle (rounded) or of the
  /// membrane face (sharp). Side is -1 at the lower mouth, +1 at the upper one.
  struct Rim {
    std::array<double, 2> centre, on_wall, middle, on_face; ///< (r, z); all equal when sharp
    double sweep = 0.0;                                     ///< angle of the arc [rad]
  };
  Rim rim(int side) const;
};

/// How fine; lengths in units of the pore length.
struct NanoporeResolution {
  double first_layer = 0.02;
  double ratio = 1.6;
  double largest_in_pore = 0.1;
  double largest_in_reservoir = 0.3;
  unsigned int cells_along = 0;   ///< 0: as many as the grading needs
  unsigned int angular_cells = 4; ///< of a quarter, for the core about the axis; 0: no core (2-D)
};

/// Ids in the half plane. The order of the names in the labels follows them. Parts of the wall
/// count on: as a boundary from `wall` by their names, as an interface from `wall_part` by their
/// number.
struct NanoporeIds {
  enum Boundary { lower_end, upper_end, side, axis, faces, wall };
  enum Region { lower_reservoir, pore, upper_reservoir, membrane };
  enum Interface { lower_rim = 101, upper_rim = 102, membrane_face = 103, wall_part = 110 };
};

/// The mesh of the half plane r > 0 with all faces marked. The wall, when it is an outer boundary,
/// has boundary ids wall and faces, and the rims keep their manifold ids.
/// @param cell_manifold of all cells; `flat` in 2-D
BlockMesh<2> nanopore_half_plane(const NanoporeShape& shape, const NanoporeResolution& resolution,
                                 int cell_manifold);

} // namespace ionflux
