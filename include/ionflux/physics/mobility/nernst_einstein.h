#pragma once

#include <ionflux/physics/mobility/mobility_model.h>

#include <algorithm>

namespace ionflux {

/// Each flux follows its own force, with the species' diffusivity.
class NernstEinstein : public MobilityModel {
public:
  using MobilityModel::MobilityModel;
  bool is_diagonal() const override { return true; }
  bool is_constant() const override { return true; }
  bool always_dissipates() const override { return true; }
  void matrix(const double*, double* matrix, double* slopes) const override {
    const unsigned int n = n_species();
    std::fill(matrix, matrix + n * n, 0.0);
    for (unsigned int i = 0; i < n; ++i)
      matrix[i * n + i] = 1.0;
    if (slopes != nullptr) std::fill(slopes, slopes + n * n * n, 0.0);
  }
};

} // namespace ionflux
