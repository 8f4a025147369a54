#pragma once

#include <string>
#include <vector>

namespace ionflux {

/// A straight line along which the fields are sampled. Points in metres.
struct ProfileLine {
  std::string name;
  std::vector<double> from, to;
  unsigned int n_points = 201;
};

/// What is written, and where.
struct OutputSettings {
  std::string directory = "output";
  bool fields = true;        ///< VTU and PVD
  double length_unit = 1e-9; ///< unit of the coordinates in the field files [m]
  std::vector<ProfileLine> profiles;
};

} // namespace ionflux
