#pragma once

/// Makes a mobility model of a formula. Included by the sources of models only.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/mobility/mobility_model.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace ionflux {

/// The formula, with the slopes that automatic differentiation gives it, four species at a time.
///
/// A Formula has a function template evaluate(const Number* c, Number* matrix) const for c >= 0.
template <typename Formula>
class DifferentiatedMatrix : public MobilityModel {
public:
  DifferentiatedMatrix(const unsigned int n_species, Formula formula)
      : MobilityModel(n_species), formula(std::move(formula)) {}

  void matrix(const double* c, double* matrix, double* slopes) const final {
    const unsigned int n = n_species();
    if (slopes != nullptr) return with_slopes(c, matrix, slopes);
    PointBuffer<double> state(n);
    for (unsigned int j = 0; j < n; ++j)
      state[j] = std::max(c[j], 0.0);
    formula.evaluate(state.data(), matrix);
  }

protected:
  Formula formula;

private:
  void with_slopes(const double* c, double* matrix, double* slopes) const {
    constexpr unsigned int chunk = 4;
    const unsigned int n = n_species();
    PointBuffer<Dual<chunk>> state(n);
    PointBuffer<Dual<chunk>, 16> result(n * n);
    for (unsigned int first = 0; first < n; first += chunk) {
      const unsigned int n_slopes = std::min(chunk, n - first);
      for (unsigned int j = 0; j < n; ++j) {
        state[j] = Dual<chunk>(std::max(c[j], 0.0));
        if (j >= first && j < first + chunk && c[j] >= 0.0) state[j].slope[j - first] = 1.0;
      }
      formula.evaluate(state.data(), result.data());
      for (unsigned int k = 0; k < n * n; ++k) {
        matrix[k] = result[k].value;
        for (unsigned int l = 0; l < n_slopes; ++l)
          slopes[(first + l) * n * n + k] = result[k].slope[l];
      }
    }
  }
};

} // namespace ionflux
