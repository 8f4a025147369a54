#pragma once

#include <ionflux/fem/adaptivity/settings.h>
#include <ionflux/fem/boundary_map.h>
#include <ionflux/fem/discretization.h>

#include <deal.II/lac/vector.h>

#include <string>
#include <vector>

namespace ionflux {

/// A row of the table of marking rules.
struct MarkingRule {
  std::string name; ///< value of Adaptive refinement/Marking
  std::string documentation;
};

/// All marking rules.
const std::vector<MarkingRule>& marking_rules();

/// Set refine and coarsen flags on the owned cells. Collective.
///
/// @param degree of the elements: merged cells have 4^degree times the share of the error
/// @param shares of the error, >= 0, of each active cell; only owned cells count
template <int dim>
void mark_cells(dealii::parallel::distributed::Triangulation<dim>& mesh,
                const dealii::Vector<double>& shares, const MarkingSettings& settings,
                unsigned int degree);

/// Clear the flags of cells that are not to be refined: their edges would be shorter than
/// `smallest`, or no finer ones can be numbered. At a point source or where values jump refinement
/// would never end otherwise. Collective.
///
/// @param smallest edge of a cell [reference length]; 0: as short as can be
/// @return is any cell left to be refined?
template <int dim>
bool leave_smallest(dealii::parallel::distributed::Triangulation<dim>& mesh, double smallest);

/// What set_equal_shares() may do.
struct EqualShares {
  double target = 0.0;     ///< root of the sum of all shares that is wanted
  double smallest = 0.0;   ///< cells whose shortest edge would be below are left as they are
  double most_cells = 0.0; ///< no more cells than this; 0: no limit
};

/// Flags for meshes that follow a solution in time: while the sum is above target^2, refine where
/// the share is above its equal part, target^2 / number of cells; coarsen where the merged cell
/// would stay far below it, if that saves a tenth of the cells. Where there would be too many
/// cells, only the largest shares are refined. Collective.
///
/// @param degree,shares as in mark_cells()
/// @return are all cells refined that should be?
template <int dim>
bool set_equal_shares(dealii::parallel::distributed::Triangulation<dim>& mesh,
                      const dealii::Vector<double>& shares, const EqualShares& wanted,
                      unsigned int degree);

/// Number of cells after refinement as flagged, apart from those that p4est adds to keep
/// neighbours within one level; global.
template <int dim>
double foreseen_cells(const dealii::parallel::distributed::Triangulation<dim>& mesh);

/// Refine the cells along charged walls until none is thicker than `thickness` [reference length].
/// Throws InputError(resources), before it begins, where that would be more than `most_cells`.
template <int dim>
void refine_at_charged_walls(Discretization<dim>& discretization, const BoundaryMap& boundaries,
                             double thickness, double most_cells, double bytes_per_cell);

} // namespace ionflux
