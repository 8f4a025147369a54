#pragma once

#include <ionflux/app/start.h>

namespace ionflux {

/// A state near the solution where reactions run in fronts (fem/reaction_fronts.h), found without
/// double layers and in electrochemical potentials.
///
/// A path of problems leads there, s from 0 to 1. At s = 0 everything has the mean composition of
/// the boundaries and is in equilibrium there: the constants are what makes it so. ln K then goes
/// to its value linearly, and so do the baths in what no reaction changes and in their affinities
/// (Speciation::between); potentials and currents grow in proportion. So a front, across which ln c
/// falls by 25 in the end, starts as a slope.
///
/// @param neutral electroneutral, electrochemical potentials as unknowns
/// @param given   boundary conditions, no concentration zero
/// @return false: not found, x is of no use
template <int dim>
bool front_state(const ProblemParts<dim>& parts, const Electrolyte& neutral,
                 const std::vector<BoundaryCondition>& given, const SolverSettings& settings,
                 const SolveLog& log, dealii::PETScWrappers::MPI::Vector& x);

} // namespace ionflux
