#include <ionflux/geometry/nanopore.h>

#include <cmath>

namespace ionflux {

double NanoporeShape::wall_radius(const double z) const {
  return radius + (z + 0.5) * std::tan(cone_angle);
}

NanoporeShape::Rim NanoporeShape::rim(const int side) const {
  const double mouth = 0.5 * side;
  const double sine = std::sin(cone_angle), cosine = std::cos(cone_angle);
  // The centre is one rim radius inside the membrane from the face and, along the wall's normal
  // (cos, -sin), from the wall.
  const double z = mouth - side * rim_radius;
  Rim rim;
  rim.sweep = 0.5 * M_PI - side * cone_angle;
  // r of the wall's parallel at distance rim_radius, at height z
  const double r = wall_radius(z) + rim_radius / cosine;
  rim.centre = {{r, z}};
  rim.on_wall = {{r - rim_radius * cosine, z + rim_radius * sine}};
  rim.on_face = {{r, mouth}};
  const double half = 0.5 * rim.sweep; // from the direction of the face towards the wall
  rim.middle = {{r - rim_radius * std::sin(half), z + side * rim_radius * std::cos(half)}};
  return rim;
}

} // namespace ionflux
