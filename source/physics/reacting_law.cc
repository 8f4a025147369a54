#include <ionflux/physics/reacting_law.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

ReactingLaw::ReactingLaw(const Electrolyte& electrolyte,
                         std::unique_ptr<const TransportLaw> without)
    : WrappedLaw(electrolyte, std::move(without)), given(electrolyte.reactions),
      reacts(n_species(), 0), reacts_in_field(n_species(), 0), coupled(n_fields() * n_fields(), 0),
      log_activity(n_species()), activity(n_species()), potential_slopes(n_fields()),
      by_activity(n_species()), slopes(n_fields()), composition(n_fields()) {
  for (const Reaction& reaction : given) {
    const bool potentials = is_in_potentials(reaction);
    in_potentials.push_back(potentials);
    (potentials ? any_in_potentials : any_in_concentrations) = true;
    const bool follows_field = reaction.field_dependence != FieldDependence::none;
    in_field = in_field || follows_field;
    for (unsigned int i = 0; i < n_species(); ++i) {
      if (reaction.stoichiometric_number(i) == 0) continue;
      reacts[i] = 1;
      if (follows_field) reacts_in_field[i] = coupled[(i + 1) * n_fields()] = 1;
      for (unsigned int j = 0; j < n_species(); ++j)
        for (unsigned int m = 0; m < n_fields() && reaction.involves(j); ++m)
          if (m == j + 1 || (!potentials && law->composition_depends_on(j, m)) ||
              (charge_number(j) != 0.0 && !solves_for_concentration(j) &&
               law->potential_depends_on(m)))
            coupled[(i + 1) * n_fields() + m] = 1;
    }
  }
}

bool ReactingLaw::couples(const unsigned int f, const unsigned int m) const {
  return law->couples(f, m) || coupled[f * n_fields() + m];
}

bool ReactingLaw::source_follows_gradient(const unsigned int f, const unsigned int m) const {
  return (in_field && m == 0 && f > 0 && reacts_in_field[f - 1]) ||
         law->source_follows_gradient(f, m);
}

// |grad phi|, dimensionless; 0 where no reaction asks.
double ReactingLaw::field_strength(const PointGradient& gradient) const {
  double squared = 0.0;
  for (unsigned int d = 0; d < gradient.dim && in_field; ++d)
    squared += gradient(d, 0) * gradient(d, 0);
  return std::sqrt(squared);
}

// What the reactions need: ln a = mu - mu0 - z phi, and activities of mixtures.
void ReactingLaw::prepare(const double* unknowns, const PointMaterial& material,
                          const bool with_slopes) const {
  if (any_in_potentials) {
    const double psi =
        law->potential(unknowns, material, with_slopes ? potential_slopes.data() : nullptr);
    for (unsigned int i = 0; i < n_species(); ++i)
      log_activity[i] = unknowns[i + 1] - material.standard_potential[i] - charge_number(i) * psi;
    are_ordinary = true;
    for (unsigned int i = 0; i < n_species(); ++i)
      if (reacts[i]) {
        activity[i] = std::exp(log_activity[i]);
        are_ordinary = are_ordinary && std::abs(log_activity[i]) < MassAction::ordinary_logarithm;
      }
  }
  if (any_in_concentrations) law->chemistry(unknowns, material, composition);
}

ReactionState ReactingLaw::state_of(const PointReaction& reaction, const double* unknowns,
                                    const FieldShift& shift) const {
  if (!in_potentials[reaction.number])
    return reaction.from_activities(composition.activity.data(), shift);
  const double log_gamma = reaction.log_gamma(unknowns);
  if (reaction.linear_rate > 0.0)
    return PointReaction::from_affinity(reaction.linear_rate, log_gamma);
  return reaction.from_logarithms(log_activity.data(), are_ordinary ? activity.data() : nullptr,
                                  log_gamma, shift);
}

// slopes = d rate / d unknowns
void ReactingLaw::find_slopes(const PointReaction& reaction, const ReactionState& state,
                              const FieldShift& shift) const {
  const unsigned int n = n_fields();
  std::fill(slopes.begin(), slopes.end(), 0.0);
  if (!in_potentials[reaction.number]) {
    std::fill(by_activity.begin(), by_activity.end(), 0.0);
    reaction.add_slopes(composition.activity.data(), shift, by_activity.data());
    for (unsigned int i = 0; i < n_species(); ++i)
      for (unsigned int m = 0; m < n && by_activity[i] != 0.0; ++m)
        slopes[m] += by_activity[i] * composition.activity_slope(i, m);
    return;
  }
  if (reaction.linear_rate > 0.0) {
    for (const auto& [i, nu] : reaction.numbers)
      slopes[i + 1] = -reaction.linear_rate * nu;
    return;
  }
  double by_potential = 0.0; // of all ln a together
  const auto add = [&](const MassAction& side, const double rate) {
    for (const MassAction::Factor& one : side.factors()) {
      slopes[one.species + 1] += one.order * rate;
      by_potential -= one.order * charge_number(one.species) * rate;
    }
  };
  add(reaction.forwards, state.forward);
  add(reaction.backwards, -state.backward);
  for (unsigned int m = 0; m < n && by_potential != 0.0; ++m)
    slopes[m] += by_potential * potential_slopes[m];
}

void ReactingLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                           const PointMaterial& material, PointLawValues<double>& values) const {
  for (unsigned int i = 0; i < n_species(); ++i)
    if (reacts[i]) values.source[i + 1] = values.source_size[i + 1] = 0.0;
  law->evaluate(unknowns, gradient, material, values);
  if (!material.reactions) return;
  const double field = field_strength(gradient);
  prepare(unknowns, material, false);
  for (const PointReaction& reaction : material.reactions->reactions) {
    const ReactionState state = state_of(reaction, unknowns, reaction.in_field(field));
    for (const auto& [i, nu] : reaction.numbers) {
      values.source[i + 1] += nu * state.rate;
      values.source_size[i + 1] += std::abs(nu) * (state.forward + state.backward);
    }
  }
}

void ReactingLaw::linearize(const double* unknowns, const PointGradient& gradient,
                            const PointMaterial& material, PointDerivatives& derivatives) const {
  const unsigned int n = n_fields();
  for (unsigned int i = 0; i < n_species(); ++i)
    if (reacts[i]) std::fill_n(derivatives.source.begin() + (i + 1) * n, n, 0.0);
  if (in_field)
    std::fill(derivatives.source_by_gradient.begin(), derivatives.source_by_gradient.end(), 0.0);
  law->linearize(unknowns, gradient, material, derivatives);
  if (!material.reactions) return;
  const double field = field_strength(gradient);
  prepare(unknowns, material, true);
  for (const PointReaction& reaction : material.reactions->reactions) {
    const FieldShift shift = reaction.in_field(field);
    const ReactionState state = state_of(reaction, unknowns, shift);
    find_slopes(reaction, state, shift);
    // |grad phi| has no slope at 0.
    const double by_field =
        state.forward * shift.forward_slope - state.backward * shift.backward_slope;
    if (field > 0.0 && by_field != 0.0)
      for (const auto& [i, nu] : reaction.numbers)
        for (unsigned int d = 0; d < gradient.dim; ++d)
          derivatives.source_by_gradient[3 * (i + 1) * n + d] +=
              nu * by_field * gradient(d, 0) / field;
    for (const auto& [i, nu] : reaction.numbers)
      for (unsigned int m = 0; m < n; ++m)
        derivatives.source[(i + 1) * n + m] += nu * slopes[m];
  }
}

void ReactingLaw::reactions(const double* unknowns, const PointGradient& gradient,
                            const PointMaterial& material, ReactionState* states) const {
  if (!material.reactions) return;
  const double field = field_strength(gradient);
  prepare(unknowns, material, false);
  for (const PointReaction& reaction : material.reactions->reactions) {
    ReactionState& state = states[reaction.number];
    state = state_of(reaction, unknowns, reaction.in_field(field));
    if (!in_potentials[reaction.number]) state.find_log_gamma();
  }
}

} // namespace ionflux
