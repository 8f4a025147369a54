#include <ionflux/solver/curved_search.h>

#include <ionflux/algebra/petsc.h>

#include <cmath>

namespace ionflux {

namespace {

constexpr double sufficient = 1e-4; // of the descent that Newton's model foresees
constexpr double shortest = 1e-9;

PetscErrorCode search_curve(SNESLineSearch search, void* context) {
  NonlinearProblem& problem = *static_cast<NonlinearProblem*>(context);
  SNES snes = nullptr;
  Vec x = nullptr, f = nullptr, step = nullptr, moved = nullptr, f_there = nullptr;
  PetscReal before = 0.0, now = 0.0;
  PetscErrorCode code = SNESLineSearchGetSNES(search, &snes);
  if (!code) code = SNESLineSearchGetVecs(search, &x, &f, &step, &moved, &f_there);
  if (!code) code = VecNorm(f, NORM_2, &before);
  for (double length = 1.0; !code && length > shortest; length *= 0.5) {
    try {
      problem.advance(x, step, length, moved);
    } catch (...) {
      return PETSC_ERR_LIB;
    }
    code = SNESComputeFunction(snes, moved, f_there);
    if (!code) code = VecNorm(f_there, NORM_2, &now);
    if (code || !(now <= (1.0 - sufficient * length) * before)) continue;
    PetscReal of_x = 0.0, of_step = 0.0;
    code = VecNorm(step, NORM_2, &of_step);
    if (!code) code = VecCopy(moved, x);
    if (!code) code = VecCopy(f_there, f);
    if (!code) code = VecNorm(x, NORM_2, &of_x);
    if (!code) code = SNESLineSearchSetNorms(search, of_x, now, length * of_step);
    if (!code) code = SNESLineSearchSetLambda(search, length);
    if (!code) code = SNESLineSearchSetReason(search, SNES_LINESEARCH_SUCCEEDED);
    return code;
  }
  if (!code) code = SNESLineSearchSetReason(search, SNES_LINESEARCH_FAILED_REDUCT);
  return code;
}

} // namespace

void search_along_curves(SNESLineSearch search, NonlinearProblem& problem) {
  IONFLUX_PETSC(SNESLineSearchSetType(search, SNESLINESEARCHSHELL));
  IONFLUX_PETSC(SNESLineSearchShellSetUserFunc(search, search_curve, &problem));
}

} // namespace ionflux
