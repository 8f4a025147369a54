#include <ionflux/physics/activity/small_matrix.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

bool SmallMatrix::factor() {
  bool positive = true;
  double* a = entries.data();
  for (unsigned int k = 0; k < n; ++k) {
    const double pivot = a[k * n + k];
    positive = positive && pivot > 0.0 && std::isfinite(pivot);
    reciprocals[k] = 1.0 / pivot;
    for (unsigned int i = k + 1; i < n; ++i) {
      const double factor = a[i * n + k] *= reciprocals[k];
      for (unsigned int j = k + 1; j < n; ++j)
        a[i * n + j] -= factor * a[k * n + j];
    }
  }
  return positive;
}

void SmallMatrix::solve(double* x, const unsigned int stride) const {
  const double* a = entries.data();
  for (unsigned int i = 1; i < n; ++i)
    for (unsigned int j = 0; j < i; ++j)
      x[i * stride] -= a[i * n + j] * x[j * stride];
  for (unsigned int i = n; i-- > 0;) {
    for (unsigned int j = i + 1; j < n; ++j)
      x[i * stride] -= a[i * n + j] * x[j * stride];
    x[i * stride] *= reciprocals[i];
  }
}

void SmallMatrix::invert(double* inverse) const {
  std::fill(inverse, inverse + n * n, 0.0);
  for (unsigned int j = 0; j < n; ++j)
    inverse[j * n + j] = 1.0;
  const double* a = entries.data();
  const auto subtract = [&](const unsigned int i, const unsigned int j) { // whole rows at a time
    for (unsigned int k = 0; k < n; ++k)
      inverse[i * n + k] -= a[i * n + j] * inverse[j * n + k];
  };
  for (unsigned int i = 1; i < n; ++i)
    for (unsigned int j = 0; j < i; ++j)
      subtract(i, j);
  for (unsigned int i = n; i-- > 0;) {
    for (unsigned int j = i + 1; j < n; ++j)
      subtract(i, j);
    for (unsigned int k = 0; k < n; ++k)
      inverse[i * n + k] *= reciprocals[i];
  }
}

} // namespace ionflux
