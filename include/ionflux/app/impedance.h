#pragma once

#include <ionflux/app/session.h>
#include <ionflux/app/steady_simulation.h>

namespace ionflux {

/// The impedance spectrum around the steady state that was found: impedance.csv and a table in the
/// log. doc/equations.md, Small signals.
///
/// @return no_convergence if the linear system of a frequency was not solved; rows of the others
///         are written
template <int dim>
Outcome measure_impedance(SteadySimulation<dim>& simulation, Session& session);

} // namespace ionflux
