#pragma once

#include <ionflux/fem/model.h>
#include <ionflux/physics/activity/solution_properties.h>

#include <array>
#include <string>
#include <vector>

namespace ionflux {

/// One scalar or vector that is written for every point of the domain.
struct FieldDescription {
  std::string name; ///< "phi [V]": quantity and unit, as it stands in files
  bool is_vector = false;
  bool of_solution = false; ///< one of SolutionProperties: costs many times the others
};

/// From the unknowns and their gradients at a point to the quantities of the user, in SI units.
///
/// Quantities may jump between materials, so a point is always seen from one region. Knows no mesh.
/// In this order:
///
///     phi [V];  c_<species> [mol/m^3] ...;  mu_<species> [J/mol] ...;  charge density [C/m^3];
///     where the solution is not ideal: gamma_<species> [1] ..., those of SolutionProperties;
///     rate_<reaction> [mol/m^3/s], Gamma_<reaction> [1], affinity_<reaction> [J/mol] ...;
///     field [V/m];  flux_<species> [mol/m^2/s] ...;  current density [A/m^2]      (vectors last)
///     if asked for: diffusion_<species>, migration_<species>, advection_<species> of each species;
///     velocity [m/s] where there is a flow
///
/// mu has the standard state 1 mol/L; it is NaN where the species cannot enter, or where a primary
/// concentration is not positive. Likewise what belongs to a reaction that does not run there, and
/// Gamma and affinity where a species is absent. The charge density is that of the ions and of the
/// fixed charge.
class PointQuantities {
public:
  /// @param with_solution whether SolutionProperties are wanted; else they are NaN
  /// @param with_parts    are the parts of the fluxes among the fields?
  explicit PointQuantities(const Model& model, bool with_solution = true, bool with_parts = false);

  /// What evaluate() returns.
  const std::vector<FieldDescription>& fields() const { return descriptions; }

  /// Number of scalars among fields(); they come first.
  unsigned int n_scalars() const;
  unsigned int n_vectors() const;
  unsigned int n_unknowns() const { return law.n_fields(); }

  /// @param region    deal.II material id of the cell
  /// @param x         position [m]
  /// @param dimension number of components of a gradient
  /// @param unknowns  dimensionless: phi, then mu_i or c_i
  /// @param gradients dimensionless, [field * dimension + component]
  /// @return n_scalars() numbers, then n_vectors() * dimension; valid until the next call
  const std::vector<double>& evaluate(unsigned int region, const GivenValue::Point& x,
                                      unsigned int dimension, const double* unknowns,
                                      const double* gradients);

  /// -sum_i J_i . grad mu_i [W/m^3] at the point of the last evaluate(), J_i without what the
  /// solvent carries: what friction turns into heat. Never negative.
  double dissipation() const { return dissipated; }

  /// Diffusion, migration and advection of a species [mol/m^2/s] at the point of the last
  /// evaluate(): J = diffusion + migration + advection. Migration is what the gradient of the
  /// potential alone would cause, -D z c F/RT grad phi or as the mobility model says; advection is
  /// c v; diffusion is the rest, with activities if there are any.
  using FluxParts = std::array<std::array<double, 3>, 3>; ///< [part][component]
  const FluxParts& parts(const unsigned int species) const { return flux_parts[species]; }

private:
  double chemical_energy(unsigned int species, const double* unknowns,
                         const PointMaterial& material) const;
  double chemical_force(unsigned int species, const double* unknowns, const double* gradients,
                        unsigned int stride, const PointMaterial& material) const;

  double dispersion(unsigned int i, unsigned int region, const GivenValue::Point& x,
                    unsigned int dimension, const double* gradients, unsigned int d) const;
  double migration_coefficient(unsigned int species) const;
  void describe_solution(const double* unknowns, const PointMaterial& material);
  void describe_reactions(const double* unknowns, const PointGradient& gradient,
                          const PointMaterial& material);

  const TransportLaw& law;
  const bool ideal, neutral, with_solution, with_parts;
  const Medium& medium;
  const Scaling scaling;
  std::vector<FieldDescription> descriptions;
  std::vector<PointMaterial> materials; ///< by region; a copy, because the fixed charge changes
  PointLawValues<double> coefficients;
  PointChemistry chemistry;
  std::vector<double> potential_slopes; ///< d phi / d unknowns
  std::vector<ReactionState> reactions; ///< by number in Electrolyte::reactions
  SolutionProperties solution;
  std::vector<double> result;
  std::vector<FluxParts> flux_parts; ///< [species]
  double dissipated = 0.0;
};

} // namespace ionflux
