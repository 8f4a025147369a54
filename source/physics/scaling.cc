#include <ionflux/physics/constants.h>
#include <ionflux/physics/scaling.h>

#include <cmath>
#include <limits>

namespace ionflux {

using constants::faraday;

double Scaling::energy() const { return constants::gas * temperature; }
double Scaling::potential() const { return energy() / faraday; }
double Scaling::charge_density() const { return faraday * concentration; }
double Scaling::surface_charge() const { return charge_density() * length; }
double Scaling::flux_density() const { return diffusivity * concentration / length; }
double Scaling::source() const { return flux_density() / length; }
double Scaling::time() const { return length * length / diffusivity; }

double Scaling::lambda_squared() const {
  return constants::vacuum_permittivity * potential() / (charge_density() * length * length);
}

double Scaling::total_flux(const unsigned int space_dimension) const {
  return flux_density() * std::pow(length, static_cast<int>(space_dimension) - 1);
}

double Scaling::standard_state_shift() const {
  return std::log(constants::standard_concentration / concentration);
}

double debye_length(const Electrolyte& electrolyte, const std::vector<double>& concentrations,
                    const double relative_permittivity) {
  double strength = 0.0; // sum z^2 c, twice the ionic strength
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    strength += std::pow(electrolyte.species[i].charge_number, 2) * concentrations[i];
  if (strength <= 0.0) return std::numeric_limits<double>::infinity();
  return std::sqrt(constants::vacuum_permittivity * relative_permittivity * constants::gas *
                   electrolyte.temperature / (faraday * faraday * strength));
}

} // namespace ionflux
