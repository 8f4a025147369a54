#pragma once

#include <ionflux/physics/neutral_law.h>
#include <ionflux/physics/wrapped_law.h>

namespace ionflux {

/// An electrolyte that is electroneutral at every point, among fixed charges, with concentrations
/// of ions as unknowns: those of the virtual solution, a free one that would be in equilibrium with
/// the point (Yaroshchuk 2011, Adv. Colloid Interface Sci. 168, 278), and its potential.
///
/// Virtual concentrations v_i and their potential phi are continuous where the fixed charge rho is
/// not; v_i may be zero. What there is of the ions at the point differs by Donnan's jump D,
///
///     c_i = v_i exp(-z_i D) ,     psi = phi + D ,     0 = sum_i z_i v_i exp(-z_i D) + rho ,
///
/// and as mu_i = ln v_i + z_i phi
///
///     J_i = - D_i exp(-z_i D) (grad v_i + z_i v_i grad phi) ,     0 = sum_i z_i v_i ,
///
/// where the latter takes the place of Poisson's equation wherever there are ions. Without fixed
/// charge D = 0, and this is NeutralConcentrationsLaw. The other law is IdealLaw.
class VirtualSolutionLaw final : public WrappedLaw {
public:
  VirtualSolutionLaw(const Electrolyte& electrolyte, std::unique_ptr<const TransportLaw> other);

  bool couples(unsigned int f, unsigned int m) const override;
  bool composition_depends_on(unsigned int i, unsigned int m) const override;
  bool potential_depends_on(unsigned int m) const override { return m == 0 || is_ion(m); }
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
  void unknowns(double psi, const double* c, const PointMaterial& material,
                double* u) const override;

private:
  bool is_ion(const unsigned int field) const {
    return field > 0 && charge_number(field - 1) != 0.0;
  }
  void find_jump(const double* unknowns, const PointMaterial& material) const;

  // Of the point at hand, kept to allocate nothing a point.
  mutable LocalIons ions;
  mutable double jump = 0.0;           ///< D
  mutable std::vector<double> factor;  ///< exp(-z_i D), by species; 1: neutral
  mutable std::vector<double> jump_by; ///< dD / du_m
};

} // namespace ionflux
