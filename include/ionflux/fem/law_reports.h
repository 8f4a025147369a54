#pragma once

#include <ionflux/physics/boundary/boundary_law.h>

#include <array>
#include <vector>

namespace ionflux {

/// What a law says of itself besides its value (SurfaceLaw::reported()), over the surfaces of a
/// condition. Dimensionless, per radian if axisymmetric.
struct LawReport {
  static constexpr unsigned int most = 4; ///< numbers that a law reports
  unsigned int condition;                 ///< index in BoundaryMap::conditions()
  const AppliedLaw* law;
  double area = 0.0;
  std::array<double, most> integral = {}; ///< of each number
};

/// Add to sums: the area, then the integrals.
inline void add_report(const std::vector<double>& numbers, const double weight, double* sums) {
  if (numbers.empty()) return;
  sums[0] += weight;
  for (unsigned int k = 0; k < numbers.size() && k < LawReport::most; ++k)
    sums[1 + k] += weight * numbers[k];
}

} // namespace ionflux
