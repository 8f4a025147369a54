#include <ionflux/physics/activity/mean_activity.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

/// Nodes and weights of Gauss and Legendre on (0, 1), by Newton's method on the recurrence.
struct Gauss {
  explicit Gauss(const unsigned int n) : node(n), weight(n) {
    for (unsigned int i = 0; i < n; ++i) {
      double z = std::cos(std::acos(-1.0) * (i + 0.75) / (n + 0.5)), slope = 1.0;
      for (unsigned int k = 0; k < 100; ++k) {
        double p = 1.0, previous = 0.0;
        for (unsigned int j = 1; j <= n; ++j) {
          const double older = previous;
          previous = p;
          p = ((2.0 * j - 1.0) * z * previous - (j - 1.0) * older) / j;
        }
        slope = n * (z * p - previous) / (z * z - 1.0);
        const double change = p / slope;
        z -= change;
        if (std::abs(change) < 1e-15) break;
      }
      node[i] = 0.5 * (1.0 - z);
      weight[i] = 1.0 / ((1.0 - z * z) * slope * slope);
    }
  }
  std::vector<double> node, weight;
};

double sum_of(const ActivityModel& model, const double* c) {
  double sum = 0.0;
  for (unsigned int i = 0; i < model.n_species(); ++i)
    sum += c[i];
  return sum;
}

} // namespace

double log_mean_activity_coefficient(const std::vector<double>& log_gamma,
                                     const SaltComposition& salt) {
  double sum = 0.0, ions = 0.0;
  for (unsigned int i = 0; i < log_gamma.size(); ++i) {
    sum += salt[i] * log_gamma[i];
    ions += salt[i];
  }
  return sum / ions;
}

double log_mean_activity_coefficient(const ActivityModel& model, const double* c,
                                     const SaltComposition& salt) {
  std::vector<double> log_gamma(model.n_species());
  model.log_gamma(1, c, log_gamma.data(), nullptr);
  return log_mean_activity_coefficient(log_gamma, salt);
}

double thermodynamic_factor(const std::vector<double>& slopes, const double* c,
                            const SaltComposition& salt) {
  const unsigned int n = salt.size();
  double amount = std::numeric_limits<double>::infinity(), sum = 0.0, ions = 0.0;
  for (unsigned int i = 0; i < n; ++i) {
    ions += salt[i];
    if (salt[i] > 0.0) amount = std::min(amount, c[i] / salt[i]);
    for (unsigned int j = 0; j < n; ++j)
      sum += salt[i] * slopes[i * n + j] * salt[j];
  }
  return 1.0 + amount * sum / ions;
}

double thermodynamic_factor(const ActivityModel& model, const double* c,
                            const SaltComposition& salt) {
  const unsigned int n = model.n_species();
  std::vector<double> log_gamma(n), slopes(n * n);
  model.log_gamma(1, c, log_gamma.data(), slopes.data());
  return thermodynamic_factor(slopes, c, salt);
}

double osmotic_coefficient(const ActivityModel& model, const double* c) {
  if (!model.has_free_energy()) return osmotic_coefficient_by_gibbs_duhem(model, c);
  const double total = sum_of(model, c);
  if (!(total > 0.0)) return 1.0;
  std::vector<double> log_gamma(model.n_species());
  model.log_gamma(1, c, log_gamma.data(), nullptr);
  double excess = -model.free_energy(c);
  for (unsigned int i = 0; i < model.n_species(); ++i)
    excess += c[i] * log_gamma[i];
  return 1.0 + excess / total;
}

double osmotic_coefficient_by_gibbs_duhem(const ActivityModel& model, const double* c) {
  const unsigned int n = model.n_species();
  const double total = sum_of(model, c);
  if (!(total > 0.0)) return 1.0;
  static const Gauss gauss(40);
  std::vector<double> state(n), log_gamma(n), slopes(n * n);
  // Along t c, t = r^2: the square root of the ionic strength is smooth in r. Of the solvent's
  // chemical potential: sum m_i d ln a_i, over the molality it would have with gamma = 1.
  double sum = 0.0;
  for (unsigned int q = 0; q < gauss.node.size(); ++q) {
    const double r = gauss.node[q], t = r * r;
    for (unsigned int i = 0; i < n; ++i)
      state[i] = t * c[i];
    model.log_gamma(1, state.data(), log_gamma.data(), slopes.data());
    double change = total;
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j)
        change += state[i] * slopes[i * n + j] * c[j];
    sum += gauss.weight[q] * 2.0 * r * change / model.solvent_part(state.data());
  }
  return sum * model.solvent_part(c) / total;
}

double solvent_activity(const ActivityModel& model, const double* c, const double molar_mass) {
  const double density = model.solvent_density();
  if (!(density > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  const double molality = sum_of(model, c) / (density * model.solvent_part(c));
  return std::exp(-molar_mass * molality * osmotic_coefficient(model, c));
}

} // namespace ionflux
