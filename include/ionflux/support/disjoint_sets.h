#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

namespace ionflux {

/// The numbers 0 ... n - 1 in sets that are joined one after the other (union-find with path
/// halving). A set is called by the least of its numbers.
class DisjointSets {
public:
  explicit DisjointSets(const unsigned int n) : parent(n) {
    std::iota(parent.begin(), parent.end(), 0u);
  }

  /// Name of the set of i.
  unsigned int root(unsigned int i) {
    while (parent[i] != i)
      i = parent[i] = parent[parent[i]];
    return i;
  }

  /// @return were they in different sets?
  bool join(const unsigned int a, const unsigned int b) {
    const unsigned int x = root(a), y = root(b);
    parent[std::max(x, y)] = std::min(x, y);
    return x != y;
  }

private:
  std::vector<unsigned int> parent;
};

} // namespace ionflux
