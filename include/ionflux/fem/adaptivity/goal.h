#pragma once

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/boundary_map.h>
#include <ionflux/fem/discretization.h>

#include <vector>

namespace ionflux {

/// A number that the user wants: a linear combination of the outward fluxes of the fields through a
/// boundary, dimensionless (per radian if axisymmetric).
struct Goal {
  std::vector<unsigned int> boundaries; ///< their ids
  std::vector<double> weights;          ///< factor of the flux of each field; [0] is the potential
};

/// The weight psi of the residual rows in J(u) = - psi . R(u) - (given fluxes): the goal's factors
/// at the nodes that count for its boundaries, zero elsewhere. Owned; hanging nodes in place.
template <int dim>
dealii::PETScWrappers::MPI::Vector goal_weights(const Discretization<dim>& discretization,
                                                const BoundaryMap& boundaries, const Goal& goal);

/// J(u), the conservative flux that equations.md describes.
///
/// @param rows raw residual of u with surface terms, see Assembler
template <int dim>
double goal_value(const Assembler<dim>& assembler, const Goal& goal,
                  const dealii::PETScWrappers::MPI::Vector& weights,
                  const dealii::PETScWrappers::MPI::Vector& rows);

/// What is given on the goal's boundaries: goal factor times the integral of the flux laws there.
template <int dim>
double given_part(const Assembler<dim>& assembler, const Goal& goal);

/// Derivative of J at a state for the free unknowns, - (dR/du)^T psi.
///
/// @param assembler   of these elements, set up
/// @param constraints hanging nodes and fixed values: where the result is zero
/// @param weights     what goal_weights() returned, ghosted
/// @param solution    ghosted, constraints distributed
template <int dim>
dealii::PETScWrappers::MPI::Vector
goal_gradient(const Discretization<dim>& discretization, const Assembler<dim>& assembler,
              const Medium& medium, const dealii::AffineConstraints<double>& constraints,
              const dealii::PETScWrappers::MPI::Vector& weights,
              const dealii::PETScWrappers::MPI::Vector& solution);

} // namespace ionflux
