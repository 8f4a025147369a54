#pragma once

#include <ionflux/physics/ideal_law.h>
#include <ionflux/physics/neutral_law.h>

namespace ionflux {

/// The ideal electrolyte where it is electroneutral (PotentialModel::electroneutral), with
/// electrochemical potentials as unknowns.
///
/// Species: c_i = exp(w_i - z_i psi), w_i = mu_i - mu0_i, with psi(w) the neutral potential at the
/// point; the field phi is not in their equations. It follows psi by Poisson's equation linearised
/// there, which smooths its jumps over a Debye length,
///
///     0 = div( lambda^2 eps_r grad phi ) + S (psi - phi) ,     S = sum_i z_i^2 c_i ,
///
/// and is Poisson's equation itself where there are no mobile ions. Slopes by the implicit function
/// theorem: d psi / d mu_j = z_j c_j / S. Other stages than TransportStage::full are those of
/// IdealLaw, as is what a set of unknowns means.
class NeutralIdealLaw final : public IdealLaw {
public:
  using IdealLaw::IdealLaw;

  bool couples(unsigned int f, unsigned int m) const override;
  void evaluate(const double* unknowns, const PointMaterial& material, TransportStage stage,
                PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const double* gradient, unsigned int dim, unsigned int row,
                 const PointMaterial& material, TransportStage stage,
                 PointDerivatives& derivatives) const override;

private:
  LocalIons local_ions(const double* unknowns, const PointMaterial& material) const;
};

} // namespace ionflux
