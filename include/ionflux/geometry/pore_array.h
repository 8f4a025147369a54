#pragma once

/// The unit cell of an array of pores in two steps: its measures, and its block mesh.

#include <ionflux/geometry/block_mesh.h>

#include <array>

namespace ionflux {

/// Measures of the cell and how fine it is meshed; lengths in units of the pore length. The
/// membrane is |z| < 1/2, the cell is centred at x = y = 0.
struct PoreArrayShape {
  double radius = 0.5;
  std::array<double, 2> period = {{3.0, 3.0}}, displacement = {{0.0, 0.0}};
  double reservoir_length = 2.0;
  bool periodic = true; ///< lateral sides; else symmetry planes
  unsigned int angular_cells = 2;
  double first_layer = 0.05, ratio = 1.6;
  double largest_in_pore = 0.25, largest_in_reservoir = 0.75;

  // Boundary ids, in the order of the labels.
  static constexpr int lower_end = 0, upper_end = 1, pore_wall = 2, membrane_faces = 3,
                       first_lateral_side = 4;
  static constexpr int cylinder = 1; ///< manifold id
};

/// The mesh with its marks; regions 0 lower reservoir, 1 pore, 2 upper reservoir.
template <int dim>
BlockMesh<dim> pore_array_blocks(const PoreArrayShape& shape);

} // namespace ionflux
