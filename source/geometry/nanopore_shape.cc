#include <ionflux/geometry/nanopore.h>

#include <cmath>

namespace ionflux {

namespace {

/// Height at which a circle of radius `rim`, tangent to the wall from inside the membrane, touches
/// the membrane's face as well: the first such place from the mouth inwards.
double touching_height(const PoreProfile& wall, const double rim, const int side) {
  // Depth of the circle's centre below the face, less the radius; negative at the mouth.
  const auto excess = [&](const double z) {
    return 0.5 - side * z + side * rim * std::sin(std::atan(wall.slope(z))) - rim;
  };
  constexpr int n_steps = 1000;
  double shallow = 0.5 * side, deep = shallow;
  for (int step = 1; step <= n_steps && excess(deep) < 0; ++step) {
    shallow = deep;
    deep = side * (0.5 - static_cast<double>(step) / n_steps);
  }
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (shallow + deep);
    (excess(middle) < 0 ? shallow : deep) = middle;
  }
  return deep;
}

} // namespace

std::vector<double> NanoporeShape::joints() const {
  std::vector<double> list;
  double z = -0.5;
  for (std::size_t part = 0; part + 1 < wall_parts.size(); ++part)
    list.push_back(z += wall_parts[part].length);
  return list;
}

unsigned int NanoporeShape::wall_part(const double z) const {
  unsigned int part = 0;
  for (const double joint : joints())
    if (z > joint) ++part;
  return part;
}

NanoporeShape::Rim NanoporeShape::rim(const int side) const {
  const double mouth = 0.5 * side;
  Rim rim;
  const double z = rim_radius > 0 ? touching_height(wall, rim_radius, side) : mouth;
  const double angle = std::atan(wall.slope(z)), radius = wall.radius(z);
  // The centre is one rim radius inside the membrane from the face and, along the wall's normal
  // (cos, -sin), from the wall.
  const double r = radius + rim_radius * std::cos(angle);
  rim.sweep = 0.5 * M_PI - side * angle;
  rim.centre = {{r, mouth - side * rim_radius}};
  rim.on_wall = {{radius, z}};
  rim.on_face = {{r, mouth}};
  const double half = 0.5 * rim.sweep; // from the direction of the face towards the wall
  rim.middle = {{r - rim_radius * std::sin(half),
                 mouth - side * rim_radius + side * rim_radius * std::cos(half)}};
  return rim;
}

} // namespace ionflux
