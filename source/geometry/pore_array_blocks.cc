#include <ionflux/geometry/cell_budget.h>
#include <ionflux/geometry/grading.h>
#include <ionflux/geometry/pore_array.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using Shape = PoreArrayShape;

/// A cell of the cross-section, which is extruded along the pore.
template <int n>
struct SectionCell {
  std::array<std::array<double, n>, (1u << n)> corners; ///< lexicographic
  bool in_pore = false;
  bool curved = false;
};

/// Points from `start` to `end` by fractions.
std::vector<double> spread(const double start, const double end, const std::vector<double>& parts) {
  std::vector<double> points;
  for (const double t : parts)
    points.push_back((1 - t) * start + t * end);
  return points;
}

std::vector<SectionCell<1>> slit_section(const Shape& s) {
  const double low = s.displacement[0] - s.radius, high = s.displacement[0] + s.radius;
  const double left = -0.5 * s.period[0], right = 0.5 * s.period[0];
  std::vector<SectionCell<1>> cells;
  const auto add = [&](const double from, const double to, const Grading& grading,
                       const bool in_pore) {
    const auto x = spread(from, to, graded_fractions(to - from, grading));
    for (unsigned int i = 0; i + 1 < x.size(); ++i)
      cells.push_back({{{{{x[i]}}, {{x[i + 1]}}}}, in_pore, false});
  };
  add(left, low, {0.0, s.first_layer, s.ratio, s.largest_in_reservoir}, false);
  add(low, high, {s.first_layer, s.first_layer, s.ratio, s.largest_in_pore}, true);
  add(high, right, {s.first_layer, 0.0, s.ratio, s.largest_in_reservoir}, false);
  return cells;
}

using Point2 = std::array<double, 2>;

Point2 between(const Point2& a, const Point2& b, const double t) {
  return {{(1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]}};
}

/// A square core, a ring about it up to the wall, and from there to the sides of the cell. Angles
/// are counted in cells: n of a quarter, from the corner at 225 degrees on.
class CylinderSection {
public:
  explicit CylinderSection(const Shape& shape) : s(shape), n(shape.angular_cells) {}

  std::vector<SectionCell<2>> cells() const {
    std::vector<SectionCell<2>> list;
    for (unsigned int j = 0; j < n; ++j)
      for (unsigned int i = 0; i < n; ++i)
        list.push_back(
            {{{core(i, j), core(i + 1, j), core(i, j + 1), core(i + 1, j + 1)}}, true, false});
    const double ring = 0.35 * s.radius; // about what the core leaves
    const auto inside = graded_fractions(ring, {0.0, s.first_layer, s.ratio, s.largest_in_pore});
    const double gap = 0.5 * std::min(s.period[0], s.period[1]) - s.radius;
    const auto outside =
        graded_fractions(gap, {s.largest_in_pore, 0.0, s.ratio, s.largest_in_reservoir});
    for (unsigned int a = 0; a < 4 * n; ++a) {
      add_spoke(list, a, inside, true);
      add_spoke(list, a, outside, false);
    }
    return list;
  }

private:
  // Side and position on it of an angle: bottom, right, top, left.
  static std::pair<unsigned int, double> on_square(const unsigned int a, const unsigned int n) {
    return {(a / n) % 4, static_cast<double>(a % n) / n};
  }
  static Point2 square(const unsigned int a, const unsigned int n, const double width,
                       const double height) {
    const auto [side, t] = on_square(a, n);
    const double x = 0.5 * width, y = 0.5 * height, u = 2 * t - 1;
    switch (side) {
    case 0:
      return {{u * x, -y}};
    case 1:
      return {{x, u * y}};
    case 2:
      return {{-u * x, y}};
    default:
      return {{-x, -u * y}};
    }
  }

  Point2 shifted(const Point2& p) const {
    return {{p[0] + s.displacement[0], p[1] + s.displacement[1]}};
  }
  /// The core bulges a little: its sides at 0.62 and its corners at 0.735 of the radius.
  Point2 core(const unsigned int i, const unsigned int j) const {
    const double u = 2.0 * i / n - 1.0, v = 2.0 * j / n - 1.0, bulge = 0.62 - 0.52;
    return shifted({{s.radius * u * (0.52 + bulge * (1 - v * v)),
                     s.radius * v * (0.52 + bulge * (1 - u * u))}});
  }
  Point2 core_rim(const unsigned int a) const {
    const unsigned int k = a % n;
    switch ((a / n) % 4) {
    case 0:
      return core(k, 0);
    case 1:
      return core(n, k);
    case 2:
      return core(n - k, n);
    default:
      return core(0, n - k);
    }
  }
  Point2 wall(const unsigned int a) const {
    const double angle = M_PI * (1.25 + 0.5 * a / n);
    return shifted({{s.radius * std::cos(angle), s.radius * std::sin(angle)}});
  }
  Point2 side(const unsigned int a) const { return square(a, n, s.period[0], s.period[1]); }

  void add_spoke(std::vector<SectionCell<2>>& list, const unsigned int a,
                 const std::vector<double>& parts, const bool in_pore) const {
    const auto point = [&](const unsigned int b, const double t) {
      return in_pore ? between(core_rim(b), wall(b), t) : between(wall(b), side(b), t);
    };
    for (unsigned int k = 0; k + 1 < parts.size(); ++k)
      list.push_back({{{point(a, parts[k]), point(a, parts[k + 1]), point(a + 1, parts[k]),
                        point(a + 1, parts[k + 1])}},
                      in_pore,
                      in_pore});
  }

  const Shape& s;
  const unsigned int n;
};

/// One zone along the pore.
struct Zone {
  std::vector<double> heights;
  unsigned int region;
};

std::array<Zone, 3> zones(const Shape& s) {
  const double end = 0.5 + s.reservoir_length;
  const auto reservoir =
      graded_fractions(s.reservoir_length, {s.first_layer, 0.0, s.ratio, s.largest_in_reservoir});
  std::array<Zone, 3> list = {
      {{spread(0.5, end, reservoir), 2},
       {spread(-0.5, 0.5,
               graded_fractions(1.0, {s.first_layer, s.first_layer, s.ratio, s.largest_in_pore})),
        1},
       {spread(-0.5, -end, reservoir), 0}}};
  std::reverse(list[2].heights.begin(), list[2].heights.end());
  return list;
}

template <int dim>
BlockMesh<dim> extrude(const Shape& s, const std::vector<SectionCell<dim - 1>>& section) {
  BlockMesh<dim> mesh(std::max({s.period[0], s.period[1], 1 + 2 * s.reservoir_length}));
  double n_layers = 0.0;
  for (const Zone& zone : zones(s))
    n_layers += zone.heights.size() - 1.0;
  require_cells(n_layers * section.size());
  for (const Zone& zone : zones(s))
    for (unsigned int layer = 0; layer + 1 < zone.heights.size(); ++layer)
      for (const auto& cell : section) {
        if (zone.region == 1 && !cell.in_pore) continue;
        std::array<std::array<double, dim>, (1u << dim)> places;
        for (unsigned int v = 0; v < places.size(); ++v) {
          const auto& corner = cell.corners[v % cell.corners.size()];
          std::copy(corner.begin(), corner.end(), places[v].begin());
          places[v][dim - 1] = zone.heights[layer + v / cell.corners.size()];
        }
        mesh.add_cell(places, zone.region, cell.curved ? Shape::cylinder : flat);
      }
  return mesh;
}

template <int dim>
void mark(const Shape& s, BlockMesh<dim>& mesh) {
  const double near = 1e-9 * mesh.size;
  mesh.mark_faces([&](const FaceView<dim>& face) {
    FaceMark mark;
    if (face.neighbour != none) return mark;
    const double z = face.centre[dim - 1];
    mark.boundary = Shape::pore_wall;
    if (dim == 3) mark.manifold = Shape::cylinder;
    const auto is = [&](const int boundary) {
      mark.boundary = boundary;
      mark.manifold = none;
    };
    for (int d = 0; d < dim - 1; ++d)
      for (const int end : {0, 1})
        if (std::abs(face.centre[d] - (end - 0.5) * s.period[d]) < near)
          is(Shape::first_lateral_side + 2 * d + end);
    if (std::abs(std::abs(z) - 0.5) < near) is(Shape::membrane_faces);
    if (std::abs(z + 0.5 + s.reservoir_length) < near) is(Shape::lower_end);
    if (std::abs(z - 0.5 - s.reservoir_length) < near) is(Shape::upper_end);
    return mark;
  });
  if constexpr (dim == 3) // the wall goes on into the reservoirs as a surface of the mesh
    for (const auto& [face, neighbours] : mesh.faces())
      if (mesh.marks.count(face) == 0 &&
          std::all_of(face.begin(), face.end(), [&](const unsigned int v) {
            const auto& place = mesh.vertices[v];
            return std::abs(std::hypot(place[0] - s.displacement[0], place[1] - s.displacement[1]) -
                            s.radius) < near;
          }))
        mesh.marks[face].manifold = Shape::cylinder;
}

} // namespace

template <>
BlockMesh<2> pore_array_blocks(const PoreArrayShape& shape) {
  BlockMesh<2> mesh = extrude<2>(shape, slit_section(shape));
  mark(shape, mesh);
  return mesh;
}

template <>
BlockMesh<3> pore_array_blocks(const PoreArrayShape& shape) {
  BlockMesh<3> mesh = extrude<3>(shape, CylinderSection(shape).cells());
  mark(shape, mesh);
  return mesh;
}

} // namespace ionflux
