#pragma once

#include <ionflux/app/start.h>

namespace ionflux {

/// Is there a boundary with a given current, and nothing but the kinetics of electrodes fixes the
/// potential? Then the start's linear problems, which know no kinetics, leave it open.
bool kinetics_alone_fix_potential(const Model& model);

/// The solution at rest between such electrodes: every species at its reference concentration, and
/// one potential everywhere, at which the reactions together carry no current.
/// @param problem set up on the mesh; left at full load and full physics
template <int dim>
dealii::PETScWrappers::MPI::Vector mixed_potential_state(const ProblemParts<dim>& parts,
                                                         DiscreteProblem<dim>& problem);

} // namespace ionflux
