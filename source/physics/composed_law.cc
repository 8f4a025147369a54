#include <ionflux/physics/composed_law.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

} // namespace

ComposedLaw::ComposedLaw(const Electrolyte& electrolyte)
    : TransportLaw(electrolyte), ideal(electrolyte),
      in_concentrations(electrolyte.solves_for_any_concentration()), c(n_species()), a(n_species()),
      c_by(n_species() * n_fields()), a_by(n_species() * n_fields()) {}

bool ComposedLaw::couples(unsigned int, unsigned int) const { return true; }

bool ComposedLaw::flux_couples(const unsigned int f, const unsigned int k) const {
  if (f == k) return true;
  return in_concentrations && f > 0 && (k > 0 || species[f - 1].charge_number != 0);
}

bool ComposedLaw::composition_depends_on(unsigned int, const unsigned int m) const {
  return m > 0 || !in_concentrations;
}

void ComposedLaw::follow_points(const bool follow) const {
  follows = follow;
  has_start = false;
}

// log_gamma and gamma_slopes [i][j] = d ln gamma_i / d c_j of the dissolved species; c_si. Output
// asks several times for one point, a species and a direction at a time: what is there stands.
void ComposedLaw::find_log_gamma(const double* concentrations, const PointMaterial& material,
                                 const bool slopes) const {
  const unsigned int n = material.dissolved.size();
  bool stands = of_log_gamma == material.activity && (has_slopes || !slopes);
  c_si.resize(n);
  log_gamma.resize(n);
  gamma_slopes.resize(n * n);
  for (unsigned int k = 0; k < n; ++k) {
    const double c_k = material.concentration_scale * concentrations[material.dissolved[k]];
    stands = stands && c_si[k] == c_k;
    c_si[k] = c_k;
  }
  if (stands) return;
  of_log_gamma = material.activity;
  has_slopes = slopes;
  material.activity->log_gamma(1, c_si.data(), log_gamma.data(),
                               slopes ? gamma_slopes.data() : nullptr);
  if (slopes)
    for (double& slope : gamma_slopes)
      slope *= material.concentration_scale;
}

// c, and with `slopes` c_by.
void ComposedLaw::find_composition(const double* unknowns, const PointMaterial& material,
                                   const bool slopes) const {
  const std::vector<unsigned int>& dissolved = material.dissolved;
  const unsigned int n = dissolved.size(), row = n_fields();
  std::fill(c.begin(), c.end(), 0.0);
  if (slopes) std::fill(c_by.begin(), c_by.end(), 0.0);
  if (in_concentrations) {
    for (const unsigned int i : dissolved) {
      c[i] = unknowns[i + 1];
      if (slopes) c_by[i * row + i + 1] = 1.0;
    }
    find_log_gamma(c.data(), material, slopes);
    return;
  }
  const double shift = std::log(material.concentration_scale);
  if (!inversion || inverted != material.activity) {
    inverted = material.activity;
    inversion = std::make_unique<ActivityInversion>(*inverted);
    last_w.clear();
  }
  w.resize(n);
  for (unsigned int k = 0; k < n; ++k) {
    const unsigned int i = dissolved[k];
    w[k] = unknowns[i + 1] - material.standard_potential[i] - charge_number(i) * unknowns[0];
    w[k] += shift;
  }
  // The start comes from the same cell or from nowhere: the result does not depend on the mesh's
  // division or on what was asked before.
  if (w != last_w || (slopes && !has_inverse)) {
    inversion->want_inverse(slopes);
    last_status = has_start ? inversion->solve_near_last(w.data()) : inversion->solve(w.data());
    has_inverse = slopes;
    last_w = w;
  }
  has_start = follows;
  const bool found = last_status == InversionStatus::converged;
  const std::vector<double>& inverse = inversion->inverse();
  for (unsigned int k = 0; k < n; ++k) {
    const unsigned int i = dissolved[k];
    c[i] = found ? inversion->concentrations()[k] / material.concentration_scale : not_a_number;
    if (!slopes) continue;
    for (unsigned int l = 0; l < n; ++l) {
      const double slope = c[i] * inverse[k * n + l];
      c_by[i * row + dissolved[l] + 1] = slope;
      c_by[i * row] -= slope * charge_number(dissolved[l]);
    }
  }
}

// a and a_by, of the composition that is there with its slopes.
void ComposedLaw::find_activities(const double* unknowns, const PointMaterial& material) const {
  const std::vector<unsigned int>& dissolved = material.dissolved;
  const unsigned int n = dissolved.size(), row = n_fields();
  std::fill(a.begin(), a.end(), 0.0);
  std::fill(a_by.begin(), a_by.end(), 0.0);
  for (unsigned int k = 0; k < n; ++k) {
    const unsigned int i = dissolved[k];
    if (!in_concentrations) {
      a[i] = std::exp(unknowns[i + 1] - material.standard_potential[i] -
                      charge_number(i) * unknowns[0]);
      a_by[i * row + i + 1] = a[i];
      a_by[i * row] = -charge_number(i) * a[i];
      continue;
    }
    const double gamma = std::exp(log_gamma[k]);
    a[i] = gamma * c[i];
    for (unsigned int l = 0; l < n; ++l)
      a_by[i * row + dissolved[l] + 1] = a[i] * gamma_slopes[k * n + l];
    a_by[i * row + i + 1] += gamma;
  }
}

void ComposedLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                           const PointMaterial& material, PointLawValues<double>& values) const {
  std::fill(values.flux_coefficient.begin(), values.flux_coefficient.end(), 0.0);
  if (!material.activity) return ideal.evaluate(unknowns, gradient, material, values);
  const unsigned int n = n_fields(), n_dissolved = material.dissolved.size();
  find_composition(unknowns, material, in_concentrations);
  values.flux_coefficient[0] = material.permittivity;
  double charge = material.fixed_charge;
  for (unsigned int i = 0; i < n_species(); ++i) {
    values.concentration[i] = c[i];
    charge += charge_number(i) * c[i];
  }
  values.source[0] = charge;
  for (unsigned int k = 0; k < n_dissolved; ++k) {
    const unsigned int i = material.dissolved[k];
    double* row = &values.flux_coefficient[(i + 1) * n];
    const double diffusivity = material.diffusivity[i];
    if (in_concentrations) {
      for (unsigned int l = 0; l < n_dissolved; ++l)
        row[material.dissolved[l] + 1] = diffusivity * c[i] * gamma_slopes[k * n_dissolved + l];
      row[i + 1] += diffusivity;
      row[0] = diffusivity * charge_number(i) * c[i];
    } else {
      row[i + 1] = diffusivity * c[i];
    }
  }
}

void ComposedLaw::linearize(const double* unknowns, const PointGradient& gradient,
                            const PointMaterial& material, PointDerivatives& derivatives) const {
  for (std::vector<double>* part :
       {&derivatives.flux_coefficient, &derivatives.drift, &derivatives.source})
    std::fill(part->begin(), part->end(), 0.0);
  if (!material.activity) return ideal.linearize(unknowns, gradient, material, derivatives);
  find_composition(unknowns, material, true);
  derivatives.flux_coefficient[0] = material.permittivity;
  for (const unsigned int i : material.dissolved)
    for (unsigned int m = 0; m < n_fields(); ++m)
      derivatives.source[m] += charge_number(i) * c_by[i * n_fields() + m];
  if (in_concentrations)
    linearize_in_concentrations(gradient, material, derivatives);
  else
    linearize_in_potentials(gradient, material, derivatives);
}

void ComposedLaw::linearize_in_potentials(const PointGradient& gradient,
                                          const PointMaterial& material,
                                          PointDerivatives& derivatives) const {
  const unsigned int n = n_fields();
  for (const unsigned int i : material.dissolved) {
    const unsigned int f = i + 1;
    const double diffusivity = material.diffusivity[i];
    derivatives.flux_coefficient[f * n + f] = diffusivity * c[i];
    for (unsigned int m = 0; m < n; ++m)
      for (unsigned int d = 0; d < gradient.dim; ++d)
        derivatives.drift[3 * (f * n + m) + d] = diffusivity * c_by[i * n + m] * gradient(d, f);
  }
}

// K_ij = D_i (delta_ij + c_i G_ij) with G_ij = d ln gamma_i / d c_j, K_i0 = D_i z_i c_i.
void ComposedLaw::linearize_in_concentrations(const PointGradient& gradient,
                                              const PointMaterial& material,
                                              PointDerivatives& derivatives) const {
  const std::vector<unsigned int>& dissolved = material.dissolved;
  const unsigned int n = n_fields(), n_dissolved = dissolved.size();
  direction.resize(n_dissolved);
  changes.resize(n_dissolved * n_dissolved);
  for (unsigned int k = 0; k < n_dissolved; ++k) {
    const unsigned int i = dissolved[k], f = i + 1;
    const double diffusivity = material.diffusivity[i];
    for (unsigned int l = 0; l < n_dissolved; ++l)
      derivatives.flux_coefficient[f * n + dissolved[l] + 1] =
          diffusivity * c[i] * gamma_slopes[k * n_dissolved + l];
    derivatives.flux_coefficient[f * n + f] += diffusivity;
    derivatives.flux_coefficient[f * n] = diffusivity * charge_number(i) * c[i];
  }
  for (unsigned int d = 0; d < gradient.dim; ++d) {
    for (unsigned int l = 0; l < n_dissolved; ++l)
      direction[l] = material.concentration_scale * gradient(d, dissolved[l] + 1);
    material.activity->slope_changes(c_si.data(), direction.data(), changes.data());
    for (unsigned int k = 0; k < n_dissolved; ++k) {
      const unsigned int i = dissolved[k], f = i + 1;
      const double diffusivity = material.diffusivity[i];
      double own = charge_number(i) * gradient(d, 0);
      for (unsigned int l = 0; l < n_dissolved; ++l) {
        own += gamma_slopes[k * n_dissolved + l] * gradient(d, dissolved[l] + 1);
        derivatives.drift[3 * (f * n + dissolved[l] + 1) + d] =
            diffusivity * c[i] * material.concentration_scale * changes[k * n_dissolved + l];
      }
      derivatives.drift[3 * (f * n + f) + d] += diffusivity * own;
    }
  }
}

void ComposedLaw::chemistry(const double* unknowns, const PointMaterial& material,
                            PointChemistry& chemistry) const {
  if (!material.activity) return ideal.chemistry(unknowns, material, chemistry);
  find_composition(unknowns, material, true);
  find_activities(unknowns, material);
  chemistry.concentration = c;
  chemistry.activity = a;
  chemistry.concentration_slopes = c_by;
  chemistry.activity_slopes = a_by;
}

void ComposedLaw::concentrations(const double* unknowns, const PointMaterial& material,
                                 double* result) const {
  if (!material.activity) return ideal.concentrations(unknowns, material, result);
  if (in_concentrations) {
    for (unsigned int i = 0; i < n_species(); ++i)
      result[i] = material.present[i] ? unknowns[i + 1] : 0.0;
    return;
  }
  find_composition(unknowns, material, false);
  std::copy(c.begin(), c.end(), result);
}

void ComposedLaw::chemical_potentials(const double* given, const PointMaterial& material,
                                      double* potentials) const {
  ideal.chemical_potentials(given, material, potentials);
  if (!material.activity) return;
  find_log_gamma(given, material, false);
  for (unsigned int k = 0; k < material.dissolved.size(); ++k)
    potentials[material.dissolved[k]] += log_gamma[k];
}

double ComposedLaw::potential_difference(const unsigned int i, const double* unknowns,
                                         const double* differences, const unsigned int stride,
                                         const PointMaterial& material) const {
  const double bare = ideal.potential_difference(i, unknowns, differences, stride, material);
  if (!material.activity || !in_concentrations) return bare;
  std::vector<double> given(n_species());
  concentrations(unknowns, material, given.data());
  if (!(given[i] > 0.0)) return 0.0;
  find_log_gamma(given.data(), material, true);
  const unsigned int n = material.dissolved.size();
  double sum = bare;
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int l = 0; l < n && material.dissolved[k] == i; ++l)
      sum += gamma_slopes[k * n + l] * differences[(material.dissolved[l] + 1) * stride];
  return sum;
}

} // namespace ionflux
