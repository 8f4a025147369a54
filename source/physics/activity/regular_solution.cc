/// Defects that share one lattice and repel or attract each other.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/small_matrix.h>
#include <ionflux/physics/activity/words.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

struct RegularSolutionFormula {
  double sites;                    ///< N [mol/m^3]
  std::vector<double> interaction; ///< g_ij, over RT

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::log1p;
    const unsigned int n = n_species();
    Number taken(0.0);
    for (unsigned int i = 0; i < n; ++i)
      taken += c[i] * (1.0 / sites);
    const Number vacancies = log1p(-1.0 * taken);
    for (unsigned int i = 0; i < n; ++i) {
      log_gamma[i] = -1.0 * vacancies;
      for (unsigned int j = 0; j < n; ++j)
        log_gamma[i] += interaction[i * n + j] / sites * c[j];
    }
  }

  unsigned int n_species() const {
    return static_cast<unsigned int>(std::lround(std::sqrt(interaction.size())));
  }
};

/// Newton's method in t_i = ln(c_i / empty sites), in which crowding is no singularity:
///
///     x_i = t_i + ln s + ln N,   s = 1 / (1 + sum e^t),
///     t_i + (1 - load) ln s + ln N + load sum_j g_ij theta_j = w_i .
///
/// Where Newton's step leads uphill in the grand potential, the step of the ideal lattice, which
/// never does, is taken: what is found is a minimum, a stable state.
class SiteNewton {
public:
  SiteNewton(const RegularSolutionFormula& formula, const double* w, const double load)
      : n(formula.n_species()), formula(formula), w(w), load(load), t(n), theta(n), residual(n),
        step(n), jacobian(n) {}

  InversionStatus solve(double* x, double* inverse) {
    for (unsigned int i = 0; i < n; ++i)
      t[i] = w[i] - std::log(formula.sites);
    double size = evaluate();
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
      if (largest <= 1e-12) return finish(x, inverse);
    }
    return InversionStatus::not_converged;
  }

private:
  /// theta, ln s and the residual at t. @return largest residual
  double evaluate() {
    double largest = 0.0;
    for (const double value : t)
      largest = std::max(largest, value);
    double sum = std::exp(-largest);
    for (unsigned int i = 0; i < n; ++i)
      sum += theta[i] = std::exp(t[i] - largest);
    log_vacancies = -largest - std::log(sum);
    for (double& part : theta)
      part /= sum;
    double size = 0.0;
    for (unsigned int i = 0; i < n; ++i) {
      if (is_absent(i)) continue;
      residual[i] = t[i] + (1.0 - load) * log_vacancies + std::log(formula.sites) - w[i];
      for (unsigned int j = 0; j < n; ++j)
        residual[i] += load * formula.interaction[i * n + j] * theta[j];
      size = std::max(size, std::abs(residual[i]));
    }
    return size;
  }

  void factor() {
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

  bool is_absent(const unsigned int i) const {
    return w[i] == -std::numeric_limits<double>::infinity();
  }

  static double largest_of(const std::vector<double>& numbers) {
    double largest = 0.0;
    for (const double number : numbers)
      largest = std::max(largest, std::abs(number));
    return largest;
  }

  /// Of the grand potential along the step: residuals are its derivatives by theta.
  double slope() const {
    double mean = 0.0, sum = 0.0;
    for (unsigned int i = 0; i < n; ++i)
      mean += theta[i] * step[i];
    for (unsigned int i = 0; i < n; ++i)
      sum -= residual[i] * theta[i] * (step[i] - mean);
    return sum;
  }

  /// A minimum of it is a stable state.
  double grand_potential() const {
    double sum = load * std::exp(log_vacancies) * log_vacancies, taken = 0.0;
    for (unsigned int i = 0; i < n; ++i) {
      if (is_absent(i)) continue;
      sum += theta[i] * (t[i] + log_vacancies - 1.0 + std::log(formula.sites) - w[i]);
      taken += theta[i];
      for (unsigned int j = 0; j < n; ++j)
        sum += 0.5 * load * formula.interaction[i * n + j] * theta[i] * theta[j];
    }
    return sum + load * taken;
  }

  /// Go along the step until the residual or, far away, the grand potential falls. @return does it?
  bool move(double& size, const double largest, const bool is_newton) {
    const std::vector<double> start = t;
    const bool is_far = largest > 0.1 || !is_newton;
    const double before = grand_potential(), descent = slope();
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

  InversionStatus finish(double* x, double* inverse) {
    factor();
    jacobian.invert(inverse);
    const std::vector<double> by_t(inverse, inverse + n * n);
    // dx = dt + d ln s, d ln s = - sum theta dt; written with s so that no digits are lost
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j) {
        double change = std::exp(log_vacancies) * by_t[i * n + j];
        for (unsigned int k = 0; k < n; ++k)
          change += theta[k] * (by_t[i * n + j] - by_t[k * n + j]);
        inverse[i * n + j] = change;
      }
    for (unsigned int i = 0; i < n; ++i)
      x[i] = t[i] + log_vacancies + std::log(formula.sites);
    return is_stable() ? InversionStatus::converged : InversionStatus::unstable;
  }

  /// The Hessian of the free energy, 1/theta_i + 1/s + load g_ij, is positive definite exactly
  /// where 1 + load L^T g L is, with L L^T = diag(theta) - theta theta^T its inverse without g.
  /// Nothing is singular in this form, however crowded or dilute.
  bool is_stable() const {
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

  /// s + sum of theta behind j.
  double remainder(const unsigned int j) const {
    double sum = std::exp(log_vacancies);
    for (unsigned int i = j + 1; i < n; ++i)
      sum += theta[i];
    return sum;
  }

  unsigned int n;
  const RegularSolutionFormula& formula;
  const double* w;
  double load, log_vacancies = 0.0;
  std::vector<double> t, theta, residual, step;
  SmallMatrix jacobian;
};

class RegularSolution final : public Differentiated<RegularSolutionFormula> {
public:
  using Differentiated::Differentiated;

  double crowding(const double* c) const override {
    double sum = 0.0;
    for (unsigned int i = 0; i < n_species(); ++i)
      sum += c[i];
    return sum / formula.sites;
  }
  bool has_free_energy() const override { return true; }
  double free_energy(const double* c) const override {
    const unsigned int n = n_species();
    const double taken = crowding(c);
    double sum = (1.0 - taken) * std::log1p(-taken) + taken;
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j)
        sum += 0.5 * formula.interaction[i * n + j] * c[i] * c[j] / (formula.sites * formula.sites);
    return formula.sites * sum;
  }
  std::string out_of_range(const double* c) const override {
    if (crowding(c) < 1.0) return std::string();
    return "species take " + in_words(crowding(c)) + " of the sites";
  }
  bool has_own_inversion() const override { return true; }
  InversionStatus invert(const double* w, const double load, double* x,
                         double* inverse) const override {
    return SiteNewton(formula, w, load).solve(x, inverse);
  }
};

} // namespace

ActivityRow regular_solution_activity() {
  ActivityRow row;
  row.name = "regular solution";
  row.documentation =
      "Species share the sites of one lattice, at most one on each, and repel (> 0) or attract (< "
      "0) "
      "each other in the mean: vacancies and dopants in a solid, lithium in an electrode. With "
      "attraction beyond 4 RT the phase splits; states in between are refused.";
  row.formula = "ln gamma_i = - ln(1 - sum_j theta_j) + sum_j W_ij theta_j / RT, theta = c / N";
  row.source = "Bragg and Williams 1934; Fowler and Guggenheim 1939, Statistical Thermodynamics, "
               "ch. X; Guggenheim 1952, Mixtures";
  row.range = "stable states; the mean field overestimates order at low temperature";
  row.entries = {{"Site density", "mol/m^3", std::numeric_limits<double>::quiet_NaN(),
                  ActivityEntry::Scope::run, "N: sites in a volume."},
                 {"Interaction energy", "J/mol", 0.0, ActivityEntry::Scope::pair,
                  "W_ij, also of a species with itself: RT ln gamma_i rises by W_ij if all sites "
                  "hold j. Positive: repulsion."}};
  row.example.input.names = {"vacancy", "dopant"};
  row.example.input.charge_numbers = {2, -1};
  row.example.input.per_run = {{"Site density", 4e4}};
  row.example.input.per_pair["Interaction energy"] = {
      {{0, 0}, 2.0e4}, {{0, 1}, -5.0e3}, {{1, 1}, 1.0e4}};
  row.example.concentrations = {4e3, 8e3};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    RegularSolutionFormula formula{run_number(row, input, "Site density"),
                                   pair_numbers(row, input, "Interaction energy")};
    if (!(formula.sites > 0.0) || !std::isfinite(formula.sites))
      throw std::invalid_argument("the activity model '" + row.name +
                                  "' needs a 'Site density' above 0");
    if (!(input.temperature > 0.0))
      throw std::invalid_argument("the activity model '" + row.name +
                                  "' needs a temperature above 0");
    for (double& energy : formula.interaction) {
      energy /= constants::gas * input.temperature;
      if (!std::isfinite(energy) || std::abs(energy) > 1e4)
        throw std::invalid_argument("'Interaction energy' must be finite and below 10000 RT");
    }
    return std::make_unique<RegularSolution>(input.n_species(), std::move(formula));
  };
  return row;
}

} // namespace ionflux
