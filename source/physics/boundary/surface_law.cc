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

} // namespace

double surface_value(const PointSurfaceLaw& law, const TransportLaw& transport,
                     const double* unknowns, const PointMaterial& material, const double load) {
  const int seen = species_seen(law.kind, law.species, law.partner);
  double amount = 0.0;
  if (seen >= 0) {
    PointChemistry chemistry(transport.n_fields());
    transport.chemistry(unknowns, material, chemistry);
    amount = (sees_activity(law.kind) ? chemistry.activity : chemistry.concentration)[seen];
  }
  return value(law, unknowns[0], amount, load);
}

void surface_slopes(const PointSurfaceLaw& law, const TransportLaw& transport,
                    const double* unknowns, const PointMaterial& material, const double load,
                    std::vector<double>& slopes) {
  const int seen = species_seen(law.kind, law.species, law.partner);
  PointChemistry chemistry(transport.n_fields());
  double amount = 0.0;
  if (seen >= 0) {
    transport.chemistry(unknowns, material, chemistry);
    amount = (sees_activity(law.kind) ? chemistry.activity : chemistry.concentration)[seen];
  }
  Dual<2> phi(unknowns[0]), seen_amount(amount);
  phi.slope[0] = seen_amount.slope[1] = 1.0;
  const Dual<2> result = value(law, phi, seen_amount, load);
  slopes.assign(transport.n_fields(), 0.0);
  for (unsigned int m = 0; seen >= 0 && m < slopes.size(); ++m)
    slopes[m] =
        result.slope[1] * (sees_activity(law.kind) ? chemistry.activity_slope(seen, m)
                                                   : chemistry.concentration_slope(seen, m));
  slopes[0] += result.slope[0];
}

bool surface_depends_on(const BoundaryLawKind kind, const int species, const int partner,
                        const TransportLaw& transport, const unsigned int m) {
  const int seen = species_seen(kind, species, partner);
  return (m == 0 && kind != BoundaryLawKind::permeability) ||
         (seen >= 0 && transport.composition_depends_on(seen, m));
}

} // namespace ionflux
