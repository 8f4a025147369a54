#include <ionflux/fem/domain_parts.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace ionflux {

using namespace dealii;

namespace {

// Sets of nodes that are connected within a rank (union-find with path halving).
struct Sets {
  explicit Sets(const unsigned int n) : parent(n) { std::iota(parent.begin(), parent.end(), 0u); }
  unsigned int root(unsigned int i) {
    while (parent[i] != i)
      i = parent[i] = parent[parent[i]];
    return i;
  }
  void join(const unsigned int a, const unsigned int b) { parent[root(a)] = root(b); }
  std::vector<unsigned int> parent;
};

} // namespace

// Each set takes the smallest node number that it or, through shared nodes, another rank's has,
// until none changes.
template <int dim>
std::vector<unsigned int> parts_of_nodes(const Discretization<dim>& d,
                                         const CellTable<dim>& cells) {
  const unsigned int n_fields = d.n_fields(), n_owned = cells.n_owned_nodes(),
                     n = n_owned + cells.n_ghost_nodes();
  Sets sets(n);
  for (unsigned int cell = 0; cell < cells.n_cells(); ++cell)
    for (unsigned int a = 1; a < d.n_nodes_per_cell(); ++a)
      sets.join(cells.nodes(cell)[0], cells.nodes(cell)[a]);
  for (const unsigned int node : cells.hanging_nodes()) // periodic sides, finer neighbours
    for (const auto& term : cells.free_nodes(cells.global_node(node)))
      sets.join(node, term.first);
  std::vector<double> least(n);
  for (unsigned int node = 0; node < n; ++node)
    least[node] = cells.global_node(node);
  auto owned = d.make_vector(), ghosted = d.make_ghosted_vector();
  bool changed = true;
  while (changed) {
    changed = false;
    for (unsigned int node = 0; node < n; ++node)
      least[sets.root(node)] = std::min(least[sets.root(node)], least[node]);
    const auto first = d.owned.n_elements() ? d.owned.nth_index_in_set(0) : 0;
    for (unsigned int node = 0; node < n_owned; ++node)
      owned(first + node * n_fields) = least[sets.root(node)];
    owned.compress(VectorOperation::insert);
    ghosted = owned;
    const LocalValues values(ghosted, d.owned, d.relevant);
    for (unsigned int node = 0; node < n; ++node) {
      const double theirs = values.begin()[node * n_fields];
      if (theirs < least[sets.root(node)]) changed = true;
      least[node] = std::min(theirs, least[sets.root(node)]);
    }
    changed = Utilities::MPI::max(changed ? 1 : 0, d.communicator) > 0;
  }
  std::set<unsigned int> mine;
  for (unsigned int node = 0; node < n_owned; ++node)
    mine.insert(least[sets.root(node)]);
  std::set<unsigned int> all;
  for (const auto& some : Utilities::MPI::all_gather(
           d.communicator, std::vector<unsigned int>(mine.begin(), mine.end())))
    all.insert(some.begin(), some.end());
  std::vector<unsigned int> parts;
  for (unsigned int node = 0; node < n_owned; ++node)
    parts.push_back(std::distance(all.begin(), all.find(least[sets.root(node)])));
  return parts;
}

template std::vector<unsigned int> parts_of_nodes(const Discretization<2>&, const CellTable<2>&);
template std::vector<unsigned int> parts_of_nodes(const Discretization<3>&, const CellTable<3>&);

} // namespace ionflux
