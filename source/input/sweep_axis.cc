#include <ionflux/input/sweep_axis.h>

#include <ionflux/physics/constants.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

/// What is known of the values of an axis before they are read.
struct ValueKind {
  patterns::Description description;
  std::string pattern;

  bool has_unit() const {
    return description.type == "quantity" || description.type == "given value";
  }
  bool is_number() const {
    return has_unit() || description.type == "integer" || description.type == "number" ||
           description.type == "number or auto";
  }

  /// SI value. Throws std::invalid_argument.
  double number(const std::string& text) const {
    try {
      return parse_quantity(text, description.unit);
    } catch (const std::invalid_argument&) {
      if (description.unit != "C/m^3") throw;
      return constants::faraday * parse_quantity(text, "mol/m^3"); // a fixed charge
    }
  }
};

/// Sections that name what a whole run is, not a point of it.
std::string why_not_swept(const std::string& path) {
  const std::string section = path.substr(0, path.find('/'));
  if (path == "Output/Directory") return "every point has its folder in the folder of the sweep";
  if (path == "Dimension" || path == "Coordinates")
    return "the whole file is written for one choice of coordinates";
  if (section == "Sweep" || section == "Convergence study")
    return "it says what to do with the points, and belongs to none";
  return "";
}

/// The list of paths. A path may hold commas ("pore wall, membrane faces"): pieces are joined until
/// they name a parameter.
std::vector<std::string> split_paths(const std::string& text, const Declarations& declared) {
  const std::vector<std::string> pieces = split(text, ",");
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t length = 1;
    for (std::size_t n = 1; i + n <= pieces.size(); ++n) {
      const std::string joined =
          join(std::vector<std::string>(pieces.begin() + i, pieces.begin() + i + n), ", ");
      if (declared.find_path(joined) != nullptr) length = n;
    }
    paths.push_back(
        join(std::vector<std::string>(pieces.begin() + i, pieces.begin() + i + length), ", "));
    i += length;
  }
  return paths;
}

/// Reads one axis.
class AxisReader {
public:
  /// @param planar 2-D, not axisymmetric: totals of a boundary are per metre of depth
  AxisReader(InputReader& in, const Declarations& declared, const std::string& name,
             const bool planar)
      : in(in), declared(declared), planar(planar) {
    axis.name = name;
    axis.where = in.where();
  }

  SweepAxis read() {
    if (!in.is_set("Parameter") || !read_parameters()) return axis; // reported
    const bool has_values = in.is_set("Values"), has_range = in.is_set("Range");
    if (has_values == has_range)
      in.fault(has_values ? "Range" : "Values",
               has_values ? "'Values' and 'Range' are both set" : "there are no values",
               "either 'Values', or 'Range' and 'Points'");
    else if (has_values)
      read_values();
    else
      read_range();
    check_values();
    return axis;
  }

private:
  bool read_parameters() {
    std::vector<std::string> known;
    for (const DeclaredEntry& entry : declared.entries)
      known.push_back(entry.path());
    axis.parameters = split_paths(in.text("Parameter"), declared);
    std::string unit_of_first;
    for (const std::string& path : axis.parameters) {
      const DeclaredEntry* const entry = declared.find_path(path);
      if (entry == nullptr) {
        in.fault("Parameter", "unknown parameter '" + path + "'",
                 "the path of a parameter of this file, such as Boundary conditions/upper "
                 "end/Potential",
                 nearest_name(path, known));
        return false;
      }
      const std::string reason = why_not_swept(path);
      if (!reason.empty()) {
        in.fault("Parameter", "'" + path + "' cannot be swept: " + reason);
        return false;
      }
      ValueKind that{patterns::describe(entry->pattern), entry->pattern};
      if (planar && contains({"A", "C"}, that.description.unit)) that.description.unit += "/m";
      if (&path == &axis.parameters.front())
        kind = that;
      else if (that.description.unit != kind.description.unit) {
        in.fault("Parameter",
                 "'" + path + "' and '" + axis.parameters.front() + "' have different units",
                 "parameters that can take the same value");
        return false;
      }
    }
    return true;
  }

  void add(const std::string& entry, const std::string& text) {
    SweepValue value{text, std::numeric_limits<double>::quiet_NaN()};
    try {
      value.number = kind.number(text);
    } catch (const std::invalid_argument& error) {
      const bool expression = kind.description.type == "given value" && !text.empty() &&
                              text.back() == ']'; // each point tries it
      if (kind.has_unit() && !expression)
        in.fault(entry,
                 "bad value '" + text + "' of '" + axis.parameters.front() + "': " + error.what());
    }
    axis.values.push_back(value);
  }

  void read_values() {
    const std::string text = in.text("Values");
    if (text.empty()) return in.fault("Values", "the list of values is empty", "at least one");
    for (const std::string& piece : split(text, ",")) {
      if (piece.empty()) return in.fault("Values", "the list of values has an empty piece");
      add("Values", piece);
    }
    if (in.is_set("Points")) in.fault("Points", "'Points' belongs to a 'Range'", "'Values' alone");
  }

  void read_range() {
    const std::vector<std::string> ends = split(in.text("Range"), ",");
    if (!kind.is_number())
      return in.fault("Range", "'" + axis.parameters.front() + "' is not a number", "'Values'");
    if (ends.size() != 2 || ends[0].empty() || ends[1].empty())
      return in.fault("Range", "a range is two values", "first, last");
    double end[2];
    for (int i = 0; i < 2; ++i)
      try {
        end[i] = kind.number(ends[i]);
      } catch (const std::invalid_argument& error) {
        return in.fault("Range", "bad value '" + ends[i] + "' of '" + axis.parameters.front() +
                                     "': " + error.what());
      }
    if (!in.is_set("Points"))
      return in.fault("Points", "a 'Range' needs a number of 'Points'", "2 or more");
    const int n = in.integer("Points");
    if (n < 2) return in.fault("Points", "a range has at least two points, its ends", "2 or more");
    if (end[0] == end[1])
      return in.fault("Range", "the ends of the range are the same value", "two values");
    axis.logarithmic = in.text("Spacing") == "logarithmic";
    if (axis.logarithmic && !(end[0] * end[1] > 0.0))
      return in.fault("Range", "a logarithmic range cannot reach or cross zero",
                      "ends of the same sign, or Spacing = linear");
    for (int i = 0; i < n; ++i) {
      const double t = static_cast<double>(i) / (n - 1);
      // exact at the ends, and for a range that is symmetric exactly symmetric
      double value = ((n - 1 - i) * end[0] + i * end[1]) / (n - 1);
      if (axis.logarithmic) value = end[0] * std::pow(end[1] / end[0], t);
      if (kind.description.type == "integer" && value != std::round(value))
        return in.fault("Range", "the points of the range are not whole numbers", "'Values'");
      const std::string unit = kind.description.unit;
      add("Range", format_text("%.12g", value + 0.0) + (unit.empty() ? "" : " " + unit));
    }
  }

  void check_values() {
    axis.numeric =
        !axis.values.empty() &&
        std::all_of(axis.values.begin(), axis.values.end(), [&](const SweepValue& value) {
          return kind.is_number() && std::isfinite(value.number);
        });
    axis.quantity = axis.numeric && kind.has_unit();
    if (axis.numeric) axis.unit = kind.description.unit;
    for (std::size_t i = 0; i < axis.values.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (axis.values[i].text == axis.values[j].text ||
            (axis.numeric && axis.values[i].number == axis.values[j].number))
          return in.fault(in.is_set("Values") ? "Values" : "Range",
                          "the value '" + axis.values[i].text + "' is there twice",
                          "each value once");
  }

  InputReader& in;
  const Declarations& declared;
  SweepAxis axis;
  const bool planar;
  ValueKind kind;
};

} // namespace

SweepAxis read_sweep_axis(InputReader& in, const Declarations& declared, const std::string& name,
                          const bool planar) {
  return AxisReader(in, declared, name, planar).read();
}

} // namespace ionflux
