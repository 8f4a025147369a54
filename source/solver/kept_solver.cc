#include <ionflux/solver/kept_solver.h>

#include <ionflux/solver/bordered_solver.h>
#include <ionflux/solver/preconditioner.h>

#include <ionflux/support/text.h>

namespace ionflux {

KSP KeptSolver::solver_for(NonlinearProblem& problem, const SolverSettings& settings) {
  const Mat derivative = operator_of(problem.matrix(), problem.borders());
  PetscObjectId id = 0;
  IONFLUX_PETSC(PetscObjectGetId(reinterpret_cast<PetscObject>(derivative), &id));
  const std::vector<FieldTraits> fields = fields_of(problem);
  std::string wanted =
      format_text("%s %g %d %d %d", settings.preconditioner.c_str(), settings.linear_tolerance,
                  settings.keep_preconditioner, settings.lag_factors, settings.factorize_blocks);
  for (const FieldTraits& field : fields)
    wanted += format_text(" %s %d%d%d", field.name.c_str(), field.is_given, field.has_drift,
                          field.is_easy);
  if (solver && id == operator_id && wanted == made_for) return solver;
  forget();
  IONFLUX_PETSC(KSPCreate(problem.matrix().communicator(), solver.address()));
  IONFLUX_PETSC(KSPSetOperators(solver, derivative, derivative));
  configure_bordered_solver(solver, problem.matrix(), problem.borders(), fields, settings);
  operator_id = id;
  made_for = wanted;
  has_factors = settings.lag_factors;
  factors_are_direct = is_direct(settings.preconditioner);
  return solver;
}

FactorsKept KeptSolver::factors() const {
  if (!solver || !has_factors) return {};
  PC preconditioner;
  IONFLUX_PETSC(KSPGetPC(solver, &preconditioner));
  return factors_kept(preconditioner, factors_are_direct);
}

void KeptSolver::forget() {
  solver = PetscHandle<KSP, KSPDestroy>();
  has_factors = false;
}

LentSolver::LentSolver(SNES snes, KSP solver) : snes(snes) {
  KSP first = nullptr;
  IONFLUX_PETSC(SNESGetKSP(snes, &first));
  IONFLUX_PETSC(PetscObjectReference(reinterpret_cast<PetscObject>(first)));
  *own.address() = first;
  IONFLUX_PETSC(SNESSetKSP(snes, solver));
}

LentSolver::~LentSolver() { SNESSetKSP(snes, own); }

} // namespace ionflux
