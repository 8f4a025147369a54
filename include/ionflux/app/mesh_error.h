#pragma once

/// The error of the mesh in every boundary flux and unknown potential of a run.

#include <ionflux/app/steady_simulation.h>
#include <ionflux/output/observables/mesh_errors.h>
#include <ionflux/solver/linear_response.h>

namespace ionflux {

class RunRecord;

/// Estimate them all by one linear solve, if `Output/Mesh error of fluxes` wants them; see
/// MeshDefect. Collective.
///
/// Whether it is cheap enough is decided by counts, not by a clock: runs can be repeated, and ranks
/// agree.
/// @param simulation solved
template <int dim>
MeshErrors estimate_mesh_errors(SteadySimulation<dim>& simulation, const Parameters& parameters);

/// Solve for a change with the preconditioner of the run, or MUMPS where that fails; see
/// solve_linearized().
LinearResponse solve_for_change(NonlinearProblem& newton, SolverSettings settings, double tolerance,
                                Vec right, Vec change);

/// Section "mesh error" of run.json.
void record_mesh_errors(RunRecord& record, const MeshErrors& errors, const SolvedState& state);

} // namespace ionflux
