#include <ionflux/physics/composed_law.h>
#include <ionflux/physics/ideal_law.h>
#include <ionflux/physics/neutral_ideal_law.h>

namespace ionflux {

void TransportLaw::unknowns(const double phi, const double* c, const PointMaterial& material,
                            double* u) const {
  u[0] = phi;
  chemical_potentials(c, material, u + 1);
  for (unsigned int i = 0; i < n_species(); ++i)
    u[i + 1] = solves_for_concentration(i) ? c[i] : u[i + 1] + charge_number(i) * phi;
}

double TransportLaw::electrochemical_potential(const unsigned int i, const double* unknowns,
                                               const PointMaterial& material) const {
  if (!solves_for_concentration(i)) return unknowns[i + 1];
  std::vector<double> c(n_species()), potentials(n_species());
  concentrations(unknowns, material, c.data());
  chemical_potentials(c.data(), material, potentials.data());
  return potentials[i] + charge_number(i) * unknowns[0];
}

std::unique_ptr<const TransportLaw> make_transport_law(const Electrolyte& electrolyte) {
  if (electrolyte.potential_model == PotentialModel::electroneutral)
    return std::make_unique<NeutralIdealLaw>(electrolyte);
  if (!electrolyte.ideal) return std::make_unique<ComposedLaw>(electrolyte);
  return std::make_unique<IdealLaw>(electrolyte);
}

} // namespace ionflux
