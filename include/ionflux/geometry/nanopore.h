#pragma once

/// The nanopore in two steps: the shape in numbers, and its block mesh in the half plane (r, z).

#include <ionflux/geometry/block_mesh.h>

#include <array>
#include <vector>

namespace ionflux {

/// Measures of the pore; lengths in units of the pore length. The membrane is |z| < 1/2.
struct NanoporeShape {
  double radius = 0.25;    ///< at the lower mouth, z = -1/2, before the rim is rounded
  double cone_angle = 0.0; ///< half opening angle [rad]; positive: wider towards the upper mouth
  double rim_radius = 0.0; ///< of the fillets at both mouths; 0: sharp rims
  double reservoir_radius = 2.0;
  double reservoir_length = 2.0;
  bool mesh_membrane = true;

  /// Radius of the straight wall (continued to the mouths) at height z.
  double wall_radius(double z) const;

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

/// Ids in the half plane. The order of the names in the labels follows them.
struct NanoporeIds {
  enum Boundary { lower_end, upper_end, side, axis, wall, faces };
  enum Region { lower_reservoir, pore, upper_reservoir, membrane };
  enum Interface { straight_wall = 101, lower_rim = 102, upper_rim = 103, membrane_face = 104 };
};

/// The mesh of the half plane r > 0 with all faces marked. The wall, when it is an outer boundary,
/// has boundary ids wall and faces, and the rims keep their manifold ids.
/// @param cell_manifold of all cells; `flat` in 2-D
BlockMesh<2> nanopore_half_plane(const NanoporeShape& shape, const NanoporeResolution& resolution,
                                 int cell_manifold);

} // namespace ionflux
