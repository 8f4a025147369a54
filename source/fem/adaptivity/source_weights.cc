#include <ionflux/fem/adaptivity/source_weights.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

constexpr double radius = 0.05; // of the mesh's diameter

} // namespace

template <int dim>
SourceWeights<dim>::SourceWeights(const ProblemView<dim>& problem) {
  const Discretization<dim>& d = problem.discretization;
  for (const Release& release : problem.model.electrolyte.releases) {
    const unsigned int n = release.corners.size(); // 1: a point, 2: a line, 3: an area
    if (n + 1 > dim) continue;                     // what it makes has a finite energy
    Source source;
    for (unsigned int k = 0; k < dim; ++k) {
      source.from[k] = release.corners.front()[k] / problem.model.scaling.length;
      source.to[k] = release.corners.back()[k] / problem.model.scaling.length;
    }
    for (unsigned int field = 0; field < d.n_fields(); ++field)
      source.of.push_back(field > 0 && release.has(field - 1));
    sources.push_back(source);
  }
  if (sources.empty()) return;
  Point<dim> low, high;
  for (unsigned int k = 0; k < dim; ++k) {
    low[k] = 1e300;
    high[k] = -1e300;
  }
  for (const auto& cell : d.mesh.active_cell_iterators())
    if (cell->is_locally_owned())
      for (const unsigned int v : cell->vertex_indices())
        for (unsigned int k = 0; k < dim; ++k) {
          low[k] = std::min(low[k], cell->vertex(v)[k]);
          high[k] = std::max(high[k], cell->vertex(v)[k]);
        }
  square_of_radius = 0.0;
  for (unsigned int k = 0; k < dim; ++k) {
    const double width =
        Utilities::MPI::max(high[k], d.communicator) - Utilities::MPI::min(low[k], d.communicator);
    square_of_radius += std::pow(radius * width, 2);
  }
}

template <int dim>
double SourceWeights<dim>::operator()(const unsigned int field, const Point<dim>& x,
                                      const double least) const {
  double weight = 1.0;
  for (const Source& source : sources) {
    if (!source.of[field]) continue;
    const Tensor<1, dim> along = source.to - source.from, there = x - source.from;
    const double square = along * along,
                 part = square > 0.0 ? std::clamp((there * along) / square, 0.0, 1.0) : 0.0,
                 distance = std::max((there - part * along).norm(), least);
    weight = std::min(weight, distance * distance / (distance * distance + square_of_radius));
  }
  return weight;
}

template class SourceWeights<2>;
template class SourceWeights<3>;

} // namespace ionflux
