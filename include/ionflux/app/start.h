#pragma once

#include <ionflux/fem/discrete_problem.h>
#include <ionflux/solver/robust_solve.h>

namespace ionflux {

/// Everything a problem on a mesh is made of; views on objects that the simulation owns.
template <int dim>
struct ProblemParts {
  const Discretization<dim>& discretization;
  const Model& model;
  const MeshLabels& labels;
};

/// A state from which Newton's method converges, computed in electrochemical potentials whatever
/// the unknowns are. StartMode::equilibrium: boundary values carried inside by Laplace's equation,
/// then the Poisson-Boltzmann potential in the field of these electrochemical potentials.
/// StartMode::electroneutral: the solution without double layers, then the potential in the field
/// of its electrochemical potentials. StartMode::plain: Laplace's equation alone.
///
/// @param problem set up on the mesh; left at full load and full physics
/// @param mode    what was made: settings.start, `automatic` decided, and equilibrium where there
///                is no neutral solution
template <int dim>
dealii::PETScWrappers::MPI::Vector
start_state(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem,
            const SolverSettings& settings, const SolveLog& log, StartMode& mode);

/// Another start than `made`: electroneutral, or equilibrium after that. False if there is none.
template <int dim>
bool other_start(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem,
                 const SolverSettings& settings, const SolveLog& log, StartMode made,
                 dealii::PETScWrappers::MPI::Vector& x);

/// One composition and one potential everywhere.
/// @param concentrations / c0, none zero
/// @param potential      of it all [RT/F]
template <int dim>
dealii::PETScWrappers::MPI::Vector uniform_state(const ProblemParts<dim>& parts,
                                                 const std::vector<double>& concentrations,
                                                 double potential = 0.0);

/// The state at load 0: no field, every species at its reference concentration.
/// @param potential of it all [RT/F]
template <int dim>
dealii::PETScWrappers::MPI::Vector equilibrium_state(const ProblemParts<dim>& parts,
                                                     double potential = 0.0);

} // namespace ionflux
