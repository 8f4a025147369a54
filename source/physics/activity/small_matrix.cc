#include <ionflux/physics/activity/small_matrix.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace ionflux {

namespace {

// work(n), with an n that the compiler knows where it is small.
template <typename Work>
auto with_size(const unsigned int n, const Work& work) {
  switch (n) {
  case 2:
    return work(std::integral_constant<unsigned int, 2>());
  case 3:
    return work(std::integral_constant<unsigned int, 3>());
  case 4:
    return work(std::integral_constant<unsigned int, 4>());
  default:
    return work(n);
  }
}

template <typename Size>
bool factor_in_place(const Size n, double* a, double* reciprocals) {
  bool positive = true;
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

template <typename Size>
void solve_in_place(const Size n, const double* a, const double* reciprocals, double* x,
                    const unsigned int stride) {
  for (unsigned int i = 1; i < n; ++i)
    for (unsigned int j = 0; j < i; ++j)
      x[i * stride] -= a[i * n + j] * x[j * stride];
  for (unsigned int i = n; i-- > 0;) {
    for (unsigned int j = i + 1; j < n; ++j)
      x[i * stride] -= a[i * n + j] * x[j * stride];
    x[i * stride] *= reciprocals[i];
  }
}

template <typename Size>
void invert_factors(const Size n, const double* a, const double* reciprocals, double* inverse) {
  std::fill(inverse, inverse + n * n, 0.0);
  for (unsigned int j = 0; j < n; ++j)
    inverse[j * n + j] = 1.0;
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

} // namespace

bool SmallMatrix::factor() {
  return with_size(n, [&](const auto size) {
    return factor_in_place(size, entries.data(), reciprocals.data());
  });
}

void SmallMatrix::solve(double* x, const unsigned int stride) const {
  with_size(n, [&](const auto size) {
    solve_in_place(size, entries.data(), reciprocals.data(), x, stride);
  });
}

void SmallMatrix::invert(double* inverse) const {
  with_size(n, [&](const auto size) {
    invert_factors(size, entries.data(), reciprocals.data(), inverse);
  });
}

} // namespace ionflux
