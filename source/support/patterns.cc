#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>
#include <ionflux/support/units.h>

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace ionflux::patterns {

namespace {

/// "3", not "3.000000".
std::string short_number(const double number) {
  std::ostringstream out;
  out << number;
  return out.str();
}

/// Does an expression fail for a name that is a coordinate elsewhere?
bool names_coordinate(const std::string& reason) {
  for (const char* name : {"'x'", "'y'", "'r'"})
    if (reason.find(std::string("unknown name ") + name) != std::string::npos) return true;
  return false;
}

/// Throws what the value is refused for, by the unit that comes first.
void try_given_value(const std::string& text, const std::string& units) {
  static const auto any_time = std::make_shared<double>(0.0); // who reads it knows if it may vary
  std::string reason;
  for (const std::string& unit : split(units, " or "))
    // Whether the run is axisymmetric is not known here: the section that reads the value says it.
    for (const bool axisymmetric : {false, true}) {
      try {
        parse_given_value(text, unit, axisymmetric, any_time);
        return;
      } catch (const std::invalid_argument& error) {
        // Where a coordinate is the unknown name, it is that of the other kind of run.
        const std::string what = error.what();
        if (reason.empty() || names_coordinate(reason)) reason = what;
      }
    }
  const std::string planar = "coordinates x, y, z";
  if (const std::size_t at = reason.find(planar); at != std::string::npos)
    reason.insert(at + planar.size(), " (r, z in axisymmetric runs)");
  throw std::invalid_argument(reason);
}

void try_automatic(const std::string& text, const double lower, const double upper) {
  if (text == "auto") return;
  const double number = parse_quantity(text, "");
  if (!(number > lower && number < upper)) throw std::invalid_argument("out of range");
}

void try_whole(const std::string& text) {
  if (!std::regex_match(text, std::regex("[+-]?[0-9]{1,3}")))
    throw std::invalid_argument("'" + text + "' is not a whole number of at most three digits");
}

} // namespace

Value::Value(const Kind kind, std::string units, const double lower, const double upper)
    : kind(kind), units(std::move(units)), lower(lower), upper(upper) {}

bool Value::match(const std::string& text) const {
  if (text.empty()) return true;
  try {
    switch (kind) {
    case Kind::quantity:
      parse_quantity(text, units);
      break;
    case Kind::quantities:
      parse_quantities(text, units);
      break;
    case Kind::given_value:
      try_given_value(text, units);
      break;
    case Kind::whole:
      try_whole(text);
      break;
    case Kind::automatic:
      try_automatic(text, lower, upper);
      break;
    }
  } catch (const std::invalid_argument&) {
    return false;
  }
  return true;
}

std::string Value::description(const OutputStyle) const {
  switch (kind) {
  case Kind::quantity:
    return "[Quantity in " + units + "]";
  case Kind::quantities:
    return "[Quantities in " + units + "]";
  case Kind::given_value:
    return "[Given value in " + units + "]";
  case Kind::whole:
    return "[Whole number]";
  case Kind::automatic:
    return "[Automatic or " + short_number(lower) + "..." + short_number(upper) + "]";
  }
  return "";
}

std::unique_ptr<dealii::Patterns::PatternBase> Value::clone() const {
  return std::make_unique<Value>(*this);
}

namespace {

Description find_description(const std::string& text) {
  std::smatch part;
  const auto is = [&](const char* pattern) {
    return std::regex_match(text, part, std::regex(pattern));
  };
  if (is(R"(\[Quantity in (.*)\])")) {
    const std::string unit = part[1];
    return {"quantity", unit, expected_quantity(unit), {}};
  }
  if (is(R"(\[Quantities in (.*)\])")) {
    const std::string unit = part[1];
    return {
        "list of quantities", unit, "a comma-separated list, each " + expected_quantity(unit), {}};
  }
  if (is(R"(\[Given value in (.*)\])")) {
    const std::vector<std::string> units = split(part[1], " or ");
    std::string allowed;
    for (const std::string& unit : units)
      allowed += expected_quantity(unit) + ", ";
    const std::string in_brackets = units.front().empty() ? "[1]" : "[" + units.front() + "]";
    return {"given value",
            units.front(),
            allowed + "or an expression of position with its unit in brackets: ... " + in_brackets,
            {}};
  }
  if (is(R"(\[Automatic or (.*)\.\.\.(.*)\])"))
    return {"number or auto",
            "",
            "auto, or a number between " + part[1].str() + " and " + part[2].str(),
            {}};
  if (is(R"(\[Whole number\])")) return {"integer", "", "a whole number such as -1", {}};
  if (is(R"(\[Bool\])")) return {"bool", "", "true or false", {"true", "false"}};
  if (is(R"(\[Selection (.*[^ ]) *\])")) {
    std::vector<std::string> choices = split(part[1], "|");
    choices.erase(std::remove(choices.begin(), choices.end(), std::string()), choices.end());
    return {"choice", "", "one of: " + join(choices, ", "), choices};
  }
  if (is(R"(\[Integer range ([^.]*)\.\.\.([^ ]*) \(inclusive\)\])"))
    return {"integer", "", "a whole number from " + part[1].str() + " to " + part[2].str(), {}};
  if (is(R"(\[Integer.*\])")) return {"integer", "", "a whole number", {}};
  if (is(R"(\[Double (.*)\.\.\.([^ ]*) \(inclusive\)\])"))
    return {"number", "", "a number from " + part[1].str() + " to " + part[2].str(), {}};
  if (is(R"(\[Double.*\])")) return {"number", "", "a number", {}};
  if (is(R"(\[List of <(.*)> of length .*\])")) {
    const Description item = describe(part[1]);
    return {"list", "", "a comma-separated list, each " + item.allowed, item.choices};
  }
  if (is(R"(\[List.*\])")) return {"list", "", "a comma-separated list", {}};
  return {"text", "", "any text", {}};
}

} // namespace

// The same few hundred over and over, at every point of a sweep; an expression costs more than a
// parse.
const Description& describe(const std::string& text) {
  static std::map<std::string, Description> known;
  const auto found = known.find(text);
  return found != known.end() ? found->second
                              : known.emplace(text, find_description(text)).first->second;
}

std::string explain(const std::string& pattern_description, const std::string& text) {
  std::smatch part;
  const auto is = [&](const char* pattern) {
    return std::regex_match(pattern_description, part, std::regex(pattern));
  };
  try {
    if (is(R"(\[Quantity in (.*)\])"))
      parse_quantity(text, part[1]);
    else if (is(R"(\[Quantities in (.*)\])"))
      parse_quantities(text, part[1]);
    else if (is(R"(\[Given value in (.*)\])"))
      try_given_value(text, part[1]);
    else if (is(R"(\[Whole number\])"))
      try_whole(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "the value is not allowed";
}

} // namespace ionflux::patterns
