#include <ionflux/geometry/mesh_overlap.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace ionflux {

namespace {

template <int dim>
using VertexOf = typename BlockMesh<dim>::Vertex;

template <int dim>
VertexOf<dim> centre_of(const BlockMesh<dim>& mesh, const std::vector<unsigned int>& corners) {
  VertexOf<dim> centre{};
  for (const unsigned int v : corners)
    for (int d = 0; d < dim; ++d)
      centre[d] += mesh.vertices[v][d] / corners.size();
  return centre;
}

/// Normal of a face: across an edge in 2-D, across both diagonals in 3-D. Its sign is free.
template <int dim>
VertexOf<dim> normal_of(const BlockMesh<dim>& mesh, const std::vector<unsigned int>& face) {
  const auto& x = mesh.vertices;
  if constexpr (dim == 2) {
    return {{x[face[1]][1] - x[face[0]][1], x[face[0]][0] - x[face[1]][0]}};
  } else {
    VertexOf<3> a, b;
    for (int d = 0; d < 3; ++d) {
      a[d] = x[face[3]][d] - x[face[0]][d];
      b[d] = x[face[2]][d] - x[face[1]][d];
    }
    return {{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]}};
  }
}

/// Is the place well inside the cell: on the same side of each face as the centre, and not near it?
template <int dim>
bool contains_place(const BlockMesh<dim>& mesh, const typename BlockMesh<dim>::Cell& cell,
                    const VertexOf<dim>& place) {
  constexpr double margin = 0.02; // of the distance from face to centre; faces may be warped
  const std::vector<unsigned int> corners(cell.vertices.begin(), cell.vertices.end());
  const VertexOf<dim> centre = centre_of<dim>(mesh, corners);
  for (unsigned int f = 0; f < 2 * dim; ++f) {
    std::vector<unsigned int> face; // lexicographic, so that 0-3 and 1-2 are diagonals
    for (unsigned int v = 0; v < corners.size(); ++v)
      if (((v >> (f / 2)) & 1u) == f % 2) face.push_back(corners[v]);
    const VertexOf<dim> normal = normal_of<dim>(mesh, face), middle = centre_of<dim>(mesh, face);
    double of_centre = 0.0, of_place = 0.0;
    for (int d = 0; d < dim; ++d) {
      of_centre += normal[d] * (centre[d] - middle[d]);
      of_place += normal[d] * (place[d] - middle[d]);
    }
    if (!(of_place / of_centre > margin)) return false;
  }
  return true;
}

/// Centres of cells in boxes of equal size.
template <int dim>
class Boxes {
public:
  explicit Boxes(const double width) : width(width) {}

  using Index = std::array<long long, dim>;
  Index index(const VertexOf<dim>& x) const {
    Index box;
    for (int d = 0; d < dim; ++d)
      box[d] = static_cast<long long>(std::floor(x[d] / width));
    return box;
  }
  std::vector<unsigned int>& at(const Index& box) { return list[key(box)]; }
  const std::vector<unsigned int>* find(const Index& box) const {
    const auto found = list.find(key(box));
    return found == list.end() ? nullptr : &found->second;
  }

private:
  // Different boxes may share a key: candidates are tested anyway.
  static std::size_t key(const Index& box) {
    std::size_t value = 0;
    for (const long long i : box)
      value = value * 1000003u + static_cast<std::size_t>(i);
    return value;
  }
  const double width;
  std::unordered_map<std::size_t, std::vector<unsigned int>> list;
};

/// Call `visit` for every box from `low` to `high`; ends when it returns true.
template <int dim, typename Visit>
bool for_boxes(const std::array<long long, dim>& low, const std::array<long long, dim>& high,
               const Visit& visit) {
  std::array<long long, dim> box = low;
  while (true) {
    if (visit(box)) return true;
    int d = 0;
    while (d < dim && ++box[d] > high[d]) {
      box[d] = low[d];
      ++d;
    }
    if (d == dim) return false;
  }
}

} // namespace

template <int dim>
std::pair<unsigned int, unsigned int> find_overlap(const BlockMesh<dim>& mesh) {
  const unsigned int n = mesh.cells.size();
  // As many boxes as cells or so.
  Boxes<dim> boxes(mesh.size / std::max(1.0, std::pow(1.0 * n, 1.0 / dim)));
  std::vector<VertexOf<dim>> centres;
  for (unsigned int c = 0; c < n; ++c) {
    const auto& corners = mesh.cells[c].vertices;
    centres.push_back(centre_of<dim>(mesh, {corners.begin(), corners.end()}));
    boxes.at(boxes.index(centres.back())).push_back(c);
  }
  for (unsigned int c = 0; c < n; ++c) {
    VertexOf<dim> low = centres[c], high = low;
    for (const unsigned int v : mesh.cells[c].vertices)
      for (int d = 0; d < dim; ++d) {
        low[d] = std::min(low[d], mesh.vertices[v][d]);
        high[d] = std::max(high[d], mesh.vertices[v][d]);
      }
    unsigned int other = c;
    const bool found = for_boxes<dim>(boxes.index(low), boxes.index(high), [&](const auto& box) {
      const std::vector<unsigned int>* const candidates = boxes.find(box);
      if (candidates == nullptr) return false;
      for (const unsigned int candidate : *candidates)
        if (candidate != c && contains_place<dim>(mesh, mesh.cells[c], centres[candidate])) {
          other = candidate;
          return true;
        }
      return false;
    });
    if (found) return {std::min(c, other), std::max(c, other)};
  }
  return {n, n};
}

template std::pair<unsigned int, unsigned int> find_overlap(const BlockMesh<2>&);
template std::pair<unsigned int, unsigned int> find_overlap(const BlockMesh<3>&);

} // namespace ionflux
