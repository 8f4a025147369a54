#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/scaling.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

/// Charge per area that an electrode shows to the electrolyte through a charge-free compact layer:
/// sigma = C (V - V_pzc - phi), phi the potential at the outer Helmholtz plane, where the domain
/// begins (Stern 1924; Bazant, Thornton and Ajdari 2004, Phys. Rev. E 70, 021506, eq. 12).
struct SternLayer {
  double capacitance;
  double drive; ///< V - V_pzc

  template <typename Number>
  Number value(const Number* phi, const Load& load) const {
    return capacitance * (load.drive * drive - phi[0]);
  }
  // Energy in the layer, per area.
  std::vector<double> reported(const double* phi) const {
    const double drop = drive - phi[0];
    return {0.5 * capacitance * drop * drop};
  }
  // Differences count with both their terms.
  double size(const double* phi, const Load& load) const {
    return std::max(std::abs(value(phi, load)), std::abs(capacitance * drive));
  }
};

std::vector<Seen> seen_by_stern_layer(const LawSpecies&) { return {{Seen::potential}}; }

std::shared_ptr<const SurfaceLaw> make_stern_layer(const LawNumbers& numbers,
                                                   const Scaling& scaling) {
  const double unit = scaling.surface_charge() / scaling.potential();
  const double drive = numbers(electrode_potential_entry) - numbers("Potential of zero charge");
  return surface_law<1, 1>(SternLayer{numbers.value() / unit, drive / scaling.potential()},
                           seen_by_stern_layer(numbers.species()));
}

} // namespace

BoundaryLaw stern_layer_law() {
  BoundaryLaw law;
  law.name = "Stern capacitance";
  law.unit = "F/m^2";
  law.documentation =
      "Capacitance per area of a charge-free compact layer between an electrode and the boundary, "
      "where the domain begins: the electrode shows the charge C (V - V_pzc - phi) per area.";
  law.parameters = {
      {electrode_potential_entry, "V", "",
       "Potential V of the electrode behind the compact layer. In time it may be left out where "
       "'Current' is given: it then follows from that, from an uncharged metal on."},
      {"Potential of zero charge", "V", "0 V",
       "V_pzc, electrode potential without charge where the electrolyte is at 0 V."}};
  law.example = {0.2, {{electrode_potential_entry, 0.1}, {"Potential of zero charge", -0.05}}};
  law.sides = 1;
  law.fixes_potential = law.charges_wall = true;
  law.sees = seen_by_stern_layer;
  law.make = make_stern_layer;
  return law;
}

} // namespace ionflux
