#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/scaling.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

/// Flux into the domain through a film: J = P (c_outside - c). It waits for the load of charges, as
/// given fluxes do.
struct Film {
  double permeability, outside;

  template <typename Number>
  Number value(const Number* c, const Load& load) const {
    return load.charge * permeability * (outside - c[0]);
  }
  // Differences count with both their terms.
  double size(const double* c, const Load& load) const {
    return std::max(std::abs(value(c, load)), std::abs(permeability * outside));
  }
};

std::shared_ptr<const SurfaceLaw> make_deposition(const LawNumbers& numbers,
                                                  const Scaling& scaling) {
  return surface_law<1, 1>(
      Film{numbers.value() * scaling.concentration / scaling.flux_density(), 0.0},
      sees_own_concentration(numbers.species()));
}

std::shared_ptr<const SurfaceLaw> make_film(const LawNumbers& numbers, const Scaling& scaling) {
  return surface_law<1, 1>(Film{numbers.value() * scaling.concentration / scaling.flux_density(),
                                numbers("Outside concentration") / scaling.concentration},
                           sees_own_concentration(numbers.species()));
}

} // namespace

BoundaryLaw permeability_law() {
  BoundaryLaw law;
  law.name = "Permeability";
  law.unit = "m/s";
  law.documentation =
      "Permeability P of a film between the boundary and a stirred outside: the flux of the "
      "species "
      "into the domain is P (c_outside - c).";
  law.parameters = {
      {"Outside concentration", "mol/m^3", "", "Concentration c_outside behind the film."}};
  law.parameters[0].is_stated = true;
  law.example = {1e-5, {{"Outside concentration", 30.0}}};
  law.of_species = law.lets_through = true;
  law.sides = 1;
  law.sees = sees_own_concentration;
  law.make = make_film;
  return law;
}

BoundaryLaw deposition_law() {
  BoundaryLaw law;
  law.name = "Deposition velocity";
  law.unit = "m/s";
  law.documentation =
      "Velocity v_d with which a surface takes the species up: the flux out of the domain is v_d c "
      "(dry deposition; a film with nothing behind it).";
  law.example = {1e-5, {}};
  law.of_species = law.lets_through = true;
  law.sides = 1;
  law.sees = sees_own_concentration;
  law.make = make_deposition;
  return law;
}

} // namespace ionflux
