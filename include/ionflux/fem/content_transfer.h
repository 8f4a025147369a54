#pragma once

#include <ionflux/fem/discrete_problem.h>

#include <vector>

namespace ionflux {

/// Contents int c_i v of the species, carried from a mesh to the next one.
///
/// Merged cells: the test functions of the coarser cell are sums of those of its children, and so
/// are their contents, exactly. Children: the concentrations of the state, which on them is the
/// same function, by their own quadrature; one factor a parent and species then keeps its amount,
/// which another quadrature would change in the last digits that it has. So no species is made or
/// lost, and contents stay positive.
template <int dim>
class ContentTransfer {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  ContentTransfer(Discretization<dim>& discretization, DiscreteProblem<dim>& problem);

  /// Before the mesh changes: flags are set and final. Collective.
  void prepare(const Vector& x);

  /// On the new mesh, which discretization and problem have met. Collective.
  /// @param x the state as interpolated
  Vector finish(const Vector& x);

private:
  using Cell = typename dealii::Triangulation<dim>::cell_iterator;
  /// A cell that was refined: what was in it, and its children (numbers of owned cells).
  struct Parent {
    std::vector<double> amount; ///< a species
    std::vector<unsigned int> children;
  };
  std::vector<char> pack(const Cell& cell) const;
  void number_cells();
  std::vector<double> merged(const Cell& parent) const;
  void take(const Cell& cell, const std::vector<double>& contents);
  void fill_children(const Vector& x);
  /// [node][species] of the rows of a cell
  std::vector<double> read(const double* rows) const;

  Discretization<dim>& discretization;
  DiscreteProblem<dim>& problem;
  const unsigned int n_species, n_nodes, row;
  unsigned int handle = 0;
  std::vector<unsigned int> number;          ///< of owned cells, by active cell index
  std::vector<std::vector<double>> contents; ///< [owned cell][node][species]; empty: not known
  std::vector<Parent> parents;
};

} // namespace ionflux
