#include <ionflux/geometry/grading.h>
#include <ionflux/geometry/nanopore.h>
#include <ionflux/geometry/nanopore_wall.h>
#include <ionflux/geometry/polyline.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using Index = std::array<unsigned int, 2>;
using Ids = NanoporeIds;

/// Lays the blocks. In the pore and the reservoirs lines continue the layers at the wall and at the
/// membrane faces, so that cells are small in both directions at the mouths, where the field is
/// singular (sharp rim) or strongest; towards the far ends they spread.
class NanoporeBlocks {
public:
  NanoporeBlocks(const NanoporeShape& shape, const NanoporeResolution& resolution,
                 const int cell_manifold)
      : shape(shape), resolution(resolution), cell_manifold(cell_manifold),
        mesh(2 * (shape.reservoir_radius + shape.reservoir_length + 0.5)), rims{{shape.rim(-1),
                                                                                 shape.rim(1)}} {
    choose_points();
  }

  BlockMesh<2> run() {
    pore();
    for (const int side : {-1, 1})
      reservoir(side);
    if (shape.mesh_membrane) membrane();
    mark();
    return std::move(mesh);
  }

private:
  bool rounded() const { return shape.rim_radius > 0; }
  const NanoporeShape::Rim& rim(const int side) const { return rims[side < 0 ? 0 : 1]; }
  double tangential() const { return 2 * resolution.first_layer; } ///< cell along the wall at a rim

  /// Point sequences that several blocks share.
  void choose_points() {
    const double h = resolution.first_layer, q = resolution.ratio;
    widest = std::max({rim(-1).middle[0], rim(1).middle[0], shape.wall.widest()});
    across_pore = radial_fractions(widest);

    if (rounded()) {
      // An arc's cell must not bulge into the first layer by more than a part of the latter.
      const double angle = std::min(M_PI / 8, std::sqrt(1.6 * h / shape.rim_radius));
      const double half = 0.5 * std::max(rim(-1).sweep, rim(1).sweep);
      n_arc = std::clamp(static_cast<int>(std::ceil(half / angle)), 2, 12);
      // Inside the membrane the quarter disc has n_arc x n_arc cells about the centre and these
      // between the arc and them.
      into_disc = graded_fractions(0.5 * shape.rim_radius, {tangential(), 0, q, 0});
    }
    const double at_rim =
        rounded() ? std::max(shape.rim_radius * M_PI / 4 / n_arc, tangential()) : tangential();
    wall = nanopore_wall_line(shape, resolution, at_rim, tangential(), widest);
    const double face = shape.reservoir_radius - std::min(rim(-1).on_face[0], rim(1).on_face[0]);
    along_face = graded_fractions(face, {at_rim, 0, q, resolution.largest_in_reservoir});
    const double depth = shape.reservoir_length + 0.5 - std::abs(rim(1).middle[1]);
    away = graded_fractions(depth, {h, 0, q, resolution.largest_in_reservoir});
  }

  /// From the axis to the wall. Where a square core replaces the first column (3-D), the layers go
  /// on until the core's own cells are no larger than the next layer.
  Fractions radial_fractions(const double widest) const {
    const double h = resolution.first_layer, q = resolution.ratio;
    const double largest = resolution.largest_in_pore;
    if (resolution.angular_cells == 0) return graded_fractions(widest, {0, h, q, largest});
    const double core_cells = 0.5 * resolution.angular_cells + 1;
    double layer = std::min(h, 0.3 * widest), inner = widest;
    Fractions fractions = {1.0};
    while (inner > core_cells * layer) {
      inner -= layer;
      fractions.push_back(inner / widest);
      layer = std::min(layer * q, largest);
    }
    fractions.push_back(0.0);
    std::reverse(fractions.begin(), fractions.end());
    return fractions;
  }

  /// Half of a rim's arc: from the wall to the middle or from the middle to the face.
  Polyline arc(const int side, const bool at_wall) const {
    const auto& r = rim(side);
    Polyline line;
    for (unsigned int i = 0; i <= n_arc; ++i) {
      const double part = 0.5 * i / n_arc + (at_wall ? 0.0 : 0.5);
      const double angle = (1 - part) * r.sweep; // from the direction of the face
      line.push_back({{r.centre[0] - shape.rim_radius * std::sin(angle),
                       r.centre[1] + side * shape.rim_radius * std::cos(angle)}});
    }
    // Exact ends, also of the neighbours' lines
    line.front() = at_wall ? r.on_wall : r.middle;
    line.back() = at_wall ? r.middle : r.on_face;
    return line;
  }

  /// Cells between two lines of equally many points, at `fractions` of the way.
  void ruled(const Polyline& from, const Polyline& to, const Fractions& fractions,
             const unsigned int region) {
    mesh.add_block(
        {{static_cast<unsigned int>(fractions.size() - 1), n_cells(from)}},
        [&](const Index& i) { return lerp(from[i[1]], to[i[1]], fractions[i[0]]); }, region,
        cell_manifold);
  }

  void pore() {
    Polyline edge = wall;
    if (rounded()) edge = joined(joined(reversed(arc(-1, true)), wall), arc(1, true));
    Polyline axis = edge; // so the lines across and both mouths are plane, at any rim and cone
    for (Corner& point : axis)
      point[0] = 0.0;
    ruled(axis, edge, across_pore, Ids::pore);
  }

  void reservoir(const int side) {
    const auto& r = rim(side);
    Polyline mouth;
    for (const double t : across_pore)
      mouth.push_back(lerp({{0.0, r.middle[1]}}, r.middle, t));
    Polyline bottom = joined(mouth, rounded() ? joined(arc(side, false), face(side)) : face(side));
    // At the far end the columns are nearly equally wide; a core (3-D) counts as its cells.
    const double core = resolution.angular_cells > 0 ? 0.5 * resolution.angular_cells : 0.0;
    const double width = shape.reservoir_radius, spread = 0.75;
    Polyline top;
    for (unsigned int i = 0; i < bottom.size(); ++i) {
      const double even = i == 0 ? 0.0 : (i + core) / (n_cells(bottom) + core);
      top.push_back({{spread * even * width + (1 - spread) * bottom[i][0],
                      side * (0.5 + shape.reservoir_length)}});
    }
    top.back()[0] = width;
    ruled(bottom, top, away, side < 0 ? Ids::lower_reservoir : Ids::upper_reservoir);
  }

  /// The membrane face from the rim outwards.
  Polyline face(const int side) const {
    return straight(rim(side).on_face, {{shape.reservoir_radius, 0.5 * side}}, along_face);
  }

  void membrane() {
    Polyline inner;
    if (rounded()) {
      for (const int side : {-1, 1})
        rim_disc(side);
      // The wall moved into the membrane, as far as the centres of the rims are from it.
      Polyline middle = wall;
      for (std::size_t i = 0; i < wall.size(); ++i) {
        const double t = static_cast<double>(i) / n_cells(wall);
        for (int d = 0; d < 2; ++d)
          middle[i][d] += (1 - t) * (rim(-1).centre[d] - rim(-1).on_wall[d]) +
                          t * (rim(1).centre[d] - rim(1).on_wall[d]);
      }
      middle.front() = rim(-1).centre;
      middle.back() = rim(1).centre;
      ruled(wall, middle, spoke_fractions(), Ids::membrane);
      inner = joined(joined(spoke(rim(-1).on_face, rim(-1).centre), middle),
                     reversed(spoke(rim(1).on_face, rim(1).centre)));
    } else {
      inner = wall;
    }
    Polyline outer = inner;
    for (Corner& point : outer)
      point[0] = shape.reservoir_radius;
    ruled(inner, outer, along_face, Ids::membrane);
  }

  /// Of the points of a spoke.
  Fractions spoke_fractions() const {
    Fractions fractions;
    for (const double t : into_disc)
      fractions.push_back(0.5 * t);
    for (const double t : uniform_fractions(n_arc))
      if (t > 0) fractions.push_back(0.5 + 0.5 * t);
    return fractions;
  }

  /// Radius of a quarter disc, from the arc to the centre: graded half, then evenly.
  Polyline spoke(const Corner& on_arc, const Corner& centre) const {
    return straight(on_arc, centre, spoke_fractions());
  }

  /// The body under a fillet in three blocks: a square about the centre and two along the arc.
  void rim_disc(const int side) {
    const auto& r = rim(side);
    const Corner at_wall = lerp(r.on_wall, r.centre, 0.5), at_face = lerp(r.on_face, r.centre, 0.5);
    const Corner corner = lerp(r.middle, r.centre, 0.36);
    const Fractions even = uniform_fractions(n_arc);
    ruled(arc(side, true), straight(at_wall, corner, even), into_disc, Ids::membrane);
    ruled(arc(side, false), straight(corner, at_face, even), into_disc, Ids::membrane);
    ruled(straight(r.centre, at_wall, even), straight(at_face, corner, even), even, Ids::membrane);
  }

  void mark() {
    const double tolerance = 1e-9 * mesh.size;
    const auto near = [tolerance](const double a, const double b) {
      return std::abs(a - b) < tolerance;
    };
    const double end = 0.5 + shape.reservoir_length;
    mesh.mark_faces([&](const FaceView<2>& face) {
      const double r = face.centre[0], z = face.centre[1];
      if (face.neighbour == none) {
        if (near(z, -end)) return FaceMark{Ids::lower_end, none};
        if (near(z, end)) return FaceMark{Ids::upper_end, none};
        if (near(r, shape.reservoir_radius)) return FaceMark{Ids::side, none};
        if (near(r, 0.0)) return FaceMark{Ids::axis, none};
      } else if (face.neighbour != Ids::membrane) {
        return FaceMark{}; // between the pore and a reservoir there is nothing
      }
      // What is left is the surface of the membrane.
      const bool outer = face.neighbour == none;
      if (near(z, 0.5) || near(z, -0.5))
        return outer ? FaceMark{Ids::faces, none} : FaceMark{none, Ids::membrane_face};
      const unsigned int part = shape.wall_part(z);
      int manifold = Ids::wall_part + static_cast<int>(part);
      for (const int side : {-1, 1})
        if (rounded() && side * z > side * rim(side).on_wall[1])
          manifold = side < 0 ? Ids::lower_rim : Ids::upper_rim;
      return FaceMark{outer ? Ids::wall + wall_name(part) : none, manifold};
    });
  }

  /// Number of the part's name among the names of the wall.
  int wall_name(const unsigned int part) const {
    const std::vector<std::string> names = distinct_names(shape.wall_parts);
    return std::find(names.begin(), names.end(), shape.wall_parts[part].name) - names.begin();
  }

  const NanoporeShape& shape;
  const NanoporeResolution& resolution;
  const int cell_manifold;
  BlockMesh<2> mesh;
  const std::array<NanoporeShape::Rim, 2> rims;
  unsigned int n_arc = 0;
  double widest = 0.0; ///< radius of the pore where it has the layer asked for
  Polyline wall;       ///< between the rims
  Fractions across_pore, along_face, away, into_disc;
};

} // namespace

BlockMesh<2> nanopore_half_plane(const NanoporeShape& shape, const NanoporeResolution& resolution,
                                 const int cell_manifold) {
  return NanoporeBlocks(shape, resolution, cell_manifold).run();
}

} // namespace ionflux
