#include <ionflux/physics/harmonic_law.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Rate at an affinity of RT, in units of D0 c0 / L^2: that between forward and backward rate
// constant, but so fast that layers in which species come to equilibrium are a fraction of the
// reference length, and not faster than rounding allows.
double start_rate(const PointReaction& reaction) {
  constexpr double slowest = 10.0, fastest = 1e8;
  if (reaction.linear_rate > 0.0) return reaction.linear_rate;
  const double middle =
      std::exp(0.5 * (reaction.forwards.log_constant() + reaction.backwards.log_constant()));
  return std::max(slowest, std::min(fastest, middle));
}

} // namespace

HarmonicLaw::HarmonicLaw(const Electrolyte& electrolyte, const bool has_charges)
    : WrappedLaw(electrolyte, make_uncoupled_law(electrolyte)), has_charges(has_charges),
      ties(n_fields() * n_fields(), 0) {
  for (const Reaction& reaction : electrolyte.reactions) {
    const bool potentials = is_in_potentials(reaction);
    runs.push_back(potentials);
    for (unsigned int i = 0; i < n_species() && potentials; ++i)
      for (unsigned int j = 0; j < n_species(); ++j)
        if (reaction.stoichiometric_number(i) != 0 && reaction.stoichiometric_number(j) != 0)
          ties[(i + 1) * n_fields() + j + 1] = 1;
  }
}

bool HarmonicLaw::couples(const unsigned int f, const unsigned int m) const {
  if (!is_harmonic(f)) return law->couples(f, m);
  return f == m || ties[f * n_fields() + m];
}

bool HarmonicLaw::flux_couples(const unsigned int f, const unsigned int k) const {
  return is_harmonic(f) ? f == k : law->flux_couples(f, k);
}

void HarmonicLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                           const PointMaterial& material, PointLawValues<double>& values) const {
  law->evaluate(unknowns, gradient, material, values);
  if (!has_charges) values.source[0] = 0.0;
  for (unsigned int f = 1; f < n_fields(); ++f) {
    values.source[f] = values.source_size[f] = 0.0;
    if (is_harmonic(f))
      values.flux_coefficient[f * n_fields() + f] =
          material.present[f - 1] ? material.diffusivity[f - 1] : 0.0;
  }
  if (!material.reactions) return;
  for (const PointReaction& reaction : material.reactions->reactions) {
    if (!runs[reaction.number]) continue;
    const double rate = -start_rate(reaction) * reaction.log_gamma(unknowns);
    for (const auto& [i, nu] : reaction.numbers) {
      values.source[i + 1] += nu * rate;
      values.source_size[i + 1] += std::abs(nu * rate);
    }
  }
}

void HarmonicLaw::linearize(const double* unknowns, const PointGradient& gradient,
                            const PointMaterial& material, PointDerivatives& derivatives) const {
  const unsigned int n = n_fields();
  law->linearize(unknowns, gradient, material, derivatives);
  if (!has_charges) std::fill_n(derivatives.source.begin(), n, 0.0);
  for (unsigned int f = 1; f < n; ++f) {
    std::fill_n(derivatives.source.begin() + f * n, n, 0.0);
    if (!is_harmonic(f)) continue;
    derivatives.flux_coefficient[f * n + f] =
        material.present[f - 1] ? material.diffusivity[f - 1] : 0.0;
    std::fill_n(derivatives.drift.begin() + 3 * f * n, 3 * n, 0.0);
  }
  if (!material.reactions) return;
  for (const PointReaction& reaction : material.reactions->reactions) {
    if (!runs[reaction.number]) continue;
    const double rate = start_rate(reaction);
    for (const auto& [i, nu_i] : reaction.numbers)
      for (const auto& [j, nu_j] : reaction.numbers)
        derivatives.source[(i + 1) * n + j + 1] -= nu_i * nu_j * rate;
  }
}

} // namespace ionflux
