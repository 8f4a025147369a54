#include <ionflux/fem/boundary_unknowns.h>

#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Rank of each boundary in the claim for a field at shared nodes: the smaller wins. One that fixes
// the field comes before all that do not: the row of a fixed unknown is its reaction.
std::vector<unsigned int> claims(const BoundaryMap& boundaries, const unsigned int field) {
  std::vector<unsigned int> rank;
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id) {
    const int condition = boundaries.on_boundary(id);
    unsigned int claim = std::numeric_limits<unsigned int>::max() - 1; // symmetry: last
    if (condition != BoundaryMap::none) {
      bool essential = false;
      for (const AppliedLaw& law : boundaries.conditions()[condition].laws)
        essential |= law.row->essential() && static_cast<unsigned int>(law.species + 1) == field;
      claim = condition + (essential ? 0 : boundaries.conditions().size());
    }
    rank.push_back(claim);
  }
  return rank;
}

} // namespace

template <int dim>
std::vector<unsigned int> boundary_of_unknowns(const Discretization<dim>& d,
                                               const BoundaryMap& boundaries) {
  std::vector<std::vector<unsigned int>> claim;
  for (unsigned int field = 0; field < d.n_fields(); ++field)
    claim.push_back(claims(boundaries, field));
  const auto first = d.owned.n_elements() ? d.owned.nth_index_in_set(0) : 0;
  std::vector<unsigned int> owner(d.owned.n_elements(), no_boundary);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (cell->is_artificial() || !cell->at_boundary()) continue;
    cell->get_dof_indices(dofs);
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->face(f)->at_boundary()) continue;
      const unsigned int id = cell->face(f)->boundary_id();
      for (unsigned int node = 0; node < d.n_nodes_per_cell(); ++node) {
        const auto dof = dofs[d.cell_index[node]];
        if (!d.scalar_fe.has_support_on_face(node, f) || !d.owned.is_element(dof)) continue;
        for (unsigned int field = 0; field < d.n_fields(); ++field) {
          unsigned int& now = owner[dof - first + field];
          const std::vector<unsigned int>& rank = claim[field];
          // Equal claims (several boundaries of one condition): the smaller id, on every rank.
          if (now == no_boundary || rank[id] < rank[now] || (rank[id] == rank[now] && id < now))
            now = id;
        }
      }
    }
  }
  return owner;
}

template std::vector<unsigned int> boundary_of_unknowns(const Discretization<2>&,
                                                        const BoundaryMap&);
template std::vector<unsigned int> boundary_of_unknowns(const Discretization<3>&,
                                                        const BoundaryMap&);

} // namespace ionflux
