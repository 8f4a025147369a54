#pragma once

namespace ionflux {

/// Charge per area that an electrode shows to the electrolyte through a charge-free compact layer:
/// sigma = C (V - V_pzc - phi), phi the potential at the outer Helmholtz plane, where the domain
/// begins (Stern 1924; Bazant, Thornton and Ajdari 2004, Phys. Rev. E 70, 021506, eq. 12).
///
/// @param capacitance of the layer, @param drive V - V_pzc
template <typename Number>
Number stern_charge(const Number& phi, const double capacitance, const double drive) {
  return capacitance * (drive - phi);
}

} // namespace ionflux
