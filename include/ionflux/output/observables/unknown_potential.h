#pragma once

#include <ionflux/fem/discrete_problem.h>
#include <ionflux/output/observables/mesh_errors.h>
#include <ionflux/output/table_writer.h>

#include <string>
#include <vector>

namespace ionflux {

/// The potential of a boundary that was found with the solution, and how well its condition is met.
struct UnknownPotential {
  std::string boundary;    ///< names of the boundaries, as in the input
  std::string quantity;    ///< "potential at given current", "floating potential"
  bool is_current = false; ///< else a charge is given
  double potential = 0.0;  ///< [V]
  double given = 0.0;      ///< current into the domain [A] or charge of the conductor [C] *
  double excess = 0.0;     ///< by which the solution misses it [A, C] *
  double relative = 0.0;   ///< the same over the size of the terms of the condition
  double error = -1.0;     ///< of the potential, algebraic [V]; negative: unknown
  // * for the whole object; per metre of depth in planar 2-D runs
};

/// All of them, in the order of the input; empty for most problems. Collective.
///
/// @param state  owned
/// @param excess of their conditions, see SolvedRows
template <int dim>
std::vector<UnknownPotential> unknown_potentials(const DiscreteProblem<dim>& problem,
                                                 const Model& model,
                                                 const dealii::PETScWrappers::MPI::Vector& state,
                                                 const std::vector<double>& excess);

/// Current and charge are those of the solution.
/// @param errors of the potentials, in their order
CsvTable unknown_potential_table(const std::vector<UnknownPotential>& potentials,
                                 const MeshErrors& errors, unsigned int physical_dimension);

} // namespace ionflux
