#include <ionflux/input/reader.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <stdexcept>

namespace ionflux {

int InputReader::integer(const std::string& name, const int otherwise) const {
  return has_value(name) ? std::stoi(prm.get(name)) : otherwise;
}

double InputReader::quantity(const std::string& name, const std::string& unit,
                             const double otherwise) const {
  return has_value(name) ? get_quantity(prm, name, unit) : otherwise;
}

double InputReader::positive(const std::string& name, const std::string& unit,
                             const double otherwise) {
  const double value = quantity(name, unit, otherwise);
  if (value > 0.0) return value;
  fault(name, "'" + name + "' must be positive", "a positive value");
  return otherwise;
}

double InputReader::non_negative(const std::string& name, const std::string& unit,
                                 const double otherwise) {
  const double value = quantity(name, unit, otherwise);
  if (value >= 0.0) return value;
  fault(name, "'" + name + "' must not be negative", "zero or a positive value");
  return otherwise;
}

std::vector<double> InputReader::quantities(const std::string& name,
                                            const std::string& unit) const {
  return has_value(name) ? get_quantities(prm, name, unit) : std::vector<double>();
}

GivenValue InputReader::given(const std::string& name, const std::string& unit) {
  if (!has_value(name)) return 0.0;
  try {
    return parse_given_value(prm.get(name), unit, axisymmetric, clock);
  } catch (const std::invalid_argument& error) {
    fault(name, error.what());
    return 0.0;
  }
}

// The same everywhere, if not always? Asked at times that are not special.
bool InputReader::is_uniform(const GivenValue& value) const {
  if (value.is_constant()) return true;
  if (!value.depends_on_time()) return false;
  bool uniform = true;
  const double now = *clock;
  for (const double time : {1.2345e-6, 0.5678, 34.567}) {
    *clock = time;
    uniform = uniform && value({}) == value({{1.3e-9, 2.7e-9, 5.9e-9}});
  }
  *clock = now;
  return uniform;
}

namespace {

bool is_zero_in(const std::string& text, const std::string& unit) {
  try {
    return parse_quantity(text, unit) == 0.0;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

} // namespace

GivenValue InputReader::given_total(const std::string& name, const std::string& units,
                                    const std::string& meaning) {
  if (!has_value(name)) return 0.0;
  const std::size_t middle = units.find(" or ");
  const std::string whole = units.substr(0, middle), per_depth = units.substr(middle + 4),
                    unit = is_planar ? per_depth : whole;
  // Nothing is the same in both units.
  if (is_zero_in(prm.get(name), is_planar ? whole : per_depth)) return 0.0;
  try {
    const GivenValue value = parse_given_value(prm.get(name), unit, axisymmetric, clock);
    if (is_uniform(value)) return value;
    fault(name, "'" + name + "' is " + meaning + ", not a function of position",
          "a constant in " + unit);
  } catch (const std::invalid_argument& error) {
    fault(name, error.what(),
          unit + (is_planar ? ", per metre of depth, in planar 2-D" : " in this geometry"));
  }
  return 0.0;
}

InputLocation InputReader::where(const std::string& name) const {
  const ParameterEntry* const entry = file.find(path, name);
  return entry != nullptr ? entry->where : file.where(path);
}

bool InputReader::is_at_fault(const std::string& parameter) const {
  return std::any_of(faults.begin(), faults.end(),
                     [&](const Fault& fault) { return fault.parameter == parameter; });
}

void InputReader::fault(const std::string& name, const std::string& what,
                        const std::string& allowed, const std::string& suggestion) {
  const ParameterEntry* const entry = file.find(path, name);
  faults.push_back({what, where(name), (path.empty() ? "" : join(path, "/") + "/") + name,
                    entry != nullptr ? entry->value : "", allowed, suggestion});
}

} // namespace ionflux
