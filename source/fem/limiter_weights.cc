// Weights of the limiter: what makes it exact for linear functions on any mesh.

#include <ionflux/fem/limiter.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

// Of the sum of n n over faces at a node, relative to the largest eigenvalue: smaller ones are the
// bend of a wall.
constexpr double bend = 0.05;

// Weights are kept above this part of what they were before they were balanced.
constexpr double least_weight = 0.1;

// lambda with M lambda = b in the directions along the walls, 0 across them.
template <int dim>
Tensor<1, dim> balance(const SymmetricTensor<2, dim>& moments, const Tensor<1, dim>& offset,
                       const SymmetricTensor<2, dim>& walls) {
  Tensor<1, dim> lambda;
  std::vector<Tensor<1, dim>> along;
  if (walls.norm() == 0.0)
    for (unsigned int k = 0; k < dim; ++k) {
      along.emplace_back();
      along.back()[k] = 1.0;
    }
  else {
    const auto pairs = eigenvectors(walls);
    for (const auto& [value, direction] : pairs)
      if (value < bend * pairs[0].first) along.push_back(direction);
  }
  const double all = trace(moments);
  along.erase(std::remove_if(along.begin(), along.end(), // no neighbours in a direction
                             [&](const Tensor<1, dim>& direction) {
                               return !(direction * (moments * direction) > 1e-10 * all);
                             }),
              along.end());
  const unsigned int n = along.size();
  FullMatrix<double> matrix(n, n);
  dealii::Vector<double> right(n), solution(n);
  for (unsigned int k = 0; k < n; ++k) {
    right[k] = along[k] * offset;
    for (unsigned int l = 0; l < n; ++l)
      matrix(k, l) = along[k] * (moments * along[l]);
  }
  if (n == 0) return lambda;
  matrix.gauss_jordan();
  matrix.vmult(solution, right);
  for (unsigned int k = 0; k < n; ++k)
    lambda += solution[k] * along[k];
  return lambda;
}

} // namespace

template <int dim>
void Limiter<dim>::start(const std::vector<unsigned int>& limited) {
  fields = limited;
  first_edge = {0};
  edges.clear();
  weights.assign(fields.size(), {});
  least.assign(d.n_fields(), 1e-6); // until measure()
}

template <int dim>
void Limiter<dim>::add_cell(const unsigned int cell, const UpwindCell& upwind) {
  const unsigned int* nodes = table.coupled(cell);
  const unsigned int n = table.n_coupled(cell);
  for (unsigned int a = 0; a < n; ++a)
    for (unsigned int b = a + 1; b < n; ++b) {
      edges.push_back({nodes[a], nodes[b]});
      for (unsigned int k = 0; k < fields.size(); ++k) {
        const auto found = std::find(upwind.fields.begin(), upwind.fields.end(), fields[k]);
        Weights& own = weights[k].emplace_back();
        if (found == upwind.fields.end()) continue;
        const auto f = found - upwind.fields.begin();
        const double d_ab = own.diffusion = upwind.d[f][a * n + b];
        if (!(d_ab > 0.0)) continue;
        // How far the equation of each node, with all of d, binds it to the other.
        const double bound[2] = {std::max(0.0, d_ab - upwind.whole[f][a * n + b]),
                                 std::max(0.0, d_ab - upwind.whole[f][b * n + a])};
        for (const unsigned int x : {0, 1}) { // as the node upstream
          const double of_other = bound[1 - x], both = bound[0] + bound[1];
          own.taken[x] = d_ab * (both > 0.0 ? of_other / both : 0.5);
          own.watched[x] =
              of_other < 2.0 * own.taken[x] ? 1.0 - of_other / (2.0 * own.taken[x]) : 0.0;
        }
      }
    }
  first_edge.push_back(edges.size());
}

template <int dim>
void Limiter<dim>::add_surface(const unsigned int cell, const unsigned int field,
                               const std::vector<unsigned int>& nodes, const double* block) {
  const auto found = std::find(fields.begin(), fields.end(), field);
  if (found == fields.end()) return;
  std::vector<Weights>& own = weights[found - fields.begin()];
  const unsigned int n = table.n_coupled(cell), n_block = nodes.size();
  std::vector<unsigned int> place; // in the block; n_block: not on the face
  for (unsigned int a = 0; a < n; ++a)
    place.push_back(std::find(nodes.begin(), nodes.end(), table.coupled(cell)[a]) - nodes.begin());
  std::size_t edge = first_edge[cell];
  for (unsigned int a = 0; a < n; ++a)
    for (unsigned int b = a + 1; b < n; ++b, ++edge)
      if (place[a] < n_block && place[b] < n_block)
        own[edge].diffusion += std::max(
            {0.0, block[place[a] * n_block + place[b]], block[place[b] * n_block + place[a]]});
}

template <int dim>
void Limiter<dim>::read_cell(const unsigned int cell, UpwindCell& upwind) const {
  const unsigned int n = upwind.n = table.n_coupled(cell);
  upwind.fields = fields;
  upwind.d.resize(fields.size());
  for (unsigned int k = 0; k < fields.size(); ++k) {
    upwind.d[k].assign(n * n, 0.0);
    std::size_t edge = first_edge[cell];
    for (unsigned int a = 0; a < n; ++a)
      for (unsigned int b = a + 1; b < n; ++b, ++edge)
        upwind.d[k][a * n + b] = upwind.d[k][b * n + a] = weights[k][edge].diffusion;
  }
}

// Weights 1 / |x_b - x_a|^2, multiplied by 1 - lambda_a . (x_b - x_a).
template <int dim>
void Limiter<dim>::find_weights(const unsigned int k, const Insider& is_inside) {
  const unsigned int n = d.n_fields(), f = fields[k],
                     n_nodes = table.n_owned_nodes() + table.n_ghost_nodes();
  const std::vector<Tensor<1, dim>>& way = ways;
  std::vector<double> plain(edges.size(), 0.0);
  for (unsigned int cell = 0; cell < table.n_cells(); ++cell)
    for (std::size_t e = first_edge[cell]; e < first_edge[cell + 1]; ++e) {
      if (is_inside(table.region(cell), f)) plain[e] = 1.0 / way[e].norm_square();
      weights[k][e].plain = plain[e];
    }
  const auto sum_of = [&](const auto& term) { // term(e, sign of the way)
    return node_sums([&](double* sums) {
      for (std::size_t e = 0; e < edges.size(); ++e) {
        sums[edges[e].a * n + f] += plain[e] * term(e, 1.0);
        sums[edges[e].b * n + f] += plain[e] * term(e, -1.0);
      }
    });
  };
  std::vector<SymmetricTensor<2, dim>> moments(n_nodes);
  std::vector<Tensor<1, dim>> lambda(n_nodes);
  for (unsigned int i = 0; i < dim; ++i) {
    const auto offsets =
        sum_of([&](const std::size_t e, const double sign) { return sign * way[e][i]; });
    for (unsigned int node = 0; node < n_nodes; ++node)
      lambda[node][i] = offsets[node * n + f];
    for (unsigned int j = 0; j <= i; ++j) {
      const auto products =
          sum_of([&](const std::size_t e, double) { return way[e][i] * way[e][j]; });
      for (unsigned int node = 0; node < n_nodes; ++node)
        moments[node][i][j] = products[node * n + f];
    }
  }
  for (unsigned int node = 0; node < n_nodes; ++node) {
    SymmetricTensor<2, dim> own = moments[node];
    for (unsigned int i = 0; i < dim; ++i) // a single cell between periodic sides: no change there
      if (own[i][i] == 0.0) own[i][i] = trace(own);
    if (determinant(own) > 1e-12 * std::pow(trace(own), static_cast<int>(dim)))
      inverse[node * n + f] = invert(own); // else: no neighbours in a direction, no gradient
  }
  for (unsigned int node = 0; node < n_nodes; ++node)
    lambda[node] = balance(moments[node], lambda[node], walls[node * n + f]);
  const std::vector<double> largest = node_sums(
      [&](double* values) {
        for (std::size_t e = 0; e < edges.size(); ++e) {
          if (plain[e] == 0.0) continue;
          const unsigned int a = edges[e].a, b = edges[e].b;
          values[a * n + f] = std::max(values[a * n + f], lambda[a] * way[e]);
          values[b * n + f] = std::max(values[b * n + f], -(lambda[b] * way[e]));
        }
      },
      MAX_VALUES);
  for (unsigned int node = 0; node < n_nodes; ++node)
    if (largest[node * n + f] > 1.0 - least_weight)
      lambda[node] *= (1.0 - least_weight) / largest[node * n + f];
  for (std::size_t e = 0; e < edges.size(); ++e) {
    weights[k][e].there = plain[e] * (1.0 - lambda[edges[e].a] * way[e]);
    weights[k][e].back = plain[e] * (1.0 + lambda[edges[e].b] * way[e]);
  }
  const std::vector<double> sums = node_sums([&](double* values) {
    for (std::size_t e = 0; e < edges.size(); ++e) {
      values[edges[e].a * n + f] += weights[k][e].there;
      values[edges[e].b * n + f] += weights[k][e].back;
    }
  });
  for (std::size_t i = f; i < sums.size(); i += n)
    size[i] = sums[i];
}

template <int dim>
void Limiter<dim>::finish(const std::function<bool(unsigned int, unsigned int)>& is_given,
                          const Insider& is_inside) {
  find_walls(is_given, is_inside);
  find_ways();
  size.assign((table.n_owned_nodes() + table.n_ghost_nodes()) * d.n_fields(), 0.0);
  inverse.assign(size.size(), {});
  for (unsigned int k = 0; k < fields.size(); ++k)
    find_weights(k, is_inside);
  walls.clear();
  ready = true;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Limiter<dim>::start(const std::vector<unsigned int>&);                             \
  template void Limiter<dim>::add_cell(unsigned int, const UpwindCell&);                           \
  template void Limiter<dim>::add_surface(unsigned int, unsigned int,                              \
                                          const std::vector<unsigned int>&, const double*);        \
  template void Limiter<dim>::read_cell(unsigned int, UpwindCell&) const;                          \
  template void Limiter<dim>::find_weights(unsigned int, const Insider&);                          \
  template void Limiter<dim>::finish(const std::function<bool(unsigned int, unsigned int)>&,       \
                                     const Insider&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
