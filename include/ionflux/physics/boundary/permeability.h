#pragma once

namespace ionflux {

/// Flux into the domain through a film: J = P (c_outside - c).
template <typename Number>
Number permeation_flux(const Number& c, const double permeability, const double outside) {
  return permeability * (outside - c);
}

} // namespace ionflux
