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

} // namespace ionflux
