#include <ionflux/fem/adaptivity/marking.h>

#include <ionflux/fem/resolution.h>
#include <ionflux/geometry/cell_budget.h>

#include <deal.II/distributed/grid_refinement.h>
#include <deal.II/distributed/p4est_wrappers.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

// Equal up to noise becomes equal: cells that mirror each other are marked together, on any number
// of ranks. Steps of an eighth of a power of two.
dealii::Vector<double> rounded(const dealii::Vector<double>& shares) {
  dealii::Vector<double> result(shares.size());
  for (unsigned int cell = 0; cell < shares.size(); ++cell)
    if (shares[cell] > 0.0) result[cell] = std::exp2(std::round(8.0 * std::log2(shares[cell])) / 8);
  return result;
}

// Merged cells have at most this part of an equal share, so that they are not refined at once
// again; and a mesh that would only lose cells is changed if it keeps at most this part of them.
constexpr double merged_share = 0.1, worthwhile = 0.9;

template <int dim>
bool may_be_refined(const typename Triangulation<dim>::active_cell_iterator& cell,
                    const double smallest) {
  constexpr int finest = dealii::internal::p4est::functions<dim>::max_level - 2;
  return cell->level() < finest && cell->minimum_vertex_distance() >= 2.0 * smallest;
}

} // namespace

const std::vector<MarkingRule>& marking_rules() {
  static const std::vector<MarkingRule> table = {
      {"fraction of error", "the cells with the largest shares, which together make up 'Refined "
                            "fraction' of the estimated error (Doerfler)."},
      {"fraction of cells", "'Refined fraction' of all cells, those with the largest shares."}};
  return table;
}

template <int dim>
void mark_cells(parallel::distributed::Triangulation<dim>& mesh,
                const dealii::Vector<double>& shares, const MarkingSettings& settings,
                const unsigned int degree) {
  using namespace parallel::distributed::GridRefinement;
  if (settings.rule == "fraction of cells")
    refine_and_coarsen_fixed_number(mesh, rounded(shares), settings.refined, settings.coarsened);
  else
    refine_and_coarsen_fixed_fraction(mesh, rounded(shares), settings.refined,
                                      settings.coarsened / std::pow(4.0, degree));
}

template <int dim>
bool leave_smallest(parallel::distributed::Triangulation<dim>& mesh, const double smallest) {
  bool any = false;
  for (const auto& cell : mesh.active_cell_iterators()) {
    if (!cell->is_locally_owned() || !cell->refine_flag_set()) continue;
    if (may_be_refined<dim>(cell, smallest))
      any = true;
    else
      cell->clear_refine_flag();
  }
  return Utilities::MPI::logical_or(any, mesh.get_communicator());
}

template <int dim>
bool set_equal_shares(parallel::distributed::Triangulation<dim>& mesh,
                      const dealii::Vector<double>& shares, const EqualShares& wanted,
                      const unsigned int degree) {
  const double n_cells = mesh.n_global_active_cells(),
               equal = wanted.target * wanted.target / n_cells,
               merging = GeometryInfo<dim>::max_children_per_cell * std::pow(4.0, degree);
  double sum = 0.0, largest = 0.0;
  for (const auto& cell : mesh.active_cell_iterators())
    if (cell->is_locally_owned()) {
      sum += shares[cell->active_cell_index()];
      largest = std::max(largest, shares[cell->active_cell_index()]);
    }
  sum = Utilities::MPI::sum(sum, mesh.get_communicator());
  largest = Utilities::MPI::max(largest, mesh.get_communicator());
  const bool is_reached = sum <= wanted.target * wanted.target;
  const auto steady = rounded(shares);
  const auto set_flags = [&](const double threshold) {
    for (const auto& cell : mesh.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      const double share = steady[cell->active_cell_index()];
      cell->clear_refine_flag();
      cell->clear_coarsen_flag();
      if (!is_reached && share > threshold && may_be_refined<dim>(cell, wanted.smallest))
        cell->set_refine_flag();
      else if (cell->level() > 0 && share * merging < merged_share * equal)
        cell->set_coarsen_flag();
    }
  };
  double threshold = equal;
  set_flags(threshold);
  while (wanted.most_cells > 0.0 && foreseen_cells(mesh) > wanted.most_cells &&
         threshold < 2.0 * largest)
    set_flags(threshold *= 2.0);
  const double foreseen = foreseen_cells(mesh);
  if (is_reached && foreseen > worthwhile * n_cells)
    for (const auto& cell : mesh.active_cell_iterators())
      cell->clear_coarsen_flag();
  return threshold == equal;
}

template <int dim>
double foreseen_cells(const parallel::distributed::Triangulation<dim>& mesh) {
  const double children = GeometryInfo<dim>::max_children_per_cell;
  double change = 0.0;
  for (const auto& cell : mesh.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    if (cell->refine_flag_set()) change += children - 1.0;
    if (cell->coarsen_flag_set()) change -= 1.0 - 1.0 / children;
  }
  return mesh.n_global_active_cells() + Utilities::MPI::sum(change, mesh.get_communicator());
}

template <int dim>
void refine_at_charged_walls(Discretization<dim>& discretization, const BoundaryMap& boundaries,
                             const double thickness, const double most_cells,
                             const double bytes_per_cell) {
  const auto foreseen = [&](const double n_marked, const double n_levels) {
    return discretization.mesh.n_global_active_cells() +
           n_marked * std::exp2((dim - 1) * (n_levels - 1)); // along the walls alone
  };
  double thickest;
  while ((thickest = wall_resolution(discretization, boundaries).thickest) > thickness) {
    double n_marked = 0.0;
    for (const auto& cell : discretization.mesh.active_cell_iterators())
      if (cell->is_locally_owned() &&
          thickness_at_charged_wall<dim>(cell, boundaries) > thickness) {
        cell->set_refine_flag();
        n_marked += 1.0;
      }
    const double n_cells = foreseen(Utilities::MPI::sum(n_marked, discretization.communicator),
                                    std::ceil(std::log2(thickest / thickness)));
    if (n_cells > most_cells)
      refuse_cells(n_cells, n_cells * bytes_per_cell, most_cells * bytes_per_cell);
    discretization.mesh.execute_coarsening_and_refinement();
  }
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void mark_cells(parallel::distributed::Triangulation<dim>&,                             \
                           const dealii::Vector<double>&, const MarkingSettings&, unsigned int);   \
  template bool leave_smallest(parallel::distributed::Triangulation<dim>&, double);                \
  template bool set_equal_shares(parallel::distributed::Triangulation<dim>&,                       \
                                 const dealii::Vector<double>&, const EqualShares&, unsigned int); \
  template double foreseen_cells(const parallel::distributed::Triangulation<dim>&);                \
  template void refine_at_charged_walls(Discretization<dim>&, const BoundaryMap&, double, double,  \
                                        double);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
