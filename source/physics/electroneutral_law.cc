#include <ionflux/physics/electroneutral_law.h>

#include <algorithm>

namespace ionflux {

ElectroneutralLaw::ElectroneutralLaw(const Electrolyte& electrolyte,
                                     std::unique_ptr<const TransportLaw> limit_of)
    : WrappedLaw(electrolyte, std::move(limit_of)), point(n_fields()), composition(n_fields()),
      psi_slope(n_fields()) {}

// phi stays a column of the ions' rows: node equations stand there.
bool ElectroneutralLaw::couples(const unsigned int f, const unsigned int m) const {
  if (f == m || law->couples(f, m)) return true;
  return m > 0 && potential_depends_on(m) && (f == 0 || law->couples(f, 0));
}

bool ElectroneutralLaw::composition_depends_on(const unsigned int i, const unsigned int m) const {
  if (m == 0) return false;
  return law->composition_depends_on(i, m) ||
         (law->composition_depends_on(i, 0) && potential_depends_on(m));
}

bool ElectroneutralLaw::potential_depends_on(const unsigned int m) const {
  if (m == 0) return true; // where there are no ions
  for (unsigned int i = 0; i < n_species(); ++i)
    if (charge_number(i) != 0.0 && law->composition_depends_on(i, m)) return true;
  return false;
}

// `point` with psi, and with `slopes` the composition there and psi_slope. The neutral potential of
// an ideal solution is where Newton's method starts if the solution is not ideal; the charge falls
// with psi in every stable one.
void ElectroneutralLaw::find_point(const double* unknowns, const PointMaterial& material,
                                   const bool slopes) const {
  constexpr unsigned int most_steps = 50;
  const unsigned int n = n_fields();
  std::copy(unknowns, unknowns + n, point.begin());
  ions.charge_number.clear();
  ions.activity.clear();
  for (const unsigned int i : material.dissolved)
    if (charge_number(i) != 0.0)
      ions.add(charge_number(i), unknowns[i + 1] - material.standard_potential[i]);
  point[0] = neutral_potential(ions, material.fixed_charge);
  const bool ideal = !material.activity;
  if (ideal && !slopes) return;
  for (unsigned int step = 0; step < most_steps; ++step) {
    law->chemistry(point.data(), material, composition);
    double charge = material.fixed_charge, by_potential = 0.0;
    std::fill(psi_slope.begin(), psi_slope.end(), 0.0);
    for (const unsigned int i : material.dissolved) {
      const double z = charge_number(i);
      charge += z * composition.concentration[i];
      by_potential += z * composition.concentration_slope(i, 0);
      for (unsigned int m = 1; m < n; ++m)
        psi_slope[m] += z * composition.concentration_slope(i, m);
    }
    for (double& slope : psi_slope)
      slope /= -by_potential;
    const double change = -charge / by_potential;
    if (ideal || !(std::abs(change) > 1e-14 * (1.0 + std::abs(point[0])))) return;
    point[0] += std::max(-1.0, std::min(1.0, change));
  }
}

double ElectroneutralLaw::potential(const double* unknowns, const PointMaterial& material,
                                    double* slopes) const {
  if (!has_ions(material)) return TransportLaw::potential(unknowns, material, slopes);
  find_point(unknowns, material, slopes != nullptr);
  if (slopes != nullptr) std::copy(psi_slope.begin(), psi_slope.end(), slopes);
  return point[0];
}

void ElectroneutralLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                                 const PointMaterial& material,
                                 PointLawValues<double>& values) const {
  if (!has_ions(material)) return law->evaluate(unknowns, gradient, material, values);
  find_point(unknowns, material, false);
  law->evaluate(point.data(), gradient, material, values);
  double screening = 0.0;
  for (const unsigned int i : material.dissolved)
    screening += charge_number(i) * charge_number(i) * values.concentration[i];
  values.source[0] = screening * (point[0] - unknowns[0]);
}

void ElectroneutralLaw::linearize(const double* unknowns, const PointGradient& gradient,
                                  const PointMaterial& material,
                                  PointDerivatives& derivatives) const {
  // The other law writes its own couplings only.
  for (std::vector<double>* part : {&derivatives.drift, &derivatives.source})
    std::fill(part->begin(), part->end(), 0.0);
  if (!has_ions(material)) return law->linearize(unknowns, gradient, material, derivatives);
  const unsigned int n = n_fields();
  find_point(unknowns, material, true);
  law->linearize(point.data(), gradient, material, derivatives);
  for (unsigned int f = 1; f < n; ++f) {
    double* by_potential = &derivatives.drift[3 * f * n];
    for (unsigned int m = 1; m < n; ++m)
      for (unsigned int d = 0; d < gradient.dim && psi_slope[m] != 0.0; ++d)
        derivatives.drift[3 * (f * n + m) + d] += by_potential[d] * psi_slope[m];
    std::fill(by_potential, by_potential + 3, 0.0);
  }
  double screening = 0.0;
  std::vector<double> by(n, 0.0); // of the screening
  for (const unsigned int i : material.dissolved) {
    const double z = charge_number(i);
    screening += z * z * composition.concentration[i];
    for (unsigned int m = 1; m < n; ++m)
      by[m] += z * z *
               (composition.concentration_slope(i, m) +
                composition.concentration_slope(i, 0) * psi_slope[m]);
  }
  derivatives.source[0] = -screening;
  for (unsigned int m = 1; m < n; ++m)
    derivatives.source[m] = by[m] * (point[0] - unknowns[0]) + screening * psi_slope[m];
}

void ElectroneutralLaw::chemistry(const double* unknowns, const PointMaterial& material,
                                  PointChemistry& chemistry) const {
  if (!has_ions(material)) return law->chemistry(unknowns, material, chemistry);
  const unsigned int n = n_fields();
  find_point(unknowns, material, true);
  chemistry = composition;
  for (std::vector<double>* slopes : {&chemistry.concentration_slopes, &chemistry.activity_slopes})
    for (unsigned int i = 0; i < n_species(); ++i) {
      double* of_species = slopes->data() + i * n;
      for (unsigned int m = 1; m < n; ++m)
        of_species[m] += of_species[0] * psi_slope[m];
      of_species[0] = 0.0;
    }
}

void ElectroneutralLaw::concentrations(const double* unknowns, const PointMaterial& material,
                                       double* c) const {
  if (!has_ions(material)) return law->concentrations(unknowns, material, c);
  find_point(unknowns, material, false);
  law->concentrations(point.data(), material, c);
}

} // namespace ionflux
