#include <ionflux/input/scales.h>
#include <ionflux/support/time_breaks.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

// A given value as one number: constants as they are; of an expression only that it is not zero
// matters here, which nobody can tell, so it does not count.
double constant_or_zero(const GivenValue& value) { return value.is_constant() ? value({}) : 0.0; }

// Where nothing but sources says how much there is: what they make of what flows, mixes and
// diffuses by.
double concentration_by_sources(const Parameters& p, const double length) {
  const bool planar = p.dimension == 2 && !p.axisymmetric;
  double greatest = 0.0;
  for (const Release& release : p.electrolyte.releases)
    for (unsigned int i = 0; i < release.rate.size(); ++i) {
      const GivenValue::Point& x =
          release.corners.empty() ? GivenValue::Point{} : release.corners[0];
      double carried = p.electrolyte.species[i].diffusivity;
      if (p.electrolyte.flow.dispersion)
        for (const unsigned int diagonal : {0, 4, 8})
          carried = std::max(carried, p.electrolyte.flow.dispersion(x)[diagonal]);
      if (p.electrolyte.flow.exists())
        for (const double v : p.electrolyte.flow.velocity(x))
          carried = std::max(carried, std::abs(v) * length);
      const GivenValue& rate = release.rate[i];
      const double most =
          rate.depends_on_time() ? range_in_time(rate, *p.time.clock, p.time.end)[1] : rate({});
      greatest = std::max(greatest, most / (carried * (planar ? 1.0 : length)));
    }
  return greatest;
}

} // namespace

Scaling choose_scaling(const Parameters& parameters, const double reference_length) {
  Scaling scaling;
  scaling.temperature = parameters.electrolyte.temperature;
  scaling.length = reference_length;

  double concentration = 0.0, diffusivity = 0.0;
  for (const Bath& bath : parameters.baths)
    for (const double c : bath.concentrations)
      concentration = std::max(concentration, c);
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (const GivenValue* stated = law.stated_concentration())
        concentration = std::max(concentration, constant_or_zero(*stated));
  for (const GivenValue& initial : parameters.time.initial_concentration)
    concentration = std::max(concentration, constant_or_zero(initial));
  for (const Species& species : parameters.electrolyte.species)
    diffusivity = std::max(diffusivity, species.diffusivity);

  if (concentration == 0.0) concentration = concentration_by_sources(parameters, reference_length);
  if (concentration > 0.0) scaling.concentration = concentration;
  if (diffusivity > 0.0) scaling.diffusivity = diffusivity;
  return scaling;
}

std::vector<double> load_reference(const Parameters& parameters, const Scaling& scaling) {
  std::vector<double> reference(parameters.electrolyte.n_species(), 1.0);
  if (!parameters.baths.empty()) {
    for (unsigned int i = 0; i < reference.size(); ++i)
      reference[i] = parameters.baths.front().concentrations[i] / scaling.concentration;
    return reference;
  }
  std::vector<bool> found(reference.size(), false);
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& law : condition.laws) {
      const GivenValue* stated = law.stated_concentration();
      if (!stated || found[law.species] || !(constant_or_zero(*stated) > 0.0)) continue;
      reference[law.species] = constant_or_zero(*stated) / scaling.concentration;
      found[law.species] = true;
    }
  for (unsigned int i = 0; i < parameters.time.initial_concentration.size(); ++i) {
    const double initial = constant_or_zero(parameters.time.initial_concentration[i]);
    if (!found[i] && initial > 0.0) reference[i] = initial / scaling.concentration;
  }
  return reference;
}

double solvent_permittivity(const Parameters& parameters) {
  double permittivity = 0.0;
  for (const Material& material : parameters.materials)
    if (std::find(material.excluded.begin(), material.excluded.end(), false) !=
        material.excluded.end())
      permittivity = std::max(permittivity, material.relative_permittivity);
  return permittivity;
}

double shortest_debye_length(const Parameters& parameters) {
  double shortest = std::numeric_limits<double>::infinity();
  if (parameters.electrolyte.potential_model == PotentialModel::electroneutral) return shortest;
  const auto account = [&](const std::vector<double>& concentrations) {
    shortest = std::min(shortest, debye_length(parameters.electrolyte, concentrations,
                                               solvent_permittivity(parameters)));
  };
  for (const Bath& bath : parameters.baths)
    account(bath.concentrations);
  for (const BoundaryCondition& condition : parameters.boundary_conditions) {
    std::vector<double> concentrations(parameters.electrolyte.n_species(), 0.0);
    for (const AppliedLaw& law : condition.laws)
      if (law.row->states_concentration())
        concentrations[law.species] = constant_or_zero(law.value);
    account(concentrations);
  }
  if (parameters.time.start == TimeStart::initial_concentrations) {
    std::vector<double> concentrations;
    for (const GivenValue& initial : parameters.time.initial_concentration)
      concentrations.push_back(constant_or_zero(initial));
    account(concentrations);
  }
  return shortest;
}

} // namespace ionflux
