#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>
#include <ionflux/fem/node_equation.h>

#include <deal.II/lac/affine_constraints.h>

#include <cmath>
#include <memory>
#include <vector>

namespace ionflux {

/// The common potential of a boundary that is an unknown itself: it lives in the solution vector at
/// one node, the master; the potentials of the other nodes, the slaves, are equal to it.
struct SharedPotential {
  unsigned int condition;                              ///< index in BoundaryMap::conditions()
  dealii::types::global_dof_index master;              ///< the same on all ranks
  std::vector<dealii::types::global_dof_index> slaves; ///< owned ones, the master not among them
};

/// What the boundary conditions say of single unknowns: fixed values, node equations, and species
/// that are not there.
///
/// A given composition is mu = mu0 + ln a + z phi. Where phi is given at the node too, that is a
/// fixed value. Where it is not, the row is replaced; in AffineConstraints the condensation would
/// add the species' residual to Poisson's row.
template <int dim>
class FixedValues {
public:
  FixedValues(const Discretization<dim>& discretization, const Model& model);

  /// Find the fixed unknowns and their values.
  ///
  /// @param load from 0 (equilibrium: no bias, every bath like Model::load_reference) to 1 (the
  ///             problem)
  void update(double load);

  /// Hanging nodes and fixed values, for owned and ghosted unknowns.
  const dealii::AffineConstraints<double>& constraints() const { return all; }

  /// Owned unknowns with a fixed value (hanging nodes not among them).
  const std::vector<dealii::types::global_dof_index>& fixed() const { return owned_fixed; }

  /// Boundaries whose potential is an unknown, in the order of the input.
  const std::vector<SharedPotential>& shared_potentials() const { return shared; }

  /// Which of them an owned potential is equal to; -1: none.
  int shared_potential_of(dealii::types::global_dof_index potential) const;

  /// Owned node equations.
  const std::vector<NodeEquation>& node_equations() const { return equations; }

private:
  struct Marks; // what is known of the owned unknowns while they are collected

  void mark_absent_species(Marks& marks) const;
  void mark_given_potential(Marks& marks, double load) const;
  void mark_boundaries(Marks& marks, bool species_laws, double load);
  void pin_potential(Marks& marks) const;
  std::vector<double> given_concentrations(const BoundaryCondition& condition,
                                           const GivenValue::Point& x, double load) const;
  void apply_composition(Marks& marks, const AppliedLaw& given, const std::vector<double>& c,
                         const PointMaterial& material, dealii::types::global_dof_index unknown);
  void apply_potential(Marks& marks, const AppliedLaw& given, double value,
                       const PointMaterial& material, dealii::types::global_dof_index unknown);
  void add_equation(Marks& marks, unsigned int species, NodeEquation::Given given, double value,
                    const PointMaterial& material, dealii::types::global_dof_index unknown);
  void find_masters(const Marks& marks);
  void build_constraints(const Marks& marks);

  const Discretization<dim>& discretization;
  const Electrolyte& electrolyte;
  const Medium& medium;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  const std::vector<double>& load_reference;
  const TransportLaw& law;

  dealii::AffineConstraints<double> all;
  std::vector<dealii::types::global_dof_index> owned_fixed;
  std::vector<NodeEquation> equations;
  std::vector<SharedPotential> shared;
};

/// SI unit of a given total divided by its dimensionless value, per radian if axisymmetric.
template <int dim>
double total_scale(const Discretization<dim>& d, const BoundaryLaw& law, const Scaling& scaling) {
  return law.total(d.full_turn() / d.symmetry_fraction, scaling, d.physical_dimension());
}

/// Position in metres of a point of the mesh, for GivenValue.
template <int dim>
GivenValue::Point metres(const dealii::Point<dim>& x, const double length) {
  GivenValue::Point position{};
  for (unsigned int d = 0; d < dim; ++d)
    position[d] = x[d] * length;
  return position;
}

} // namespace ionflux
