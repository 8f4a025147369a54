#pragma once

#include <cstddef>
#include <vector>

namespace ionflux {

/// Coefficients of the polynomial through values at `places`, no two alike, evaluated at `place`.
inline std::vector<double> lagrange_weights(const std::vector<double>& places, const double place) {
  std::vector<double> weights(places.size(), 1.0);
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t j = 0; j < places.size(); ++j)
      if (i != j) weights[i] *= (place - places[j]) / (places[i] - places[j]);
  return weights;
}

/// Coefficients of the derivative of that polynomial at the last of the places.
inline std::vector<double> lagrange_slopes_at_last(const std::vector<double>& places) {
  std::vector<double> slopes(places.size(), 0.0);
  const std::size_t last = places.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    slopes[i] = 1.0 / (places[i] - places[last]);
    for (std::size_t j = 0; j < last; ++j)
      if (i != j) slopes[i] *= (places[last] - places[j]) / (places[i] - places[j]);
    slopes[last] -= slopes[i];
  }
  return slopes;
}

} // namespace ionflux
