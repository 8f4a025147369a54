#pragma once

#include <ionflux/physics/activity/point_buffer.h>

#include <algorithm>

namespace ionflux {

/// A small dense matrix, factored as L U without pivoting.
///
/// For d ln a / d ln c no pivots need to be exchanged: it is similar, by the diagonal matrix of
/// sqrt(c), to the symmetric matrix of the second derivatives of the free energy, which has the
/// same pivots; these are positive exactly where that is positive definite, the state stable.
class SmallMatrix {
public:
  explicit SmallMatrix(const unsigned int n) : n(n), entries(n * n), reciprocals(n) {
    std::fill(entries.data(), entries.data() + n * n, 0.0);
  }

  double& operator()(const unsigned int i, const unsigned int j) { return entries[i * n + j]; }
  double operator()(const unsigned int i, const unsigned int j) const { return entries[i * n + j]; }

  /// Factor in place. @return are all pivots positive (and finite)? If one is 0, the factors cannot
  /// be used.
  bool factor();
  /// Solve with the factors, in place. @param stride between the entries of the vector
  void solve(double* x, unsigned int stride = 1) const;
  /// The inverse, from the factors; row-major.
  void invert(double* inverse) const;

private:
  unsigned int n;
  PointBuffer<double, 64> entries;
  PointBuffer<double> reciprocals; ///< of the pivots
};

} // namespace ionflux
