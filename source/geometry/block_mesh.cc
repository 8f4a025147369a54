#include <ionflux/geometry/block_mesh.h>
#include <ionflux/geometry/cell_budget.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

template <int dim>
BlockMesh<dim>::BlockMesh(const double size) : size(size), tolerance(1e-9 * size) {}

template <int dim>
unsigned int BlockMesh<dim>::vertex(const Vertex& place) {
  // Lattice of a width far above the tolerance: equal vertices lie in the same or in touching
  // boxes.
  std::array<long long, dim> box;
  for (int d = 0; d < dim; ++d)
    box[d] = std::llround(place[d] / (4 * tolerance));

  constexpr int n_near = dim == 2 ? 9 : 27;
  for (int shift = 0; shift < n_near; ++shift) {
    std::array<long long, dim> near = box;
    for (int d = 0, rest = shift; d < dim; ++d, rest /= 3)
      near[d] += rest % 3 - 1;
    const auto found = lattice.find(near);
    if (found == lattice.end()) continue;
    for (const unsigned int v : found->second) {
      double square = 0;
      for (int d = 0; d < dim; ++d)
        square += (vertices[v][d] - place[d]) * (vertices[v][d] - place[d]);
      if (square <= tolerance * tolerance) return v;
    }
  }
  lattice[box].push_back(vertices.size());
  vertices.push_back(place);
  return vertices.size() - 1;
}

template <int dim>
void BlockMesh<dim>::add_block(const Index& n, const std::function<Vertex(const Index&)>& point,
                               const unsigned int region, const int manifold) {
  const std::size_t first = cells.size();
  double n_in_all = 1.0; // the whole number may overflow
  for (const unsigned int count : n)
    n_in_all *= count;
  require_cells(first + n_in_all);
  unsigned int n_cells = 1;
  for (const unsigned int count : n)
    n_cells *= count;
  for (unsigned int c = 0; c < n_cells; ++c) {
    std::array<Vertex, n_vertices> places;
    for (unsigned int v = 0; v < n_vertices; ++v) {
      Index index;
      for (unsigned int d = 0, rest = c; d < dim; rest /= n[d], ++d)
        index[d] = rest % n[d] + ((v >> d) & 1u);
      places[v] = point(index);
    }
    add_cell(places, region, manifold);
  }
  if (n_cells == 0 || corner_jacobian(cells[first], 0) > 0) return;
  for (std::size_t c = first; c < cells.size(); ++c)
    for (unsigned int v = 0; v < n_vertices; v += 2)
      std::swap(cells[c].vertices[v], cells[c].vertices[v + 1]);
}

template <int dim>
void BlockMesh<dim>::add_cell(const std::array<Vertex, n_vertices>& places,
                              const unsigned int region, const int manifold) {
  Cell cell;
  for (unsigned int v = 0; v < n_vertices; ++v)
    cell.vertices[v] = vertex(places[v]);
  cell.region = region;
  cell.manifold = manifold;
  cells.push_back(cell);
}

template <int dim>
double BlockMesh<dim>::corner_jacobian(const Cell& cell, const unsigned int v) const {
  std::array<Vertex, dim> edge;
  for (unsigned int d = 0; d < dim; ++d) {
    const Vertex& low = vertices[cell.vertices[v & ~(1u << d)]];
    const Vertex& high = vertices[cell.vertices[v | (1u << d)]];
    for (int e = 0; e < dim; ++e)
      edge[d][e] = high[e] - low[e];
  }
  const auto minor = [&edge](const int a, const int b) {
    return edge[0][a] * edge[1][b] - edge[0][b] * edge[1][a];
  };
  if constexpr (dim == 2)
    return minor(0, 1);
  else
    return minor(0, 1) * edge[2][2] - minor(0, 2) * edge[2][1] + minor(1, 2) * edge[2][0];
}

template <int dim>
typename BlockMesh<dim>::Face face_of(const typename BlockMesh<dim>::Cell& cell,
                                      const unsigned int f) {
  typename BlockMesh<dim>::Face face;
  unsigned int n = 0;
  for (unsigned int v = 0; v < BlockMesh<dim>::n_vertices; ++v)
    if (((v >> (f / 2)) & 1u) == f % 2) face[n++] = cell.vertices[v];
  std::sort(face.begin(), face.end());
  return face;
}

template <int dim>
std::map<typename BlockMesh<dim>::Face, std::vector<unsigned int>> BlockMesh<dim>::faces() const {
  std::map<Face, std::vector<unsigned int>> list;
  for (unsigned int c = 0; c < cells.size(); ++c)
    for (unsigned int f = 0; f < 2 * dim; ++f)
      list[face_of<dim>(cells[c], f)].push_back(c);
  return list;
}

template <int dim>
void BlockMesh<dim>::mark_faces(const std::function<FaceMark(const FaceView<dim>&)>& mark) {
  for (const auto& [face, neighbours] : faces()) {
    if (marks.count(face) != 0) continue;
    FaceView<dim> view;
    view.region = cells[neighbours[0]].region;
    if (neighbours.size() == 2) {
      view.neighbour = cells[neighbours[1]].region;
      if (view.neighbour == view.region) continue;
      if (view.neighbour < view.region) std::swap(view.region, view.neighbour);
    }
    view.centre.fill(0.0);
    for (const unsigned int v : face) {
      view.vertices.push_back(vertices[v]);
      for (int d = 0; d < dim; ++d)
        view.centre[d] += vertices[v][d] / face.size();
    }
    const FaceMark found = mark(view);
    if (found.boundary != none || found.manifold != none) marks[face] = found;
  }
}

template <int dim>
void BlockMesh<dim>::check() const {
  for (const Cell& cell : cells)
    for (unsigned int v = 0; v < n_vertices; ++v)
      if (!(corner_jacobian(cell, v) > 0))
        throw std::logic_error("block mesh: a cell is turned over or degenerate");
  for (const auto& [face, neighbours] : faces()) {
    const auto mark = marks.find(face);
    const bool named = mark != marks.end() && mark->second.boundary != none;
    if (neighbours.size() > 2) throw std::logic_error("block mesh: a face has three cells");
    // An outer face without a name is also what two blocks leave behind that do not fit together.
    if (named != (neighbours.size() == 1))
      throw std::logic_error(named ? "block mesh: an inner face is called a boundary"
                                   : "block mesh: an outer face belongs to no boundary");
  }
}

template class BlockMesh<2>;
template class BlockMesh<3>;
template BlockMesh<2>::Face face_of<2>(const BlockMesh<2>::Cell&, unsigned int);
template BlockMesh<3>::Face face_of<3>(const BlockMesh<3>::Cell&, unsigned int);

} // namespace ionflux
