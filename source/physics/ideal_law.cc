#include <ionflux/physics/ideal_law.h>

#include <limits>

namespace ionflux {

bool IdealLaw::couples(const unsigned int f, const unsigned int m) const {
  if (f == m) return true;
  const bool charged_row = f == 0 || species[f - 1].charge_number != 0,
             charged_column = m == 0 || species[m - 1].charge_number != 0;
  return charged_row && charged_column && (f == 0 || m == 0);
}

bool IdealLaw::flux_couples(const unsigned int f, const unsigned int k) const {
  return f == k || (k == 0 && solves_for_concentration(f - 1) && species[f - 1].charge_number != 0);
}

bool IdealLaw::composition_depends_on(const unsigned int i, const unsigned int m) const {
  return m == i + 1 || (m == 0 && !solves_for_concentration(i) && species[i].charge_number != 0);
}

void IdealLaw::evaluate(const double* unknowns, const PointGradient&, const PointMaterial& material,
                        PointLawValues<double>& values) const {
  evaluate_as(unknowns, material, values);
}

void IdealLaw::linearize(const double* unknowns, const PointGradient& gradient,
                         const PointMaterial& material, PointDerivatives& derivatives) const {
  const unsigned int n = n_fields();
  derivatives.flux_coefficient[0] = material.permittivity;
  derivatives.source[0] = 0.0;
  for (unsigned int i = 0; i < n_species(); ++i) {
    const unsigned int f = i + 1, own = f * n + f, by_potential = f * n;
    const double z = charge_number(i), c = concentration(i, unknowns, material);
    const double diffusivity = material.present[i] ? material.diffusivity[i] : 0.0;
    const bool charged = material.present[i];
    double* drift_own = &derivatives.drift[3 * own];
    double* drift_potential = &derivatives.drift[3 * by_potential];
    if (solves_for_concentration(i)) {
      derivatives.flux_coefficient[own] = diffusivity;
      derivatives.flux_coefficient[by_potential] = diffusivity * z * c;
      for (unsigned int d = 0; d < gradient.dim; ++d)
        drift_own[d] = material.present[i] ? diffusivity * z * gradient(d, 0) : 0.0;
      derivatives.source[f] = charged ? z : 0.0;
      continue;
    }
    derivatives.flux_coefficient[own] = diffusivity * c;
    for (unsigned int d = 0; d < gradient.dim; ++d) {
      drift_own[d] = diffusivity * c * gradient(d, f);
      drift_potential[d] = -z * drift_own[d];
    }
    derivatives.source[f] = charged ? z * c : 0.0;
    if (charged) derivatives.source[0] -= z * z * c;
  }
}

void IdealLaw::chemistry(const double* unknowns, const PointMaterial& material,
                         PointChemistry& chemistry) const {
  concentrations(unknowns, material, chemistry.concentration.data());
  for (unsigned int i = 0; i < n_species(); ++i) {
    const double c = chemistry.concentration[i];
    double* slopes = &chemistry.concentration_slopes[i * n_fields()];
    slopes[0] = solves_for_concentration(i) ? 0.0 : -charge_number(i) * c;
    slopes[i + 1] = !material.present[i] ? 0.0 : solves_for_concentration(i) ? 1.0 : c;
  }
  chemistry.activity = chemistry.concentration;
  chemistry.activity_slopes = chemistry.concentration_slopes;
}

void IdealLaw::concentrations(const double* unknowns, const PointMaterial& material,
                              double* c) const {
  for (unsigned int i = 0; i < n_species(); ++i)
    c[i] = concentration(i, unknowns, material);
}

void IdealLaw::chemical_potentials(const double* c, const PointMaterial& material,
                                   double* potentials) const {
  for (unsigned int i = 0; i < n_species(); ++i)
    potentials[i] = c[i] > 0.0 ? material.standard_potential[i] + std::log(c[i])
                               : std::numeric_limits<double>::quiet_NaN();
}

double IdealLaw::potential_difference(const unsigned int i, const double* unknowns,
                                      const double* differences, const unsigned int stride,
                                      const PointMaterial&) const {
  const double own = differences[(i + 1) * stride];
  if (!solves_for_concentration(i)) return own;
  return unknowns[i + 1] > 0.0 ? own / unknowns[i + 1] + charge_number(i) * differences[0] : 0.0;
}

} // namespace ionflux
