#include <ionflux/physics/reactions/batch.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using SmallMatrix = std::vector<std::vector<double>>; // the last column is the right-hand side

/// Gauss with pivots; false where there is none.
bool solve_in_place(SmallMatrix& a, std::vector<double>& x) {
  const unsigned int n = a.size();
  for (unsigned int k = 0; k < n; ++k) {
    unsigned int pivot = k;
    for (unsigned int r = k + 1; r < n; ++r)
      if (std::abs(a[r][k]) > std::abs(a[pivot][k])) pivot = r;
    if (!(std::abs(a[pivot][k]) > 0.0)) return false;
    std::swap(a[k], a[pivot]);
    for (unsigned int r = 0; r < n; ++r) {
      if (r == k) continue;
      const double factor = a[r][k] / a[k][k];
      for (unsigned int j = k; j <= n; ++j)
        a[r][j] -= factor * a[k][j];
    }
  }
  for (unsigned int k = 0; k < n; ++k)
    x[k] = a[k][n] / a[k][k];
  return true;
}

} // namespace

// Newton's method for the extents; no step takes more than most of a species away.
void let_react(const ReactionRates& rates, const double time, std::vector<double>& c) {
  constexpr unsigned int most_steps = 200;
  constexpr double largest_loss = 0.9;
  const unsigned int n = rates.reactions.size();
  std::vector<double> extent(n, 0.0), change(n), slopes(c.size()), dc(c.size());
  SmallMatrix system(n, std::vector<double>(n + 1));
  for (unsigned int step = 0; step < most_steps; ++step) {
    for (unsigned int r = 0; r < n; ++r) {
      const PointReaction& reaction = rates.reactions[r];
      std::fill(slopes.begin(), slopes.end(), 0.0);
      reaction.add_slopes(c.data(), slopes.data());
      system[r][n] = time * reaction.from_activities(c.data()).rate - extent[r];
      for (unsigned int s = 0; s < n; ++s) {
        system[r][s] = r == s ? 1.0 : 0.0;
        for (const auto& [i, nu] : rates.reactions[s].numbers)
          system[r][s] -= time * slopes[i] * nu;
      }
    }
    if (!solve_in_place(system, change)) return;
    std::fill(dc.begin(), dc.end(), 0.0);
    for (unsigned int r = 0; r < n; ++r)
      for (const auto& [i, nu] : rates.reactions[r].numbers)
        dc[i] += nu * change[r];
    double factor = 1.0, relative = 0.0;
    for (unsigned int i = 0; i < c.size(); ++i) {
      if (dc[i] < 0.0) factor = std::min(factor, -largest_loss * c[i] / dc[i]);
      if (c[i] > 0.0) relative = std::max(relative, std::abs(dc[i]) / c[i]);
    }
    if (!std::isfinite(relative)) return;
    for (unsigned int i = 0; i < c.size(); ++i)
      c[i] += factor * dc[i];
    for (unsigned int r = 0; r < n; ++r)
      extent[r] += factor * change[r];
    if (relative < 1e-6) return;
  }
}

} // namespace ionflux
