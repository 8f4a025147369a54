#pragma once

#include <ionflux/fem/adaptivity/problem_view.h>

#include <deal.II/base/point.h>

#include <vector>

namespace ionflux {

/// How much fluxes near point sources, and line sources in 3-D, count: their squares cannot be
/// integrated there, and a mesh would be refined at the source alone, without end. At the distance
/// s from the source
///
///     w = s^2 / (s^2 + R^2) ,   R: a twentieth of the mesh's diameter ,
///
/// for the species that it releases, 1 for all else (weighted spaces: Agnelli, Garau and Morin,
/// ESAIM: M2AN 48 (2014) 1557).
template <int dim>
class SourceWeights {
public:
  /// Collective.
  explicit SourceWeights(const ProblemView<dim>& problem);

  /// Of a field at a point.
  ///
  /// @param least distance that at least counts, such as half the size of a cell
  double operator()(unsigned int field, const dealii::Point<dim>& x, double least) const;

private:
  struct Source {
    dealii::Point<dim> from, to; ///< the same: a point
    std::vector<char> of;        ///< fields
  };
  std::vector<Source> sources;
  double square_of_radius = 1.0;
};

} // namespace ionflux
