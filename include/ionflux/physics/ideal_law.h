#pragma once

/// The ideal electrolyte. Its formulas are templates over the number type, so that tests obtain
/// exact derivatives by automatic differentiation.

#include <ionflux/physics/transport_law.h>

#include <cmath>

namespace ionflux {

/// Ideal solution: gamma = 1, L_ij = delta_ij D_i c_i (doc/equations.md).
class IdealLaw : public TransportLaw {
public:
  using TransportLaw::TransportLaw;

  bool couples(unsigned int f, unsigned int m) const override;
  bool flux_couples(unsigned int f, unsigned int k) const override;
  bool composition_depends_on(unsigned int i, unsigned int m) const override;
  void evaluate(const double* unknowns, const PointGradient& gradient,
                const PointMaterial& material, PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, PointDerivatives& derivatives) const override;
  void chemistry(const double* unknowns, const PointMaterial& material,
                 PointChemistry& chemistry) const override;
  void concentrations(const double* unknowns, const PointMaterial& material,
                      double* c) const override;
  void chemical_potentials(const double* c, const PointMaterial& material,
                           double* potentials) const override;
  double potential_difference(unsigned int i, const double* unknowns, const double* differences,
                              unsigned int stride, const PointMaterial& material) const override;

  /// c_i from the unknowns: (E1) solved for c, or the unknown itself.
  template <typename Number>
  Number concentration(const unsigned int i, const Number* unknowns,
                       const PointMaterial& material) const {
    using std::exp;
    if (!material.present[i]) return Number(0.0);
    if (solves_for_concentration(i)) return unknowns[i + 1];
    return exp(unknowns[i + 1] - material.standard_potential[i] - charge_number(i) * unknowns[0]);
  }

  /// evaluate() in any number type: several times dearer with derivatives than linearize(), which
  /// is tested against it.
  template <typename Number>
  void evaluate_as(const Number* unknowns, const PointMaterial& material,
                   PointLawValues<Number>& values) const {
    const unsigned int n = n_fields();
    values.flux_coefficient[0] = material.permittivity;
    Number charge = material.fixed_charge;
    for (unsigned int i = 0; i < n_species(); ++i) {
      const Number c = concentration(i, unknowns, material);
      values.concentration[i] = c;
      charge += charge_number(i) * c;
      Number* row = &values.flux_coefficient[(i + 1) * n];
      const double diffusivity = material.present[i] ? material.diffusivity[i] : 0.0;
      if (solves_for_concentration(i)) {
        row[i + 1] = diffusivity;
        row[0] = diffusivity * charge_number(i) * c;
      } else {
        row[i + 1] = diffusivity * c;
      }
    }
    values.source[0] = charge;
  }
};

} // namespace ionflux
