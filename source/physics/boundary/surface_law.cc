#include <ionflux/physics/boundary/charge_regulation.h>
#include <ionflux/physics/boundary/permeability.h>
#include <ionflux/physics/boundary/stern_layer.h>
#include <ionflux/physics/boundary/surface_law.h>
#include <ionflux/physics/dual.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

/// The species that a law looks at, -1: none.
int species_seen(const BoundaryLawKind kind, const int species, const int partner) {
  return kind == BoundaryLawKind::permeability ? species : partner;
}

/// Films see concentrations, sites in equilibrium with protons see their activity.
bool sees_activity(const BoundaryLawKind kind) {
  return kind == BoundaryLawKind::charge_regulation;
}

/// @param amount concentration or activity of the species that the law sees
template <typename Number>
Number value(const PointSurfaceLaw& law, const Number& phi, const Number& amount,
             const double load) {
  using std::exp;
  switch (law.kind) {
  case BoundaryLawKind::stern_layer:
    return stern_charge(phi, law.strength, load * law.given);
  case BoundaryLawKind::permeability:
    return permeation_flux(amount, load * law.strength, law.given);
  case BoundaryLawKind::charge_regulation: {
    const Number ratio = law.partner >= 0 ? Number(law.given * amount)
                                          : Number(law.given * exp(load * law.reference - phi));
    return regulated_charge(ratio, load * law.strength, law.compact_capacitance, plain(ratio));
  }
  default:
    throw std::logic_error("this boundary law does not depend on the unknowns");
  }
}

/// What a law sees of a species, with its derivatives by all unknowns; 0 if it sees none.
struct Amount {
  double value;
  std::vector<double> slopes;
};

Amount amount_seen(const PointSurfaceLaw& law, const TransportLaw& transport,
                   const double* unknowns, const PointMaterial& material) {
  const unsigned int n = transport.n_fields();
  const int seen = species_seen(law.kind, law.species, law.partner);
  if (seen < 0) return {0.0, std::vector<double>(n, 0.0)};
  PointChemistry chemistry(n);
  transport.chemistry(unknowns, material, chemistry);
  const bool activity = sees_activity(law.kind);
  const auto slopes =
      (activity ? chemistry.activity_slopes : chemistry.concentration_slopes).begin() + seen * n;
  return {(activity ? chemistry.activity : chemistry.concentration)[seen], {slopes, slopes + n}};
}

} // namespace

double surface_value(const PointSurfaceLaw& law, const TransportLaw& transport,
                     const double* unknowns, const PointMaterial& material, const double load) {
  return value(law, transport.potential(unknowns, material, nullptr),
               amount_seen(law, transport, unknowns, material).value, load);
}

void surface_slopes(const PointSurfaceLaw& law, const TransportLaw& transport,
                    const double* unknowns, const PointMaterial& material, const double load,
                    std::vector<double>& slopes) {
  const Amount seen = amount_seen(law, transport, unknowns, material);
  std::vector<double> potential_slopes(transport.n_fields());
  Dual<2> phi(transport.potential(unknowns, material, potential_slopes.data())), amount(seen.value);
  phi.slope[0] = amount.slope[1] = 1.0;
  const Dual<2> result = value(law, phi, amount, load);
  slopes = seen.slopes;
  for (unsigned int m = 0; m < slopes.size(); ++m)
    slopes[m] = slopes[m] * result.slope[1] + potential_slopes[m] * result.slope[0];
}

bool surface_depends_on(const BoundaryLawKind kind, const int species, const int partner,
                        const TransportLaw& transport, const unsigned int m) {
  const int seen = species_seen(kind, species, partner);
  return (kind != BoundaryLawKind::permeability && transport.potential_depends_on(m)) ||
         (seen >= 0 && transport.composition_depends_on(seen, m));
}

} // namespace ionflux
