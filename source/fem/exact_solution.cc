#include <ionflux/fem/exact_solution.h>

#include <ionflux/physics/constants.h>

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
      composition(std::move(concentrations), electrolyte, materials) {}

double ExactSolution::diffusivity(const unsigned int i, const unsigned int region) const {
  return electrolyte.species[i].diffusivity * material(region).diffusivity_factor[i];
}

// Nothing of the weak form: straight from the input.
ExactSolution::Vector ExactSolution::velocity_of(const Point& x, const unsigned int region) const {
  return electrolyte.flow.exists() && material(region).flows ? electrolyte.flow.velocity(x)
                                                             : Vector{};
}

void ExactSolution::evaluate(const Point& x, const unsigned int region, State& state) const {
  const unsigned int n = electrolyte.n_species();
  const double rt = constants::gas * electrolyte.temperature;
  composition.evaluate(x, material_of_region[region], state.composition);
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

ExactSolution::Vector ExactSolution::flux(const Point& x, const State& state, const unsigned int i,
                                          const unsigned int region) const {
  const double drift = electrolyte.species[i].charge_number * constants::faraday /
                       (constants::gas * electrolyte.temperature) *
                       state.composition.concentration[i];
  Vector flux;
  for (unsigned int d = 0; d < 3; ++d)
    flux[d] = -diffusivity(i, region) *
              (state.composition.drive[i][d] + drift * state.potential_gradient[d]);
  const Vector velocity = velocity_of(x, region);
  for (unsigned int d = 0; d < 3; ++d)
    flux[d] += state.composition.concentration[i] * velocity[d];
  return flux;
}

double ExactSolution::production(const Point& x, const State& state, const unsigned int i,
                                 const unsigned int region) const {
  const double mobility = electrolyte.species[i].charge_number * constants::faraday /
                          (constants::gas * electrolyte.temperature);
  const ExactComposition::State& c = state.composition;
  return dot(c.gradient[i], velocity_of(x, region)) -
         diffusivity(i, region) *
             (composition.drive_divergence(x, c, i, material_of_region[region]) +
              mobility * (dot(c.gradient[i], state.potential_gradient) +
                          c.concentration[i] * phi.laplacian(x)));
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
