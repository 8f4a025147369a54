#pragma once

#include <ionflux/physics/wrapped_law.h>

namespace ionflux {

/// An electrolyte that is electroneutral at every point, with the concentrations of its ions as
/// unknowns: another law without the permittivity where there are ions. Poisson's equation is then
///
///     0 = sum_i z_i c_i + rho ,
///
/// and phi is what makes the fluxes keep it. Concentrations must be continuous: an ion's jumps with
/// a jump of rho (ElectroneutralLaw has those). Where an ion is nearly absent ln c varies too much
/// for a mesh, c does not.
class NeutralConcentrationsLaw final : public WrappedLaw {
public:
  using WrappedLaw::WrappedLaw;

  void evaluate(const double* unknowns, const PointGradient& gradient,
                const PointMaterial& material, PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, PointDerivatives& derivatives) const override;
};

} // namespace ionflux
