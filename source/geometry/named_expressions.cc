#include <ionflux/geometry/named_expressions.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/utilities.h>

#include <algorithm>
#include <stdexcept>

namespace ionflux {

namespace {

// The same expressions, with the same messages, as everywhere in the input.
template <int dim>
std::function<bool(const std::array<double, dim>&)> compile(const std::string& expression,
                                                            const bool axisymmetric) {
  const GivenValue condition = parse_given_value(expression + " [1]", "", axisymmetric);
  return [condition](const std::array<double, dim>& place) {
    GivenValue::Point point{};
    std::copy(place.begin(), place.end(), point.begin());
    return condition(point) != 0.0;
  };
}

} // namespace

template <int dim>
std::vector<NamedPart<dim>> parse_named_parts(const std::string& text, const bool axisymmetric) {
  std::vector<NamedPart<dim>> parts;
  for (const std::string& entry : dealii::Utilities::split_string_list(text, ';')) {
    if (entry.empty()) continue;
    const auto colon = entry.find(':');
    const std::string name = dealii::Utilities::trim(entry.substr(0, colon));
    if (colon == std::string::npos || name.empty())
      throw std::invalid_argument("\"" + entry + "\" is not of the form \"name: condition\"");
    if (name.find(',') != std::string::npos)
      throw std::invalid_argument("the name \"" + name + "\" must not contain a comma");
    for (const auto& part : parts)
      if (part.name == name)
        throw std::invalid_argument("the name \"" + name +
                                    "\" appears twice; join the conditions by ||");
    const std::string expression = dealii::Utilities::trim(entry.substr(colon + 1));
    if (expression.empty()) throw std::invalid_argument("\"" + name + "\" has no condition");
    parts.push_back({name, compile<dim>(expression, axisymmetric)});
  }
  return parts;
}

template std::vector<NamedPart<2>> parse_named_parts<2>(const std::string&, bool);
template std::vector<NamedPart<3>> parse_named_parts<3>(const std::string&, bool);

} // namespace ionflux
