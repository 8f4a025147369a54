#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

#include <vector>

namespace ionflux {

/// The largest of a quantity over a mesh, and where.
template <int dim>
struct Largest {
  double value = 0.0;
  dealii::Point<dim> where; ///< in reference lengths
};

/// A given flow as the mesh sees it. Velocities in m/s.
template <int dim>
struct FlowSurvey {
  Largest<dim> speed;
  /// What a cell's faces let out more than in, per volume: the divergence, times the reference
  /// length over the largest speed.
  Largest<dim> divergence;
  std::vector<Largest<dim>> leaving, entering; ///< normal velocity, by boundary id
  /// Normal velocity on inner faces between a material that flows and one that is at rest.
  Largest<dim> into_rest;
  /// |v| h / (2 D p) by species, with the cell's length h along the flow and the degree p: above 1
  /// a layer of concentration across the flow is not resolved.
  std::vector<Largest<dim>> peclet;
};

/// Look at all cells and faces of the mesh. Collective; the same on all ranks. Throws InputError
/// where an expression is not finite.
template <int dim>
FlowSurvey<dim> survey_flow(const Discretization<dim>& discretization, const Model& model);

} // namespace ionflux
