#pragma once

#include <ionflux/physics/electrolyte.h>

#include <vector>

namespace ionflux {

/// A basis of the electrochemical potentials of reacting species in which a reaction is a single
/// unknown: combinations that no reaction changes, then the affinities.
///
///     delta mu = Z y_invariant + Q y_affinity ,    N^T Z = 0 ,   N^T Q = 1 ,
///     Q = M^-1 N (N^T M^-1 N)^-1
///
/// N are the stoichiometric numbers of independent reactions, M = diag(D_i c_i) the conductances at
/// the node. Z^T N K N^T Z = 0, so that fast reactions are not in the rows and columns of the
/// invariants, and Z^T M Q = 0, so that diffusion does not join them to the affinities either: both
/// operators are block diagonal where M does not vary, whatever the Damkoehler number.
class ReactionBasis {
public:
  explicit ReactionBasis(const Electrolyte& electrolyte);

  /// Numbers of the species that react, ascending; empty: none.
  const std::vector<unsigned int>& species() const { return reacting; }
  unsigned int size() const { return reacting.size(); }

  /// Stoichiometric numbers N^T of independent reactions [reaction][species of the group].
  const std::vector<std::vector<double>>& stoichiometry() const { return numbers; }
  /// What no reaction changes, Z^T [invariant][species of the group].
  const std::vector<std::vector<double>>& conserved() const { return invariants; }

  /// Columns Z and Q at a node, [species of the group][new unknown].
  ///
  /// @param conductance of the species of the group, up to a factor; those of unknowns that are
  ///                    fixed there are infinite
  void at_node(const std::vector<double>& conductance, double* columns) const;

private:
  unsigned int n_invariants() const { return size() - numbers.size(); }

  std::vector<unsigned int> reacting;
  std::vector<std::vector<double>> numbers;    ///< N^T of independent reactions [reaction][species]
  std::vector<std::vector<double>> invariants; ///< Z^T [invariant][species]
};

} // namespace ionflux
