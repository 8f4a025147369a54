#pragma once

/// The table of built-in flows. A flow is one row: its name in the input, what it must be told, its
/// formula and where that comes from.

#include <ionflux/physics/flow/flow.h>

#include <map>
#include <string>
#include <vector>

namespace ionflux {

/// A number that a flow must be told.
struct FlowEntry {
  std::string name;     ///< as in the input
  std::string unit;     ///< SI, udunits syntax; "": none
  std::string standard; ///< value where it is not set; empty: it must be
  std::string documentation;
};

/// All of them, each once, in the order of the manual.
const std::vector<FlowEntry>& flow_entries();

/// The numbers of a flow, SI, and its axes.
struct FlowNumbers {
  std::map<std::string, double> values; ///< by the names of flow_entries()
  unsigned int along = 0;               ///< index of the coordinate in whose direction it flows
  unsigned int across = 1;              ///< of the one that says how fast
  bool axisymmetric = false;            ///< coordinates are (r, z)

  double operator()(const std::string& name) const { return values.at(name); }
};

/// Coordinates that a flow makes sense in.
enum class FlowCoordinates { any, planar, round, axisymmetric };

/// One row of the table.
struct FlowProfile {
  std::string name; ///< value of "Profile"
  std::string documentation;
  std::string source;
  std::vector<std::string> entries; ///< names in flow_entries()
  FlowCoordinates coordinates = FlowCoordinates::any;
  bool radial = false; ///< axisymmetric: along r, across z; else along z, across r

  /// Free of divergence in the coordinates of `numbers`.
  std::function<Flow::Vector(const GivenValue::Point&)> (*make)(const FlowNumbers& numbers);

  bool uses(const std::string& entry) const;
};

/// All flows, in the order of the manual; without those that are typed as expressions.
const std::vector<FlowProfile>& flow_profiles();

} // namespace ionflux
