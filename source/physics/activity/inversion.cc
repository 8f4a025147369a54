#include <ionflux/physics/activity/inversion.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

constexpr double tolerance = 1e-12; ///< of a step in ln c; the error left is its square

bool is_absent(const double w) { return w == -std::numeric_limits<double>::infinity(); }

/// Not a number if one is none.
double largest_of(const std::vector<double>& numbers) {
  double largest = 0.0;
  for (const double number : numbers) {
    if (std::isnan(number)) return number;
    largest = std::max(largest, std::abs(number));
  }
  return largest;
}

/// Size of a step that counts as none beside these ln c.
double negligible(const std::vector<double>& x) {
  double largest = 1.0;
  for (const double value : x)
    if (!is_absent(value)) largest = std::max(largest, std::abs(value));
  return tolerance * largest;
}

} // namespace

bool is_stable(const ActivityModel& model, const double* c) {
  const unsigned int n = model.n_species();
  std::vector<double> log_gamma(n), slopes(n * n);
  model.log_gamma(1, c, log_gamma.data(), slopes.data());
  SmallMatrix matrix(n);
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j)
      matrix(i, j) = (i == j ? 1.0 : 0.0) + slopes[i * n + j] * c[j];
  return matrix.factor();
}

ActivityInversion::ActivityInversion(const ActivityModel& model)
    : model(model), n(model.n_species()), last_w(n), x(n), c(n), inverse_slopes(n * n),
      log_gamma(n), slopes(n * n), residual(n), step(n), before(n), matrix(n) {}

InversionStatus ActivityInversion::solve(const double* w, const double load, const double* start) {
  evaluations = 0;
  for (unsigned int i = 0; i < n; ++i)
    if (!(w[i] < std::numeric_limits<double>::infinity()))
      return solved(w, load, InversionStatus::not_converged);
  if (model.has_own_inversion()) {
    InversionStatus status = model.invert(w, load, start, x.data(), inverse_slopes.data());
    if (start && status != InversionStatus::converged)
      status = model.invert(w, load, nullptr, x.data(), inverse_slopes.data());
    set_concentrations();
    if (status != InversionStatus::not_converged) return solved(w, load, status);
    start = nullptr;
  }
  std::copy(start ? start : w, (start ? start : w) + n, x.begin());
  start_below_packing();
  InversionStatus status = newton(w, load);
  if (status != InversionStatus::converged && start) {
    std::copy(w, w + n, x.begin());
    start_below_packing();
    status = newton(w, load);
  }
  if (status != InversionStatus::converged) {
    const std::vector<double> tried = x;
    const InversionStatus again = continuation(w, load);
    if (again == InversionStatus::not_converged && status == InversionStatus::unstable) {
      x = tried; // at least a solution
      evaluate(w, load);
    } else
      status = again;
  }
  if (status != InversionStatus::not_converged && inverse_wanted)
    matrix.invert(inverse_slopes.data());
  set_concentrations();
  return solved(w, load, status);
}

InversionStatus ActivityInversion::solved(const double* w, const double load,
                                          const InversionStatus status) {
  has_last = status == InversionStatus::converged;
  last_load = load;
  std::copy(w, w + n, last_w.begin());
  return status;
}

InversionStatus ActivityInversion::solve_near_last(const double* w, const double load) {
  if (!has_last || load != last_load) return solve(w, load);
  std::vector<double>& start = before; // is overwritten after it was read only
  for (unsigned int i = 0; i < n; ++i)
    step[i] = is_absent(w[i]) && is_absent(last_w[i]) ? 0.0 : w[i] - last_w[i];
  if (!model.has_own_inversion()) matrix.solve(step.data());
  for (unsigned int i = 0; i < n; ++i) {
    double change = step[i];
    if (model.has_own_inversion()) {
      change = 0.0;
      for (unsigned int j = 0; j < n; ++j)
        change += inverse_slopes[i * n + j] * step[j];
    }
    if (is_absent(w[i]) && is_absent(last_w[i]))
      change = 0.0;
    else if (!(std::abs(change) < 1.0))
      return solve(w, load);
    start[i] = x[i] + change;
  }
  return solve(w, load, start.data());
}

/// Equal factors for all species until half of the room is free.
void ActivityInversion::start_below_packing() {
  for (double& value : x)
    value = std::min(value, 50.0); // far beyond any packing, and finite in the next line
  for (unsigned int k = 0; k < 60; ++k) {
    set_concentrations();
    const double crowding = model.crowding(c.data());
    if (crowding <= 0.5) return;
    const double shift = std::log(0.499 / crowding);
    for (double& value : x)
      value += shift;
  }
}

InversionStatus ActivityInversion::newton(const double* w, const double load) {
  double size = evaluate(w, load), last_step = std::numeric_limits<double>::infinity();
  for (unsigned int k = 0; k < 60; ++k) {
    if (!std::isfinite(size)) return InversionStatus::not_converged;
    const bool stable = matrix.factor();
    step = residual;
    matrix.solve(step.data());
    // Uphill in the grand potential, between two phases: the step of the ideal solution never is.
    const bool is_newton = stable || !model.has_free_energy() || !(largest_of(step) > 1e-9) ||
                           slope_along_step() < 0.0;
    if (!is_newton) step = residual;
    const double largest = largest_of(step);
    if (!std::isfinite(largest)) return InversionStatus::not_converged;
    // Steps fall quadratically; what the next would be is enough where the matrix is not wanted.
    const bool last = !inverse_wanted && is_newton && stable &&
                      largest * largest * std::max(1.0, largest / (last_step * last_step)) < 1e-16;
    last_step = largest;
    if (last || largest <= negligible(x)) { // the matrix is that of the solution
      for (unsigned int i = 0; i < n; ++i)
        x[i] -= step[i];
      return stable ? InversionStatus::converged : InversionStatus::unstable;
    }
    if (!move(w, load, size, largest, is_newton)) {
      // Rounding of ln gamma near packing may be larger than the tolerance.
      const bool accurate = largest <= 1e3 * negligible(x);
      return !accurate ? InversionStatus::not_converged
             : stable  ? InversionStatus::converged
                       : InversionStatus::unstable;
    }
  }
  return InversionStatus::not_converged;
}

/// Grand potential, sum c (ln c - 1 - w) + load f: the solution is its minimum.
double ActivityInversion::grand_potential(const double* w, const double load) const {
  double sum = load * model.free_energy(c.data());
  for (unsigned int i = 0; i < n; ++i)
    if (c[i] > 0.0) sum += c[i] * (x[i] - 1.0 - w[i]);
  return sum;
}

/// Its derivative; residuals are its derivatives by c.
double ActivityInversion::slope_along_step() const {
  double sum = 0.0;
  for (unsigned int i = 0; i < n; ++i)
    sum -= residual[i] * c[i] * step[i];
  return sum;
}

/// Go along the step, at most by 4 in ln c, until there is room and either the residual or, far
/// from the solution, the grand potential falls (in a crowd of several species residuals rise on
/// the way).
bool ActivityInversion::move(const double* w, const double load, double& size, const double largest,
                             const bool is_newton) {
  before = x;
  const bool is_far = (largest > 0.1 || !is_newton) && model.has_free_energy();
  const double start = is_far ? grand_potential(w, load) : 0.0, slope = slope_along_step();
  double part = std::min(1.0, 4.0 / largest);
  for (unsigned int halving = 0; halving < 40; ++halving, part *= 0.5) {
    for (unsigned int i = 0; i < n; ++i)
      x[i] = before[i] - part * step[i];
    const double now = evaluate(w, load);
    const bool falls = is_far && slope < 0.0 ? std::isfinite(now) && grand_potential(w, load) <=
                                                                         start + 1e-4 * part * slope
                                             : now <= (1.0 - 1e-4 * part) * size;
    if (falls) {
      size = now;
      return true;
    }
  }
  x = before;
  evaluate(w, load);
  matrix.factor();
  return false;
}

/// From the ideal solution in steps of the load, on stable states.
InversionStatus ActivityInversion::continuation(const double* w, const double load) {
  std::copy(w, w + n, x.begin());
  double reached = 0.0, ahead = 0.25 * load;
  if (model.crowding(c.data()) > 0.0) start_below_packing(); // ideal is not below packing
  std::vector<double> last = x;
  InversionStatus status = InversionStatus::not_converged;
  while (reached < load && ahead > 1e-3 * load) {
    const double next = std::min(reached + ahead, load);
    status = newton(w, next);
    if (status == InversionStatus::converged) {
      last = x;
      reached = next;
      ahead *= 2.0;
    } else {
      x = last;
      ahead *= 0.25;
    }
  }
  if (reached < load) return InversionStatus::not_converged;
  return status;
}

/// Residual and, in `matrix`, H at x. @return size of the residual, infinite beyond packing
double ActivityInversion::evaluate(const double* w, const double load) {
  set_concentrations();
  if (!(model.crowding(c.data()) < 1.0)) return std::numeric_limits<double>::infinity();
  ++evaluations;
  model.log_gamma(1, c.data(), log_gamma.data(), slopes.data());
  for (unsigned int i = 0; i < n; ++i) {
    residual[i] = is_absent(w[i]) ? 0.0 : x[i] + load * log_gamma[i] - w[i];
    for (unsigned int j = 0; j < n; ++j)
      matrix(i, j) = (i == j ? 1.0 : 0.0) + load * slopes[i * n + j] * c[j];
  }
  const double largest = largest_of(residual);
  return std::isnan(largest) ? std::numeric_limits<double>::infinity() : largest;
}

void ActivityInversion::set_concentrations() {
  for (unsigned int i = 0; i < n; ++i)
    c[i] = std::exp(x[i]);
}

} // namespace ionflux
