#include <ionflux/algebra/petsc.h>
#include <ionflux/algebra/phase_times.h>

namespace ionflux {

void begin_phase_times() { IONFLUX_PETSC(PetscLogDefaultBegin()); }

std::vector<std::pair<std::string, double>> phase_times() {
  std::vector<std::pair<std::string, double>> times;
  for (const auto& [phase, event] :
       {std::pair("Jacobian", "SNESJacobianEval"), std::pair("residual", "SNESFunctionEval"),
        std::pair("linear solves", "KSPSolve"), std::pair("preconditioner set-up", "PCSetUp"),
        std::pair("Newton", "SNESSolve")}) {
    PetscLogEvent id = -1;
    IONFLUX_PETSC(PetscLogEventGetId(event, &id));
    if (id < 0) continue; // no solver has been made
    PetscEventPerfInfo info;
    IONFLUX_PETSC(PetscLogEventGetPerfInfo(PETSC_DETERMINE, id, &info));
    times.emplace_back(phase, info.time);
  }
  return times;
}

} // namespace ionflux
