#pragma once

#include <ionflux/fem/discretization.h>

#include <array>
#include <vector>

namespace ionflux {

/// R: a guess, in elements of degree p + 1, of the smooth function that one of degree p stands for.
///
/// A finite-element function of degree p lacks the terms of degree p + 1; its nodal values are
/// better than that. On each line of nodes of a cell, in the cell's own coordinate xi along it,
///
///     R u = I u + b w(xi),   w(xi) = prod_i (xi - xi_i)  over the p + 1 nodes of the line,
///
/// and b is the mean of the divided differences u[xi_0, ..., xi_p, xi_s] with the p further nodes
/// xi_s of the line in the neighbour on either side (as wide as it is there). A neighbour counts if
/// it is of the same region and not beyond a boundary or a cut; with none b = 0. In the other
/// directions b is interpolated with degree p; where cells share a node of the finer elements, the
/// mean of theirs counts. So R reproduces polynomials of degree p + 1 on parallel cells, is linear,
/// keeps constants, and leaves the values at corners as they are.
template <int dim>
class Reconstruction {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// @param coarse,fine elements of degree p and p + 1 on the same mesh; they must outlive this.
  ///                    Collective.
  Reconstruction(const Discretization<dim>& coarse, const Discretization<dim>& fine);

  /// (R - I) u at the nodes of the finer elements; owned, zero at hanging nodes.
  /// @param values ghosted, hanging nodes in place
  Vector increment(const Vector& values) const;

  /// (R - I)^T r: rows of the coarser elements, hanging nodes condensed.
  /// @param rows owned, of the finer elements; zero at hanging nodes
  Vector increment_transposed(const Vector& rows) const;

private:
  /// b of a line, a sum over nodes of the cell and of its neighbours (global numbers).
  using Line = std::vector<std::pair<dealii::types::global_dof_index, double>>;
  using Cell = typename dealii::Triangulation<dim>::cell_iterator;
  struct Neighbour; // in the coordinates of a cell

  template <typename Work>
  void for_each_line(const Work& work) const;
  Neighbour find_neighbour(const Cell& cell, unsigned int face) const;
  void find_factors(std::array<Neighbour, 2>& neighbours) const;
  void add_samples(const Neighbour& neighbour, dealii::Point<dim> on_face,
                   const std::vector<double>& factors, Line& line) const;
  void make_line(const Cell& cell, const std::array<Neighbour, 2>& neighbours, unsigned int along,
                 unsigned int number, Line& line) const;
  double extent(const Cell& cell, unsigned int direction) const;

  const Discretization<dim>&coarse, &fine;
  std::vector<double> nodes; ///< of the coarser elements in a direction, on [0, 1]
  /// w at the nodes of the finer elements: [direction][line] -> {place in their grid, value}.
  std::array<std::vector<std::vector<std::pair<unsigned int, double>>>, dim> bubbles;
  std::vector<unsigned int> numbering, fine_numbering; ///< node of a cell by its place in the grid
  std::vector<dealii::types::global_dof_index> node_list; ///< [active cell][node]
  Vector share; ///< 1 / number of cells at each node of the finer elements, ghosted
};

} // namespace ionflux
