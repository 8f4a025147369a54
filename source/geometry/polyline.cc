#include <ionflux/geometry/polyline.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

Corner lerp(const Corner& a, const Corner& b, const double t) {
  return {{(1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]}};
}

Polyline straight(const Corner& a, const Corner& b, const Fractions& fractions) {
  Polyline line;
  for (const double t : fractions)
    line.push_back(lerp(a, b, t));
  return line;
}

Polyline joined(Polyline first, const Polyline& second) {
  first.insert(first.end(), second.begin() + 1, second.end());
  return first;
}

Polyline reversed(Polyline line) {
  std::reverse(line.begin(), line.end());
  return line;
}

unsigned int n_cells(const Polyline& line) { return line.size() - 1; }

double distance(const Corner& a, const Corner& b) { return std::hypot(b[0] - a[0], b[1] - a[1]); }

} // namespace ionflux
