#pragma once

#include <ionflux/algebra/nonlinear_problem.h>
#include <ionflux/algebra/petsc.h>
#include <ionflux/solver/settings.h>

#include <string>
#include <vector>

namespace ionflux {

/// A row of the table of linear solvers.
struct PreconditionerRow {
  std::string name; ///< value of Solver/Preconditioner
  std::string documentation;
  bool direct;    ///< factorises the whole matrix instead of one AMG a field
  bool available; ///< in the PETSc this program was built with
  /// PETSc options of one block (or of the whole), without prefix: {name, value}.
  std::vector<std::pair<std::string, std::string>> options;
  /// More of them for blocks that are nearly symmetric.
  std::vector<std::pair<std::string, std::string>> without_drift;
  /// And more for nearly symmetric blocks of linear elements on cells that are hardly stretched.
  std::vector<std::pair<std::string, std::string>> easy;
};

/// All linear solvers.
const std::vector<PreconditionerRow>& preconditioners();

bool is_direct(const std::string& preconditioner);

/// Names of those that this program's PETSc has.
std::vector<std::string> available_preconditioners();

/// Are linear systems solved exactly, without a tolerance that follows Newton's progress?
bool solves_exactly(const SolverSettings& settings);

/// A field as the preconditioner sees it.
struct FieldTraits {
  std::string name;       ///< names the options of its block: -fieldsplit_<name>_pc_type ...
  bool is_given = false;  ///< its block is diagonal
  bool has_drift = false; ///< its block is far from symmetric
  bool is_easy = false;   ///< linear elements, cells hardly stretched
};

std::vector<FieldTraits> fields_of(const NonlinearProblem& problem);

/// Set up FGMRES with block Gauss-Seidel over the fields, or a direct solver.
///
/// @param matrix must outlive the solver
void configure_linear_solver(KSP solver, FieldMatrix& matrix,
                             const std::vector<FieldTraits>& fields,
                             const SolverSettings& settings);

/// Hand the user's options to PETSc's database, before the first solver is made.
void insert_petsc_options(const std::string& options);

/// What insert_petsc_options() was given last; "" before.
const std::string& inserted_petsc_options();

/// Names of the user's options that PETSc has not used so far.
std::vector<std::string> unused_petsc_options(const std::string& options);

} // namespace ionflux
