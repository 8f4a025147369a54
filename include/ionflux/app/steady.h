#pragma once

/// Drivers of steady problems: they solve and change the state of a Problem, tell a diary, and know
/// neither folders nor tables. None throws for non-convergence.

#include <ionflux/app/problem.h>
#include <ionflux/app/solve_diary.h>

namespace ionflux {

/// How a steady solve ended.
struct SteadyOutcome {
  SolveResult last;  ///< on the last mesh
  SolveResult total; ///< the same with the counts of all meshes
};

/// Solve, on the coarser meshes first if the parameters say so.
template <int dim>
SteadyOutcome solve_steady(Problem<dim>& problem, SolveDiary& diary);

/// Solve again on the mesh that the problem was refined to, from the state carried over.
template <int dim>
SolveResult solve_again(Problem<dim>& problem, SolveDiary& diary);

/// Newton's method alone, from a state close to the solution (a neighbour in a sweep).
template <int dim>
SolveResult solve_from(Problem<dim>& problem, const dealii::PETScWrappers::MPI::Vector& start,
                       KeptSolver& kept, SolveDiary& diary);

/// Residual of a state, relative to the size of its terms; the largest over the fields.
template <int dim>
double relative_residual(Problem<dim>& problem, const dealii::PETScWrappers::MPI::Vector& x);

} // namespace ionflux
