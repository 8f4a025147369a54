#pragma once

#include <ionflux/physics/mobility/point_mobility.h>
#include <ionflux/physics/wrapped_law.h>

namespace ionflux {

/// Another law with the fluxes of a mobility model: J_i = - sum_j M_ij c_j grad mu_j, where that
/// law has J_j = - D_j c_j grad mu_j (Nernst-Einstein). Its coefficients say the forces
///
///     c_j grad mu_j = sum_k (K_jk / D_j) grad u_k ,
///
/// in whatever unknowns it has, ideal or not; M depends on its concentrations. Materials without a
/// mobility model, and stages other than TransportStage::full, are those of the other law.
class CoupledLaw final : public WrappedLaw {
public:
  CoupledLaw(const Electrolyte& electrolyte, std::unique_ptr<const TransportLaw> other);

  bool couples(unsigned int f, unsigned int m) const override;
  bool flux_couples(unsigned int f, unsigned int k) const override;
  void evaluate(const double* unknowns, const PointMaterial& material, TransportStage stage,
                PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const double* gradient, unsigned int dim, unsigned int row,
                 const PointMaterial& material, TransportStage stage,
                 PointDerivatives& derivatives) const override;

private:
  void find_mobility(const std::vector<double>& concentration, const PointMaterial& material,
                     bool slopes) const;
  void add_changes(const double* gradient, unsigned int dim, unsigned int row,
                   const PointMaterial& material, PointDerivatives& derivatives) const;

  const bool only_diagonal; ///< in all materials?

  // Of the point at hand, kept to allocate nothing a point.
  mutable PointLawValues<double> values_there;
  mutable PointDerivatives derivatives_there;
  mutable PointChemistry composition;
  mutable PointMobility mobility;
  mutable std::vector<double> c_si, diffusivity, force, changes; ///< of the dissolved species
};

} // namespace ionflux
