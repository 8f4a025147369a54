#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/output/point_quantities.h>

#include <string>
#include <vector>

namespace ionflux {

/// What field files and profiles are made from; refers to objects that live elsewhere.
template <int dim>
struct FieldSource {
  const Discretization<dim>& discretization;
  const Model& model;
  const std::vector<std::string>& region_names; ///< the index is deal.II's material id
  bool with_parts = false;                      ///< the parts of the fluxes too?
};

/// The quantities at given points of one cell after another.
template <int dim>
class CellSampler {
public:
  /// @param solution ghosted, all constraints distributed; must not change meanwhile
  /// @param with_solution whether SolutionProperties are wanted; else they are NaN
  CellSampler(const FieldSource<dim>& source, const dealii::PETScWrappers::MPI::Vector& solution,
              const bool with_solution = true)
      : quantities(source.model, with_solution, source.with_parts),
        discretization(source.discretization), length(source.model.scaling.length),
        unknowns(solution, discretization.owned, discretization.relevant),
        dofs(discretization.fe.n_dofs_per_cell()), value(discretization.n_fields()),
        gradient(discretization.n_fields() * dim) {}

  const std::vector<FieldDescription>& fields() const { return quantities.fields(); }
  unsigned int n_scalars() const { return quantities.n_scalars(); }

  /// Choose an owned cell.
  void reinit(const typename dealii::DoFHandler<dim>::active_cell_iterator& cell) {
    cell->get_dof_indices(dofs);
    region = cell->material_id();
  }

  /// Quantities at point q of `values` (scalar element, reinitialised on the chosen cell, with
  /// values, gradients and positions); layout: PointQuantities::evaluate(). Valid until the next
  /// call.
  const std::vector<double>& at(const dealii::FEValuesBase<dim>& values, unsigned int q);

  /// PointQuantities::dissipation() at the point of the last at().
  double dissipation() const { return quantities.dissipation(); }
  /// Unknown of the potential at the point of the last at() [-]. Where an electrode sets it, that
  /// of the electrode, also in electroneutral problems, whose potential follows from the other
  /// unknowns and jumps where a bath meets fixed charge.
  double potential_unknown() const { return value[0]; }
  const PointQuantities::FluxParts& parts(const unsigned int species) const {
    return quantities.parts(species);
  }

private:
  PointQuantities quantities;
  const Discretization<dim>& discretization;
  const double length;
  const LocalValues unknowns;
  std::vector<dealii::types::global_dof_index> dofs;
  std::vector<double> value, gradient;
  unsigned int region = 0;
};

} // namespace ionflux
