#pragma once

#include <ionflux/algebra/field_matrix.h>
#include <ionflux/algebra/petsc.h>

#include <vector>

namespace ionflux {

/// How the potential (field 0) follows the other unknowns, for block preconditioners.
///
/// In a pore or a membrane the electric potential answers a change of an electrochemical potential
/// at once, and drags the ions along: with phi = phi' + sum_f s_f mu_f, s_f = -J_00^-1 J_0f 1, the
/// block of (phi', mu_f) is small, and that of (mu_f, mu_f) is J_ff + J_f0 s_f. In this basis one
/// sweep over the fields is close to a factorisation away from equilibrium too; at equilibrium J_f0
/// is zero. doc/numerics.md, Linear systems.
class PotentialResponse {
public:
  /// @param matrix of which update() and the rest speak; it may be a transposed one
  explicit PotentialResponse(const FieldMatrix& matrix) : matrix(matrix) {}

  /// Find s and the blocks for the present matrix.
  /// @param potential solves with block (0, 0), roughly
  /// @param fields    one an entry of `wanted`: is the potential to follow this field? Collective.
  void update(PC potential, const std::vector<char>& wanted);

  /// Does the potential follow this field?
  bool acts_on(const unsigned int field) const { return field < blocks.size() && acting[field]; }

  /// Block of a field in the new basis; the same object from call to call.
  Mat block(const unsigned int field) const { return blocks[field]; }

  /// to += s_f * from: what the potential does when field f changes by `from`; and, with the
  /// transposed matrix, what the row of the potential adds to that of field f.
  void add(unsigned int field, Vec from, Vec to);

private:
  bool find_factor(unsigned int field);
  void make_block(unsigned int field);

  const FieldMatrix& matrix;
  PetscHandle<KSP, KSPDestroy> solver; ///< of block (0, 0)
  std::vector<char> acting;
  std::vector<PetscHandle<Mat, MatDestroy>> blocks;
  std::vector<VecHandle> factors;
  PetscHandle<Mat, MatDestroy> term;
  VecHandle ones, work;
};

} // namespace ionflux
