#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

namespace {

/// Displacement through a capacitor: D = C (phi_0 - phi_1).
struct Capacitor {
  double capacitance;

  template <typename Number>
  Number value(const Number* phi, const Load&) const {
    return capacitance * (phi[0] - phi[1]);
  }
  double size(const double* phi, const Load&) const {
    return capacitance * (std::abs(phi[0]) + std::abs(phi[1]));
  }
};

std::vector<Seen> seen_by_capacitor(const LawSpecies&) { return {{Seen::potential}}; }

std::shared_ptr<const SurfaceLaw> make_capacitor(const LawNumbers& numbers,
                                                 const Scaling& scaling) {
  return surface_law<2, 1>(
      Capacitor{numbers.value() * scaling.potential() / scaling.surface_charge()},
      seen_by_capacitor(numbers.species()));
}

} // namespace

BoundaryLaw membrane_capacitance_law() {
  BoundaryLaw law;
  law.name = "Membrane capacitance";
  law.unit = "F/m^2";
  law.documentation =
      "Makes the interface a thin membrane: capacitance per area, which lets the displacement C "
      "(phi1 - phi2) pass (default: zero).";
  law.example = {0.01};
  law.on_interface = true;
  law.sides = 2;
  law.sees = seen_by_capacitor;
  law.make = make_capacitor;
  return law;
}

} // namespace ionflux
