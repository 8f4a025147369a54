#include <ionflux/physics/boundary/bernoulli.h>
#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

namespace {

/// Goldman's constant-field equation, dimensionless, in activities, so that nothing flows in
/// equilibrium:
///
///     J = P (a_0 B(-u) - a_1 B(u)),   u = z (phi_0 - phi_1),   B(x) = x / (e^x - 1)
///
/// which is P u (a_0 - a_1 e^-u) / (1 - e^-u) (Goldman, J. Gen. Physiol. 27, 37 (1943); Hodgkin &
/// Katz, J. Physiol. 108, 37 (1949), appendix).
struct Goldman {
  double permeability, charge_number;

  /// Seen: potential and activity of side 0, the same of side 1.
  template <typename Number>
  Number value(const Number* seen, const Load&) const {
    const Number u = charge_number * (seen[0] - seen[2]);
    return permeability * (seen[1] * bernoulli(-u) - seen[3] * bernoulli(u));
  }
  double size(const double* seen, const Load&) const {
    const double u = charge_number * (seen[0] - seen[2]);
    return permeability * (std::abs(seen[1]) * bernoulli(-u) + std::abs(seen[3]) * bernoulli(u));
  }
};

/// The same without a charge.
struct NeutralPassage {
  double permeability;

  template <typename Number>
  Number value(const Number* activity, const Load&) const {
    return permeability * (activity[0] - activity[1]);
  }
  double size(const double* activity, const Load&) const {
    return permeability * (std::abs(activity[0]) + std::abs(activity[1]));
  }
};

std::vector<Seen> seen_by_membrane(const LawSpecies& about) {
  if (about.charge_number == 0.0) return {{Seen::activity, about.species}};
  return {{Seen::potential}, {Seen::activity, about.species}};
}

std::shared_ptr<const SurfaceLaw> make_membrane(const LawNumbers& numbers, const Scaling& scaling) {
  const LawSpecies& about = numbers.species();
  const double permeability = numbers.value() * scaling.concentration / scaling.flux_density();
  if (about.charge_number == 0.0)
    return surface_law<2, 1>(NeutralPassage{permeability}, seen_by_membrane(about), permeability);
  return surface_law<2, 2>(Goldman{permeability, about.charge_number}, seen_by_membrane(about),
                           permeability);
}

} // namespace

BoundaryLaw membrane_permeability_law() {
  BoundaryLaw law;
  law.name = "Membrane permeability";
  law.unit = "m/s";
  law.documentation =
      "Makes the interface a thin membrane, where potential and concentrations jump: permeability "
      "to the species in Goldman's equation, J = P u (c1 - c2 exp(-u)) / (1 - exp(-u)), u = z F "
      "(phi1 - phi2) / RT (default: zero).";
  law.example = {1e-6};
  law.of_species = law.on_interface = law.lets_through = true;
  law.sides = 2;
  law.sees = seen_by_membrane;
  law.make = make_membrane;
  return law;
}

} // namespace ionflux
