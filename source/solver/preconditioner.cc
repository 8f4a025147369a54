#include <ionflux/solver/block_preconditioner.h>
#include <ionflux/solver/preconditioner.h>

#include <set>
#include <sstream>

namespace ionflux {

namespace {

// Distributions leave packages out: Debian 13's PETSc has no ML.
#ifdef PETSC_HAVE_HYPRE
constexpr bool has_hypre = true;
#else
constexpr bool has_hypre = false;
#endif
#ifdef PETSC_HAVE_ML
constexpr bool has_ml = true;
#else
constexpr bool has_ml = false;
#endif
#ifdef PETSC_HAVE_MUMPS
constexpr bool has_mumps = true;
#else
constexpr bool has_mumps = false;
#endif

} // namespace

const std::vector<PreconditionerRow>& preconditioners() {
  static const std::vector<PreconditionerRow> table = {
      {"BoomerAMG",
       "Block Gauss-Seidel over the fields, one hypre BoomerAMG each: the most robust.",
       false,
       has_hypre,
       {{"pc_type", "hypre"},
        {"pc_hypre_type", "boomeramg"},
        {"pc_hypre_boomeramg_coarsen_type", "HMIS"},
        {"pc_hypre_boomeramg_interp_type", "ext+i"},
        {"pc_hypre_boomeramg_P_max", "4"},
        {"pc_hypre_boomeramg_strong_threshold", "0.5"}},
       // One half sweep a side: half the cost of a cycle for hardly more iterations.
       {{"pc_hypre_boomeramg_relax_type_down", "SOR/Jacobi"},
        {"pc_hypre_boomeramg_relax_type_up", "backward-SOR/Jacobi"}},
       // One aggressively coarsened level: half the cost of a set-up, and of a cycle; with higher
       // degrees or stretched cells twice the iterations (doc/numerics.md).
       {{"pc_hypre_boomeramg_agg_nl", "1"}}},
      {"GAMG",
       "Block Gauss-Seidel over the fields, one PETSc GAMG (smoothed aggregation) each: cheaper "
       "set-up. Concentrations as unknowns get BoomerAMG.",
       false,
       true,
       {{"pc_type", "gamg"}, {"mg_levels_ksp_max_it", "2"}},
       {},
       {}},
      {"ML",
       "Block Gauss-Seidel over the fields, one Trilinos ML (smoothed aggregation) each. "
       "Concentrations as unknowns and reacting species get BoomerAMG. Not in Debian 13's PETSc.",
       false,
       has_ml,
       {{"pc_type", "ml"}},
       {},
       {}},
      {"MUMPS",
       "Sparse direct factorisation of the whole matrix: for small problems, up to about 20,000 "
       "unknowns in 3-D.",
       true,
       has_mumps,
       {{"pc_type", "lu"}, {"pc_factor_mat_solver_type", "mumps"}},
       {},
       {}}};
  return table;
}

namespace {

std::string inserted_options;

// For blocks of fields with drift, whatever is chosen: smoothed aggregation fails there at a few
// cells' Peclet number (doc/numerics.md), this is as good as a factorisation.
const char* const against_drift = "BoomerAMG";

// The factors of one field's block on one rank: PETSc's own, whose substitutions are the fastest
// for a few thousand nodes in the plane (MUMPS takes three times as long).
const std::vector<std::pair<std::string, std::string>> factors_of_block = {
    {"pc_type", "bjacobi"},
    {"sub_pc_type", "lu"},
    {"sub_pc_factor_mat_ordering_type", "nd"},
    {"sub_pc_factor_shift_type", "nonzero"}};

const PreconditionerRow& row_of(const std::string& name) {
  for (const PreconditionerRow& row : preconditioners())
    if (row.name == name) return row;
  throw std::invalid_argument("no preconditioner is called '" + name + "'");
}

// Defaults go into PETSc's database too, because hypre can't be set otherwise; the user's come
// first. Ours are taken out before the next solver, whose fields may need others.
std::set<std::string>& our_options() {
  static std::set<std::string> names;
  return names;
}

void set_default_option(const std::string& name, const std::string& value) {
  PetscBool present;
  IONFLUX_PETSC(PetscOptionsHasName(nullptr, nullptr, name.c_str(), &present));
  if (present && our_options().count(name) == 0) return;
  IONFLUX_PETSC(PetscOptionsSetValue(nullptr, name.c_str(), value.c_str()));
  our_options().insert(name);
}

void forget_default_options() {
  for (const std::string& name : our_options())
    IONFLUX_PETSC(PetscOptionsClearValue(nullptr, name.c_str()));
  our_options().clear();
}

} // namespace

bool is_direct(const std::string& preconditioner) { return row_of(preconditioner).direct; }

std::vector<std::string> available_preconditioners() {
  std::vector<std::string> names;
  for (const PreconditionerRow& row : preconditioners())
    if (row.available) names.push_back(row.name);
  return names;
}

bool solves_exactly(const SolverSettings& settings) {
  return is_direct(settings.preconditioner) && !settings.lag_factors;
}

std::vector<FieldTraits> fields_of(const NonlinearProblem& problem) {
  std::vector<FieldTraits> fields;
  for (const std::string& name : problem.field_names()) {
    const unsigned int number = fields.size();
    fields.push_back(
        {name, problem.is_given(number), problem.has_drift(number), problem.is_easy()});
  }
  return fields;
}

void configure_linear_solver(KSP solver, FieldMatrix& matrix,
                             const std::vector<FieldTraits>& fields,
                             const SolverSettings& settings) {
  const PreconditionerRow& row = row_of(settings.preconditioner);
  PC preconditioner;
  IONFLUX_PETSC(KSPGetPC(solver, &preconditioner));
  IONFLUX_PETSC(KSPSetErrorIfNotConverged(solver, PETSC_FALSE));
  IONFLUX_PETSC(KSPSetType(solver, KSPFGMRES));
  if (solves_exactly(settings)) {
    // FGMRES around the factors costs nothing and shows a bad factorisation.
    IONFLUX_PETSC(KSPSetTolerances(solver, 1e-10, PETSC_DEFAULT, PETSC_DEFAULT,
                                   matrix.has_addition() ? 300 : 5));
    use_factorization(preconditioner, solver, matrix, false);
    return;
  }
  IONFLUX_PETSC(KSPGMRESSetRestart(solver, 100));
  IONFLUX_PETSC(KSPSetTolerances(solver,
                                 settings.linear_tolerance > 0.0 ? settings.linear_tolerance : 1e-6,
                                 1e-50, PETSC_DEFAULT, 300));
  if (row.direct) {
    use_factorization(preconditioner, solver, matrix, true);
    return;
  }
  PetscMPIInt n_ranks = 1;
  MPI_Comm_size(matrix.communicator(), &n_ranks);
  const bool factorize = settings.factorize_blocks && n_ranks == 1;
  std::vector<std::string> prefixes;
  forget_default_options();
  for (const FieldTraits& field : fields) {
    const std::string prefix = "fieldsplit_" + field.name + "_";
    prefixes.push_back(prefix);
    if (field.is_given)
      set_default_option("-" + prefix + "pc_type", "jacobi");
    else if (factorize)
      for (const auto& [name, value] : factors_of_block)
        set_default_option("-" + prefix + name, value);
    else
      for (const auto& [options, wanted] :
           {std::pair(&(field.has_drift ? row_of(against_drift) : row).options, true),
            std::pair(&row.without_drift, !field.has_drift),
            std::pair(&row.easy, !field.has_drift && field.is_easy)})
        for (const auto& [name, value] : *options)
          if (wanted) set_default_option("-" + prefix + name, value);
  }
  use_block_gauss_seidel(
      preconditioner, solver, matrix, prefixes,
      {settings.keep_preconditioner, settings.lag_factors, factorize || row.name == against_drift});
}

void insert_petsc_options(const std::string& options) {
  inserted_options = options;
  if (options.empty()) return;
  IONFLUX_PETSC(PetscOptionsInsertString(nullptr, options.c_str()));
}

const std::string& inserted_petsc_options() { return inserted_options; }

std::vector<std::string> unused_petsc_options(const std::string& options) {
  std::vector<std::string> unused;
  std::istringstream words(options);
  for (std::string word; words >> word;) {
    if (word.size() < 2 || word[0] != '-' || std::isdigit(static_cast<unsigned char>(word[1])))
      continue;
    if (word == "-options_left" || word == "-options_view" || word == "-log_view")
      continue; // read at the very end
    PetscBool used = PETSC_FALSE;
    IONFLUX_PETSC(PetscOptionsUsed(nullptr, word.c_str() + 1, &used));
    if (!used) unused.push_back(word);
  }
  return unused;
}

} // namespace ionflux
