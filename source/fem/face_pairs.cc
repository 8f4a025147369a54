#include <ionflux/fem/face_pairs.h>
#include <ionflux/support/errors.h>

#include <deal.II/distributed/tria.h>
#include <deal.II/grid/grid_tools.h>

#include <map>

namespace ionflux {

using namespace dealii;

namespace {

template <int dim>
using Cell = typename Triangulation<dim>::cell_iterator;
template <int dim>
using Pairs = std::vector<GridTools::PeriodicFacePair<Cell<dim>>>;

constexpr double tolerance = 1e-7; // of the size of a face

/// A face of the side of an interface.
template <int dim>
struct SideFace {
  Cell<dim> cell;
  unsigned int face;
};

template <int dim>
unsigned int steepest_direction(const SideFace<dim>& side) {
  // The vertices of two opposite faces of a cell differ most in the direction across.
  const Tensor<1, dim> across =
      side.cell->face(side.face)->center() - side.cell->face(side.face ^ 1u)->center();
  const auto face = side.cell->face(side.face);
  // Normal: what is left of that without the directions in the face.
  Tensor<1, dim> normal = across;
  Tensor<1, dim> first = face->vertex(1) - face->vertex(0);
  first /= first.norm();
  normal -= (normal * first) * first;
  if constexpr (dim == 3) {
    Tensor<1, dim> second = face->vertex(2) - face->vertex(0);
    second -= (second * first) * first;
    second /= second.norm();
    normal -= (normal * second) * second;
  }
  unsigned int steepest = 0;
  for (unsigned int d = 1; d < dim; ++d)
    if (std::abs(normal[d]) > std::abs(normal[steepest])) steepest = d;
  return steepest;
}

// deal.II finds out how two faces are turned against each other, for faces of two boundary ids: so
// each pair gets ids of its own for a moment.
template <int dim>
void add_pair(const SideFace<dim>& a, const SideFace<dim>& b, Triangulation<dim>& mesh,
              Pairs<dim>& pairs) {
  const auto face_a = a.cell->face(a.face), face_b = b.cell->face(b.face);
  const auto id_a = face_a->boundary_id(), id_b = face_b->boundary_id();
  const types::boundary_id alone = numbers::internal_face_boundary_id - 2;
  face_a->set_boundary_id(alone);
  face_b->set_boundary_id(alone + 1);
  GridTools::collect_periodic_faces(mesh, alone, alone + 1, steepest_direction(a), pairs);
  face_a->set_boundary_id(id_a);
  face_b->set_boundary_id(id_b);
}

/// The two sides of the cut interfaces: faces at the same place.
template <int dim>
void pair_membrane_sides(const MeshLabels& labels, Triangulation<dim>& mesh, Pairs<dim>& pairs) {
  // Ordered by a coordinate in a direction in which hardly two faces are equal.
  Tensor<1, dim> slanted;
  for (unsigned int d = 0; d < dim; ++d)
    slanted[d] = d == 0 ? 0.7390851 : d == 1 ? 0.5671433 : 0.3612409;
  std::multimap<double, SideFace<dim>> waiting;
  for (const auto& cell : mesh.cell_iterators_on_level(0))
    for (const unsigned int f : cell->face_indices()) {
      const auto face = cell->face(f);
      if (!face->at_boundary() || labels.membrane_sides.count(face->boundary_id()) == 0) continue;
      const double near = tolerance * face->diameter(), place = face->center() * slanted;
      auto other = waiting.lower_bound(place - near);
      for (; other != waiting.end() && other->first <= place + near; ++other)
        if (other->second.cell->face(other->second.face)->center().distance(face->center()) < near)
          break;
      if (other == waiting.end() || other->first > place + near) {
        waiting.insert({place, {cell, f}});
        continue;
      }
      add_pair<dim>(other->second, {cell, f}, mesh, pairs);
      waiting.erase(other);
    }
  if (!waiting.empty()) throw std::logic_error("a side of a membrane looks at nothing");
}

} // namespace

template <int dim>
void join_opposite_faces(const MeshLabels& labels,
                         parallel::distributed::Triangulation<dim, dim>& mesh) {
  Pairs<dim> pairs;
  for (const PeriodicSides& sides : labels.periodic) {
    const std::size_t before = pairs.size();
    std::array<unsigned int, 2> n = {{0, 0}};
    for (const auto& cell : mesh.cell_iterators_on_level(0))
      for (const unsigned int f : cell->face_indices())
        for (const unsigned int side : {0u, 1u})
          if (cell->at_boundary(f) &&
              cell->face(f)->boundary_id() == (side == 0 ? sides.first : sides.second))
            ++n[side];
    if (n[0] == n[1] && n[0] > 0)
      GridTools::collect_periodic_faces(mesh, sides.first, sides.second, sides.direction, pairs);
    if (n[0] == 0 || pairs.size() - before != n[0] || n[0] != n[1])
      throw InputError(ExitCode::bad_input_file, "the faces of the periodic sides '" +
                                                     labels.boundaries[sides.first] + "' and '" +
                                                     labels.boundaries[sides.second] +
                                                     "' do not match: both need the same mesh");
  }
  pair_membrane_sides<dim>(labels, mesh, pairs);
  if (!pairs.empty()) mesh.add_periodicity(pairs);
}

template void join_opposite_faces(const MeshLabels&, parallel::distributed::Triangulation<2, 2>&);
template void join_opposite_faces(const MeshLabels&, parallel::distributed::Triangulation<3, 3>&);

} // namespace ionflux
