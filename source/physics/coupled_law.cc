#include <ionflux/physics/coupled_law.h>

#include <algorithm>

namespace ionflux {

CoupledLaw::CoupledLaw(const Electrolyte& electrolyte, std::unique_ptr<const TransportLaw> other)
    : WrappedLaw(electrolyte, std::move(other)), only_diagonal(electrolyte.diagonal_mobility),
      limited(electrolyte.limited_mobility), values_there(n_fields()),
      derivatives_there(n_fields()), composition(n_fields()) {}

// The matrix may depend on all concentrations, and these on all unknowns.
bool CoupledLaw::couples(const unsigned int f, const unsigned int m) const {
  return f > 0 || law->couples(f, m);
}

bool CoupledLaw::flux_couples(const unsigned int f, const unsigned int k) const {
  if (f == 0 || only_diagonal) return law->flux_couples(f, k);
  for (unsigned int i = 0; i < n_species(); ++i)
    if (law->flux_couples(i + 1, k)) return true;
  return false;
}

bool CoupledLaw::flux_bends(const unsigned int f, const unsigned int m) const {
  return limited && f > 0 && flux_couples(f, m);
}

void CoupledLaw::find_mobility(const std::vector<double>& concentration,
                               const PointMaterial& material, const bool slopes) const {
  const unsigned int n = material.dissolved.size();
  c_si.resize(n);
  diffusivity.resize(n);
  for (unsigned int k = 0; k < n; ++k) {
    c_si[k] = material.concentration_scale * concentration[material.dissolved[k]];
    diffusivity[k] = material.diffusivity[material.dissolved[k]];
  }
  mobility.find(*material.mobility, material.activity.get(), c_si.data(), diffusivity.data(),
                slopes);
}

namespace {

/// rows of species = sum_l M_kl / D_l times the rows `from`, of so many numbers each.
void combine_rows(const std::vector<unsigned int>& dissolved, const std::vector<double>& matrix,
                  const std::vector<double>& diffusivity, const unsigned int length,
                  const std::vector<double>& from, std::vector<double>& rows) {
  const unsigned int n = dissolved.size();
  for (unsigned int k = 0; k < n; ++k) {
    double* row = &rows[(dissolved[k] + 1) * length];
    std::fill(row, row + length, 0.0);
    for (unsigned int l = 0; l < n; ++l) {
      const double factor = matrix[k * n + l] / diffusivity[l];
      if (factor == 0.0) continue;
      const double* other = &from[(dissolved[l] + 1) * length];
      for (unsigned int m = 0; m < length; ++m)
        row[m] += factor * other[m];
    }
  }
}

} // namespace

void CoupledLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                          const PointMaterial& material, PointLawValues<double>& values) const {
  if (!material.mobility) {
    // The other law writes its own couplings only.
    std::fill(values.flux_coefficient.begin(), values.flux_coefficient.end(), 0.0);
    return law->evaluate(unknowns, gradient, material, values);
  }
  law->evaluate(unknowns, gradient, material, values_there);
  values = values_there;
  find_mobility(values.concentration, material, false);
  combine_rows(material.dissolved, mobility.matrix(), diffusivity, n_fields(),
               values_there.flux_coefficient, values.flux_coefficient);
  if (material.mobility->is_limited()) limit_fluxes(gradient, material, values);
}

void CoupledLaw::linearize(const double* unknowns, const PointGradient& gradient,
                           const PointMaterial& material, PointDerivatives& derivatives) const {
  if (!material.mobility) {
    for (std::vector<double>* part : {&derivatives.flux_coefficient, &derivatives.drift,
                                      &derivatives.source, &derivatives.flux_by_gradient})
      std::fill(part->begin(), part->end(), 0.0);
    return law->linearize(unknowns, gradient, material, derivatives);
  }
  law->linearize(unknowns, gradient, material, derivatives_there);
  law->chemistry(unknowns, material, composition);
  derivatives.flux_coefficient = derivatives_there.flux_coefficient;
  derivatives.drift = derivatives_there.drift;
  derivatives.source = derivatives_there.source;
  find_mobility(composition.concentration, material, true);
  const std::vector<unsigned int>& dissolved = material.dissolved;
  combine_rows(dissolved, mobility.matrix(), diffusivity, n_fields(),
               derivatives_there.flux_coefficient, derivatives.flux_coefficient);
  combine_rows(dissolved, mobility.matrix(), diffusivity, 3 * n_fields(), derivatives_there.drift,
               derivatives.drift);
  if (!mobility.is_constant()) add_changes(gradient, material, derivatives);
  if (!limited) return;
  std::fill(derivatives.flux_by_gradient.begin(), derivatives.flux_by_gradient.end(), 0.0);
  if (material.mobility->is_limited()) limit_slopes(gradient, material, derivatives);
}

// drift += sum_j (dM_ij / du_m) force_j, by the concentrations.
void CoupledLaw::add_changes(const PointGradient& gradient, const PointMaterial& material,
                             PointDerivatives& derivatives) const {
  const std::vector<unsigned int>& dissolved = material.dissolved;
  const unsigned int n = dissolved.size(), n_unknowns = n_fields();
  force.resize(n);
  changes.resize(n * n);
  for (unsigned int d = 0; d < gradient.dim; ++d) {
    for (unsigned int l = 0; l < n; ++l) {
      const double* k_of = &derivatives_there.flux_coefficient[(dissolved[l] + 1) * n_unknowns];
      force[l] = 0.0;
      for (unsigned int k = 0; k < n_unknowns; ++k)
        force[l] += k_of[k] * gradient(d, k);
      force[l] *= material.concentration_scale / diffusivity[l];
    }
    mobility.changes(force.data(), changes.data());
    for (unsigned int k = 0; k < n; ++k)
      for (unsigned int l = 0; l < n; ++l) {
        const double change = changes[k * n + l];
        if (change == 0.0) continue;
        const double* slopes = &composition.concentration_slopes[dissolved[l] * n_unknowns];
        double* drift = &derivatives.drift[3 * (dissolved[k] + 1) * n_unknowns];
        for (unsigned int m = 0; m < n_unknowns; ++m)
          drift[3 * m + d] += change * slopes[m];
      }
  }
}

} // namespace ionflux
