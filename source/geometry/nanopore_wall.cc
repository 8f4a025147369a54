// The wall of a pore as a line of points.

#include <ionflux/geometry/grading.h>
#include <ionflux/geometry/nanopore_wall.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace ionflux {

namespace {

/// A piece of the wall by its length instead of its height.
class WallCurve {
public:
  WallCurve(const std::function<Corner(double)>& place, const double from, const double to) {
    constexpr int n = 2000;
    for (int i = 0; i <= n; ++i) {
      z.push_back(from + (to - from) * i / n);
      travelled.push_back(i == 0 ? 0.0 : travelled.back() + distance(place(z[i - 1]), place(z[i])));
    }
  }

  double length() const { return travelled.back(); }

  /// Heights of the places at these fractions of the length.
  std::vector<double> heights(const Fractions& fractions) const {
    std::vector<double> list;
    for (const double t : fractions) {
      const auto next = std::upper_bound(travelled.begin() + 1, travelled.end() - 1, t * length());
      const std::size_t i = next - travelled.begin();
      const double part = (t * length() - travelled[i - 1]) / (travelled[i] - travelled[i - 1]);
      list.push_back(z[i - 1] + part * (z[i] - z[i - 1]));
    }
    list.front() = z.front();
    list.back() = z.back();
    return list;
  }

private:
  std::vector<double> z, travelled;
};

/// A curve and how thick the first layer of cells beside it is, by its radius.
struct LayeredCurve {
  std::function<Corner(double)> place; ///< at height z
  std::function<double(double)> layer;
};

/// Append the place at height z, and before it places between, until no cell bulges by more than
/// a part of the layer beside it or is much longer than the pore is wide.
void append_divided(Polyline& line, const LayeredCurve& curve, const double z,
                    const unsigned int depth) {
  const Corner from = line.back(), to = curve.place(z), middle = curve.place(0.5 * (from[1] + z));
  const double length = distance(from, to), narrow = std::min(from[0], to[0]);
  const double bulge = distance(middle, lerp(from, to, 0.5));
  if (depth < 8 && bulge > 1e-9 * length &&
      (bulge > 0.2 * curve.layer(narrow) || length > 0.75 * narrow)) {
    append_divided(line, curve, middle[1], depth + 1);
    append_divided(line, curve, z, depth + 1);
  } else {
    line.push_back(to);
  }
}

} // namespace

Polyline nanopore_wall_line(const NanoporeShape& shape, const NanoporeResolution& resolution,
                            const double at_rim, const double at_joint, const double widest) {
  const Corner lower = shape.rim(-1).on_wall, upper = shape.rim(1).on_wall;
  const LayeredCurve wall = {
      [&](const double z) {
        return Corner{{shape.wall.radius(z), z}};
      },
      [&](const double narrow) { return resolution.first_layer * narrow / widest; }};
  const auto n_along = [&](const double height) -> unsigned int {
    const double whole = upper[1] - lower[1];
    return std::max(1l, std::lround(resolution.cells_along * height / whole));
  };
  std::vector<double> ends = shape.joints();
  ends.insert(ends.begin(), lower[1]);
  ends.push_back(upper[1]);
  Polyline line = {lower};
  for (std::size_t part = 0; part + 1 < ends.size(); ++part) {
    const WallCurve curve(wall.place, ends[part], ends[part + 1]);
    const Grading grading{part == 0 ? at_rim : at_joint,
                          part + 2 == ends.size() ? at_rim : at_joint, resolution.ratio,
                          resolution.largest_in_pore};
    const auto heights = curve.heights(
        resolution.cells_along > 0
            ? symmetric_fractions(curve.length(), n_along(ends[part + 1] - ends[part]), at_rim)
            : graded_fractions(curve.length(), grading));
    for (std::size_t i = 1; i < heights.size(); ++i)
      append_divided(line, wall, heights[i], 0);
  }
  line.back() = upper; // exact, also for the neighbours
  return line;
}

} // namespace ionflux
