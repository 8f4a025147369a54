#include <ionflux/physics/neutral_ideal_law.h>

namespace ionflux {

bool NeutralIdealLaw::couples(const unsigned int f, const unsigned int m) const {
  if (f == m) return true;
  return (f == 0 || species[f - 1].charge_number != 0) &&
         (m == 0 || species[m - 1].charge_number != 0);
}

LocalIons NeutralIdealLaw::local_ions(const double* unknowns, const PointMaterial& material) const {
  LocalIons ions;
  for (unsigned int i = 0; i < n_species(); ++i)
    if (material.present[i] && species[i].charge_number != 0)
      ions.add(charge_number(i), unknowns[i + 1] - material.standard_potential[i]);
  return ions;
}

void NeutralIdealLaw::evaluate(const double* unknowns, const PointMaterial& material,
                               const TransportStage stage, PointLawValues<double>& values) const {
  if (stage != TransportStage::full) return IdealLaw::evaluate(unknowns, material, stage, values);
  const LocalIons ions = local_ions(unknowns, material);
  const double psi = ions.size() ? neutral_potential(ions, material.fixed_charge) : 0.0;
  double screening = 0.0;
  for (unsigned int i = 0; i < n_species(); ++i) {
    const double z = charge_number(i);
    const double c = material.present[i]
                         ? std::exp(unknowns[i + 1] - material.standard_potential[i] - z * psi)
                         : 0.0;
    values.concentration[i] = c;
    screening += z * z * c;
    values.flux_coefficient[(i + 1) * n_fields() + i + 1] =
        material.present[i] ? material.diffusivity[i] * c : 0.0;
  }
  values.flux_coefficient[0] = material.permittivity;
  values.source[0] = ions.size() ? screening * (psi - unknowns[0]) : material.fixed_charge;
}

void NeutralIdealLaw::linearize(const double* unknowns, const double* gradient,
                                const unsigned int dim, const unsigned int row,
                                const PointMaterial& material, const TransportStage stage,
                                PointDerivatives& derivatives) const {
  if (stage != TransportStage::full)
    return IdealLaw::linearize(unknowns, gradient, dim, row, material, stage, derivatives);
  const unsigned int n = n_fields();
  const LocalIons ions = local_ions(unknowns, material);
  const bool mobile = ions.size() > 0;
  const double psi = mobile ? neutral_potential(ions, material.fixed_charge) : 0.0;
  std::vector<double> c(n_species(), 0.0), z(n_species(), 0.0);
  double screening = 0.0, third = 0.0; // sums of z^2 c and z^3 c
  for (unsigned int i = 0; i < n_species(); ++i) {
    if (!material.present[i]) continue;
    z[i] = charge_number(i);
    c[i] = std::exp(unknowns[i + 1] - material.standard_potential[i] - z[i] * psi);
    screening += z[i] * z[i] * c[i];
    third += z[i] * z[i] * z[i] * c[i];
  }
  derivatives.flux_coefficient[0] = material.permittivity;
  derivatives.source[0] = mobile ? -screening : 0.0;
  for (unsigned int m = 0; m < n_species(); ++m) {
    const double by_own = mobile ? z[m] * c[m] / screening : 0.0; // d psi / d mu_m
    derivatives.source[m + 1] =
        mobile ? (z[m] * z[m] * c[m] - third * by_own) * (psi - unknowns[0]) + z[m] * c[m] : 0.0;
    for (unsigned int i = 0; i < n_species(); ++i) {
      const unsigned int place = (i + 1) * n + m + 1;
      const double slope = c[i] * ((i == m ? 1.0 : 0.0) - z[i] * by_own);
      const double diffusivity = material.present[i] ? material.diffusivity[i] : 0.0;
      for (unsigned int d = 0; d < dim; ++d)
        derivatives.drift[3 * place + d] = diffusivity * slope * gradient[d * row + i + 1];
      if (i == m) derivatives.flux_coefficient[place] = diffusivity * c[i];
    }
  }
}

} // namespace ionflux
