#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

namespace ionflux {

/// What an error estimator must know of the problem that was solved; views, nothing is owned.
template <int dim>
struct ProblemView {
  const Discretization<dim>& discretization;
  const Model& model;

  /// Settings of elements on the same mesh whose degree is higher by `more`.
  DiscretizationSettings with_higher_degree(const unsigned int more) const {
    DiscretizationSettings settings = discretization.settings;
    settings.degree += more;
    if (settings.n_quadrature_points > 0) settings.n_quadrature_points += more;
    return settings;
  }
};

} // namespace ionflux
