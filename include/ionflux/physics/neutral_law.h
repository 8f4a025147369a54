#pragma once

/// Local electroneutrality: the potential at which ions of given electrochemical potentials and an
/// immobile charge add up to nothing.
///
///     0 = sum_i z_i exp(w_i - z_i phi) + rho ,     w_i = mu_i - mu0_i
///
/// It is the limit of Poisson's equation for a Debye length much shorter than everything else. All
/// dimensionless (see Scaling).

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace ionflux {

/// Ions at a point.
struct LocalIons {
  std::vector<double> charge_number; ///< z_i, not 0
  std::vector<double> activity;      ///< w_i = mu_i - mu0_i: ln c_i where phi = 0

  unsigned int size() const { return charge_number.size(); }
  void add(const double z, const double w) {
    charge_number.push_back(z);
    activity.push_back(w);
  }
};

namespace neutral {

/// Logarithm of the charge of one sign, and its slope by phi.
struct LogCharge {
  double value, slope;
};

/// ln( sum_{sign z_i > 0} |z_i| exp(w_i - z_i phi) + max(sign rho, 0) ); -inf if there is none.
inline LogCharge log_charge(const LocalIons& ions, const double rho, const double sign,
                            const double phi) {
  const double immobile =
      sign * rho > 0.0 ? std::log(sign * rho) : -std::numeric_limits<double>::infinity();
  const auto exponent = [&](const unsigned int i) {
    const double z = ions.charge_number[i];
    return ions.activity[i] - z * phi + std::log(std::abs(z));
  };
  double greatest = immobile;
  for (unsigned int i = 0; i < ions.size(); ++i)
    if (sign * ions.charge_number[i] > 0.0) greatest = std::max(greatest, exponent(i));
  if (std::isinf(greatest)) return {greatest, 0.0};
  double sum = std::exp(immobile - greatest), slope = 0.0;
  for (unsigned int i = 0; i < ions.size(); ++i) {
    const double z = ions.charge_number[i];
    if (sign * z <= 0.0) continue;
    const double term = std::exp(exponent(i) - greatest);
    sum += term;
    slope -= z * term;
  }
  return {greatest + std::log(sum), slope / sum};
}

} // namespace neutral

/// The neutral potential, to rounding; NaN where there is none: charge of one sign only, or no
/// mobile ions at all.
///
/// Newton's method on the difference of the logarithms of positive and negative charge. It falls
/// with a slope between the least |z| and twice the largest whatever the concentrations, so that
/// its value bounds the distance to the zero; steps that leave the bounds are bisected. Two ions of
/// equal |z|: phi = (w_+ - w_- + 2 asinh(rho / (2 z sqrt(e^(w_+ + w_-))))) / 2 z.
inline double neutral_potential(const LocalIons& ions, const double rho) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  if (ions.size() == 0) return nan;
  if (ions.size() == 2 && ions.charge_number[0] == -ions.charge_number[1]) {
    const unsigned int cation = ions.charge_number[0] > 0.0 ? 0 : 1;
    const double z = ions.charge_number[cation], mean = 0.5 * (ions.activity[0] + ions.activity[1]);
    const double ratio = std::asinh(rho / (2.0 * z) * std::exp(-mean));
    if (std::isfinite(ratio)) {
      const double half = 0.5 * (ions.activity[cation] - ions.activity[1 - cation]);
      return (half + ratio) / z;
    }
  }
  double least = 0.0, phi = 0.0;
  double lower = -std::numeric_limits<double>::infinity(), upper = -lower;
  for (unsigned int i = 0; i < ions.size(); ++i)
    least =
        i == 0 ? std::abs(ions.charge_number[i]) : std::min(least, std::abs(ions.charge_number[i]));
  for (unsigned int step = 0; step < 200; ++step) {
    const neutral::LogCharge positive = neutral::log_charge(ions, rho, 1.0, phi),
                             negative = neutral::log_charge(ions, rho, -1.0, phi);
    const double excess = positive.value - negative.value; // falls with phi
    if (!std::isfinite(excess)) return nan;
    if (excess > 0.0) {
      lower = phi;
      upper = std::min(upper, phi + excess / least);
    } else {
      upper = phi;
      lower = std::max(lower, phi + excess / least);
    }
    double next = phi - excess / (positive.slope - negative.slope);
    if (!(next >= lower && next <= upper)) next = 0.5 * (lower + upper);
    if (std::abs(next - phi) <= 1e-15 * (1.0 + std::abs(phi))) return next;
    phi = next;
  }
  return phi; // the last digits swing
}

} // namespace ionflux
