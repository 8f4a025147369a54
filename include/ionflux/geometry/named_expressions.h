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

/// Parts in the order of the text. Variables x, y, z (r, z when axisymmetric) in metres; constants
/// nm, um, mm, m, pi; muParser's operators (&&, ||, !, <, ...) and functions. Every expression is
/// compiled and tried at `trial`.
/// @throws std::invalid_argument with the reason, without naming the parameter
template <int dim>
std::vector<NamedPart<dim>> parse_named_parts(const std::string& text, bool axisymmetric,
                                              const std::array<double, dim>& trial);

} // namespace ionflux
