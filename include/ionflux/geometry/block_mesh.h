#pragma once

/// A coarse mesh put together from mapped structured blocks, before it becomes a triangulation.

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace dealii {
template <int dim, int spacedim>
class Manifold;
template <int dim, int spacedim>
class Triangulation;
} // namespace dealii

namespace ionflux {

/// Marks "nothing set" in FaceMark and the absent neighbour in FaceView.
constexpr int none = -1;

/// Manifold id of cells that are straight.
constexpr int flat = -2;

/// What a face is: an outer boundary, an interface or a part of a curved surface.
struct FaceMark {
  int boundary = none; ///< boundary id; for faces with one neighbour
  int manifold = none; ///< manifold id that overrides what the cells would give the face
};

/// A face as a predicate sees it.
template <int dim>
struct FaceView {
  std::vector<std::array<double, dim>> vertices;
  std::array<double, dim> centre;
  int region = none;    ///< region of the one neighbour (the smaller id of the two)
  int neighbour = none; ///< region of the other one; none on the outer boundary
};

/// Vertices and cells with their regions; cells touch by sharing vertices.
template <int dim>
class BlockMesh {
public:
  static constexpr unsigned int n_vertices = 1u << dim;
  using Vertex = std::array<double, dim>;
  using Index = std::array<unsigned int, dim>;
  using Face = std::array<unsigned int, (1u << (dim - 1))>; ///< vertex numbers, ascending

  /// Vertices in lexicographic order (x fastest), positively oriented.
  struct Cell {
    std::array<unsigned int, n_vertices> vertices;
    unsigned int region = 0;
    int manifold = flat;
  };

  /// @param size extent of the object; vertices closer than 1e-9 of it are one vertex
  explicit BlockMesh(double size);

  /// Number of the vertex at this place, which is made if there is none yet.
  unsigned int vertex(const Vertex& place);

  /// Add n[0] x n[1] (x n[2]) cells with corners point(i), i = 0..n. A block mapped with negative
  /// orientation is turned over. Throws std::logic_error where the cells of a block disagree.
  void add_block(const Index& n, const std::function<Vertex(const Index&)>& point,
                 unsigned int region, int manifold = flat);

  /// Add one cell from places in lexicographic order.
  void add_cell(const std::array<Vertex, n_vertices>& places, unsigned int region,
                int manifold = flat);

  /// Ask `mark` about every outer face and every face between two regions that has no mark yet.
  void mark_faces(const std::function<FaceMark(const FaceView<dim>&)>& mark);

  /// Throws std::logic_error unless every cell is positive at all corners, every outer face has a
  /// boundary id and no inner face has one.
  void check() const;

  /// The faces with the cells beside them (one or two).
  std::map<Face, std::vector<unsigned int>> faces() const;

  /// Jacobian determinant of the multilinear cell at corner `v`.
  double corner_jacobian(const Cell& cell, unsigned int v) const;

  std::vector<Vertex> vertices;
  std::vector<Cell> cells;
  std::map<Face, FaceMark> marks;
  const double size;

private:
  const double tolerance;
  std::map<std::array<long long, dim>, std::vector<unsigned int>> lattice;
};

/// Vertex numbers of face `f` of a cell, ascending. Faces in deal.II's order: 2d is at coordinate d
/// = 0.
template <int dim>
typename BlockMesh<dim>::Face face_of(const typename BlockMesh<dim>::Cell& cell, unsigned int f);

template <int dim>
using Manifolds = std::map<unsigned int, std::shared_ptr<const dealii::Manifold<dim, dim>>>;

/// Fill an empty triangulation and set region, boundary and manifold ids and the manifolds.
template <int dim>
void create_triangulation(const BlockMesh<dim>& mesh, const Manifolds<dim>& manifolds,
                          dealii::Triangulation<dim, dim>& triangulation);

} // namespace ionflux
