#pragma once

/// Makes an activity model of a formula. Included by the sources of models only.

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/point_buffer.h>
#include <ionflux/physics/dual.h>
#include <ionflux/support/processors.h>

#include <algorithm>
#include <utility>

namespace ionflux {

/// Derivatives side by side are what vector instructions are for, if the formula is compiled where
/// they are chosen. Not for virtual functions.
#define IONFLUX_ACTIVITY_LOOP IONFLUX_ALL_PROCESSORS __attribute__((flatten))

/// The formula, with the slopes that automatic differentiation gives it, four species at a time.
///
/// A Formula has a function template evaluate(const Number* c, Number* ln_gamma) const for c >= 0.
template <typename Formula>
class Differentiated : public ActivityModel {
public:
  Differentiated(const unsigned int n_species, Formula formula)
      : ActivityModel(n_species), formula(std::move(formula)) {}

  void log_gamma(const unsigned int n_points, const double* c, double* values,
                 double* slopes) const final {
    const unsigned int n = n_species();
    if (!slopes)
      plain_values(n_points, c, values);
    else if (n <= 2)
      with_slopes<2>(n_points, c, values, slopes);
    else
      with_slopes<4>(n_points, c, values, slopes);
  }

  void slope_changes(const double* c, const double* direction, double* changes) const final {
    changes_along(c, direction, changes);
  }

protected:
  Formula formula;

private:
  IONFLUX_ACTIVITY_LOOP void changes_along(const double* c, const double* direction,
                                           double* changes) const {
    using Line = Dual<1>; // along the direction
    using Number = Dual<4, Line>;
    const unsigned int n = n_species();
    PointBuffer<Number> state(n), result(n);
    for (unsigned int first = 0; first < n; first += 4) {
      const unsigned int n_slopes = std::min(4u, n - first);
      for (unsigned int j = 0; j < n; ++j) {
        state[j] = Number(std::max(c[j], 0.0));
        if (c[j] >= 0.0) state[j].value.slope[0] = direction[j];
        if (j >= first && j < first + 4 && c[j] >= 0.0) state[j].slope[j - first] = Line(1.0);
      }
      formula.evaluate(state.data(), result.data());
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int k = 0; k < n_slopes; ++k)
          changes[i * n + first + k] = result[i].slope[k].slope[0];
    }
  }

  IONFLUX_ACTIVITY_LOOP void plain_values(const unsigned int n_points, const double* c,
                                          double* values) const {
    const unsigned int n = n_species();
    PointBuffer<double> state(n);
    for (unsigned int q = 0; q < n_points; ++q) {
      for (unsigned int j = 0; j < n; ++j)
        state[j] = std::max(c[q * n + j], 0.0);
      formula.evaluate(state.data(), values + q * n);
    }
  }

  template <unsigned int chunk>
  IONFLUX_ACTIVITY_LOOP void with_slopes(const unsigned int n_points, const double* c,
                                         double* values, double* slopes) const {
    const unsigned int n = n_species();
    PointBuffer<Dual<chunk>> buffer(n), result_buffer(n);
    Dual<chunk>*const state = buffer.data(), *const result = result_buffer.data();
    for (unsigned int q = 0; q < n_points; ++q)
      for (unsigned int first = 0; first < n; first += chunk) {
        const unsigned int n_slopes = std::min(chunk, n - first);
        for (unsigned int j = 0; j < n; ++j) {
          state[j] = Dual<chunk>(std::max(c[q * n + j], 0.0));
          if (j >= first && j < first + chunk && c[q * n + j] >= 0.0)
            state[j].slope[j - first] = 1.0;
        }
        formula.evaluate(state, result);
        for (unsigned int i = 0; i < n; ++i) {
          values[q * n + i] = result[i].value;
          for (unsigned int k = 0; k < n_slopes; ++k)
            slopes[(q * n + i) * n + first + k] = result[i].slope[k];
        }
      }
  }
};

} // namespace ionflux
