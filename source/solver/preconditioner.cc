#include <ionflux/solver/preconditioner.h>

#include <sstream>

namespace ionflux {

const std::vector<PreconditionerRow>& preconditioners() {
  static const std::vector<PreconditionerRow> table = {
      {"BoomerAMG",
       "Block Gauss-Seidel over the fields, one hypre BoomerAMG each: the most robust.",
       false,
       {{"pc_type", "hypre"},
        {"pc_hypre_type", "boomeramg"},
        {"pc_hypre_boomeramg_coarsen_type", "HMIS"},
        {"pc_hypre_boomeramg_interp_type", "ext+i"},
        {"pc_hypre_boomeramg_P_max", "4"},
        {"pc_hypre_boomeramg_strong_threshold", "0.5"}}},
      {"GAMG",
       "Block Gauss-Seidel over the fields, one PETSc GAMG (smoothed aggregation) each: cheaper "
       "set-up.",
       false,
       {{"pc_type", "gamg"}, {"mg_levels_ksp_max_it", "2"}}},
      {"ML",
       "Block Gauss-Seidel over the fields, one Trilinos ML (smoothed aggregation) each.",
       false,
       {{"pc_type", "ml"}}},
      {"MUMPS",
       "Sparse direct factorisation of the whole matrix: for small problems, up to about 20,000 "
       "unknowns in 3-D.",
       true,
       {{"pc_type", "lu"}, {"pc_factor_mat_solver_type", "mumps"}}}};
  return table;
}

namespace {

const PreconditionerRow& row_of(const std::string& name) {
  for (const PreconditionerRow& row : preconditioners())
    if (row.name == name) return row;
  throw std::invalid_argument("no preconditioner is called '" + name + "'");
}

// Defaults go into PETSc's database too, because hypre can't be set otherwise; the user's come
// first.
void set_default_option(const std::string& name, const std::string& value) {
  PetscBool present;
  IONFLUX_PETSC(PetscOptionsHasName(nullptr, nullptr, name.c_str(), &present));
  if (!present) IONFLUX_PETSC(PetscOptionsSetValue(nullptr, name.c_str(), value.c_str()));
}

} // namespace

bool is_direct(const std::string& preconditioner) { return row_of(preconditioner).direct; }

void configure_linear_solver(KSP solver, const NonlinearProblem& problem,
                             const SolverSettings& settings, std::vector<IndexSetHandle>& fields) {
  const PreconditionerRow& row = row_of(settings.preconditioner);
  PC preconditioner;
  IONFLUX_PETSC(KSPGetPC(solver, &preconditioner));
  IONFLUX_PETSC(KSPSetErrorIfNotConverged(solver, PETSC_FALSE));
  if (row.direct) {
    // FGMRES around the factors costs nothing and shows a bad factorisation.
    IONFLUX_PETSC(KSPSetType(solver, KSPFGMRES));
    IONFLUX_PETSC(KSPSetTolerances(solver, 1e-10, PETSC_DEFAULT, PETSC_DEFAULT, 5));
    IONFLUX_PETSC(PCSetType(preconditioner, PCLU));
    IONFLUX_PETSC(PCFactorSetMatSolverType(preconditioner, MATSOLVERMUMPS));
    return;
  }

  IONFLUX_PETSC(KSPSetType(solver, KSPFGMRES));
  IONFLUX_PETSC(KSPGMRESSetRestart(solver, 100));
  IONFLUX_PETSC(KSPSetTolerances(solver,
                                 settings.linear_tolerance > 0.0 ? settings.linear_tolerance : 1e-6,
                                 1e-50, PETSC_DEFAULT, 300));
  IONFLUX_PETSC(PCSetType(preconditioner, PCFIELDSPLIT));
  IONFLUX_PETSC(PCFieldSplitSetType(preconditioner, PC_COMPOSITE_MULTIPLICATIVE));
  const std::vector<std::string> names = problem.field_names();
  PetscInt first = 0, last = 0;
  IONFLUX_PETSC(
      MatGetOwnershipRange(const_cast<NonlinearProblem&>(problem).matrix(), &first, &last));
  MPI_Comm communicator;
  IONFLUX_PETSC(PetscObjectGetComm(reinterpret_cast<PetscObject>(solver), &communicator));
  fields.resize(names.size());
  for (unsigned int f = 0; f < names.size(); ++f) {
    const PetscInt n = names.size();
    IONFLUX_PETSC(
        ISCreateStride(communicator, (last - first) / n, first + f, n, fields[f].address()));
    IONFLUX_PETSC(PCFieldSplitSetIS(preconditioner, names[f].c_str(), fields[f]));
    const std::string prefix = "-fieldsplit_" + names[f] + "_";
    set_default_option(prefix + "ksp_type", "preonly");
    if (problem.is_given(f))
      set_default_option(prefix + "pc_type", "jacobi");
    else
      for (const auto& [name, value] : row.options)
        set_default_option(prefix + name, value);
  }
}

void insert_petsc_options(const std::string& options) {
  if (options.empty()) return;
  IONFLUX_PETSC(PetscOptionsInsertString(nullptr, options.c_str()));
  // PETSc looks for this one when it starts, which was before.
  PetscBool log = PETSC_FALSE;
  IONFLUX_PETSC(PetscOptionsHasName(nullptr, nullptr, "-log_view", &log));
  if (log) IONFLUX_PETSC(PetscLogDefaultBegin());
}

std::vector<std::string> unused_petsc_options(const std::string& options) {
  std::vector<std::string> unused;
  std::istringstream words(options);
  for (std::string word; words >> word;) {
    if (word.size() < 2 || word[0] != '-' || std::isdigit(static_cast<unsigned char>(word[1])))
      continue;
    if (word == "-options_left" || word == "-options_view") continue; // read at the very end
    PetscBool used = PETSC_FALSE;
    IONFLUX_PETSC(PetscOptionsUsed(nullptr, word.c_str(), &used));
    if (!used) unused.push_back(word);
  }
  return unused;
}

} // namespace ionflux
