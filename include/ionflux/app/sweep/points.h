#pragma once

/// The points of a sweep: what is set at each, and what tells two of them apart.

#include <ionflux/input/parameters.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// One point of a sweep.
struct SweepPoint {
  unsigned int number = 1;            ///< from 1, in the user's order
  std::vector<unsigned int> index;    ///< which value of each axis
  std::vector<std::string> overrides; ///< "path=value" for parse_sweep_point()
  std::string key;                    ///< the same if and only if the results must be the same
  std::string mesh; ///< the same where mesh and elements are the same, and the unknowns may be
  std::vector<UnknownChoice> unknowns; ///< that this point alone would choose, one a species
  std::shared_ptr<const Parameters> parameters; ///< of the first `most_kept_points`, else null
  double voltage = 0.0; ///< swept potential minus the other electrode's [V]; nan without one

  /// "0001", name of its folder
  std::string folder() const;
  /// "voltage = -1 V, bath = 10 mmol/L"
  std::string in_words(const SweepSettings& sweep) const;
};

/// The boundaries whose potential is swept.
struct SweptElectrode {
  int axis = -1; ///< -1: no potential is swept
  std::vector<std::string> surfaces;
};
SweptElectrode swept_electrode(const SweepSettings& sweep);

/// "path=value" of all axes at the given places between their values: index[a] + fraction of the
/// way to other[a].
std::vector<std::string> overrides_between(const SweepSettings& sweep,
                                           const std::vector<unsigned int>& index,
                                           const std::vector<unsigned int>& other, double fraction);

/// As parsed by expand_sweep(), or again.
Parameters parameters_of(const Parameters& sweep, const SweepPoint& point);

/// Place of a value on its axis for extrapolation: the number, or its logarithm where values are
/// spaced by factors or are concentrations.
double coordinate(const SweepAxis& axis, double number);

/// All points in the user's order, each with its parameters and geometry checked.
///
/// @param most where there are more, a sample of about so many, the first and the last among them;
///             the others are left blank
/// @throws InputError with the faults of the points (of the first few that have any)
std::vector<SweepPoint> expand_sweep(const Parameters& sweep,
                                     unsigned int most = static_cast<unsigned int>(-1));

} // namespace ionflux
