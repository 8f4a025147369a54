#pragma once

/// A limit on the number of cells that the geometries keep to while they build coarse meshes.

namespace ionflux {

/// In force from construction to destruction; the innermost counts. Without one there is no limit.
///
/// Geometries are many, and each lays its lines and blocks in its own way: the limit is asked where
/// all of them pass (lines of points, blocks of cells), before anything of that size is made.
class CellBudget {
public:
  /// @param most_cells     more are refused
  /// @param bytes_per_cell that a solve takes, for the message
  /// @param n_children     cells into which refinement is going to divide each
  CellBudget(double most_cells, double bytes_per_cell, double n_children);
  ~CellBudget();
  CellBudget(const CellBudget&) = delete;

  const double most_cells, bytes_per_cell; ///< of cells before refinement
  const double n_children;

private:
  const CellBudget* const outer;
};

/// Throws InputError(resources), with the estimate, where `n_cells` are more than the budget.
void require_cells(double n_cells);

/// The refusal itself: "the mesh would have about 1.6e+09 cells, ..."
[[noreturn]] void refuse_cells(double n_cells, double bytes, double available_bytes);

} // namespace ionflux
