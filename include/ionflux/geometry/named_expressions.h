#pragma once

/// Names given to parts of a mesh by conditions on position: "gate: y > 9*nm && x > 3*nm; drain:
/// ...".

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace ionflux {

/// A part of the mesh: the points where `contains` is true. Points are in metres.
template <int dim>
struct NamedPart {
  std::string name;
  std::function<bool(const std::array<double, dim>&)> contains;
};

/// Parts in the order of the text. Conditions are expressions as in parse_given_value(), with
/// muParser's operators (&&, ||, !, <, ...); every one is compiled and tried at once.
/// @throws std::invalid_argument with the reason, without naming the parameter
template <int dim>
std::vector<NamedPart<dim>> parse_named_parts(const std::string& text, bool axisymmetric);

} // namespace ionflux
