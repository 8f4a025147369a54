#pragma once

#include <cmath>

namespace ionflux {

namespace detail {
/// exp(+-charge / capacitance), the drop of the potential over the compact layer in RT/F.
template <typename Number>
Number site_charge_error(const Number& charge, const Number& ratio, const double sites,
                         const double capacitance) {
  using std::exp;
  const Number lowered = exp(-charge / capacitance);
  const Number error = charge + sites / (1.0 + ratio * lowered);
  return error;
}
} // namespace detail

/// Charge per area of sites SiOH <-> SiO- + H+ in equilibrium with the protons at the surface:
///
///     sigma = - Gamma / (1 + [H+]_s / K)
///
/// (Behrens and Grier 2001, J. Chem. Phys. 115, 6716). With a compact layer of capacitance C the
/// sites are at phi + sigma / C, and [H+]_s = [H+] exp(-sigma / C): solved for sigma by a bracketed
/// Newton method, with the derivatives of the implicit function theorem.
///
/// @param ratio       [H+] / K where the domain begins
/// @param sites       Gamma as a charge per area
/// @param capacitance of the compact layer; 0: none
template <typename Number>
Number regulated_charge(const Number& ratio, const double sites, const double capacitance,
                        const double ratio_value) {
  if (capacitance <= 0.0) return Number(-sites / (1.0 + ratio));
  double low = -sites, high = 0.0, charge = -sites / (1.0 + ratio_value);
  const auto slope = [&](const double s) {
    const double bound = ratio_value * std::exp(-s / capacitance);
    return 1.0 + sites * bound / (capacitance * (1.0 + bound) * (1.0 + bound));
  };
  for (unsigned int i = 0; i < 200; ++i) {
    const double error = detail::site_charge_error(charge, ratio_value, sites, capacitance);
    (error > 0.0 ? high : low) = charge;
    double next = charge - error / slope(charge);
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const bool done = std::abs(next - charge) <= 1e-15 * sites;
    charge = next;
    if (done) break;
  }
  // One more step of Newton's method, with derivatives: these are then exact.
  const Number error =
      detail::site_charge_error(Number(charge), ratio, sites, capacitance) / slope(charge);
  return Number(charge - error);
}

} // namespace ionflux
