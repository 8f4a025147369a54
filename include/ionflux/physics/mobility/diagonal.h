#pragma once

/// Mobility models in which a flux follows its own force only, with a diffusivity that depends on
/// concentrations. Included by their sources.

#include <ionflux/physics/mobility/differentiated_matrix.h>

#include <utility>

namespace ionflux {

/// A Formula has a function template factors(const Number* c, Number* factor) const: D_i at these
/// concentrations over D_i at infinite dilution; and n, the number of species.
template <typename Formula>
struct DiagonalMatrix : Formula {
  explicit DiagonalMatrix(Formula formula) : Formula(std::move(formula)) {}

  template <typename Number>
  void evaluate(const Number* c, Number* matrix) const {
    PointBuffer<Number> factor(this->n);
    this->factors(c, factor.data());
    for (unsigned int k = 0; k < this->n * this->n; ++k)
      matrix[k] = Number(0.0);
    for (unsigned int i = 0; i < this->n; ++i)
      matrix[i * this->n + i] = factor[i];
  }
};

template <typename Formula>
class DiagonalMobility final : public DifferentiatedMatrix<DiagonalMatrix<Formula>> {
public:
  explicit DiagonalMobility(Formula formula)
      : DifferentiatedMatrix<DiagonalMatrix<Formula>>(formula.n,
                                                      DiagonalMatrix<Formula>(std::move(formula))) {
  }
  bool is_diagonal() const override { return true; }
};

} // namespace ionflux
