#pragma once

#include <ionflux/physics/activity/differentiated.h>

#include <cmath>
#include <string>
#include <vector>

namespace ionflux {

/// A formula typed by the user, compiled to a list of operations that any number type runs through:
/// with Dual the slopes come along, exact.
///
/// Written as elsewhere in the parameter file: + - * / ^ and brackets, pi, exp, ln, log10, sqrt,
/// pow, sin, cos, tanh. What has kinks has no slopes and is refused.
class FormulaText {
public:
  /// @throws std::invalid_argument with the reason in one sentence
  FormulaText(const std::string& text, const std::vector<std::string>& variables);

  /// @param variables in the order of the constructor
  template <typename Number>
  Number evaluate(const Number* variables) const {
    PointBuffer<Number, 24> buffer(operations.size());
    Number* const values = buffer.data();
    Number last(0.0);
    for (unsigned int k = 0; k < operations.size(); ++k)
      last = values[k] = result(operations[k], variables, values);
    return last;
  }

  /// Does the result depend on no variable before this one, in the order of the constructor?
  bool begins_with(const unsigned int variable) const {
    for (const Operation& o : operations)
      if (o.kind == Kind::variable && o.a < variable) return false;
    return true;
  }

  /// What one step does, with the results of the steps a and b before it.
  enum class Kind {
    number,
    variable,
    add,
    subtract,
    multiply,
    divide,
    negate,
    power,
    raise,
    exponential,
    logarithm,
    root,
    sine,
    cosine,
    tangent
  };
  struct Operation {
    Kind kind;
    unsigned int a = 0, b = 0; ///< steps; the index of a variable
    double number = 0.0;       ///< a constant; the exponent of `power`
  };

private:
  template <typename Number>
  static Number result(const Operation& o, const Number* variables, const Number* values) {
    using std::cos;
    using std::exp;
    using std::log;
    using std::pow;
    using std::sin;
    using std::sqrt;
    using std::tanh;
    switch (o.kind) {
    case Kind::number:
      return Number(o.number);
    case Kind::variable:
      return variables[o.a];
    case Kind::add:
      return values[o.a] + values[o.b];
    case Kind::subtract:
      return values[o.a] - values[o.b];
    case Kind::multiply:
      return values[o.a] * values[o.b];
    case Kind::divide:
      return values[o.a] / values[o.b];
    case Kind::negate:
      return -1.0 * values[o.a];
    case Kind::power:
      return pow(values[o.a], o.number);
    case Kind::raise:
      return exp(values[o.b] * log(values[o.a]));
    case Kind::exponential:
      return exp(values[o.a]);
    case Kind::logarithm:
      return log(values[o.a]);
    case Kind::root:
      return sqrt(values[o.a]);
    case Kind::sine:
      return sin(values[o.a]);
    case Kind::cosine:
      return cos(values[o.a]);
    case Kind::tangent:
      return tanh(values[o.a]);
    }
    return Number(0.0);
  }

  std::vector<Operation> operations; ///< the last one is the result
};

/// The variable of a species' concentration: "c_Na" for one called Na or Na+.
std::string concentration_variable(const std::string& species);

} // namespace ionflux
