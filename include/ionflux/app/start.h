#pragma once

#include <ionflux/fem/discrete_problem.h>
#include <ionflux/solver/robust_solve.h>

namespace ionflux {

/// Everything a problem on a mesh is made of; views on objects that the simulation owns.
template <int dim>
struct ProblemParts {
  const Discretization<dim>& discretization;
  const Electrolyte& electrolyte;
  const Medium& medium;
  const std::vector<BoundaryCondition>& conditions;
  const MeshLabels& labels;
  const Scaling& scaling;
  const std::vector<double>& load_reference;
};

/// A state from which Newton's method converges: boundary values carried inside by Laplace's
/// equation, then (StartMode::equilibrium) the Poisson-Boltzmann potential in the field of these
/// electrochemical potentials. Computed in electrochemical potentials whatever the unknowns are.
///
/// @param problem set up on the mesh; left at full load and full physics
template <int dim>
dealii::PETScWrappers::MPI::Vector start_state(const ProblemParts<dim>& parts,
                                               DiscreteProblem<dim>& problem,
                                               const SolverSettings& settings, const SolveLog& log);

/// The state at load 0: no field, every species at its reference concentration.
template <int dim>
dealii::PETScWrappers::MPI::Vector equilibrium_state(const ProblemParts<dim>& parts);

} // namespace ionflux
