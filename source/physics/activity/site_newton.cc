#include <ionflux/physics/activity/site_newton.h>

#include <algorithm>
#include <limits>

namespace ionflux {

SiteNewton::SiteNewton(const RegularSolutionFormula& formula, const double* w, const double load)
    : n(formula.n_species()), formula(formula), w(w), load(load),
      log_sites(std::log(formula.sites)), t(n), theta(n), start(n), residual(n), step(n),
      jacobian(n) {
  std::fill(residual.data(), residual.data() + n, 0.0);
}

InversionStatus SiteNewton::solve(const double* first, double* x, double* inverse) {
  double empty = 1.0; // part of the sites; where it has few digits nothing is gained
  for (unsigned int i = 0; i < n && first; ++i)
    empty -= std::exp(first[i] - log_sites);
  const bool near = first && empty > 1e-3;
  for (unsigned int i = 0; i < n; ++i)
    t[i] = near ? first[i] - log_sites - std::log(empty) : w[i] - log_sites;
  double size = evaluate(), last = 0.0;
  for (unsigned int k = 0; k < 200; ++k) {
    factor();
    step = residual;
    jacobian.solve(step.data());
    bool is_newton = true;
    if (!(slope() < 0.0) && largest_of(step) > 1e-10) { // uphill, between two phases
      step = residual;
      is_newton = false;
    }
    const double largest = largest_of(step);
    if (!std::isfinite(largest)) return InversionStatus::not_converged;
    if (!move(size, largest, is_newton) && largest > 1e-10) return InversionStatus::not_converged;
    // Steps fall quadratically.
    const double next = largest * largest * std::max(1.0, largest / (last * last));
    if (largest <= 1e-12 || (is_newton && k > 0 && next <= 1e-16)) return finish(x, inverse);
    last = largest;
  }
  return InversionStatus::not_converged;
}

double SiteNewton::evaluate() {
  double largest = 0.0;
  for (unsigned int i = 0; i < n; ++i)
    largest = std::max(largest, t[i]);
  double sum = std::exp(-largest);
  for (unsigned int i = 0; i < n; ++i)
    sum += theta[i] = std::exp(t[i] - largest);
  log_vacancies = -largest - std::log(sum);
  for (unsigned int i = 0; i < n; ++i)
    theta[i] /= sum;
  double size = 0.0;
  for (unsigned int i = 0; i < n; ++i) {
    if (is_absent(i)) continue;
    residual[i] = t[i] + (1.0 - load) * log_vacancies + log_sites - w[i];
    for (unsigned int j = 0; j < n; ++j)
      residual[i] += load * formula.interaction[i * n + j] * theta[j];
    size = std::max(size, std::abs(residual[i]));
  }
  return size;
}

void SiteNewton::factor() {
  for (unsigned int i = 0; i < n; ++i) {
    double mean = 0.0;
    for (unsigned int k = 0; k < n; ++k)
      mean += formula.interaction[i * n + k] * theta[k];
    for (unsigned int j = 0; j < n; ++j)
      jacobian(i, j) = (i == j ? 1.0 : 0.0) - (1.0 - load) * theta[j] +
                       load * theta[j] * (formula.interaction[i * n + j] - mean);
  }
  jacobian.factor();
}

bool SiteNewton::is_absent(const unsigned int i) const {
  return w[i] == -std::numeric_limits<double>::infinity();
}

double SiteNewton::largest_of(const PointBuffer<double>& numbers) const {
  double largest = 0.0;
  for (unsigned int i = 0; i < n; ++i) {
    if (std::isnan(numbers[i])) return numbers[i];
    largest = std::max(largest, std::abs(numbers[i]));
  }
  return largest;
}

double SiteNewton::slope() const {
  double mean = 0.0, sum = 0.0;
  for (unsigned int i = 0; i < n; ++i)
    mean += theta[i] * step[i];
  for (unsigned int i = 0; i < n; ++i)
    sum -= residual[i] * theta[i] * (step[i] - mean);
  return sum;
}

double SiteNewton::grand_potential() const {
  double sum = load * std::exp(log_vacancies) * log_vacancies, taken = 0.0;
  for (unsigned int i = 0; i < n; ++i) {
    if (is_absent(i)) continue;
    sum += theta[i] * (t[i] + log_vacancies - 1.0 + log_sites - w[i]);
    taken += theta[i];
    for (unsigned int j = 0; j < n; ++j)
      sum += 0.5 * load * formula.interaction[i * n + j] * theta[i] * theta[j];
  }
  return sum + load * taken;
}

bool SiteNewton::move(double& size, const double largest, const bool is_newton) {
  start = t;
  const bool is_far = largest > 0.1 || !is_newton;
  const double before = is_far ? grand_potential() : 0.0, descent = is_far ? slope() : 0.0;
  double part = std::min(1.0, 4.0 / largest);
  for (unsigned int halving = 0; halving < 30; ++halving, part *= 0.5) {
    for (unsigned int i = 0; i < n; ++i)
      t[i] = start[i] - part * step[i];
    const double now = evaluate();
    const bool falls = is_far ? grand_potential() <= before + 1e-4 * part * descent
                              : now <= (1.0 - 1e-4 * part) * size || largest <= 1e-12;
    if (falls) {
      size = now;
      return true;
    }
  }
  t = start;
  evaluate();
  return false;
}

InversionStatus SiteNewton::finish(double* x, double* inverse) {
  factor();
  jacobian.invert(inverse);
  PointBuffer<double, 64> by_t(n * n);
  std::copy(inverse, inverse + n * n, by_t.data());
  // dx = dt + d ln s, d ln s = - sum theta dt; written with s so that no digits are lost
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j) {
      double change = std::exp(log_vacancies) * by_t[i * n + j];
      for (unsigned int k = 0; k < n; ++k)
        change += theta[k] * (by_t[i * n + j] - by_t[k * n + j]);
      inverse[i * n + j] = change;
    }
  for (unsigned int i = 0; i < n; ++i)
    x[i] = t[i] + log_vacancies + log_sites;
  return is_stable() ? InversionStatus::converged : InversionStatus::unstable;
}

bool SiteNewton::is_stable() const {
  SmallMatrix lower(n), product(n);
  double left = std::exp(log_vacancies); // s + theta of those to come: a sum, no cancellation
  for (unsigned int i = 0; i < n; ++i)
    left += theta[i];
  for (unsigned int j = 0; j < n; ++j) { // closed Cholesky factor of a multinomial covariance
    const double after = left - theta[j] > 0.0 ? remainder(j) : 0.0;
    lower(j, j) = std::sqrt(theta[j] * after / left);
    for (unsigned int i = j + 1; i < n; ++i)
      lower(i, j) = after > 0.0 ? -theta[i] * std::sqrt(theta[j] / (after * left)) : 0.0;
    left = after;
  }
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j) {
      double sum = 0.0;
      for (unsigned int k = i; k < n; ++k)
        for (unsigned int l = j; l < n; ++l)
          sum += lower(k, i) * formula.interaction[k * n + l] * lower(l, j);
      product(i, j) = (i == j ? 1.0 : 0.0) + load * sum;
    }
  return product.factor();
}

double SiteNewton::remainder(const unsigned int j) const {
  double sum = std::exp(log_vacancies);
  for (unsigned int i = j + 1; i < n; ++i)
    sum += theta[i];
  return sum;
}

} // namespace ionflux
