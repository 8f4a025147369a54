#include <ionflux/physics/virtual_solution_law.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

VirtualSolutionLaw::VirtualSolutionLaw(const Electrolyte& electrolyte,
                                       std::unique_ptr<const TransportLaw> other)
    : WrappedLaw(electrolyte, std::move(other)), factor(n_species(), 1.0),
      jump_by(n_fields(), 0.0) {}

bool VirtualSolutionLaw::couples(const unsigned int f, const unsigned int m) const {
  return law->couples(f, m) || (is_ion(f) && is_ion(m));
}

bool VirtualSolutionLaw::composition_depends_on(const unsigned int i, const unsigned int m) const {
  return law->composition_depends_on(i, m) || (is_ion(i + 1) && is_ion(m));
}

// An iterate may have a little less than nothing of an ion: that counts in the last steps, which
// start from the jump of the others.
void VirtualSolutionLaw::find_jump(const double* unknowns, const PointMaterial& material) const {
  constexpr unsigned int most_steps = 20;
  jump = 0.0;
  std::fill(factor.begin(), factor.end(), 1.0);
  std::fill(jump_by.begin(), jump_by.end(), 0.0);
  if (material.fixed_charge == 0.0 || !has_ions(material)) return;
  ions.charge_number.clear();
  ions.activity.clear();
  for (const unsigned int i : material.dissolved)
    if (charge_number(i) != 0.0 && unknowns[i + 1] > 0.0)
      ions.add(charge_number(i), std::log(unknowns[i + 1]));
  jump = neutral_potential(ions, material.fixed_charge);
  for (unsigned int step = 0; step < most_steps; ++step) {
    double charge = material.fixed_charge, screening = 0.0;
    for (const unsigned int i : material.dissolved) {
      const double z = charge_number(i);
      factor[i] = std::exp(-z * jump);
      charge += z * unknowns[i + 1] * factor[i];
      screening += z * z * unknowns[i + 1] * factor[i];
    }
    for (const unsigned int i : material.dissolved)
      jump_by[i + 1] = charge_number(i) * factor[i] / screening;
    if (!(std::abs(charge) > 1e-14 * screening)) return;
    jump += std::max(-1.0, std::min(1.0, charge / screening));
  }
}

double VirtualSolutionLaw::potential(const double* unknowns, const PointMaterial& material,
                                     double* slopes) const {
  find_jump(unknowns, material);
  if (slopes != nullptr) {
    std::copy(jump_by.begin(), jump_by.end(), slopes);
    slopes[0] = 1.0;
  }
  return unknowns[0] + jump;
}

void VirtualSolutionLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                                  const PointMaterial& material,
                                  PointLawValues<double>& values) const {
  law->evaluate(unknowns, gradient, material, values);
  if (!has_ions(material)) return;
  find_jump(unknowns, material);
  values.flux_coefficient[0] = 0.0;
  values.source[0] -= material.fixed_charge;
  const unsigned int n = n_fields();
  for (const unsigned int i : material.dissolved) {
    values.flux_coefficient[(i + 1) * n + i + 1] *= factor[i];
    values.flux_coefficient[(i + 1) * n] *= factor[i];
    values.concentration[i] *= factor[i];
  }
}

void VirtualSolutionLaw::linearize(const double* unknowns, const PointGradient& gradient,
                                   const PointMaterial& material,
                                   PointDerivatives& derivatives) const {
  const unsigned int n = n_fields();
  std::fill(derivatives.drift.begin(), derivatives.drift.end(), 0.0); // more couple here
  law->linearize(unknowns, gradient, material, derivatives);
  if (!has_ions(material)) return;
  find_jump(unknowns, material);
  derivatives.flux_coefficient[0] = 0.0;
  for (const unsigned int i : material.dissolved) {
    const unsigned int f = i + 1;
    double &by_own = derivatives.flux_coefficient[f * n + f],
           &by_potential = derivatives.flux_coefficient[f * n];
    by_own *= factor[i];
    by_potential *= factor[i];
    for (unsigned int d = 0; d < gradient.dim; ++d) {
      derivatives.drift[3 * (f * n + f) + d] *= factor[i];
      const double flux = by_own * gradient(d, f) + by_potential * gradient(d, 0);
      for (unsigned int m = 1; m < n && charge_number(i) != 0.0; ++m)
        derivatives.drift[3 * (f * n + m) + d] -= charge_number(i) * jump_by[m] * flux;
    }
  }
}

void VirtualSolutionLaw::chemistry(const double* unknowns, const PointMaterial& material,
                                   PointChemistry& chemistry) const {
  law->chemistry(unknowns, material, chemistry);
  find_jump(unknowns, material);
  const unsigned int n = n_fields();
  for (const unsigned int i : material.dissolved) {
    double& c = chemistry.concentration[i];
    double* slopes = &chemistry.concentration_slopes[i * n];
    c *= factor[i];
    std::fill(slopes, slopes + n, 0.0);
    for (unsigned int m = 1; m < n; ++m)
      slopes[m] = -charge_number(i) * c * jump_by[m];
    slopes[i + 1] += factor[i];
  }
  chemistry.activity = chemistry.concentration;
  chemistry.activity_slopes = chemistry.concentration_slopes;
}

void VirtualSolutionLaw::concentrations(const double* unknowns, const PointMaterial& material,
                                        double* c) const {
  law->concentrations(unknowns, material, c);
  find_jump(unknowns, material);
  for (const unsigned int i : material.dissolved)
    c[i] *= factor[i];
}

// The virtual solution is neutral. Where there are ions of one sign only it would be empty: so
// little of the others is there that nobody sees it.
void VirtualSolutionLaw::unknowns(const double psi, const double* c, const PointMaterial& material,
                                  double* u) const {
  constexpr double trace = 1e-10;
  TransportLaw::unknowns(psi, c, material, u);
  if (material.fixed_charge == 0.0 || !has_ions(material)) return;
  double most = 0.0;
  for (const unsigned int i : material.dissolved)
    if (charge_number(i) != 0.0) most = std::max(most, c[i]);
  ions.charge_number.clear();
  ions.activity.clear();
  for (const unsigned int i : material.dissolved)
    if (charge_number(i) != 0.0) ions.add(charge_number(i), std::log(std::max(c[i], trace * most)));
  const double back = neutral_potential(ions, 0.0); // -D
  if (!std::isfinite(back)) return;
  u[0] = psi + back;
  for (const unsigned int i : material.dissolved)
    u[i + 1] = c[i] * std::exp(-charge_number(i) * back);
}

} // namespace ionflux
