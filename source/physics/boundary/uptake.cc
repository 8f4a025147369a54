#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

namespace {

/// Saturable uptake: J = - J_max c / (K + c) into the domain. It waits for the load of charges, as
/// given fluxes do.
struct Uptake {
  double largest, half;

  template <typename Number>
  Number value(const Number* c, const Load& load) const {
    return -load.charge * largest * (c[0] / (half + c[0]));
  }
  double size(const double* c, const Load& load) const { return std::abs(value(c, load)); }
};

std::shared_ptr<const SurfaceLaw> make_uptake(const LawNumbers& numbers, const Scaling& scaling) {
  return surface_law<1, 1>(Uptake{numbers.value() / scaling.flux_density(),
                                  numbers("Half saturation") / scaling.concentration},
                           sees_own_concentration(numbers.species()));
}

} // namespace

BoundaryLaw uptake_law() {
  BoundaryLaw law;
  law.name = "Largest uptake";
  law.unit = "mol/m^2/s";
  law.documentation =
      "Flux J_max with which transporters or enzymes on the surface take the species up when they "
      "are saturated: the flux out of the domain is J_max c / (K + c) (Michaelis and Menten 1913).";
  law.parameters = {{"Half saturation", "mol/m^3", "",
                     "K, the concentration at which half of the largest uptake is reached."}};
  law.example = {1e-4, {{"Half saturation", 20.0}}};
  law.of_species = law.lets_through = true;
  law.sides = 1;
  law.sees = sees_own_concentration;
  law.make = make_uptake;
  return law;
}

} // namespace ionflux
