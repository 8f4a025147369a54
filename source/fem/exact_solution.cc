#include <ionflux/fem/exact_solution.h>

#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>

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
    : phi(std::move(potential)), c(std::move(concentrations)), electrolyte(electrolyte),
      materials(materials), material_of_region(material_of_region) {}

double ExactSolution::partition(const unsigned int i, const unsigned int region) const {
  return std::exp(-material(region).standard_potential[i] /
                  (constants::gas * electrolyte.temperature));
}

double ExactSolution::diffusivity(const unsigned int i, const unsigned int region) const {
  return electrolyte.species[i].diffusivity * material(region).diffusivity_factor[i];
}

void ExactSolution::evaluate(const Point& x, const unsigned int region, State& state) const {
  const unsigned int n = electrolyte.n_species();
  const double rt = constants::gas * electrolyte.temperature;
  state.concentration.assign(n, 0.0);
  state.gradient.assign(n, Vector{});
  state.potential_of.assign(n, 0.0);
  state.potential_of_grad.assign(n, Vector{});
  state.potential = phi.value(x);
  state.potential_gradient = phi.gradient(x);
  for (unsigned int i = 0; i < n; ++i) {
    if (!is_present(i, region)) continue;
    const double value = c[i].value(x);
    const Vector slope = c[i].gradient(x);
    const double factor = partition(i, region);
    state.concentration[i] = factor * value;
    state.gradient[i] = times(factor, slope);
    if (electrolyte.solves_for_concentration(i)) continue;
    if (value <= 0.0) refuse(x, i, value);
    const double charge = electrolyte.species[i].charge_number * constants::faraday;
    state.potential_of[i] =
        rt * std::log(value / constants::standard_concentration) + charge * state.potential;
    for (unsigned int d = 0; d < 3; ++d)
      state.potential_of_grad[i][d] = rt * slope[d] / value + charge * state.potential_gradient[d];
  }
}

void ExactSolution::refuse(const Point& x, const unsigned int i, const double value) const {
  const std::string& name = electrolyte.species[i].name;
  throw InputError(ExitCode::bad_parameters,
                   "the exact concentration of " + name + " is " + number_text(value) +
                       " mol/m^3 at (" + number_text(x[0]) + ", " + number_text(x[1]) + ", " +
                       number_text(x[2]) +
                       ") m (Convergence study/Exact solution/Concentration of " + name + " = " +
                       c[i].given().text() +
                       ")\n  allowed: positive everywhere, or Primary variable = concentration for "
                       "this species");
}

ExactSolution::Vector ExactSolution::flux(const State& state, const unsigned int i,
                                          const unsigned int region) const {
  const double drift = electrolyte.species[i].charge_number * constants::faraday /
                       (constants::gas * electrolyte.temperature) * state.concentration[i];
  Vector flux;
  for (unsigned int d = 0; d < 3; ++d)
    flux[d] =
        -diffusivity(i, region) * (state.gradient[i][d] + drift * state.potential_gradient[d]);
  return flux;
}

double ExactSolution::production(const Point& x, const State& state, const unsigned int i,
                                 const unsigned int region) const {
  const double mobility = electrolyte.species[i].charge_number * constants::faraday /
                          (constants::gas * electrolyte.temperature);
  return -diffusivity(i, region) * (partition(i, region) * c[i].laplacian(x) +
                                    mobility * (dot(state.gradient[i], state.potential_gradient) +
                                                state.concentration[i] * phi.laplacian(x)));
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
    charge -= constants::faraday * electrolyte.species[i].charge_number * state.concentration[i];
  return charge;
}

} // namespace ionflux
