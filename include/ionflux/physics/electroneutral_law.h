#pragma once

#include <ionflux/physics/neutral_law.h>
#include <ionflux/physics/wrapped_law.h>

namespace ionflux {

/// An electrolyte that is electroneutral at every point (PotentialModel::electroneutral): the limit
/// of a vanishing Debye length of another law, with electrochemical potentials as unknowns.
///
/// At each point the potential psi solves  sum_i z_i c_i(psi, mu) + rho = 0,  with the c_i of the
/// other law; it may jump between materials (Donnan) though the mu_i do not. What the species do is
/// what they do in the other law at (psi, mu); slopes by the implicit function theorem,
///
///     d psi / d mu_m = - (sum_i z_i dc_i/dmu_m) / (sum_i z_i dc_i/dpsi) .
///
/// The field phi of the mesh is not in their equations. It follows psi by Poisson's equation
/// linearised there, which smooths its jumps over a Debye length,
///
///     0 = div( lambda^2 eps_r grad phi ) + S (psi - phi) ,     S = sum_i z_i^2 c_i ,
///
/// carries given and unknown potentials of boundaries, and is Poisson's equation itself where there
/// are no mobile ions.
class ElectroneutralLaw final : public WrappedLaw {
public:
  /// @param electrolyte all unknowns are electrochemical potentials
  ElectroneutralLaw(const Electrolyte& electrolyte, std::unique_ptr<const TransportLaw> limit_of);

  bool couples(unsigned int f, unsigned int m) const override;
  bool composition_depends_on(unsigned int i, unsigned int m) const override;
  bool potential_depends_on(unsigned int m) const override;
  void evaluate(const double* unknowns, const PointGradient& gradient,
                const PointMaterial& material, PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, PointDerivatives& derivatives) const override;
  void chemistry(const double* unknowns, const PointMaterial& material,
                 PointChemistry& chemistry) const override;
  void concentrations(const double* unknowns, const PointMaterial& material,
                      double* c) const override;
  double potential(const double* unknowns, const PointMaterial& material,
                   double* slopes) const override;

private:
  void find_point(const double* unknowns, const PointMaterial& material, bool slopes) const;

  // Of the point at hand, kept to allocate nothing a point.
  mutable LocalIons ions;
  mutable std::vector<double> point;     ///< psi, mu_i ...
  mutable PointChemistry composition;    ///< there, slopes by psi and mu
  mutable std::vector<double> psi_slope; ///< d psi / d u_m
};

} // namespace ionflux
