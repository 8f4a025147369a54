#include <ionflux/physics/composed_law.h>
#include <ionflux/physics/coupled_law.h>
#include <ionflux/physics/electroneutral_law.h>
#include <ionflux/physics/ideal_law.h>
#include <ionflux/physics/mixed_law.h>
#include <ionflux/physics/neutral_concentrations_law.h>
#include <ionflux/physics/reacting_law.h>
#include <ionflux/physics/virtual_solution_law.h>

#include <algorithm>

namespace ionflux {

namespace {

bool has_mixed_unknowns(const Electrolyte& electrolyte) {
  const auto in_concentration = [](const Species& one) {
    return one.unknown == PrimaryVariable::concentration;
  };
  const auto& all = electrolyte.species;
  return std::any_of(all.begin(), all.end(), in_concentration) &&
         !std::all_of(all.begin(), all.end(), in_concentration);
}

} // namespace

void TransportLaw::unknowns(const double psi, const double* c, const PointMaterial& material,
                            double* u) const {
  u[0] = psi;
  chemical_potentials(c, material, u + 1);
  for (unsigned int i = 0; i < n_species(); ++i)
    u[i + 1] = solves_for_concentration(i) ? c[i] : u[i + 1] + charge_number(i) * psi;
}

double TransportLaw::electrochemical_potential(const unsigned int i, const double* unknowns,
                                               const PointMaterial& material) const {
  if (!solves_for_concentration(i)) return unknowns[i + 1];
  std::vector<double> c(n_species()), potentials(n_species());
  concentrations(unknowns, material, c.data());
  chemical_potentials(c.data(), material, potentials.data());
  return potentials[i] + charge_number(i) * potential(unknowns, material, nullptr);
}

double TransportLaw::potential(const double* unknowns, const PointMaterial&, double* slopes) const {
  if (slopes != nullptr) {
    std::fill(slopes, slopes + n_fields(), 0.0);
    slopes[0] = 1.0;
  }
  return unknowns[0];
}

bool TransportLaw::is_in_potentials(const Reaction& reaction) const {
  for (unsigned int i = 0; i < n_species(); ++i)
    if (reaction.involves(i) && solves_for_concentration(i)) return false;
  return true;
}

std::unique_ptr<const TransportLaw> make_uncoupled_law(const Electrolyte& electrolyte) {
  if (electrolyte.ideal) return std::make_unique<IdealLaw>(electrolyte);
  if (has_mixed_unknowns(electrolyte)) return std::make_unique<MixedLaw>(electrolyte);
  return std::make_unique<ComposedLaw>(electrolyte);
}

std::unique_ptr<const TransportLaw> make_transport_law(const Electrolyte& electrolyte) {
  std::unique_ptr<const TransportLaw> law = make_uncoupled_law(electrolyte);
  if (!electrolyte.nernst_einstein) law = std::make_unique<CoupledLaw>(electrolyte, std::move(law));
  if (electrolyte.has_virtual_solution())
    law = std::make_unique<VirtualSolutionLaw>(electrolyte, std::move(law));
  else if (electrolyte.is_neutral_in_concentrations())
    law = std::make_unique<NeutralConcentrationsLaw>(electrolyte, std::move(law));
  else if (electrolyte.potential_model == PotentialModel::electroneutral)
    law = std::make_unique<ElectroneutralLaw>(electrolyte, std::move(law));
  if (!electrolyte.reactions.empty())
    law = std::make_unique<ReactingLaw>(electrolyte, std::move(law));
  return law;
}

} // namespace ionflux
