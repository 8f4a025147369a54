#pragma once

#include <ionflux/app/start.h>

namespace ionflux {

/// Boundary values carried inside by Laplace's equation for every field.
template <int dim>
dealii::PETScWrappers::MPI::Vector
laplace_state(const Discretization<dim>& discretization, DiscreteProblem<dim>& problem,
              const Electrolyte& electrolyte, const SolverSettings& settings,
              double tolerance = 1e-8);

/// Does a flow bring species in (BoundaryLaw::carries_in)?
bool any_inflow(const std::vector<BoundaryCondition>& conditions);

/// The same with the concentrations of what flows in given on the boundary: starts know no flow,
/// and nothing else may say how much of a species there is.
std::vector<BoundaryCondition> with_inflow_given(std::vector<BoundaryCondition> conditions);

/// The solution in the limit of vanishing double layers (physics/electroneutral_law.h), in
/// electrochemical potentials. Surface charges and Stern layers are left out; membranes, films and
/// unknown potentials act on the potential that follows the neutral one.
///
/// @param given        the boundary conditions, no concentration zero
/// @param persistently by the whole retry ladder; false: only if few Newton steps are enough
/// @param settings     how accurately; continuation is not tried
/// @return false: not found, x is of no use
template <int dim>
bool neutral_state(const ProblemParts<dim>& parts, const std::vector<BoundaryCondition>& given,
                   bool persistently, const SolverSettings& settings, const SolveLog& log,
                   dealii::PETScWrappers::MPI::Vector& x);

/// Is that limit a good guess? Where ions balance the charge of a volume, not of a wall, within a
/// Debye length far below the reference length.
template <int dim>
bool is_nearly_neutral(const ProblemParts<dim>& parts);

} // namespace ionflux
