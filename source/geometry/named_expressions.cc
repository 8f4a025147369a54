#include <ionflux/geometry/named_expressions.h>

#include <deal.II/base/function_parser.h>
#include <deal.II/base/utilities.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

template <int dim>
double value(const dealii::FunctionParser<dim>& parser, const std::array<double, dim>& place,
             const std::string& expression) {
  dealii::Point<dim> point;
  for (int d = 0; d < dim; ++d)
    point[d] = place[d];
  double result = 0;
  try {
    result = parser.value(point);
  } catch (const std::exception& error) {
    // deal.II wraps muParser's sentence in a report for programmers; keep the line of the fault.
    const std::string report = error.what();
    const auto begin = report.find("Error:");
    const auto line = begin == std::string::npos
                          ? std::string("it cannot be read")
                          : report.substr(begin + 6, report.find('\n', begin) - begin - 6);
    throw std::invalid_argument("the expression \"" + expression +
                                "\" is wrong: " + dealii::Utilities::trim(line));
  }
  if (!std::isfinite(result))
    throw std::invalid_argument("the expression \"" + expression + "\" is not a finite number");
  return result;
}

template <int dim>
std::function<bool(const std::array<double, dim>&)> compile(const std::string& expression,
                                                            const bool axisymmetric,
                                                            const std::array<double, dim>& trial) {
  const auto parser = std::make_shared<dealii::FunctionParser<dim>>();
  const std::string variables = dim == 3 ? "x,y,z" : axisymmetric ? "r,z" : "x,y";
  parser->initialize(
      variables, expression,
      {{"nm", 1e-9}, {"um", 1e-6}, {"mm", 1e-3}, {"m", 1.0}, {"pi", dealii::numbers::PI}});
  value<dim>(*parser, trial, expression); // muParser complains only when asked for a value
  return [parser, expression](const std::array<double, dim>& place) {
    return value<dim>(*parser, place, expression) != 0.0;
  };
}

} // namespace

template <int dim>
std::vector<NamedPart<dim>> parse_named_parts(const std::string& text, const bool axisymmetric,
                                              const std::array<double, dim>& trial) {
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
    parts.push_back({name, compile<dim>(expression, axisymmetric, trial)});
  }
  return parts;
}

template std::vector<NamedPart<2>> parse_named_parts<2>(const std::string&, bool,
                                                        const std::array<double, 2>&);
template std::vector<NamedPart<3>> parse_named_parts<3>(const std::string&, bool,
                                                        const std::array<double, 3>&);

} // namespace ionflux
