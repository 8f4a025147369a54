#pragma once

#include <ionflux/physics/mobility/point_mobility.h>
#include <ionflux/physics/wrapped_law.h>

namespace ionflux {

/// Another law with the fluxes of a mobility model: J_i = - sum_j M_ij c_j grad mu_j, where that
/// law has J_j = - D_j c_j grad mu_j (Nernst-Einstein). Its coefficients say the forces
///
///     c_j grad mu_j = sum_k (K_jk / D_j) grad u_k ,
///
/// in whatever unknowns it has, ideal or not; M depends on its concentrations, and where the model
/// limits fluxes the result is multiplied by what their speed makes of them. Materials without a
/// mobility model are those of the other law.
class CoupledLaw final : public WrappedLaw {
public:
  CoupledLaw(const Electrolyte& electrolyte, std::unique_ptr<const TransportLaw> other);

  bool couples(unsigned int f, unsigned int m) const override;
  bool flux_couples(unsigned int f, unsigned int k) const override;
  bool needs_gradients() const override { return limited || law->needs_gradients(); }
  bool flux_bends(unsigned int f, unsigned int m) const override;
  void evaluate(const double* unknowns, const PointGradient& gradient,
                const PointMaterial& material, PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, PointDerivatives& derivatives) const override;

private:
  void find_mobility(const std::vector<double>& concentration, const PointMaterial& material,
                     bool slopes) const;
  void add_changes(const PointGradient& gradient, const PointMaterial& material,
                   PointDerivatives& derivatives) const;

  /// What becomes of the flux of a species (MobilityModel::limit).
  struct Limit {
    double flux[3] = {0.0, 0.0, 0.0};       ///< without the limit, and its size
    double size = 0.0, concentration = 0.0; ///< the latter by which it is divided
    double by_concentration = 0.0;          ///< d concentration / dc: 1, -1 or 0
    double factor = 1.0, slope = 0.0;       ///< slope by size / concentration
  };
  Limit find_limit(unsigned int k, const PointGradient& gradient, const PointMaterial& material,
                   const std::vector<double>& coefficients,
                   const std::vector<double>& concentration) const;
  void limit_fluxes(const PointGradient& gradient, const PointMaterial& material,
                    PointLawValues<double>& values) const;
  void limit_slopes(const PointGradient& gradient, const PointMaterial& material,
                    PointDerivatives& derivatives) const;

  const bool only_diagonal; ///< in all materials?
  const bool limited;       ///< has any material a MobilityModel::is_limited()?

  // Of the point at hand, kept to allocate nothing a point.
  mutable PointLawValues<double> values_there;
  mutable PointDerivatives derivatives_there;
  mutable PointChemistry composition;
  mutable PointMobility mobility;
  mutable std::vector<double> c_si, diffusivity, force, changes; ///< of the dissolved species
};

} // namespace ionflux
