#include <ionflux/fem/exact_composition.h>

#include <ionflux/physics/activity/inversion.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/material_activity.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using SpaceVector = ExactComposition::Vector;

double inner(const SpaceVector& a, const SpaceVector& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

} // namespace

/// The given concentrations at a point, with coefficients of the reference.
struct ExactComposition::Reference {
  std::vector<double> c;
  std::vector<Vector> gradient;
  std::vector<double> log_gamma, slopes; ///< d ln gamma_i / d c_j, [i][j]
  std::vector<Vector> excess;            ///< grad ln gamma

  double log_activity(const unsigned int i) const { return std::log(c[i]) + log_gamma[i]; }
  Vector log_activity_gradient(const unsigned int i) const {
    Vector sum = excess[i];
    for (unsigned int d = 0; d < 3; ++d)
      sum[d] += gradient[i][d] / c[i];
    return sum;
  }
};

ExactComposition::ExactComposition(std::vector<SmoothFunction> concentrations,
                                   const Electrolyte& electrolyte,
                                   const std::vector<Material>& materials)
    : c(std::move(concentrations)), electrolyte(electrolyte), materials(materials),
      activity(materials.size()), as_reference(materials.size(), false) {
  if (!electrolyte.ideal) find_reference();
}

void ExactComposition::find_reference() {
  const Material* reference = nullptr;
  for (unsigned int m = 0; m < materials.size(); ++m) {
    activity[m] = make_material_activity(electrolyte, materials[m]);
    if (reference || dissolved_in(materials[m]).size() < electrolyte.n_species()) continue;
    reference = &materials[m];
    reference_activity = activity[m];
  }
  if (!reference)
    throw InputError(ExitCode::bad_parameters,
                     "an exact solution that is not ideal needs a material that all species enter: "
                     "the exact concentrations are those there");
  for (unsigned int m = 0; m < materials.size(); ++m) {
    const std::vector<double>& mu0 = materials[m].standard_potential;
    as_reference[m] = have_equal_activities(electrolyte, materials[m], *reference) &&
                      std::all_of(mu0.begin(), mu0.end(), [](double mu) { return mu == 0.0; });
  }
}

double ExactComposition::partition(const unsigned int i, const unsigned int m) const {
  return std::exp(-materials[m].standard_potential[i] / (constants::gas * electrolyte.temperature));
}

void ExactComposition::evaluate_reference(const Point& x, Reference& r) const {
  const unsigned int n = c.size();
  r.c.resize(n);
  r.gradient.resize(n);
  r.log_gamma.assign(n, 0.0);
  r.slopes.assign(n * n, 0.0);
  r.excess.assign(n, Vector{});
  for (unsigned int i = 0; i < n; ++i) {
    r.c[i] = c[i].value(x);
    r.gradient[i] = c[i].gradient(x);
  }
  if (!reference_activity) return;
  reference_activity->log_gamma(1, r.c.data(), r.log_gamma.data(), r.slopes.data());
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j)
      for (unsigned int d = 0; d < 3; ++d)
        r.excess[i][d] += r.slopes[i * n + j] * r.gradient[j][d];
}

void ExactComposition::evaluate(const Point& x, const unsigned int m, State& state) const {
  const unsigned int n = c.size();
  state.concentration.assign(n, 0.0);
  state.gradient.assign(n, Vector{});
  state.drive.assign(n, Vector{});
  state.log_activity.resize(n);
  state.log_activity_gradient.resize(n);
  Reference r;
  evaluate_reference(x, r);
  const std::vector<bool>& excluded = materials[m].excluded;
  const bool jumps = !electrolyte.ideal && !as_reference[m];
  for (unsigned int i = 0; i < n; ++i)
    if (jumps || (!excluded[i] && !electrolyte.solves_for_concentration(i)))
      need_positive(x, i, r.c[i]);
  for (unsigned int i = 0; i < n; ++i) {
    state.log_activity[i] = r.log_activity(i);
    state.log_activity_gradient[i] = r.log_activity_gradient(i);
  }
  if (jumps) return invert(r, m, state);
  for (unsigned int i = 0; i < n; ++i) {
    if (excluded[i]) continue;
    const double factor = electrolyte.ideal ? partition(i, m) : 1.0;
    state.concentration[i] = factor * r.c[i];
    for (unsigned int d = 0; d < 3; ++d) {
      state.gradient[i][d] = factor * r.gradient[i][d];
      state.drive[i][d] = state.gradient[i][d] + state.concentration[i] * r.excess[i][d];
    }
  }
}

// grad c_i = c_i sum_j (d ln c_i / d ln a_j) grad ln a_j.
void ExactComposition::invert(const Reference& r, const unsigned int m, State& state) const {
  const std::vector<unsigned int> dissolved = dissolved_in(materials[m]);
  const unsigned int n = dissolved.size();
  std::vector<double> w(n), inverse(n * n, 0.0), found(n);
  std::vector<Vector> slope(n);
  for (unsigned int k = 0; k < n; ++k) {
    const unsigned int i = dissolved[k];
    w[k] = r.log_activity(i) + std::log(partition(i, m));
    slope[k] = r.log_activity_gradient(i);
    found[k] = std::exp(w[k]);
    inverse[k * n + k] = 1.0;
  }
  if (activity[m]) {
    ActivityInversion inversion(*activity[m]);
    if (inversion.solve(w.data()) != InversionStatus::converged)
      throw InputError(ExitCode::bad_parameters,
                       "the exact solution has no stable composition in material '" +
                           materials[m].name + "' (Convergence study/Exact solution)");
    found = inversion.concentrations();
    inverse = inversion.inverse();
  }
  for (unsigned int k = 0; k < n; ++k) {
    const unsigned int i = dissolved[k];
    state.concentration[i] = found[k];
    for (unsigned int d = 0; d < 3; ++d) {
      for (unsigned int l = 0; l < n; ++l)
        state.gradient[i][d] += found[k] * inverse[k * n + l] * slope[l][d];
      state.drive[i][d] = found[k] * slope[k][d];
    }
  }
}

double ExactComposition::log_gamma_laplacian(const Point& x, const Reference& r,
                                             const unsigned int i) const {
  if (!reference_activity) return 0.0;
  const unsigned int n = c.size();
  double sum = 0.0;
  for (unsigned int j = 0; j < n; ++j)
    sum += r.slopes[i * n + j] * c[j].laplacian(x);
  std::vector<double> direction(n), changes(n * n);
  for (unsigned int d = 0; d < 3; ++d) {
    for (unsigned int j = 0; j < n; ++j)
      direction[j] = r.gradient[j][d];
    reference_activity->slope_changes(r.c.data(), direction.data(), changes.data());
    for (unsigned int j = 0; j < n; ++j)
      sum += changes[i * n + j] * direction[j];
  }
  return sum;
}

// grad c . grad y + c lap y; where y is not finite, by the concentrations themselves.
double ExactComposition::drive_divergence(const Point& x, const State& state, const unsigned int i,
                                          const unsigned int m) const {
  if (electrolyte.ideal) return partition(i, m) * c[i].laplacian(x);
  Reference r;
  evaluate_reference(x, r);
  const double excess = log_gamma_laplacian(x, r, i), concentration = state.concentration[i];
  if (as_reference[m])
    return c[i].laplacian(x) + inner(r.gradient[i], r.excess[i]) + concentration * excess;
  const double laplacian =
      c[i].laplacian(x) / r.c[i] - inner(r.gradient[i], r.gradient[i]) / (r.c[i] * r.c[i]);
  return inner(state.gradient[i], r.log_activity_gradient(i)) +
         concentration * (laplacian + excess);
}

double ExactComposition::log_activity(const Point& x, const unsigned int i) const {
  Reference r;
  evaluate_reference(x, r);
  need_positive(x, i, r.c[i]);
  return r.log_activity(i);
}

void ExactComposition::need_positive(const Point& x, const unsigned int i,
                                     const double value) const {
  if (value > 0.0) return;
  const std::string& name = electrolyte.species[i].name;
  throw InputError(ExitCode::bad_parameters,
                   "the exact concentration of " + name + " is " + number_text(value) +
                       " mol/m^3 at (" + number_text(x[0]) + ", " + number_text(x[1]) + ", " +
                       number_text(x[2]) +
                       ") m (Convergence study/Exact solution/Concentration of " + name + " = " +
                       c[i].given().text() +
                       ")\n  allowed: positive everywhere, or Primary variable = concentration for "
                       "this species");
}

} // namespace ionflux
