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

/// At least |x|, and its slope.
struct Upper {
  double value, slope;
  Upper(const double x, const double e) : value(std::sqrt(x * x + e * e)), slope(x / value) {}
};

/// At most |x|, and its slope.
struct Lower {
  double value, slope;
  Lower(const double x, const double e) {
    const double root = std::sqrt(x * x + e * e);
    value = x * x / root;
    slope = x * (x * x + 2.0 * e * e) / (root * root * root);
  }
};

// Smooth min(x, 1), squared (Badia and Bonilla 2017), and its slope.
void cut_off(const double x, double& value, double& slope) {
  value = 1.0;
  slope = 0.0;
  if (x >= 1.0) return;
  const double z = x * (1.0 + x * (3.0 + x * (-5.0 + 2.0 * x)));
  value = z * z;
  slope = 2.0 * z * (1.0 + x * (6.0 + x * (-15.0 + 8.0 * x)));
}

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

// s of all local unknowns of the limited fields, and its slopes by the two sums.
template <int dim>
typename Limiter<dim>::Sensor Limiter<dim>::sense(const std::vector<double>& u,
                                                  const bool slopes) const {
  const unsigned int n = d.n_fields();
  const auto each_edge = [&](const auto& work) {
    return [&, work](double* sums) {
      for (unsigned int k = 0; k < fields.size(); ++k)
        for (std::size_t e = 0; e < edges.size(); ++e) {
          const unsigned int a = edges[e].a * n + fields[k], b = edges[e].b * n + fields[k];
          sums[a] += weights[k][e].there * work(u[b] - u[a], fields[k]);
          sums[b] += weights[k][e].back * work(u[a] - u[b], fields[k]);
        }
    };
  };
  const std::vector<double> sum =
      node_sums(each_edge([](const double x, unsigned int) { return x; }));
  const std::vector<double> sizes = node_sums(
      each_edge([&](const double x, const unsigned int f) { return Lower(x, least[f]).value; }));
  Sensor result;
  result.s.assign(u.size(), 1.0);
  if (slopes) {
    result.by_sum.assign(u.size(), 0.0);
    result.by_size.assign(u.size(), 0.0);
  }
  for (const unsigned int f : fields)
    for (std::size_t i = f; i < u.size(); i += n) {
      if (!free[i]) {
        result.s[i] = 0.0;
        continue;
      }
      if (size[i] == 0.0) continue; // nothing of the species here
      const double nothing = least[f] * size[i];
      const Upper above(sum[i], nothing);
      const double below = sizes[i] + nothing, ratio = above.value / below;
      double slope;
      cut_off(ratio, result.s[i], slope);
      if (!slopes) continue;
      result.by_sum[i] = slope * above.slope / below;
      result.by_size[i] = -slope * ratio / below;
    }
  return result;
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

template <int dim>
void Limiter<dim>::subtract(const StateView& state, PETScWrappers::MPI::Vector& residual) const {
  const unsigned int n = d.n_fields();
  const LocalState local(state, d);
  const std::vector<double> u = sums_of(local), s = sense(u, false).s;
  const Gradients g = gradients(u);
  const std::vector<double> rows = node_sums([&](double* sums) {
    for (unsigned int k = 0; k < fields.size(); ++k)
      for (std::size_t e = 0; e < edges.size(); ++e) {
        const unsigned int a = edges[e].a * n + fields[k], b = edges[e].b * n + fields[k];
        const double back = -0.5 * weights[k][e].diffusion * (1.0 - s[a]) * (1.0 - s[b]) *
                            ((g[a] + g[b]) * ways[e]);
        sums[a] -= back;
        sums[b] += back;
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
  sensor = sense(at, true);
  slope = gradients(at);
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
  // Change of s, in the rows of its node.
  const std::vector<double> change = node_sums([&](double* sums) {
    for (unsigned int k = 0; k < fields.size(); ++k)
      for (std::size_t e = 0; e < edges.size(); ++e) {
        const unsigned int a = edges[e].a * n + fields[k], b = edges[e].b * n + fields[k];
        const double moved = v[b] - v[a];
        if (moved == 0.0) continue;
        const double grown = Lower(at[b] - at[a], least[fields[k]]).slope * moved;
        sums[a] += weights[k][e].there * (sensor.by_sum[a] * moved + sensor.by_size[a] * grown);
        sums[b] += weights[k][e].back * (sensor.by_size[b] * grown - sensor.by_sum[b] * moved);
      }
  });
  const std::vector<double> rows = node_sums([&](double* sums) {
    for (unsigned int k = 0; k < fields.size(); ++k)
      for (std::size_t e = 0; e < edges.size(); ++e) {
        const unsigned int a = edges[e].a * n + fields[k], b = edges[e].b * n + fields[k];
        const double here = 1.0 - sensor.s[a], there = 1.0 - sensor.s[b];
        const double back =
            -0.5 * weights[k][e].diffusion *
            (here * there * ((bent[a] + bent[b]) * ways[e]) -
             (there * change[a] + here * change[b]) * ((slope[a] + slope[b]) * ways[e]));
        sums[a] -= back;
        sums[b] += back;
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
