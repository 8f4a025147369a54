#include <ionflux/geometry/cell_budget.h>
#include <ionflux/geometry/revolve.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

using Vertex2 = std::array<double, 2>;
using Vertex3 = std::array<double, 3>;

constexpr double pi = 3.14159265358979323846;

/// Where the square core ends in the unit disc: on the coordinate axes and on the diagonal. The
/// sides bulge a little, which evens the angles out between the core and the ring.
constexpr double core_on_axis = 0.62;
constexpr double core_on_diagonal = 0.52; // each coordinate; the distance is 0.735

Vertex2 lerp(const Vertex2& a, const Vertex2& b, const double t) {
  return {{(1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]}};
}

/// A quadrilateral of the unit disc with what it has of the rim.
struct DiscCell {
  std::array<Vertex2, 4> corners; ///< lexicographic, positively oriented
  bool core = false;
  bool at_rim = false; ///< corners 1 and 3 are on the unit circle
};

/// Square core and ring of a quarter of the unit disc; n angular cells.
std::vector<DiscCell> quarter_disc(const unsigned int n) {
  const unsigned int m = n / 2;
  const auto core = [m](const unsigned int i, const unsigned int j) {
    const double s = static_cast<double>(i) / m, t = static_cast<double>(j) / m;
    const double x = core_on_axis * s * (1 - t) + core_on_diagonal * s * t;
    const double y = core_on_axis * t * (1 - s) + core_on_diagonal * s * t;
    return Vertex2{{x, y}};
  };
  const auto inner = [&](const unsigned int a) { return a <= m ? core(m, a) : core(n - a, m); };
  const auto rim = [n](const unsigned int a) {
    const double angle = 0.5 * pi * a / n;
    return Vertex2{{std::cos(angle), std::sin(angle)}};
  };
  std::vector<DiscCell> cells;
  for (unsigned int j = 0; j < m; ++j)
    for (unsigned int i = 0; i < m; ++i)
      cells.push_back({{{core(i, j), core(i + 1, j), core(i, j + 1), core(i + 1, j + 1)}}, true});
  for (unsigned int a = 0; a < n; ++a)
    cells.push_back({{{inner(a), rim(a), inner(a + 1), rim(a + 1)}}, false, true});
  return cells;
}

Vertex2 quarter_turns(const Vertex2& p, const unsigned int n) {
  switch (n % 4) {
  case 0:
    return p;
  case 1:
    return {{-p[1], p[0]}};
  case 2:
    return {{-p[0], -p[1]}};
  default:
    return {{p[1], -p[0]}};
  }
}

/// Turns a cell until its left edge (corners 0 and 2) is on the axis; false if no edge is.
bool put_axis_left(std::array<Vertex2, 4>& corners, const double tolerance) {
  for (unsigned int turn = 0; turn < 4; ++turn) {
    if (std::abs(corners[0][0]) < tolerance && std::abs(corners[2][0]) < tolerance) return true;
    corners = {{corners[1], corners[3], corners[0], corners[2]}};
  }
  return false;
}

/// Builds the solid cell by cell and carries the marks along.
class Lathe {
public:
  Lathe(const BlockMesh<2>& mesh, const Revolution& revolution)
      : mesh(mesh), revolution(revolution), disc(quarter_disc(revolution.cells_per_quarter)),
        solid(2 * mesh.size) {}

  BlockMesh<3> run() {
    require_cells(1.0 * mesh.cells.size() * revolution.cells_per_quarter * revolution.n_quarters);
    for (const auto& cell : mesh.cells) {
      std::array<Vertex2, 4> corners;
      for (unsigned int v = 0; v < 4; ++v)
        corners[v] = mesh.vertices[cell.vertices[v]];
      if (put_axis_left(corners, 1e-9 * mesh.size))
        sweep_disc(corners, cell);
      else
        sweep_ring(corners, cell);
    }
    mark_sector_planes();
    return std::move(solid);
  }

private:
  static Vertex3 place(const Vertex2& rz, const double angle) {
    return {{rz[0] * std::cos(angle), rz[0] * std::sin(angle), rz[1]}};
  }

  void sweep_ring(const std::array<Vertex2, 4>& p, const BlockMesh<2>::Cell& cell) {
    const unsigned int n = revolution.cells_per_quarter * revolution.n_quarters;
    for (unsigned int a = 0; a < n; ++a) {
      std::array<Vertex3, 8> places;
      for (unsigned int v = 0; v < 8; ++v)
        places[v] = place(p[(v & 1u) + ((v >> 2) << 1)],
                          0.5 * pi * (a + ((v >> 1) & 1u)) / revolution.cells_per_quarter);
      solid.add_cell(places, cell.region, revolution.cell_manifold);
      // 2-D edges left, right, bottom, top sweep the faces at x = 0, 1 and z = 0, 1 of the
      // hexahedron.
      copy_marks(p, {{0, 1, 4, 5}});
    }
  }

  void sweep_disc(const std::array<Vertex2, 4>& p, const BlockMesh<2>::Cell& cell) {
    for (unsigned int quarter = 0; quarter < revolution.n_quarters; ++quarter)
      for (const DiscCell& piece : disc) {
        std::array<Vertex3, 8> places;
        for (unsigned int v = 0; v < 8; ++v) {
          const Vertex2 uv = quarter_turns(piece.corners[v & 3u], quarter);
          const double rho = std::hypot(uv[0], uv[1]);
          const Vertex2 rz =
              v < 4 ? lerp(p[0], p[1], rho) : lerp(p[2], p[3], rho); // r = rho times the rim's
          const double scale = rho > 0 ? rz[0] / rho : 0.0;
          places[v] = {{scale * uv[0], scale * uv[1], rz[1]}};
        }
        solid.add_cell(places, cell.region, piece.core ? flat : revolution.cell_manifold);
        copy_marks(p, {{none, piece.at_rim ? 1 : none, 4, 5}});
      }
  }

  /// Give face hex_face[e] of the newest cell the mark of 2-D edge e of the corners p, if it has
  /// one.
  void copy_marks(const std::array<Vertex2, 4>& p, const std::array<int, 4>& hex_face) {
    static constexpr unsigned int ends[4][2] = {{0, 2}, {1, 3}, {0, 1}, {2, 3}};
    for (unsigned int e = 0; e < 4; ++e) {
      if (hex_face[e] == none) continue;
      // Corners may have been turned, so edges are looked up by their places, not by their numbers.
      const auto mark = edge_marks.find(key(p[ends[e][0]], p[ends[e][1]]));
      if (mark != edge_marks.end())
        solid.marks[face_of<3>(solid.cells.back(), hex_face[e])] = mark->second;
    }
  }

  using EdgeKey = std::pair<Vertex2, Vertex2>;
  static EdgeKey key(const Vertex2& a, const Vertex2& b) {
    return a < b ? EdgeKey{a, b} : EdgeKey{b, a};
  }

  std::map<EdgeKey, FaceMark> collect_marks() const {
    std::map<EdgeKey, FaceMark> list;
    for (const auto& [edge, mark] : mesh.marks)
      list[key(mesh.vertices[edge[0]], mesh.vertices[edge[1]])] = mark;
    return list;
  }

  void mark_sector_planes() {
    if (revolution.n_quarters == 4) return;
    solid.mark_faces([&](const FaceView<3>& face) {
      FaceMark mark;
      if (face.neighbour != none) return mark;
      const auto in_plane = [&](const int d) {
        return std::all_of(face.vertices.begin(), face.vertices.end(),
                           [&](const Vertex3& v) { return std::abs(v[d]) < 1e-9 * mesh.size; });
      };
      if (in_plane(0)) mark.boundary = revolution.symmetry_x;
      if (in_plane(1)) mark.boundary = revolution.symmetry_y;
      return mark;
    });
  }

  const BlockMesh<2>& mesh;
  const Revolution& revolution;
  const std::vector<DiscCell> disc;
  BlockMesh<3> solid;
  const std::map<EdgeKey, FaceMark> edge_marks = collect_marks();
};

} // namespace

BlockMesh<3> revolve(const BlockMesh<2>& mesh, const Revolution& revolution) {
  if (revolution.cells_per_quarter == 0 || revolution.cells_per_quarter % 2 != 0)
    throw std::logic_error("revolve: the number of angular cells of a quarter must be even");
  return Lathe(mesh, revolution).run();
}

} // namespace ionflux
