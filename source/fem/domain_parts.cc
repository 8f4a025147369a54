#include <ionflux/fem/domain_parts.h>
#include <ionflux/support/disjoint_sets.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace ionflux {

using namespace dealii;

// Sets are called by their smallest owned node. A rank tells which of its sets hold a node of
// another rank, that rank which set of its own it is; all ranks then join what is one.
template <int dim>
std::vector<unsigned int> parts_of_nodes(const Discretization<dim>& d,
                                         const CellTable<dim>& cells) {
  const unsigned int n_owned = cells.n_owned_nodes(), n = n_owned + cells.n_ghost_nodes();
  DisjointSets sets(n);
  std::vector<char> used(n, 0);
  for (unsigned int cell = 0; cell < cells.n_cells(); ++cell)
    for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a) {
      sets.join(cells.nodes(cell)[0], cells.nodes(cell)[a]);
      used[cells.nodes(cell)[a]] = 1;
    }
  for (const unsigned int node : cells.hanging_nodes()) // periodic sides, finer neighbours
    if (used[node])
      for (const auto& term : cells.free_nodes(cells.global_node(node))) {
        sets.join(node, term.first);
        used[term.first] = 1;
      }
  using Number = types::global_dof_index;
  std::map<unsigned int, Number> name; // by root
  for (unsigned int node = 0; node < n; ++node)
    if (used[node]) name.emplace(sets.root(node), cells.global_node(node));
  using Pairs = std::vector<std::pair<Number, Number>>;
  Pairs mine; // (set, node of another rank)
  for (unsigned int node = n_owned; node < n; ++node)
    if (used[node]) mine.emplace_back(name.at(sets.root(node)), cells.global_node(node));
  const Number first = n_owned > 0 ? cells.global_node(0) : 0;
  Pairs same; // sets that are one
  for (const Pairs& theirs : Utilities::MPI::all_gather(d.communicator, mine))
    for (const auto& [set, node] : theirs)
      if (node >= first && node < first + n_owned)
        same.emplace_back(set, name.at(sets.root(node - first)));
  for (const auto& [root, set] : name)
    same.emplace_back(set, set);

  std::map<Number, Number> parent;
  const auto root_of = [&](Number set) {
    while (parent.at(set) != set)
      set = parent.at(set);
    return set;
  };
  const std::vector<Pairs> everything = Utilities::MPI::all_gather(d.communicator, same);
  for (const Pairs& pairs : everything)
    for (const auto& pair : pairs)
      for (const Number set : {pair.first, pair.second})
        parent.emplace(set, set);
  for (const Pairs& pairs : everything)
    for (const auto& [a, b] : pairs) {
      const Number x = root_of(a), y = root_of(b);
      parent[std::max(x, y)] = std::min(x, y);
    }
  std::set<Number> all; // the smallest name of each part
  for (const auto& [set, above] : parent)
    all.insert(root_of(set));
  std::vector<unsigned int> parts;
  for (unsigned int node = 0; node < n_owned; ++node)
    parts.push_back(std::distance(all.begin(), all.find(root_of(name.at(sets.root(node))))));
  return parts;
}

template std::vector<unsigned int> parts_of_nodes(const Discretization<2>&, const CellTable<2>&);
template std::vector<unsigned int> parts_of_nodes(const Discretization<3>&, const CellTable<3>&);

} // namespace ionflux
