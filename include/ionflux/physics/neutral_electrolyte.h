#pragma once

/// The ideal electrolyte where it is electroneutral (PotentialModel::electroneutral): the rest of
/// the class IdealElectrolyte, included by point_law.h.
///
/// Species: c_i = exp(w_i - z_i psi), w_i = mu_i - mu0_i, with psi(w) the neutral potential at the
/// point; the field phi is not in their equations. It follows psi by Poisson's equation linearised
/// there, which smooths its jumps over a Debye length,
///
///     0 = div( lambda^2 eps_r grad phi ) + S (psi - phi) ,     S = sum_i z_i^2 c_i ,
///
/// and is Poisson's equation itself where there are no mobile ions. Slopes by the implicit function
/// theorem: d psi / d mu_j = z_j c_j / S.

#include <ionflux/physics/point_law.h>

namespace ionflux {

namespace neutral {

/// The plain value of a number that carries derivatives.
inline double value_of(const double number) { return number; }
template <typename Number>
double value_of(const Number& number) {
  return number.val();
}

} // namespace neutral

template <typename Number>
LocalIons IdealElectrolyte::local_ions(const Number* unknowns,
                                       const PointMaterial& material) const {
  LocalIons ions;
  for (unsigned int i = 0; i < n_species(); ++i)
    if (material.present[i] && species[i].charge_number != 0)
      ions.add(charge_number(i),
               neutral::value_of(unknowns[i + 1]) - material.standard_potential[i]);
  return ions;
}

template <typename Number>
void IdealElectrolyte::evaluate_neutral(const Number* unknowns, const PointMaterial& material,
                                        PointLawValues<Number>& values) const {
  using std::exp;
  const unsigned int n = n_fields();
  const LocalIons ions = local_ions(unknowns, material);
  const double root = ions.n ? neutral_potential(ions, material.fixed_charge) : 0.0;
  // One more Newton step from the root, in the number type, has the slopes of the root.
  const auto concentrations = [&](const Number& potential) {
    for (unsigned int i = 0; i < n_species(); ++i)
      values.concentration[i] = material.present[i]
                                    ? Number(exp(unknowns[i + 1] - material.standard_potential[i] -
                                                 charge_number(i) * potential))
                                    : Number(0.0);
  };
  concentrations(root);
  Number charge = material.fixed_charge, screening = 0.0;
  for (unsigned int i = 0; i < n_species(); ++i) {
    charge += charge_number(i) * values.concentration[i];
    screening += charge_number(i) * charge_number(i) * values.concentration[i];
  }
  values.flux_coefficient[0] = material.permittivity;
  values.source[0] = charge;
  if (ions.n) {
    const Number psi = root + charge / neutral::value_of(screening);
    concentrations(psi);
    screening = 0.0;
    for (unsigned int i = 0; i < n_species(); ++i)
      screening += charge_number(i) * charge_number(i) * values.concentration[i];
    values.source[0] = screening * (psi - unknowns[0]);
  }
  for (unsigned int i = 0; i < n_species(); ++i)
    values.flux_coefficient[(i + 1) * n + i + 1] =
        material.present[i] ? Number(material.diffusivity[i] * values.concentration[i])
                            : Number(0.0);
}

inline void IdealElectrolyte::linearize_neutral(const double* unknowns, const double* gradient,
                                                const unsigned int dim, const unsigned int row,
                                                const PointMaterial& material,
                                                PointDerivatives& derivatives) const {
  const unsigned int n = n_fields();
  const LocalIons ions = local_ions(unknowns, material);
  const bool mobile = ions.n > 0;
  const double psi = mobile ? neutral_potential(ions, material.fixed_charge) : 0.0;
  std::array<double, LocalIons::most> c{}, z{};
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
