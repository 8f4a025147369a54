#include <ionflux/fem/reaction_basis.h>
#include <ionflux/support/row_reduction.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Weight of a fixed unknown beside the most mobile of those that are free: it hardly moves.
constexpr double of_fixed = 1e-8, least_weight = 1e-12;

using Matrix = std::vector<std::vector<double>>;

/// Solves the small symmetric positive definite system in place, one column of `right` a unit.
void solve(Matrix& a, Matrix& right) {
  const unsigned int n = a.size();
  for (unsigned int k = 0; k < n; ++k) {
    const double pivot = a[k][k] != 0.0 ? a[k][k] : 1.0;
    for (unsigned int r = 0; r < n; ++r) {
      if (r == k) continue;
      const double factor = a[r][k] / pivot;
      for (unsigned int j = 0; j < n; ++j) {
        a[r][j] -= factor * a[k][j];
        right[r][j] -= factor * right[k][j];
      }
    }
  }
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int j = 0; j < n; ++j)
      right[k][j] /= a[k][k] != 0.0 ? a[k][k] : 1.0;
}

} // namespace

ReactionBasis::ReactionBasis(const Electrolyte& electrolyte) {
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    for (const Reaction& reaction : electrolyte.reactions)
      if (reaction.stoichiometric_number(i) != 0 && (reacting.empty() || reacting.back() != i))
        reacting.push_back(i);
  Matrix all;
  for (const Reaction& reaction : electrolyte.reactions) {
    all.emplace_back();
    for (const unsigned int i : reacting)
      all.back().push_back(reaction.stoichiometric_number(i));
  }
  Matrix reduced = all;
  std::vector<unsigned int> independent;
  const std::vector<unsigned int> pivots = reduce_rows(reduced, &independent);
  for (const unsigned int r : independent)
    numbers.push_back(all[r]);
  for (unsigned int i = 0; i < reacting.size(); ++i) {
    if (std::count(pivots.begin(), pivots.end(), i)) continue;
    std::vector<double> column(reacting.size(), 0.0);
    column[i] = 1.0;
    for (unsigned int k = 0; k < pivots.size(); ++k)
      column[pivots[k]] = -reduced[k][i];
    invariants.push_back(column);
  }
}

void ReactionBasis::at_node(const std::vector<double>& conductance, double* columns) const {
  const unsigned int n = size(), n_reactions = numbers.size();
  std::vector<double> weight(n); // 1 / M, of the order of 1
  double least = HUGE_VAL;
  for (const double m : conductance)
    if (m > 0.0) least = std::min(least, m);
  for (unsigned int i = 0; i < n; ++i) {
    const double relative = std::isfinite(least) ? least / std::max(conductance[i], least) : 1.0;
    weight[i] =
        std::isinf(conductance[i]) ? of_fixed * least_weight : std::max(relative, least_weight);
  }
  Matrix between(n_reactions, std::vector<double>(n_reactions, 0.0)), inverse = between;
  for (unsigned int r = 0; r < n_reactions; ++r) {
    inverse[r][r] = 1.0;
    for (unsigned int s = 0; s < n_reactions; ++s)
      for (unsigned int i = 0; i < n; ++i)
        between[r][s] += numbers[r][i] * weight[i] * numbers[s][i];
  }
  solve(between, inverse);
  for (unsigned int i = 0; i < n; ++i) {
    for (unsigned int k = 0; k < n_invariants(); ++k)
      columns[i * n + k] = invariants[k][i];
    for (unsigned int s = 0; s < n_reactions; ++s) {
      double sum = 0.0;
      for (unsigned int r = 0; r < n_reactions; ++r)
        sum += weight[i] * numbers[r][i] * inverse[r][s];
      columns[i * n + n_invariants() + s] = sum;
    }
  }
}

} // namespace ionflux
