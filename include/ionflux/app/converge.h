#pragma once

/// The command `ionflux converge`: one parameter file, several meshes and degrees, a table of
/// rates.

#include <ionflux/geometry/geometry.h>
#include <ionflux/input/parameters.h>

namespace ionflux {

/// Run the study of the section 'Convergence study' and write convergence.csv and .tex, the log and
/// run.json. Returns an exit code: no_convergence (non_finite) as soon as a level does not
/// converge, audit_violated if a conservation law was broken on some level; what was found is
/// written, and marked, also then. Throws InputError.
int run_convergence(const Parameters& parameters);

/// Throws InputError (65) if a goal names a boundary that is not there or a symmetry.
void check_goals(const Parameters& parameters, const MeshLabels& labels);

} // namespace ionflux
