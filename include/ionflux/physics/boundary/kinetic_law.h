#pragma once

/// Makes a surface law of the kinetics of a reaction. Included by the sources of kinetics only.

#include <ionflux/physics/boundary/law_numbers.h>
#include <ionflux/physics/boundary/surface_law.h>
#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/physics/dual.h>
#include <ionflux/physics/scaling.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace ionflux {

/// What a reaction makes of one of its species, by mass action in activities over a reference:
///
///     flux = nu_i (v_f - v_b),   v_f = k_f prod_reactants a^n,   v_b = k_b prod_products a^n
///
/// into the domain, or at a membrane from side 0 to side 1. A Kinetics has a function template
///
///     directions(const Number& drive, const Load&, Number& k_f, Number& k_b) const
///
/// of the drive for a positive charge that leaves: -phi at an electrode, phi_0 - phi_1 at a
/// membrane.
/// @tparam S number of sides
template <unsigned int S, typename Kinetics>
class KineticLaw final : public SurfaceLaw {
public:
  /// @param per_reference c0 over the concentration of a = 1
  /// @param conductance see SurfaceLaw::harmonic_conductance()
  KineticLaw(Kinetics kinetics, const LawSpecies& about, const double per_reference,
             const double conductance)
      : SurfaceLaw(S, seen_by_reaction(about), conductance), kinetics(std::move(kinetics)),
        n_seen(seen().size()), n_species(about.reaction->n_species),
        has_potential(n_seen > 0 && seen()[0].quantity == Seen::potential),
        number(about.reaction->number(about.species, S - 1)), charge_number(about.charge_number),
        per_reference(per_reference) {
    reactants = places_of(about.reaction->stoichiometry.reactants);
    products = places_of(about.reaction->stoichiometry.products);
    for (unsigned int k = 0; k < n_seen; ++k)
      if (seen()[k].quantity == Seen::activity && seen()[k].species == about.species) own = k;
  }

  double value(const double* seen, const Load& load) const override {
    return net_rate<double>(seen, load);
  }
  double size(const double* seen, const Load& load) const override {
    double forward, backward;
    directions(seen, load, forward, backward);
    return std::abs(load.charge * number) * (std::abs(forward) + std::abs(backward));
  }
  void slopes(const double* seen, const Load& load, double* slopes) const override {
    constexpr unsigned int n = S * (most_participants + 1);
    Dual<n> arguments[n];
    for (unsigned int k = 0; k < S * n_seen; ++k) {
      arguments[k] = seen[k];
      arguments[k].slope[k] = 1.0;
    }
    const Dual<n> result = net_rate<Dual<n>>(arguments, load);
    for (unsigned int k = 0; k < S * n_seen; ++k)
      slopes[k] = result.slope[k];
  }
  /// v_f, v_b, what friction of the reaction turns into heat, v ln(v_f / v_b) (not a number of a
  /// reaction that goes one way) and, at a membrane, the logarithm of Ussing's flux ratio of the
  /// species.
  std::vector<double> reported(const double* seen) const override {
    double forward, backward;
    directions(seen, {}, forward, backward);
    const double heat = forward > 0.0 && backward > 0.0
                            ? (forward - backward) * std::log(forward / backward)
                            : std::numeric_limits<double>::quiet_NaN();
    std::vector<double> numbers = {forward, backward, heat};
    if (S == 2)
      numbers.push_back(std::log(seen[own] / seen[n_seen + own]) +
                        charge_number * (seen[0] - seen[n_seen]));
    return numbers;
  }

private:
  struct Factor {
    unsigned int place; ///< among what is seen
    int power;
  };

  std::vector<Factor> places_of(const std::vector<ReactionTerm>& terms) const {
    std::vector<Factor> factors;
    for (const ReactionTerm& term : terms)
      for (unsigned int k = 0; k < n_seen; ++k)
        if (seen()[k].quantity == Seen::activity &&
            seen()[k].species == static_cast<int>(term.species % n_species))
          factors.push_back({term.species / n_species * n_seen + k, term.number});
    return factors;
  }

  // Of several factors none may be negative, as a step of Newton's method could leave them: their
  // product would have the wrong sign. A single one keeps linear problems linear.
  template <typename Number>
  void multiply(const std::vector<Factor>& factors, const Number* seen, Number& rate) const {
    const bool linear = factors.size() == 1 && factors[0].power == 1;
    for (const Factor& factor : factors) {
      Number a = per_reference * seen[factor.place];
      if (!linear && plain(a) < 0.0) a = Number(0.0);
      for (int k = 0; k < factor.power; ++k)
        rate *= a;
    }
  }

  template <typename Number>
  void directions(const Number* seen, const Load& load, Number& forward, Number& backward) const {
    Number drive(0.0);
    if (has_potential) drive = S == 2 ? Number(seen[0] - seen[n_seen]) : Number(-seen[0]);
    kinetics.directions(drive, load, forward, backward);
    multiply(reactants, seen, forward);
    multiply(products, seen, backward);
  }

  // It waits for the load of charges, as given fluxes do.
  template <typename Number>
  Number net_rate(const Number* seen, const Load& load) const {
    Number forward, backward;
    directions(seen, load, forward, backward);
    return Number(load.charge * number * (forward - backward));
  }

  const Kinetics kinetics;
  const unsigned int n_seen, n_species;
  const bool has_potential;
  const double number, charge_number, per_reference;
  std::vector<Factor> reactants, products;
  unsigned int own = 0; ///< place of the species' activity
};

/// @param kinetics dimensionless: rates in units of Scaling::flux_density(), potentials of RT/F
template <unsigned int S = 1, typename Kinetics>
std::shared_ptr<const SurfaceLaw> kinetic_law(Kinetics kinetics, const LawNumbers& numbers,
                                              const Scaling& scaling,
                                              const double conductance = 0.0) {
  return std::make_shared<const KineticLaw<S, Kinetics>>(
      std::move(kinetics), numbers.species(),
      scaling.concentration / numbers("Reference concentration"), conductance);
}

} // namespace ionflux
