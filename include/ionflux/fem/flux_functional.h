#pragma once

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/discretization.h>
#include <ionflux/fem/fixed_values.h>

#include <vector>

namespace ionflux {

/// A number that the user wants: a linear combination of the outward fluxes of the fields through a
/// boundary, dimensionless (per radian if axisymmetric).
struct Goal {
  std::vector<unsigned int> boundaries; ///< their ids
  std::vector<double> weights;          ///< factor of the flux of each field; [0] is the potential
};

/// Outward fluxes, [boundary id][field], dimensionless, per radian if axisymmetric; global.
using FluxTable = std::vector<std::vector<double>>;

/// THE definition of a flux through a boundary: for tables, given currents, goals and estimators.
///
///     outward flux = - sum of the residual rows of the boundary's unknowns that something fixes
///                    - integral of the flux laws on the boundary
///
/// or, on a side of a thin membrane, what the membrane's law says. Rows of free unknowns are zero
/// at a solution and take no part: they hold the solver's rest. See equations.md, "Conservative
/// flux".
template <int dim>
class FluxFunctional {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  FluxFunctional(const Discretization<dim>& discretization, const Model& model,
                 const Assembler<dim>& assembler)
      : discretization(discretization), medium(model.medium), boundaries(model.boundaries),
        assembler(assembler) {}

  /// Meet the mesh as it is now.
  void setup(const FixedValues<dim>& fixed);

  /// All fluxes of a state. Collective.
  /// @param rows raw residual with surface terms, see Assembler
  FluxTable outward(const Vector& rows, const StateView& state,
                    const ResidualOptions& options = {}) const;

  /// Minus the sums of the rows that count for each boundary: all but what laws give.
  FluxTable reactions(const Vector& rows) const;

  /// The goal's combination of them.
  static double value(const Goal& goal, const FluxTable& outward);

  /// The weight psi of the residual rows in J(u) = - psi . R(u) - (given fluxes): the goal's
  /// factors at the fixed unknowns that count for its boundaries, zero elsewhere. Owned; hanging
  /// nodes in place.
  Vector weights(const Goal& goal) const;

  /// Derivative of J at a state for the free unknowns.
  ///
  /// @param constraints hanging nodes and fixed values: where the result is zero
  /// @param weights     what weights() returned, ghosted
  Vector gradient(const Goal& goal, const dealii::AffineConstraints<double>& constraints,
                  const Vector& weights, const StateView& state) const;

  /// Derivative of the goal's combination of what laws of the state give on its boundaries, by all
  /// unknowns. Owned; entries of hanging nodes are at the nodes they hang on.
  Vector given_gradient(const Goal& goal, const StateView& state,
                        const ResidualOptions& options = {}) const;

  /// Is the row of this owned unknown (by position) part of a flux?
  bool counts(const unsigned int unknown) const { return counted[unknown] != 0; }

  /// Boundary of each owned node, by position; no_boundary: an inner one.
  std::vector<unsigned int> boundary_of_nodes() const;

private:
  template <typename Work>
  void for_each_law_block(const Goal& goal, const StateView& state, const ResidualOptions& options,
                          const Work& work) const;

  const Discretization<dim>& discretization;
  const Medium& medium;
  const BoundaryMap& boundaries;
  const Assembler<dim>& assembler;
  std::vector<unsigned int> owner; ///< boundary of each owned unknown, see boundary_of_unknowns()
  std::vector<char> counted;       ///< does its row count for that boundary?
};

} // namespace ionflux
