#include <ionflux/output/point_quantities.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

PointQuantities::PointQuantities(const Model& model, const bool with_solution,
                                 const bool with_parts)
    : law(*model.law), ideal(model.electrolyte.ideal),
      neutral(model.electrolyte.potential_model == PotentialModel::electroneutral),
      with_solution(with_solution), with_parts(with_parts), medium(model.medium),
      scaling(model.scaling), coefficients(law.n_fields()), chemistry(law.n_fields()),
      potential_slopes(law.n_fields()), reactions(model.electrolyte.reactions.size()),
      solution(model.electrolyte.species), flux_parts(law.n_species()) {
  const Electrolyte& electrolyte = model.electrolyte;
  for (unsigned int region = 0; region < medium.n_regions(); ++region)
    materials.push_back(medium.material(region));
  descriptions.push_back({"phi [V]"});
  for (const Species& species : electrolyte.species)
    descriptions.push_back({"c_" + species.name + " [mol/m^3]"});
  for (const Species& species : electrolyte.species)
    descriptions.push_back({"mu_" + species.name + " [J/mol]"});
  descriptions.push_back({"charge density [C/m^3]"});
  for (const Species& species : electrolyte.species)
    if (!ideal) descriptions.push_back({"gamma_" + species.name + " [1]"});
  if (!ideal)
    for (const std::string& name : solution.names())
      descriptions.push_back({name, false, true});
  for (const Reaction& reaction : electrolyte.reactions) {
    descriptions.push_back({"rate_" + reaction.name + " [mol/m^3/s]"});
    descriptions.push_back({"Gamma_" + reaction.name + " [1]"});
    descriptions.push_back({"affinity_" + reaction.name + " [J/mol]"});
  }
  descriptions.push_back({"field [V/m]", true});
  for (const Species& species : electrolyte.species)
    descriptions.push_back({"flux_" + species.name + " [mol/m^2/s]", true});
  descriptions.push_back({"current density [A/m^2]", true});
  for (const Species& species : electrolyte.species)
    for (const char* part : {"diffusion_", "migration_", "advection_"})
      if (with_parts) descriptions.push_back({part + species.name + " [mol/m^2/s]", true});
  if (medium.any_flow()) descriptions.push_back({"velocity [m/s]", true});
}

unsigned int PointQuantities::n_vectors() const {
  return 2 + (with_parts ? 4 : 1) * law.n_species() + (medium.any_flow() ? 1 : 0);
}

unsigned int PointQuantities::n_scalars() const {
  return 2 + 2 * law.n_species() + (ideal ? 0 : law.n_species() + solution.names().size()) +
         3 * reactions.size();
}

// Electrochemical potential [J/mol] from the dimensionless one, whose standard state is c0.
double PointQuantities::chemical_energy(const unsigned int i, const double* unknowns,
                                        const PointMaterial& material) const {
  if (!material.present[i]) return std::numeric_limits<double>::quiet_NaN();
  return (law.electrochemical_potential(i, unknowns, material) - scaling.standard_state_shift()) *
         scaling.energy();
}

// Gradient of mu_i [J/mol/m] in one direction, of which `gradients` holds the components, `stride`
// numbers apart.
double PointQuantities::chemical_force(const unsigned int i, const double* unknowns,
                                       const double* gradients, const unsigned int stride,
                                       const PointMaterial& material) const {
  return law.potential_difference(i, unknowns, gradients, stride, material) * scaling.energy() /
         scaling.length;
}

void PointQuantities::describe_solution(const double* unknowns, const PointMaterial& material) {
  const unsigned int n_species = law.n_species();
  law.chemistry(unknowns, material, chemistry);
  double* values = &result[2 + 2 * n_species];
  for (unsigned int i = 0; i < n_species; ++i)
    values[i] = chemistry.concentration[i] != 0.0
                    ? chemistry.activity[i] / chemistry.concentration[i]
                    : std::numeric_limits<double>::quiet_NaN();
  if (with_solution)
    solution.evaluate(material.activity.get(), material.dissolved, &result[1], values + n_species);
  else
    std::fill_n(values + n_species, solution.names().size(),
                std::numeric_limits<double>::quiet_NaN());
}

void PointQuantities::describe_reactions(const double* unknowns, const PointGradient& gradient,
                                         const PointMaterial& material) {
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  std::fill(reactions.begin(), reactions.end(), ReactionState{nothing, nothing, nothing, nothing});
  law.reactions(unknowns, gradient, material, reactions.data());
  double* values = &result[n_scalars() - 3 * reactions.size()];
  for (const ReactionState& reaction : reactions) {
    *values++ = reaction.rate * scaling.source();
    *values++ = std::exp(reaction.log_gamma);
    *values++ = -reaction.log_gamma * scaling.energy();
  }
}

// Of grad phi in the flux of a species: its own coefficient, and that of every mu_k, which holds
// z_k phi. Whatever the unknowns and the mobility are.
double PointQuantities::migration_coefficient(const unsigned int i) const {
  const double* row = &coefficients.flux_coefficient[(i + 1) * law.n_fields()];
  double sum = row[0];
  for (unsigned int k = 0; k < law.n_species(); ++k)
    if (!law.solves_for_concentration(k)) sum += row[k + 1] * law.charge_number(k);
  return sum;
}

// Flux by mixing in the flow, in direction d; it costs no friction in the solvent.
double PointQuantities::dispersion(const unsigned int i, const unsigned int region,
                                   const GivenValue::Point& x, const unsigned int dimension,
                                   const double* gradients, const unsigned int d) const {
  if (!medium.disperses(region) || !law.solves_for_concentration(i) ||
      !materials[region].present[i])
    return 0.0;
  const Flow::Tensor k = medium.dispersion(region, x);
  double flux = 0.0;
  for (unsigned int e = 0; e < dimension; ++e)
    flux -= k[3 * d + e] * gradients[(i + 1) * dimension + e] * scaling.flux_density();
  return flux;
}

const std::vector<double>& PointQuantities::evaluate(const unsigned int region,
                                                     const GivenValue::Point& x,
                                                     const unsigned int dimension,
                                                     const double* unknowns,
                                                     const double* gradients) {
  const unsigned int n_species = law.n_species(), n_fields = law.n_fields();
  PointMaterial& material = materials[region];
  material.fixed_charge = medium.has_fixed_charge(region) ? medium.fixed_charge(region, x) : 0.0;
  if (medium.has_varying_diffusivity(region))
    medium.diffusivities(region, x, material.diffusivity.data());
  const PointGradient slopes{gradients, dimension, 1, dimension};
  law.evaluate(unknowns, slopes, material, coefficients);
  const Flow::Vector velocity = medium.velocity(region, x);

  result.assign(n_scalars() + n_vectors() * dimension, 0.0);
  result[0] = law.potential(unknowns, material, potential_slopes.data()) * scaling.potential();
  for (unsigned int i = 0; i < n_species; ++i) {
    result[1 + i] = coefficients.concentration[i] * scaling.concentration;
    result[1 + n_species + i] = chemical_energy(i, unknowns, material);
  }
  double charge = coefficients.source[0];
  if (neutral) { // there the row of phi is another equation
    charge = material.fixed_charge;
    for (unsigned int i = 0; i < n_species; ++i)
      charge += law.charge_number(i) * coefficients.concentration[i];
  }
  result[1 + 2 * n_species] = charge * scaling.charge_density();

  if (!ideal) describe_solution(unknowns, material);
  if (!reactions.empty()) describe_reactions(unknowns, slopes, material);

  dissipated = 0.0;
  double* field = &result[n_scalars()];
  double* current = field + (1 + n_species) * dimension;
  for (unsigned int d = 0; d < dimension; ++d) {
    double slope = 0.0; // of the potential
    for (unsigned int m = 0; m < n_fields; ++m)
      slope += potential_slopes[m] * gradients[m * dimension + d];
    for (unsigned int m = 0; m < n_fields; ++m)
      if (potential_slopes[m] != 0.0)
        field[d] -= potential_slopes[m] * gradients[m * dimension + d] * scaling.potential() /
                    scaling.length;
    for (unsigned int i = 0; i < n_species; ++i) {
      double flux = 0.0;
      if (material.present[i]) // else the unknown means nothing here
        for (unsigned int k = 0; k < n_fields; ++k)
          flux -= coefficients.flux_coefficient[(i + 1) * n_fields + k] *
                  gradients[k * dimension + d] * scaling.flux_density();
      if (material.present[i])
        dissipated -= flux * chemical_force(i, unknowns, &gradients[d], dimension, material);
      flux += dispersion(i, region, x, dimension, gradients, d);
      const double migration =
          material.present[i] ? -migration_coefficient(i) * slope * scaling.flux_density() : 0.0;
      const double advection = result[1 + i] * velocity[d];
      flux_parts[i][0][d] = flux - migration;
      flux_parts[i][1][d] = migration;
      flux_parts[i][2][d] = advection;
      flux += advection; // costs no friction in the solvent
      field[(1 + i) * dimension + d] = flux;
      current[d] += constants::faraday * law.charge_number(i) * flux;
    }
  }
  double* parts_of_fluxes = field + (2 + n_species) * dimension;
  for (unsigned int i = 0; with_parts && i < n_species; ++i)
    for (unsigned int part = 0; part < 3; ++part)
      for (unsigned int d = 0; d < dimension; ++d)
        parts_of_fluxes[(3 * i + part) * dimension + d] = flux_parts[i][part][d];
  if (medium.any_flow())
    std::copy_n(velocity.begin(), dimension, result.end() - dimension); // the last of all
  return result;
}

} // namespace ionflux
