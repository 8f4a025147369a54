#pragma once

#include <ionflux/support/errors.h>

#include <string>
#include <vector>

namespace ionflux {

/// One value that swept parameters take.
struct SweepValue {
  std::string text;    ///< as it would stand in the parameter file
  double number = 0.0; ///< SI; nan if the text is no number
};

/// A subsection of 'Sweep': parameters that take the same value, and the values.
struct SweepAxis {
  std::string name;                    ///< of the subsection
  std::vector<std::string> parameters; ///< paths
  std::string unit;                    ///< SI, of numeric values; "" without one
  bool numeric = false;                ///< every value is a number
  bool quantity = false;               ///< a number that may take any value (no count)
  bool logarithmic = false;            ///< values are spaced by factors
  std::vector<SweepValue> values;
  InputLocation where = {};

  /// "voltage [V]"
  std::string title() const { return unit.empty() ? name : name + " [" + unit + "]"; }
};

/// For which points of a sweep the fields are written.
enum class FieldsOfPoints { all, last, none };

/// The section 'Sweep' of the input.
struct SweepSettings {
  bool requested = false; ///< whether the file has the section
  bool paired = false;    ///< the n-th values of all axes together, else all combinations
  bool warm_start = true;
  FieldsOfPoints fields = FieldsOfPoints::last;
  std::vector<SweepAxis> axes; ///< in the order of the file

  /// Number of points; 1 without axes.
  unsigned long long n_points() const;

  /// Which value of each axis point `p` takes, p < n_points(). Nested: the last varies fastest.
  std::vector<unsigned int> indices(unsigned long long p) const;
};

} // namespace ionflux
