#include <ionflux/fem/reaction_basis.h>
#include <ionflux/fem/speciation.h>
#include <ionflux/physics/activity/small_matrix.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Relative; the totals of a composition at a front cancel to far less than its activities.
constexpr double digits_of_totals = 1e-13;
constexpr unsigned int most_steps = 60;
constexpr double largest_step = 3.0; // of ln a

// ln of what grows as 1 + x. Falling, it is x itself, as mass action asks; beyond a factor of e
// less and less, or an activity that matters little would be lost for good.
double grown(const double x) {
  if (x > 0.0) return std::log1p(x);
  return x > -1.0 ? x : -1.0 - std::log1p(-x - 1.0);
}

// Likewise for a ratio of activities, which has no direction of its own.
double turned(const double x) { return x > 0.0 ? std::log1p(x) : -std::log1p(-x); }

double dot(const std::vector<double>& a, const double* b) {
  double sum = 0.0;
  for (unsigned int i = 0; i < a.size(); ++i)
    sum += a[i] * b[i];
  return sum;
}

} // namespace

Speciation::Speciation(const Electrolyte& electrolyte) {
  const ReactionBasis basis(electrolyte);
  reacting = basis.species();
  numbers = basis.stoichiometry();
  invariants = basis.conserved();
  const unsigned int n = numbers.size();
  SmallMatrix between(n);
  for (unsigned int r = 0; r < n; ++r)
    for (unsigned int s = 0; s < n; ++s)
      between(r, s) = dot(numbers[r], numbers[s].data());
  between.factor();
  std::vector<double> inverse(n * n);
  between.invert(inverse.data());
  for (unsigned int r = 0; r < n; ++r) {
    particular.emplace_back(reacting.size(), 0.0);
    double change = 0.0;
    for (unsigned int i = 0; i < reacting.size(); ++i) {
      change += numbers[r][i];
      for (unsigned int s = 0; s < n; ++s)
        particular[r][i] += numbers[s][i] * inverse[s * n + r];
    }
    orientation.push_back(change > 0.0 ? 1 : change < 0.0 ? -1 : 0);
  }
}

std::vector<double> Speciation::totals(const std::vector<double>& activity) const {
  std::vector<double> sums;
  for (const std::vector<double>& invariant : invariants)
    sums.push_back(dot(invariant, activity.data()));
  return sums;
}

// log_activity: any with the right products, replaced by the one with the totals.
bool Speciation::solve(const std::vector<double>& wanted, const std::vector<double>& guess,
                       std::vector<double>& log_activity) const {
  const unsigned int n = invariants.size(), n_species = reacting.size();
  SmallMatrix matrix(n);
  std::vector<double> change(n), scale(n), by(n_species);
  // Change of theta for rows of the size of the weights, and with it of ln a.
  const auto correct = [&](const std::vector<double>& weight, const double limit) {
    for (unsigned int k = 0; k < n; ++k) {
      scale[k] = 0.0;
      for (unsigned int i = 0; i < n_species; ++i)
        scale[k] += invariants[k][i] * invariants[k][i] * weight[i];
      scale[k] = 1.0 / std::sqrt(scale[k]);
    }
    for (unsigned int k = 0; k < n; ++k) {
      change[k] *= scale[k];
      for (unsigned int l = 0; l < n; ++l) {
        matrix(k, l) = 0.0;
        for (unsigned int i = 0; i < n_species; ++i)
          matrix(k, l) += scale[k] * invariants[k][i] * weight[i] * invariants[l][i] * scale[l];
      }
    }
    if (!matrix.factor()) return false;
    matrix.solve(change.data());
    double largest = 0.0;
    std::fill(by.begin(), by.end(), 0.0);
    for (unsigned int i = 0; i < n_species; ++i) {
      for (unsigned int k = 0; k < n; ++k)
        by[i] += invariants[k][i] * scale[k] * change[k];
      largest = std::max(largest, std::abs(by[i]));
    }
    if (!std::isfinite(largest)) return false;
    for (unsigned int i = 0; i < n_species; ++i)
      log_activity[i] += by[i] * std::min(1.0, limit / std::max(largest, 1e-300));
    return true;
  };
  // First to the guess, by least squares: what there is most of counts.
  for (unsigned int k = 0; k < n; ++k) {
    change[k] = 0.0;
    for (unsigned int i = 0; i < n_species; ++i)
      change[k] += invariants[k][i] * guess[i] * (std::log(guess[i]) - log_activity[i]);
  }
  if (!correct(guess, HUGE_VAL)) return false;
  std::vector<double> activity(n_species);
  for (unsigned int step = 0; step < most_steps; ++step) {
    for (unsigned int i = 0; i < n_species; ++i)
      activity[i] = std::exp(log_activity[i]);
    bool done = true;
    for (unsigned int k = 0; k < n; ++k) {
      double size = 0.0;
      for (unsigned int i = 0; i < n_species; ++i)
        size += std::abs(invariants[k][i]) * activity[i];
      change[k] = wanted[k] - dot(invariants[k], activity.data());
      done = done && std::abs(change[k]) <= digits_of_totals * size;
    }
    if (done) return true;
    if (!correct(activity, largest_step)) return false;
  }
  return false;
}

void Speciation::move(const double* log_activity, const double* change, const double length,
                      double* moved) const {
  const unsigned int n = reacting.size();
  std::vector<double> linear(n), guess(n), found(log_activity, log_activity + n);
  for (unsigned int i = 0; i < n; ++i) {
    const double activity = std::exp(log_activity[i]);
    linear[i] = activity * (1.0 + length * change[i]);
    guess[i] = std::max(linear[i], 1e-3 * activity);
  }
  for (unsigned int r = 0; r < numbers.size(); ++r) {
    const double x = length * dot(numbers[r], change);
    const double step =
        orientation[r] == 0 ? turned(x) : orientation[r] * grown(orientation[r] * x);
    for (unsigned int i = 0; i < n; ++i)
      found[i] += particular[r][i] * step;
  }
  if (solve(totals(linear), guess, found)) {
    std::copy(found.begin(), found.end(), moved);
    return;
  }
  for (unsigned int i = 0; i < n; ++i) // totals that no composition has
    moved[i] = log_activity[i] + grown(length * change[i]);
}

bool Speciation::between(const double* first, const double* second, const double share,
                         double* activity) const {
  const unsigned int n = reacting.size();
  std::vector<double> linear(n), found(n);
  for (unsigned int i = 0; i < n; ++i) {
    linear[i] = (1.0 - share) * first[i] + share * second[i];
    found[i] = (1.0 - share) * std::log(first[i]) + share * std::log(second[i]);
  }
  if (!solve(totals(linear), linear, found)) return false;
  for (unsigned int i = 0; i < n; ++i)
    activity[i] = std::exp(found[i]);
  return true;
}

} // namespace ionflux
