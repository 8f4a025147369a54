#pragma once

#include <ionflux/algebra/field_group.h>

#include <string>
#include <vector>

namespace ionflux {

/// Preconditioner for the fields of a matrix's group (FieldMatrix::group): one block Gauss-Seidel
/// sweep in the basis of the group, with one preconditioner a diagonal block.
///
/// A fast reaction ties the unknowns of its species together at every node, which no multigrid of a
/// single field sees. In the basis of combinations that it does not change and of its affinity the
/// blocks hardly couple (doc/numerics.md).
class GroupPreconditioner {
public:
  /// @param matrix   has a group; must outlive this
  /// @param prefixes of the PETSc options, one a field of the matrix
  GroupPreconditioner(const FieldMatrix& matrix, const std::vector<std::string>& prefixes);

  /// @param keep leave everything as it is
  void setup(bool keep);

  /// What the residuals `right` of the fields make of their unknowns: entries a field of the
  /// matrix, those of the group are read and `change` of them written.
  void apply(const std::vector<VecHandle>& right, std::vector<VecHandle>& change);

private:
  const FieldMatrix& matrix;
  const std::vector<unsigned int> fields;
  GroupBlocks blocks;
  std::vector<PetscHandle<PC, PCDestroy>> solvers;
  std::vector<VecHandle> rows, solution; ///< in the basis of the group
  std::vector<VecHandle> of_unknowns;
};

} // namespace ionflux
