#pragma once

#include <ionflux/fem/cell_table.h>

#include <vector>

namespace ionflux {

/// expanded = T^T block T, where T writes the nodes of a cell by the free nodes of its expansion.
/// @param row of the block, which is [node][node]
void expand(const NodeExpansion& expansion, const double* block, unsigned int row,
            std::vector<double>& expanded);

/// Artificial diffusion that leaves a cell's matrix without positive entries off its diagonal, be
/// the flow's part of it tested as -int c w . grad v or as int v w . grad c (they differ by
/// boundary terms): d_ab = max(0, max(|C_ab|, |C_ba|) + L_ab) between nodes a and b.
///
/// It takes from one node what it gives to the other: conservative. With it, and a velocity free of
/// divergence, the equations of a species without sources have no value below or above those of the
/// boundary, at any cell Peclet number (Kuzmin 2010, A Guide to Numerical Methods for Transport
/// Equations, section 4.2).
///
/// @param whole     C + L, n x n
/// @param diffusive L, symmetric
/// @param d         n x n, symmetric, diagonal 0
void upwind_diffusion(const std::vector<double>& whole, const std::vector<double>& diffusive,
                      unsigned int n, std::vector<double>& d);

/// Of a cell: the matrices d of the fields that have one.
struct UpwindCell {
  std::vector<unsigned int> fields;
  unsigned int n = 0;                                   ///< nodes that the cell couples
  std::vector<std::vector<double>> d, whole, diffusive; ///< by field in `fields`
};

/// Derivative of  sum_b d_ab (u_a - u_b)  by u, times a factor.
std::vector<double> upwind_block(const std::vector<double>& d, unsigned int n, double factor);

} // namespace ionflux
