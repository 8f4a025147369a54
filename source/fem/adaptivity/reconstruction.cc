#include <ionflux/fem/adaptivity/interpolation.h>
#include <ionflux/fem/adaptivity/line_polynomials.h>
#include <ionflux/fem/adaptivity/reconstruction.h>

#include <deal.II/base/geometry_info.h>
#include <deal.II/fe/fe_tools.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Nodes of an element in a direction, at most.
constexpr unsigned int max_nodes = 8;

} // namespace

/// What lies beyond a face: a cell N that fits to the face of `base`, the cell itself or, if N is
/// coarser, its parent. N may be refined, then its children beside the face are meant.
template <int dim>
struct Reconstruction<dim>::Neighbour {
  bool there = false;
  Cell cell;             ///< N
  bool refined = false;  ///< samples are taken from the children
  int child = -1;        ///< of the parent the cell is; -1: base is the cell itself
  double width = 0.0;    ///< of the active cells there, over that of the cell
  unsigned int face = 0; ///< of base
  std::array<Point<dim>, GeometryInfo<dim>::vertices_per_face> vertices; ///< of the face, in N
  std::vector<double> factors, own; ///< of its nodes along a line, and of the cell's own, in b
  Tensor<1, dim> inward;            ///< direction from the face through N
};

template <int dim>
Reconstruction<dim>::Reconstruction(const Discretization<dim>& coarse,
                                    const Discretization<dim>& fine)
    : coarse(coarse), fine(fine), nodes(nodes_in_a_direction(coarse.settings.degree)),
      numbering(FETools::lexicographic_to_hierarchic_numbering<dim>(coarse.settings.degree)),
      fine_numbering(FETools::lexicographic_to_hierarchic_numbering<dim>(fine.settings.degree)) {
  std::vector<double> bubble;                  // w at the finer nodes
  std::vector<std::vector<double>> tangential; // shape functions there
  for (const double x : nodes_in_a_direction(fine.settings.degree)) {
    bubble.push_back(node_product(nodes, x));
    tangential.emplace_back();
    for (unsigned int i = 0; i < nodes.size(); ++i)
      tangential.back().push_back(lagrange(nodes, i, x));
  }
  bubble.front() = bubble.back() = 0.0; // not the rounding of it
  for (unsigned int along = 0; along < dim; ++along)
    for (unsigned int number = 0; number < power(nodes.size(), dim - 1); ++number)
      bubbles[along].push_back(make_bubble<dim>(bubble, tangential, along, number));

  const unsigned int n_nodes = coarse.n_nodes_per_cell();
  node_list.assign(coarse.mesh.n_active_cells() * n_nodes, numbers::invalid_dof_index);
  std::vector<types::global_dof_index> dofs(coarse.fe.n_dofs_per_cell());
  for (const auto& cell : coarse.dof_handler.active_cell_iterators()) {
    if (cell->is_artificial()) continue;
    cell->get_dof_indices(dofs);
    for (unsigned int a = 0; a < n_nodes; ++a)
      node_list[cell->active_cell_index() * n_nodes + a] =
          dofs[coarse.cell_index[a]] / coarse.n_fields();
  }
  share = with_ghosts(fine, share_of_cells(fine));
}

// From the middle of one side to that of the other.
template <int dim>
double Reconstruction<dim>::extent(const Cell& cell, const unsigned int direction) const {
  Tensor<1, dim> across;
  for (const unsigned int v : cell->vertex_indices())
    across +=
        (GeometryInfo<dim>::unit_cell_vertex(v)[direction] > 0.5 ? 1.0 : -1.0) * cell->vertex(v);
  return across.norm();
}

template <int dim>
typename Reconstruction<dim>::Neighbour
Reconstruction<dim>::find_neighbour(const Cell& cell, const unsigned int face) const {
  Neighbour result;
  if (cell->at_boundary(face)) return result;
  result.face = face;
  result.cell = cell->neighbor(face);
  Cell base = cell;
  if (cell->neighbor_is_coarser(face)) {
    base = cell->parent();
    for (unsigned int c = 0; c < base->n_children(); ++c)
      if (base->child(c) == cell) result.child = c;
  }
  // The same corners, whatever the cells' own directions are.
  Point<dim> middle;
  for (unsigned int j = 0; j < GeometryInfo<dim>::vertices_per_face; ++j) {
    const unsigned int vertex =
        base->vertex_index(GeometryInfo<dim>::face_to_cell_vertices(face, j));
    bool found = false;
    for (const unsigned int v : result.cell->vertex_indices())
      if (result.cell->vertex_index(v) == vertex) {
        result.vertices[j] = GeometryInfo<dim>::unit_cell_vertex(v);
        found = true;
      }
    if (!found) return result;
    middle += result.vertices[j] / GeometryInfo<dim>::vertices_per_face;
  }
  unsigned int direction = 0;
  for (unsigned int k = 0; k < dim; ++k)
    if (std::abs(middle[k] - 0.5) > 0.25) direction = k;
  result.inward[direction] = middle[direction] < 0.5 ? 1.0 : -1.0;
  result.refined = !result.cell->is_active();
  result.width = extent(result.cell, direction) / extent(cell, face / 2);
  if (result.refined) result.width *= 0.5;
  result.there =
      (result.refined ? result.cell->child(0) : result.cell)->material_id() == cell->material_id();
  return result;
}

// Values at the nodes of the neighbour along a line, each a sum over its nodes {number, weight}; at
// a hanging face the line may lie between them.
template <int dim>
void Reconstruction<dim>::add_samples(const Neighbour& n, Point<dim> on_face,
                                      const std::vector<double>& factors, Line& line) const {
  if (n.child >= 0) on_face = GeometryInfo<dim>::child_to_cell_coordinates(on_face, n.child);
  Point<dim> start; // bilinear on the face
  for (unsigned int j = 0; j < GeometryInfo<dim>::vertices_per_face; ++j) {
    const Point<dim> corner =
        GeometryInfo<dim>::unit_cell_vertex(GeometryInfo<dim>::face_to_cell_vertices(n.face, j));
    double weight = 1.0;
    for (unsigned int k = 0; k < dim; ++k)
      if (k != n.face / 2) weight *= corner[k] > 0.5 ? on_face[k] : 1.0 - on_face[k];
    start += weight * n.vertices[j];
  }
  Cell active = n.cell;
  if (n.refined) {
    const unsigned int child =
        GeometryInfo<dim>::child_cell_from_point(Point<dim>(start + 0.25 * n.inward));
    active = n.cell->child(child);
    start = GeometryInfo<dim>::cell_to_child_coordinates(start, child);
  }
  const unsigned int n_line = nodes.size(), n_nodes = coarse.n_nodes_per_cell();
  const types::global_dof_index* list = &node_list[active->active_cell_index() * n_nodes];
  // Shape functions a direction; along the line the nodes themselves.
  std::array<std::array<double, max_nodes>, dim> shapes;
  unsigned int along = 0;
  for (unsigned int k = 0; k < dim; ++k) {
    if (n.inward[k] != 0.0) along = k;
    for (unsigned int i = 0; i < n_line; ++i) {
      const double value = lagrange(nodes, i, start[k]);
      shapes[k][i] = std::abs(value) > 1e-12 ? value : 0.0;
    }
  }
  for (unsigned int j = 1; j < n_line; ++j)
    shapes[along][n.inward[along] > 0.0 ? j : n_line - 1 - j] = factors[j];
  shapes[along][n.inward[along] > 0.0 ? 0 : n_line - 1] = 0.0;
  for (unsigned int place = 0; place < n_nodes; ++place) {
    double value = 1.0;
    const auto index = grid_indices<dim>(place, n_line);
    for (unsigned int k = 0; k < dim && value != 0.0; ++k)
      value *= shapes[k][index[k]];
    if (value != 0.0) line.emplace_back(list[numbering[place]], value);
  }
}

// Divided differences with one more node: (u(xi_s) - sum_i L_i(xi_s) u_i) / w(xi_s), their mean.
template <int dim>
void Reconstruction<dim>::make_line(const Cell& cell, const std::array<Neighbour, 2>& neighbours,
                                    const unsigned int along, const unsigned int number,
                                    Line& line) const {
  const unsigned int n_line = nodes.size(), stride = power(n_line, along);
  const unsigned int first = number % stride + (number / stride) * stride * n_line;
  const auto index = grid_indices<dim>(first, n_line);
  line.clear();
  for (unsigned int side = 0; side < 2; ++side) {
    if (!neighbours[side].there) continue;
    Point<dim> on_face;
    for (unsigned int k = 0; k < dim; ++k)
      on_face[k] = k == along ? side : nodes[index[k]];
    add_samples(neighbours[side], on_face, neighbours[side].factors, line);
  }
  const types::global_dof_index* list =
      &node_list[cell->active_cell_index() * coarse.n_nodes_per_cell()];
  for (unsigned int i = 0; i < n_line; ++i)
    line.emplace_back(list[numbering[first + i * stride]],
                      neighbours[0].own[i] + neighbours[1].own[i]);
}

// Factors of the values in the divided differences; they are the same on all lines of a cell.
template <int dim>
void Reconstruction<dim>::find_factors(std::array<Neighbour, 2>& neighbours) const {
  const unsigned int n_line = nodes.size();
  const double count = (neighbours[0].there + neighbours[1].there) * (n_line - 1.0);
  for (unsigned int side = 0; side < 2; ++side) {
    Neighbour& n = neighbours[side];
    n.own.assign(n_line, 0.0);
    n.factors.assign(n_line, 0.0);
    for (unsigned int j = 1; n.there && j < n_line; ++j) {
      const double depth = n.width * nodes[j], xi = side == 1 ? 1.0 + depth : -depth;
      n.factors[j] = 1.0 / (count * node_product(nodes, xi));
      for (unsigned int i = 0; i < n_line; ++i)
        n.own[i] -= n.factors[j] * lagrange(nodes, i, xi);
    }
  }
}

// Calls work(nodes of the finer elements in the cell, direction, number of the line, line).
template <int dim>
template <typename Work>
void Reconstruction<dim>::for_each_line(const Work& work) const {
  std::vector<types::global_dof_index> dofs(fine.fe.n_dofs_per_cell()), fine_nodes;
  Line line;
  for (const auto& cell : fine.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    fine_nodes.clear();
    for (const unsigned int node : fine_numbering)
      fine_nodes.push_back(dofs[fine.cell_index[node]]);
    for (unsigned int along = 0; along < dim; ++along) {
      std::array<Neighbour, 2> neighbours = {
          {find_neighbour(cell, 2 * along), find_neighbour(cell, 2 * along + 1)}};
      if (!neighbours[0].there && !neighbours[1].there) continue;
      find_factors(neighbours);
      for (unsigned int number = 0; number < power(nodes.size(), dim - 1); ++number) {
        make_line(cell, neighbours, along, number, line);
        work(fine_nodes, along, number, line);
      }
    }
  }
}

template <int dim>
Vector Reconstruction<dim>::increment(const Vector& values) const {
  const LocalValues u(values, coarse.owned, coarse.relevant);
  const LocalValues part(share, fine.owned, fine.relevant);
  const unsigned int n_fields = coarse.n_fields();
  Vector result = fine.make_vector();
  std::vector<double> b(n_fields), at_node(n_fields);
  std::vector<types::global_dof_index> dofs(n_fields);
  for_each_line([&](const auto& fine_nodes, const unsigned int along, const unsigned int number,
                    const Line& line) {
    std::fill(b.begin(), b.end(), 0.0);
    for (const auto& [node, weight] : line)
      for (unsigned int f = 0; f < n_fields; ++f)
        b[f] += weight * u[node * n_fields + f];
    for (const auto& [place, value] : bubbles[along][number]) {
      for (unsigned int f = 0; f < n_fields; ++f) {
        dofs[f] = fine_nodes[place] + f;
        at_node[f] = value * part[dofs[f]] * b[f];
      }
      result.add(dofs, at_node);
    }
  });
  result.compress(VectorOperation::add);
  fine.hanging_nodes.set_zero(result);
  return result;
}

template <int dim>
Vector Reconstruction<dim>::increment_transposed(const Vector& rows) const {
  Vector scaled(rows);
  VecPointwiseMult(scaled, rows, share);
  const Vector ghosted = with_ghosts(fine, scaled);
  const LocalValues row(ghosted, fine.owned, fine.relevant);
  const unsigned int n_fields = coarse.n_fields();
  std::vector<double> sums(coarse.relevant.n_elements(), 0.0), b(n_fields);
  for_each_line([&](const auto& fine_nodes, const unsigned int along, const unsigned int number,
                    const Line& line) {
    std::fill(b.begin(), b.end(), 0.0);
    for (const auto& [place, value] : bubbles[along][number])
      for (unsigned int f = 0; f < n_fields; ++f)
        b[f] += value * row[fine_nodes[place] + f];
    for (const auto& [node, weight] : line) {
      double* const at_node = &sums[coarse.relevant.index_within_set(node * n_fields)];
      for (unsigned int f = 0; f < n_fields; ++f)
        at_node[f] += weight * b[f];
    }
  });
  Vector result = coarse.make_vector();
  const std::vector<types::global_dof_index> dofs = [&] {
    std::vector<types::global_dof_index> list;
    coarse.relevant.fill_index_vector(list);
    return list;
  }();
  dealii::Vector<double> local(sums.begin(), sums.end());
  coarse.hanging_nodes.distribute_local_to_global(local, dofs, result);
  result.compress(VectorOperation::add);
  return result;
}

template class Reconstruction<2>;
template class Reconstruction<3>;

} // namespace ionflux
