#pragma once

#include <ionflux/algebra/borders.h>
#include <ionflux/solver/preconditioner.h>

namespace ionflux {

/// The operator of a problem: its matrix, with its borders if it has any.
Mat operator_of(FieldMatrix& matrix, Borders* borders);

/// configure_linear_solver() for a matrix with borders: around the preconditioner M of the matrix
/// J, elimination of the scalars by the Schur complement D - C^T J^-1 B, for which J^-1 B is
/// computed once a matrix, each column by an inner solve.
///
/// @param matrix,borders must outlive the solver; `borders` null or empty: as if there were none
void configure_bordered_solver(KSP solver, FieldMatrix& matrix, Borders* borders,
                               const std::vector<FieldTraits>& fields,
                               const SolverSettings& settings);

} // namespace ionflux
