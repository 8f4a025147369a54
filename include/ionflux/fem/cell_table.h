#pragma once

#include <ionflux/algebra/field_matrix.h>
#include <ionflux/fem/discretization.h>

#include <deal.II/fe/fe_values.h>

#include <functional>
#include <vector>

namespace ionflux {

/// A node of a cell written by free nodes: itself, or, if it hangs, the nodes that decide its
/// value.
struct NodeExpansion {
  std::vector<unsigned int> nodes; ///< local numbers
  /// Terms of each node of the cell: [node of the cell] -> {index into `nodes`, weight}.
  std::vector<std::vector<std::pair<unsigned int, double>>> terms;
};

/// What an assembly needs to know of the owned cells, in flat arrays, computed once a mesh.
///
/// Local numbers of nodes: owned ones first, then the ghosts by their global number, as in the
/// local form of a ghosted vector.
template <int dim>
class CellTable {
public:
  using CellVisitor =
      std::function<void(unsigned int cell, unsigned int region, const dealii::FEValues<dim>&)>;

  explicit CellTable(const Discretization<dim>& discretization) : discretization(discretization) {}

  /// Meet the mesh as it is now.
  /// @param visit called for each owned cell, with values at its quadrature points; may be empty
  void build(const CellVisitor& visit);

  unsigned int n_cells() const { return regions.size(); }
  unsigned int n_owned_nodes() const { return n_owned; }
  unsigned int n_ghost_nodes() const { return n_ghosts; }

  /// Local numbers of the nodes of a cell.
  const unsigned int* nodes(const unsigned int cell) const { return &node_list[cell * n_nodes]; }
  unsigned int region(const unsigned int cell) const { return regions[cell]; }

  /// Volume element, radial weight included, at each quadrature point.
  const double* weights(const unsigned int cell) const { return &weight[cell * n_points]; }

  /// Inverse Jacobian of the mapping, [reference direction][direction], at quadrature point q.
  const double* inverse_jacobian(const unsigned int cell, const unsigned int q) const {
    return &inverse[geometry_start[cell] + (affine[cell] ? 0 : q * dim * dim)];
  }

  /// How the cell's nodes are written by free ones; null if none of them hangs.
  const NodeExpansion* expansion(const unsigned int cell) const {
    return expansion_of[cell] < 0 ? nullptr : &expansions[expansion_of[cell]];
  }

  /// Length over width of the most stretched cell of all ranks.
  double greatest_aspect_ratio() const { return aspect_ratio; }

  dealii::types::global_dof_index global_node(unsigned int local) const;

  /// Write values of hanging nodes into the local form of a ghosted vector.
  void set_hanging_values(double* local) const;

  /// The same for corrections to `rounded` values: what rounding took from the hanging ones is
  /// added.
  void set_hanging_corrections(const double* rounded, double* local) const;

  /// Is this local node hanging?
  const std::vector<unsigned int>& hanging_nodes() const { return hanging; }

  /// Couplings of the owned nodes through the cells of all ranks. Collective.
  /// @param more further groups of nodes that are coupled among themselves, local numbers
  RowPattern pattern(const std::vector<std::vector<unsigned int>>& more = {}) const;

  /// Free nodes that decide the value of a node (itself, unless it hangs), with their weights.
  /// @param node global number @return local numbers
  std::vector<std::pair<unsigned int, double>>
  free_nodes(dealii::types::global_dof_index node) const;

  /// Nodes that a cell's matrix couples: its own, or those of its expansion.
  unsigned int n_coupled(const unsigned int cell) const {
    const NodeExpansion* e = expansion(cell);
    return e ? e->nodes.size() : n_nodes;
  }
  const unsigned int* coupled(const unsigned int cell) const {
    const NodeExpansion* e = expansion(cell);
    return e ? e->nodes.data() : nodes(cell);
  }

private:
  void find_expansion(unsigned int cell);
  unsigned int local_node(dealii::types::global_dof_index node) const;

  const Discretization<dim>& discretization;
  unsigned int n_nodes = 0, n_points = 0; ///< of a cell
  unsigned int n_owned = 0, n_ghosts = 0;
  double aspect_ratio = 1.0;
  dealii::types::global_dof_index first = 0;
  dealii::IndexSet ghosts; ///< node numbers

  std::vector<unsigned int> node_list, regions;
  std::vector<double> weight, inverse;
  std::vector<std::size_t> geometry_start;
  std::vector<char> affine;
  std::vector<int> expansion_of;
  std::vector<NodeExpansion> expansions;

  std::vector<unsigned int> hanging;
  std::vector<std::vector<std::pair<unsigned int, double>>> hanging_terms; ///< local node, weight
  std::vector<int> hanging_index; ///< by local node; -1: free
};

} // namespace ionflux
