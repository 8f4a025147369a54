#include <ionflux/fem/exact_solution.h>

#include <ionflux/physics/constants.h>
#include <ionflux/physics/reactions/field_effect.h>

#include <cmath>

namespace ionflux {

namespace {

double dot(const ExactSolution::Vector& a, const ExactSolution::Vector& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

ExactSolution::Vector times(const double factor, const ExactSolution::Vector& a) {
  return {{factor * a[0], factor * a[1], factor * a[2]}};
}

} // namespace

ExactSolution::ExactSolution(SmoothFunction potential, std::vector<SmoothFunction> concentrations,
                             const Electrolyte& electrolyte, const std::vector<Material>& materials,
                             const std::vector<unsigned int>& material_of_region)
    : phi(std::move(potential)), electrolyte(electrolyte), materials(materials),
      material_of_region(material_of_region),
      composition(std::move(concentrations), electrolyte, materials),
      mobility(electrolyte, materials) {}

// Nothing of the weak form: straight from the input.
ExactSolution::Vector ExactSolution::velocity_of(const Point& x, const unsigned int region) const {
  return electrolyte.flow.exists() && material(region).flows ? electrolyte.flow.velocity(x)
                                                             : Vector{};
}

void ExactSolution::evaluate(const Point& x, const unsigned int region, State& state) const {
  const unsigned int n = electrolyte.n_species();
  const double rt = constants::gas * electrolyte.temperature;
  composition.evaluate(x, material_of_region[region], state.composition);
  state.place = x;
  state.potential = phi.value(x);
  state.potential_gradient = phi.gradient(x);
  state.potential_of.assign(n, 0.0);
  state.potential_of_grad.assign(n, Vector{});
  const std::vector<double>& y = state.composition.log_activity;
  const std::vector<Vector>& slope = state.composition.log_activity_gradient;
  for (unsigned int i = 0; i < n; ++i) {
    if (!is_present(i, region) || electrolyte.solves_for_concentration(i)) continue;
    const double charge = electrolyte.species[i].charge_number * constants::faraday;
    state.potential_of[i] =
        rt * (y[i] - std::log(constants::standard_concentration)) + charge * state.potential;
    for (unsigned int d = 0; d < 3; ++d)
      state.potential_of_grad[i][d] = rt * slope[i][d] + charge * state.potential_gradient[d];
  }
}

double ExactSolution::electrochemical_potential(const Point& x, const unsigned int i) const {
  const double y = composition.log_activity(x, i) - std::log(constants::standard_concentration);
  return constants::gas * electrolyte.temperature * y +
         electrolyte.species[i].charge_number * constants::faraday * phi.value(x);
}

// c grad mu / RT = grad c + c grad ln gamma + z c F/RT grad phi.
ExactMobility::Forces ExactSolution::forces(const State& state, const unsigned int region,
                                            const bool divergence) const {
  const ExactComposition::State& c = state.composition;
  const unsigned int n = electrolyte.n_species();
  ExactMobility::Forces forces{c.concentration, c.gradient, c.drive, {}};
  if (divergence) forces.divergence.assign(n, 0.0);
  for (unsigned int i = 0; i < n; ++i) {
    if (!is_present(i, region)) continue;
    const double drift = electrolyte.species[i].charge_number * constants::faraday /
                         (constants::gas * electrolyte.temperature);
    for (unsigned int d = 0; d < 3; ++d)
      forces.force[i][d] += drift * c.concentration[i] * state.potential_gradient[d];
    if (divergence)
      forces.divergence[i] =
          composition.drive_divergence(state.place, c, i, material_of_region[region]) +
          drift * (dot(c.gradient[i], state.potential_gradient) +
                   c.concentration[i] * phi.laplacian(state.place));
  }
  return forces;
}

ExactSolution::Vector ExactSolution::flux(const State& state, const unsigned int i,
                                          const unsigned int region) const {
  Vector flux =
      mobility.flux(state.place, material_of_region[region], forces(state, region, false), i);
  const Vector velocity = velocity_of(state.place, region);
  for (unsigned int d = 0; d < 3; ++d)
    flux[d] += state.composition.concentration[i] * velocity[d];
  return flux;
}

// What the field of the solution does to a rate constant.
double ExactSolution::field_factor(const State& state, const Reaction& reaction,
                                   const unsigned int region) const {
  if (reaction.field_dependence == FieldDependence::none) return 1.0;
  double squared = 0.0;
  for (const double component : state.potential_gradient)
    squared += component * component;
  const double field = std::sqrt(squared); // [V/m]
  const auto effect =
      reaction.field_dependence == FieldDependence::wien
          ? make_wien_effect(electrolyte.temperature, material(region).relative_permittivity)
          : make_field_formula(reaction.field_formula);
  return std::exp(effect->at(field).log);
}

// Written for one formula of mass action a side: K is that of species without standard potentials.
double ExactSolution::reaction_production(const State& state, const unsigned int i,
                                          const unsigned int region) const {
  const double energy = constants::gas * electrolyte.temperature;
  double sum = 0.0;
  for (const Reaction& reaction : electrolyte.reactions) {
    const int nu = reaction.stoichiometric_number(i);
    if (nu == 0 || !runs_in(reaction, material(region))) continue;
    double forward = reaction.forward_constant, backward = forward / reaction.equilibrium_constant;
    const auto activity = [&](const unsigned int j) {
      const double shift = material(region).standard_potential[j] / energy;
      return electrolyte.ideal ? state.composition.concentration[j]
                               : std::exp(state.composition.log_activity[j] - shift);
    };
    for (const RateOrder& one : reaction.forward_orders)
      forward *= std::pow(activity(one.species), one.order);
    for (const RateOrder& one : reaction.backward_orders)
      backward *= std::pow(activity(one.species), one.order);
    const double raised = field_factor(state, reaction, region);
    (reaction.field_raises_backward ? backward : forward) *= raised;
    if (reaction.field_keeps_equilibrium)
      (reaction.field_raises_backward ? forward : backward) *= raised;
    for (unsigned int j = 0; j < electrolyte.n_species(); ++j)
      backward *= std::exp(reaction.stoichiometric_number(j) *
                           material(region).standard_potential[j] / energy);
    sum += nu * (forward - backward);
  }
  return sum;
}

double ExactSolution::production(const Point& x, const State& state, const unsigned int i,
                                 const unsigned int region) const {
  return dot(state.composition.gradient[i], velocity_of(x, region)) +
         mobility.divergence(x, material_of_region[region], forces(state, region, true), i) -
         reaction_production(state, i, region);
}

ExactSolution::Vector ExactSolution::displacement(const State& state,
                                                  const unsigned int region) const {
  return times(-constants::vacuum_permittivity * material(region).relative_permittivity,
               state.potential_gradient);
}

double ExactSolution::background_charge(const Point& x, const State& state,
                                        const unsigned int region) const {
  double charge =
      -constants::vacuum_permittivity * material(region).relative_permittivity * phi.laplacian(x);
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    charge -= constants::faraday * electrolyte.species[i].charge_number *
              state.composition.concentration[i];
  return charge;
}

} // namespace ionflux
