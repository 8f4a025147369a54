#pragma once

/// Polynomials on the lines of nodes of an element, for Reconstruction. Nodes lie in [0, 1].

#include <array>
#include <utility>
#include <vector>

namespace ionflux {

/// Of an element of this degree, along any of its lines.
std::vector<double> nodes_in_a_direction(unsigned int degree);

/// Lagrange polynomial of node i.
double lagrange(const std::vector<double>& nodes, unsigned int i, double x);

/// Product of x - x_i over all nodes: zero at each.
double node_product(const std::vector<double>& nodes, double x);

unsigned int power(unsigned int base, unsigned int exponent);

/// Indices of a grid point of n points a direction.
template <int dim>
std::array<unsigned int, dim> grid_indices(unsigned int place, const unsigned int n) {
  std::array<unsigned int, dim> indices;
  for (unsigned int k = 0; k < dim; ++k, place /= n)
    indices[k] = place % n;
  return indices;
}

/// The bubble of a line at finer nodes: {place in their grid, value}.
/// @param bubble     at the finer nodes of the line
/// @param tangential shape functions across the line, [finer node][node]
/// @param along      direction of the line, @param number of the line among those of its direction
template <int dim>
std::vector<std::pair<unsigned int, double>>
make_bubble(const std::vector<double>& bubble, const std::vector<std::vector<double>>& tangential,
            unsigned int along, unsigned int number);

} // namespace ionflux
