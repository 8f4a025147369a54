#include <ionflux/fem/limiter.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

// Differences below this part of the largest value count as none: there the artificial diffusion
// stays whole. Smaller ones make the equations rougher than Newton's method likes.
constexpr double least_difference = 1e-6;

// A largest value that is another one by this factor is a new one.
constexpr double another = 8.0;

/// At most |x|, and its slope.
struct Lower {
  double value, slope;
  Lower(const double x, const double e) {
    const double root = std::sqrt(x * x + e * e);
    value = x * x / root;
    slope = x * (x * x + 2.0 * e * e) / (root * root * root);
  }
};

} // namespace

// Calls add(array) with room for the ghosts; what the ranks put into a node is added up (or the
// largest taken), and all of them get it.
template <int dim>
std::vector<double> Limiter<dim>::node_sums(const std::function<void(double*)>& add,
                                            const InsertMode mode) const {
  Vec local;
  double* values;
  PetscInt n;
  IONFLUX_PETSC(VecGhostGetLocalForm(ghosted, &local));
  IONFLUX_PETSC(VecSet(local, 0.0));
  IONFLUX_PETSC(VecGetLocalSize(local, &n));
  IONFLUX_PETSC(VecGetArray(local, &values));
  add(values);
  IONFLUX_PETSC(VecRestoreArray(local, &values));
  IONFLUX_PETSC(VecGhostUpdateBegin(ghosted, mode, SCATTER_REVERSE));
  IONFLUX_PETSC(VecGhostUpdateEnd(ghosted, mode, SCATTER_REVERSE));
  IONFLUX_PETSC(VecGhostUpdateBegin(ghosted, INSERT_VALUES, SCATTER_FORWARD));
  IONFLUX_PETSC(VecGhostUpdateEnd(ghosted, INSERT_VALUES, SCATTER_FORWARD));
  IONFLUX_PETSC(VecGetArray(local, &values));
  std::vector<double> sums(values, values + n);
  IONFLUX_PETSC(VecRestoreArray(local, &values));
  IONFLUX_PETSC(VecGhostRestoreLocalForm(ghosted, &local));
  return sums;
}

// By least squares over the neighbours, exact for linear functions.
template <int dim>
typename Limiter<dim>::Gradients Limiter<dim>::gradients(const std::vector<double>& u) const {
  const unsigned int n = d.n_fields();
  Gradients found(u.size());
  for (unsigned int i = 0; i < dim; ++i) {
    const std::vector<double> sums = node_sums([&](double* values) {
      for (unsigned int k = 0; k < fields.size(); ++k)
        for (std::size_t e = 0; e < edges.size(); ++e) {
          const unsigned int a = edges[e].a * n + fields[k], b = edges[e].b * n + fields[k];
          const double part = weights[k][e].plain * ways[e][i] * (u[b] - u[a]);
          values[a] += part;
          values[b] += part;
        }
    });
    for (const unsigned int f : fields)
      for (std::size_t j = f; j < u.size(); j += n)
        found[j][i] = sums[j];
  }
  for (const unsigned int f : fields)
    for (std::size_t j = f; j < u.size(); j += n)
      found[j] = inverse[j] * found[j];
  return found;
}

// By local unknown, the sum over its neighbours b of beta_ab work(u_b - u_a, field, edge).
template <int dim>
template <typename Work>
std::vector<double> Limiter<dim>::neighbour_sums(const std::vector<double>& u,
                                                 const Work& work) const {
  const unsigned int n = d.n_fields();
  return node_sums([&](double* sums) {
    for (unsigned int k = 0; k < fields.size(); ++k)
      for (std::size_t e = 0; e < edges.size(); ++e) {
        const unsigned int a = edges[e].a * n + fields[k], b = edges[e].b * n + fields[k];
        sums[a] += weights[k][e].there * work(u[b] - u[a], a, b);
        sums[b] += weights[k][e].back * work(u[a] - u[b], b, a);
      }
  });
}

template <int dim>
typename Limiter<dim>::Sensors Limiter<dim>::sense(const std::vector<double>& u) const {
  const unsigned int n = d.n_fields();
  const auto sums = neighbour_sums(u, [](const double x, unsigned int, unsigned int) { return x; });
  const auto sizes = neighbour_sums(u, [&](const double x, const unsigned int a, unsigned int) {
    return Lower(x, least[a % n]).value;
  });
  Sensors found{std::vector<Extremum>(u.size()), std::vector<Extremum>(u.size())};
  for (const unsigned int f : fields)
    for (std::size_t i = f; i < u.size(); i += n) {
      if (!free[i] || size[i] == 0.0) { // given, or nothing of the species here
        found.least[i].value = found.greatest[i].value = free[i] ? 1.0 : 0.0;
        continue;
      }
      found.least[i] = Extremum(sums[i], sizes[i], least[f] * size[i]);
      found.greatest[i] = Extremum(-sums[i], sizes[i], least[f] * size[i]);
      found.greatest[i].by_sum *= -1.0;
    }
  return found;
}

template <int dim>
std::vector<double> Limiter<dim>::sums_of(const LocalState& local) const {
  const std::size_t n = size.size();
  std::vector<double> u(local.values(), local.values() + n);
  if (const double* more = local.corrections())
    for (std::size_t i = 0; i < n; ++i)
      u[i] += more[i];
  return u;
}

template <int dim>
void Limiter<dim>::measure(const StateView& state) {
  const LocalState local(state, d);
  const std::vector<double> u = sums_of(local);
  for (const unsigned int f : fields) {
    double largest = 0.0;
    for (std::size_t i = f; i < u.size(); i += d.n_fields())
      largest = std::max(largest, std::abs(u[i]));
    largest = least_difference * Utilities::MPI::max(largest, d.communicator);
    if (largest > another * least[f] || (largest > 0.0 && largest < least[f] / another))
      least[f] = largest;
  }
}

// What goes from node b of an edge to node a, in the place of as much artificial diffusion.
template <int dim>
double Limiter<dim>::take_back(const unsigned int k, const std::size_t edge,
                               const std::vector<double>& u, const Gradients& g,
                               const Sensors& sensors, EdgeSlope* const slope) const {
  const unsigned int n = d.n_fields(), f = fields[k];
  const unsigned int nodes[2] = {edges[edge].a * n + f, edges[edge].b * n + f};
  const Weights& own = weights[k][edge];
  const double change = u[nodes[1]] - u[nodes[0]];
  double back = 0.0;
  if (slope) *slope = {};
  for (const unsigned int upstream : {0, 1}) {
    if (own.taken[upstream] == 0.0) continue;
    const unsigned int x = nodes[upstream], y = nodes[1 - upstream];
    const double sign = upstream == 0 ? 1.0 : -1.0, here = sign * change, w = own.watched[upstream];
    const double along[2] = {2.0 * sign * (g[x] * ways[edge]), 2.0 * sign * (g[y] * ways[edge])};
    const LimitedDifference difference(here, along[0] - here, along[1] - here, least[f]);
    const Extremum &falls = (here > 0.0 ? sensors.least : sensors.greatest)[x],
                   &rises = (here > 0.0 ? sensors.greatest : sensors.least)[y];
    const double of_x = 1.0 - falls.value, of_y = 1.0 - w * rises.value,
                 all = sign * own.taken[upstream];
    back += all * of_x * of_y * difference.value;
    if (!slope) continue;
    slope->difference += sign * all * of_x * of_y *
                         (difference.by_here - difference.by_upstream - difference.by_downstream);
    const double by_gradient = 2.0 * sign * all * of_x * of_y,
                 by_x = -all * of_y * difference.value, by_y = -all * w * of_x * difference.value;
    slope->gradient[upstream] += by_gradient * difference.by_upstream;
    slope->gradient[1 - upstream] += by_gradient * difference.by_downstream;
    slope->sum[upstream] += by_x * falls.by_sum;
    slope->size[upstream] += by_x * falls.by_size;
    slope->sum[1 - upstream] += by_y * rises.by_sum;
    slope->size[1 - upstream] += by_y * rises.by_size;
  }
  return back;
}

template <int dim>
void Limiter<dim>::subtract(const StateView& state, PETScWrappers::MPI::Vector& residual) const {
  const unsigned int n = d.n_fields();
  const LocalState local(state, d);
  const std::vector<double> u = sums_of(local);
  const Sensors sensors = sense(u);
  const Gradients g = gradients(u);
  const std::vector<double> rows = node_sums([&](double* sums) {
    for (unsigned int k = 0; k < fields.size(); ++k)
      for (std::size_t e = 0; e < edges.size(); ++e) {
        const double back = take_back(k, e, u, g, sensors, nullptr);
        sums[edges[e].a * n + fields[k]] += back;
        sums[edges[e].b * n + fields[k]] -= back;
      }
  });
  double* result;
  IONFLUX_PETSC(VecGetArray(residual, &result));
  for (unsigned int i = 0; i < residual.locally_owned_size(); ++i)
    result[i] += rows[i];
  IONFLUX_PETSC(VecRestoreArray(residual, &result));
}

template <int dim>
void Limiter<dim>::linearize(LocalState& local) {
  at = sums_of(local);
  const Sensors sensors = sense(at);
  const Gradients g = gradients(at);
  slopes.assign(fields.size(), std::vector<EdgeSlope>(edges.size()));
  for (unsigned int k = 0; k < fields.size(); ++k)
    for (std::size_t e = 0; e < edges.size(); ++e)
      take_back(k, e, at, g, sensors, &slopes[k][e]);
}

template <int dim>
void Limiter<dim>::multiply(Vec x, Vec y, const std::vector<char>& skip,
                            const std::vector<double>& factors) const {
  const unsigned int n = d.n_fields();
  const std::size_t n_owned = skip.size();
  const double* given;
  IONFLUX_PETSC(VecGetArrayRead(x, &given));
  const std::vector<double> v = node_sums([&](double* values) {
    for (std::size_t i = 0; i < n_owned; ++i)
      values[i] = skip[i] ? 0.0 : given[i];
  });
  IONFLUX_PETSC(VecRestoreArrayRead(x, &given));
  const Gradients bent = gradients(v);
  const auto sum = neighbour_sums(v, [](const double z, unsigned int, unsigned int) { return z; });
  const auto grown =
      neighbour_sums(v, [&](const double z, const unsigned int a, const unsigned int b) {
        return Lower(at[b] - at[a], least[a % n]).slope * z;
      });
  const std::vector<double> rows = node_sums([&](double* sums) {
    for (unsigned int k = 0; k < fields.size(); ++k)
      for (std::size_t e = 0; e < edges.size(); ++e) {
        const unsigned int nodes[2] = {edges[e].a * n + fields[k], edges[e].b * n + fields[k]};
        const EdgeSlope& by = slopes[k][e];
        double back = by.difference * (v[nodes[1]] - v[nodes[0]]);
        for (const unsigned int i : {0, 1})
          back += by.gradient[i] * (bent[nodes[i]] * ways[e]) + by.sum[i] * sum[nodes[i]] +
                  by.size[i] * grown[nodes[i]];
        sums[nodes[0]] += back;
        sums[nodes[1]] -= back;
      }
  });
  double* result;
  IONFLUX_PETSC(VecGetArray(y, &result));
  for (std::size_t i = 0; i < n_owned; ++i)
    if (!skip[i]) result[i] += factors[i % n] * rows[i];
  IONFLUX_PETSC(VecRestoreArray(y, &result));
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Limiter<dim>::measure(const StateView&);                                           \
  template void Limiter<dim>::subtract(const StateView&, PETScWrappers::MPI::Vector&) const;       \
  template std::vector<double> Limiter<dim>::node_sums(const std::function<void(double*)>&,        \
                                                       InsertMode) const;                          \
  template typename Limiter<dim>::Gradients Limiter<dim>::gradients(const std::vector<double>&)    \
      const;                                                                                       \
  template void Limiter<dim>::linearize(LocalState&);                                              \
  template void Limiter<dim>::multiply(Vec, Vec, const std::vector<char>&,                         \
                                       const std::vector<double>&) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
