#include <ionflux/physics/mixed_law.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ionflux {

MixedLaw::Inversion::Inversion(std::shared_ptr<const ActivityModel> of,
                               std::vector<unsigned int> places)
    : model(std::move(of)), sought(std::move(places)), partial(*model, sought), inversion(partial) {
}

MixedLaw::MixedLaw(const Electrolyte& electrolyte)
    : TransportLaw(electrolyte), ideal(electrolyte) {}

bool MixedLaw::flux_couples(const unsigned int f, const unsigned int k) const {
  return f == k || (f > 0 && solves_for_concentration(f - 1));
}

void MixedLaw::follow_points(const bool follow) const {
  follows = follow;
  has_start = false;
}

// c, c_si, ln gamma and, with `slopes`, all derivatives.
void MixedLaw::find_composition(const double* unknowns, const PointMaterial& material,
                                const bool slopes) const {
  const unsigned int n = material.dissolved.size();
  if (!solver || solver->model != material.activity) {
    std::vector<unsigned int> sought;
    for (unsigned int k = 0; k < n; ++k)
      if (is_sought(k, material)) sought.push_back(k);
    solver = std::make_unique<Inversion>(material.activity, std::move(sought));
    has_start = false;
  }
  Inversion& s = *solver;
  const unsigned int n_sought = s.sought.size();
  c.resize(n);
  c_si.resize(n);
  w.resize(n_sought);
  for (unsigned int k = 0; k < n; ++k) {
    const unsigned int i = material.dissolved[k];
    c_si[k] = is_sought(k, material) ? 0.0 : material.concentration_scale * unknowns[i + 1];
  }
  for (unsigned int l = 0; l < n_sought; ++l) {
    const unsigned int i = material.dissolved[s.sought[l]];
    w[l] = unknowns[i + 1] - material.standard_potential[i] - charge_number(i) * unknowns[0] +
           std::log(material.concentration_scale);
  }
  // Output asks several times for one point.
  if (n_sought > 0 && (s.given != c_si || s.w != w)) {
    s.given = c_si;
    s.w = w;
    s.partial.set_given(s.given);
    s.status = has_start ? s.inversion.solve_near_last(s.w.data()) : s.inversion.solve(s.w.data());
  }
  has_start = follows;
  for (unsigned int l = 0; l < n_sought; ++l)
    c_si[s.sought[l]] = s.status == InversionStatus::converged
                            ? s.inversion.concentrations()[l]
                            : std::numeric_limits<double>::quiet_NaN();
  for (unsigned int k = 0; k < n; ++k)
    c[k] = is_sought(k, material) ? c_si[k] / material.concentration_scale
                                  : unknowns[material.dissolved[k] + 1];
  if (!slopes) return;
  log_gamma.resize(n);
  by_c.resize(n * n);
  material.activity->log_gamma(1, c_si.data(), log_gamma.data(), by_c.data());
  for (double& slope : by_c)
    slope *= material.concentration_scale;
  find_slopes(material);
}

// Of c, ln c (in M) and ln gamma by all unknowns.
void MixedLaw::find_slopes(const PointMaterial& material) const {
  const std::vector<unsigned int>& dissolved = material.dissolved;
  const unsigned int n = dissolved.size(), row = n_fields();
  for (std::vector<double>* slopes : {&c_slopes, &log_slopes, &gamma_slopes})
    slopes->assign(n * row, 0.0);
  const std::vector<unsigned int>& sought = solver->sought;
  const std::vector<double>& inverse = solver->inversion.inverse();
  for (unsigned int a = 0; a < sought.size(); ++a) {
    const unsigned int k = sought[a];
    double* of = &log_slopes[k * row];
    for (unsigned int b = 0; b < sought.size(); ++b) {
      const unsigned int l = sought[b];
      const double slope = inverse[a * sought.size() + b];
      of[dissolved[l] + 1] = slope;
      of[0] -= slope * charge_number(dissolved[l]);
      for (unsigned int j = 0; j < n; ++j)
        if (!is_sought(j, material)) of[dissolved[j] + 1] -= slope * by_c[l * n + j];
    }
    for (unsigned int m = 0; m < row; ++m)
      c_slopes[k * row + m] = c[k] * of[m];
  }
  for (unsigned int k = 0; k < n; ++k)
    if (!is_sought(k, material)) c_slopes[k * row + dissolved[k] + 1] = 1.0;
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int l = 0; l < n; ++l)
      for (unsigned int m = 0; m < row; ++m)
        gamma_slopes[k * row + m] += by_c[k * n + l] * c_slopes[l * row + m];
}

// K of all species, [field][field], into zeros.
void MixedLaw::set_flux_coefficients(const PointMaterial& material, double* coefficients) const {
  const unsigned int row = n_fields();
  for (unsigned int k = 0; k < material.dissolved.size(); ++k) {
    const unsigned int i = material.dissolved[k], f = i + 1;
    const double diffusivity = material.diffusivity[i];
    double* of = coefficients + f * row;
    if (is_sought(k, material)) {
      of[f] = diffusivity * c[k];
      continue;
    }
    for (unsigned int m = 0; m < row; ++m)
      of[m] = diffusivity * c[k] * gamma_slopes[k * row + m];
    of[f] += diffusivity;
    of[0] += diffusivity * charge_number(i) * c[k];
  }
}

void MixedLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                        const PointMaterial& material, PointLawValues<double>& values) const {
  std::fill(values.flux_coefficient.begin(), values.flux_coefficient.end(), 0.0);
  if (!material.activity) return ideal.evaluate(unknowns, gradient, material, values);
  find_composition(unknowns, material, true);
  values.flux_coefficient[0] = material.permittivity;
  set_flux_coefficients(material, values.flux_coefficient.data());
  std::fill(values.concentration.begin(), values.concentration.end(), 0.0);
  values.source[0] = material.fixed_charge;
  for (unsigned int k = 0; k < material.dissolved.size(); ++k) {
    values.concentration[material.dissolved[k]] = c[k];
    values.source[0] += charge_number(material.dissolved[k]) * c[k];
  }
}

void MixedLaw::linearize(const double* unknowns, const PointGradient& gradient,
                         const PointMaterial& material, PointDerivatives& derivatives) const {
  for (std::vector<double>* part :
       {&derivatives.flux_coefficient, &derivatives.drift, &derivatives.source})
    std::fill(part->begin(), part->end(), 0.0);
  if (!material.activity) return ideal.linearize(unknowns, gradient, material, derivatives);
  find_composition(unknowns, material, true);
  derivatives.flux_coefficient[0] = material.permittivity;
  set_flux_coefficients(material, derivatives.flux_coefficient.data());
  for (unsigned int k = 0; k < material.dissolved.size(); ++k)
    for (unsigned int m = 0; m < n_fields(); ++m)
      derivatives.source[m] += charge_number(material.dissolved[k]) * c_slopes[k * n_fields() + m];
  for (unsigned int d = 0; d < gradient.dim; ++d)
    linearize_direction(gradient, d, material, derivatives);
}

// How the fluxes along a direction change with the unknowns, at constant gradients of these. With
// g_j = grad c_j, e_j = g_j / c_j and bends_jm = sum_kl (dG_jk / dc_l) g_l dc_k/du_m, what defines
// g in M, e_j + sum_l G_jl g_l = grad w_j, has the derivative
//     sum_l H_jl y_l = e_j d ln c_j/du_m - bends_jm ,   y_j = (dg_j/du_m) / c_j .
void MixedLaw::linearize_direction(const PointGradient& gradient, const unsigned int d,
                                   const PointMaterial& material,
                                   PointDerivatives& derivatives) const {
  const std::vector<unsigned int>&dissolved = material.dissolved, &sought = solver->sought;
  const unsigned int n = dissolved.size(), row = n_fields(), n_sought = sought.size();
  gradients.assign(n, 0.0);
  changes.resize(n * n);
  bends.assign(n * row, 0.0);
  second.assign(n * row, 0.0); // dg/du
  direction.resize(n);
  for (unsigned int k = 0; k < n; ++k) {
    for (unsigned int m = 0; m < row; ++m)
      gradients[k] += c_slopes[k * row + m] * gradient(d, m);
    direction[k] = material.concentration_scale * gradients[k];
  }
  material.activity->slope_changes(c_si.data(), direction.data(), changes.data());
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int l = 0; l < n; ++l) {
      const double change = material.concentration_scale * changes[k * n + l];
      for (unsigned int m = 0; m < row && change != 0.0; ++m)
        bends[k * row + m] += change * c_slopes[l * row + m];
    }
  const std::vector<double>& inverse = solver->inversion.inverse();
  for (unsigned int b = 0; b < n_sought; ++b) {
    const unsigned int l = sought[b];
    double relative = 0.0;
    for (unsigned int m = 0; m < row; ++m)
      relative += log_slopes[l * row + m] * gradient(d, m);
    for (unsigned int m = 0; m < row; ++m) {
      const double right = relative * log_slopes[l * row + m] - bends[l * row + m];
      for (unsigned int a = 0; a < n_sought; ++a)
        second[sought[a] * row + m] += c[sought[a]] * inverse[a * n_sought + b] * right;
    }
  }
  for (unsigned int k = 0; k < n; ++k) {
    const unsigned int i = dissolved[k], f = i + 1;
    const double diffusivity = material.diffusivity[i];
    const auto drift = [&](const unsigned int m) -> double& {
      return derivatives.drift[3 * (f * row + m) + d];
    };
    if (is_sought(k, material)) {
      for (unsigned int m = 0; m < row; ++m)
        drift(m) = diffusivity * c_slopes[k * row + m] * gradient(d, f);
      continue;
    }
    double own = charge_number(i) * gradient(d, 0);
    for (unsigned int l = 0; l < n; ++l)
      own += by_c[k * n + l] * gradients[l];
    drift(f) += diffusivity * own;
    for (unsigned int m = 0; m < row; ++m) {
      double change = bends[k * row + m];
      for (const unsigned int l : sought)
        change += by_c[k * n + l] * second[l * row + m];
      drift(m) += diffusivity * c[k] * change;
    }
  }
}

void MixedLaw::chemistry(const double* unknowns, const PointMaterial& material,
                         PointChemistry& chemistry) const {
  if (!material.activity) return ideal.chemistry(unknowns, material, chemistry);
  find_composition(unknowns, material, true);
  const unsigned int row = n_fields();
  for (std::vector<double>* part : {&chemistry.concentration, &chemistry.activity,
                                    &chemistry.concentration_slopes, &chemistry.activity_slopes})
    std::fill(part->begin(), part->end(), 0.0);
  for (unsigned int k = 0; k < material.dissolved.size(); ++k) {
    const unsigned int i = material.dissolved[k];
    chemistry.concentration[i] = c[k];
    std::copy_n(&c_slopes[k * row], row, &chemistry.concentration_slopes[i * row]);
    double* slopes = &chemistry.activity_slopes[i * row];
    if (is_sought(k, material)) { // exactly, without the inversion
      const double a = std::exp(unknowns[i + 1] - material.standard_potential[i] -
                                charge_number(i) * unknowns[0]);
      chemistry.activity[i] = slopes[i + 1] = a;
      slopes[0] = -charge_number(i) * a;
      continue;
    }
    const double gamma = std::exp(log_gamma[k]);
    chemistry.activity[i] = gamma * c[k];
    for (unsigned int m = 0; m < row; ++m)
      slopes[m] = gamma * c[k] * gamma_slopes[k * row + m];
    slopes[i + 1] += gamma;
  }
}

void MixedLaw::concentrations(const double* unknowns, const PointMaterial& material,
                              double* result) const {
  if (!material.activity) return ideal.concentrations(unknowns, material, result);
  find_composition(unknowns, material, false);
  std::fill(result, result + n_species(), 0.0);
  for (unsigned int k = 0; k < material.dissolved.size(); ++k)
    result[material.dissolved[k]] = c[k];
}

void MixedLaw::chemical_potentials(const double* given, const PointMaterial& material,
                                   double* potentials) const {
  ideal.chemical_potentials(given, material, potentials);
  if (!material.activity) return;
  const unsigned int n = material.dissolved.size();
  std::vector<double> there(n), values(n);
  for (unsigned int k = 0; k < n; ++k)
    there[k] = material.concentration_scale * given[material.dissolved[k]];
  material.activity->log_gamma(1, there.data(), values.data(), nullptr);
  for (unsigned int k = 0; k < n; ++k)
    potentials[material.dissolved[k]] += values[k];
}

double MixedLaw::potential_difference(const unsigned int i, const double* unknowns,
                                      const double* differences, const unsigned int stride,
                                      const PointMaterial& material) const {
  double sum = ideal.potential_difference(i, unknowns, differences, stride, material);
  if (!material.activity || !solves_for_concentration(i)) return sum;
  if (!(unknowns[i + 1] > 0.0)) return 0.0;
  find_composition(unknowns, material, true);
  for (unsigned int k = 0; k < material.dissolved.size(); ++k)
    for (unsigned int m = 0; m < n_fields() && material.dissolved[k] == i; ++m)
      sum += gamma_slopes[k * n_fields() + m] * differences[m * stride];
  return sum;
}

} // namespace ionflux
