#pragma once

#include <ionflux/algebra/field_matrix.h>

#include <string>
#include <vector>

namespace ionflux {

/// How a block Gauss-Seidel sweep over the fields is done.
struct BlockChoices {
  bool keep = false; ///< for later matrices too, while it still works; false: set up for each
  bool lag = false;  ///< serves several problems: kept until a linear solve takes many iterations
  bool response = false; ///< let the potential follow the species (PotentialResponse): blocks with
                         ///< drift, for multigrid that bears it
};

/// Make `preconditioner` a block Gauss-Seidel sweep over the fields in their order: for each field
/// one preconditioner of its diagonal block, applied to the residual left by the fields before it.
///
/// Where the matrix names a shear (FieldMatrix::set_shear) field 0 is solved for in that basis.
/// With concentrations as unknowns the block of phi lacks the screening of the double layer; at
/// constant mu instead of constant c it has it.
///
/// Fields that the matrix wants in another basis (FieldMatrix::set_group) are solved for together:
/// see GroupPreconditioner.
///
/// The blocks' preconditioners are kept while they still work: they are set up again only when the
/// iterations lost to their age in the last linear solve would have paid for it.
///
/// @param solver   whose preconditioner it is; asked how well the last solve went
/// @param matrix   must outlive the preconditioner
/// @param prefixes of the PETSc options of each field's preconditioner
void use_block_gauss_seidel(PC preconditioner, KSP solver, FieldMatrix& matrix,
                            const std::vector<std::string>& prefixes, const BlockChoices& choices);

/// Make `preconditioner` a sparse direct factorisation (MUMPS) of the whole matrix.
///
/// @param solver whose preconditioner it is
/// @param keep   made for the first matrix, and anew only after a linear solve that took many
///               iterations
void use_factorization(PC preconditioner, KSP solver, FieldMatrix& matrix, bool keep);

/// What a preconditioner keeps from one problem to the next, factors or multigrid: how often it was
/// made, and whether the next matrix will still be solved with it.
struct FactorsKept {
  unsigned int n_made = 0;
  bool still_work = false;
};

/// @param is_direct made by use_factorization(), else by use_block_gauss_seidel()
FactorsKept factors_kept(PC preconditioner, bool is_direct);

} // namespace ionflux
