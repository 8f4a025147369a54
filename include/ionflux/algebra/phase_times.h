#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ionflux {

/// Begin to take the times of PETSc's events, which phase_times() tells. Once, after MPI has begun.
void begin_phase_times();

/// Wall-clock seconds of this rank in the phases of all nonlinear solves so far: {name, seconds}.
/// All belong to "Newton"; "linear solves" are without "preconditioner set-up".
std::vector<std::pair<std::string, double>> phase_times();

} // namespace ionflux
