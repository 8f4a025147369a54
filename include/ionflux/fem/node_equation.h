#pragma once

#include <ionflux/physics/transport_law.h>

#include <deal.II/base/types.h>

#include <vector>

namespace ionflux {

/// An equation that replaces the row of a species unknown at a node, where a boundary gives what is
/// not the unknown itself. Dimensionless.
struct NodeEquation {
  enum class Given {
    composition,              ///< of all species: mu_i - z_i phi = value
    concentration,            ///< of this one alone, where mu is the unknown: c_i = value
    electrochemical_potential ///< where c is the unknown: a_i = exp(value - mu0 - z_i phi)
  };
  dealii::types::global_dof_index unknown;   ///< row, mu_i or c_i at the node
  dealii::types::global_dof_index potential; ///< phi at the same node, its first unknown
  double charge_number;
  Given given;
  double value;
  const PointMaterial* material; ///< at the node

  unsigned int species() const { return unknown - potential - 1; }

  /// Zero where the equation holds.
  ///
  /// @param u    all unknowns of the node
  /// @param more their corrections (see StateView); null: none
  double residual(const TransportLaw& law, const double* u, const double* more = nullptr) const;
  /// Derivatives of residual() by all unknowns of the node.
  std::vector<double> slopes(const TransportLaw& law, const double* u) const;
  /// The value of its unknown that solves it, with the others of the node as they are. Newton's
  /// method from the present one.
  double solution(const TransportLaw& law, const double* u) const;
};

} // namespace ionflux
