/// Expressions of position, by muParser (the library behind deal.II's FunctionParser; used directly
/// because FunctionParser compiles late, prints on stderr and takes "1,2" for 2).

#include <ionflux/support/errors.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>
#include <ionflux/support/units.h>
#include <ionflux/support/value_table.h>

#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

constexpr std::size_t longest_expression = 10000;
const char* const functions =
    "sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, exp, ln, log10, log2, sqrt, abs, "
    "min, max, sign, erf, erfc, pow, floor, ceil, step, ramp, triangle, pulse, "
    "table(\"FILE.csv\", ...), and conditions such as x > 0 && x < um ? 1 : 0";

// Where functions with kinks write which of their smooth pieces they are on; null: nowhere.
thread_local std::vector<double>* branches = nullptr;

double on_branch(const double branch, const double value) {
  if (branches != nullptr) branches->push_back(branch);
  return value;
}

double absolute(const double v) { return on_branch(v >= 0.0, std::abs(v)); }
double sign(const double v) {
  const double s = v > 0.0 ? 1.0 : v < 0.0 ? -1.0 : 0.0;
  return on_branch(s, s);
}
double floor_of(const double v) { return on_branch(std::floor(v), std::floor(v)); }
double ceil_of(const double v) { return on_branch(std::ceil(v), std::ceil(v)); }
double step(const double v) { return on_branch(v >= 0.0, v >= 0.0 ? 1.0 : 0.0); }
double ramp(const double v) {
  return on_branch((v >= 0.0) + (v >= 1.0), std::min(std::max(v, 0.0), 1.0));
}
double triangle(const double v) {
  return on_branch(std::floor(2.0 * v), 1.0 - std::abs(2.0 * (v - std::floor(v)) - 1.0));
}
double pulse(const double v, const double width) {
  const double part = v - std::floor(v);
  return on_branch(2.0 * std::floor(v) + (part >= width), part < width ? 1.0 : 0.0);
}
double extreme(const double* v, const int n, const double sense) {
  int at = 0;
  for (int i = 1; i < n; ++i)
    if (sense * v[i] > sense * v[at]) at = i;
  return on_branch(at, v[at]);
}
// Those of the expression that is evaluated.
thread_local const ValueTables* tables = nullptr;

double from_table(const char* const name, const double v) {
  const auto found = tables->find(name);
  if (found == tables->end())
    throw mu::Parser::exception_type("a table is named by a text in double quotes");
  return on_branch(found->second.piece(v), found->second(v));
}

double smallest(const double* v, const int n) { return extreme(v, n, -1.0); }
double largest(const double* v, const int n) { return extreme(v, n, 1.0); }

/// A compiled expression: SI value = unit(expression(x)).
class Expression {
public:
  Expression(const std::string& formula, const std::string& unit, const std::string& si_unit,
             const bool axisymmetric, std::shared_ptr<double> clock_in)
      : text(formula + " [" + unit + "]"), axisymmetric(axisymmetric), clock(std::move(clock_in)),
        // Units are linear, but for degC also affine: two values fix the conversion.
        offset(to_si(0.0, unit, si_unit)), factor(to_si(1.0, unit, si_unit) - offset),
        own_tables(tables_of(formula, si_unit)) {
    for (const auto& [name, table] : own_tables)
      if (table.has_unit() && (offset != 0.0 || factor != 1.0))
        throw std::invalid_argument("the column of '" + name +
                                    "' has a unit of its own, and its values are in SI units: [" +
                                    (si_unit.empty() ? "1" : si_unit) + "] belongs behind them");
    // An empty bracket is allowed for dimensionless values, so no unit is needed there.
    define_names();
    parser.SetExpr(formula);
  }
  Expression(const Expression&) = delete;

  /// SI value; may be infinite or nan. Throws mu::Parser::exception_type.
  double raw(const GivenValue::Point& x) {
    point = x;
    tables = &own_tables;
    int n_values = 0;
    const double* const values = parser.Eval(n_values);
    if (n_values != 1) throw std::invalid_argument("a comma separates arguments only");
    return offset + factor * values[0];
  }

  double operator()(const GivenValue::Point& x) {
    const double value = raw(x);
    if (!std::isfinite(value)) {
      Fault fault;
      fault.what = "the expression '" + text + "' is not finite at " + point_text(x);
      fault.allowed = "an expression that is finite everywhere, for example by max(..., 1e-12)";
      throw InputError(ExitCode::bad_parameters, std::vector<Fault>{fault});
    }
    return value;
  }

  const std::string& full_text() const { return text; }

  bool depends_on_time() { return clock && parser.GetUsedVar().count("t") > 0; }

private:
  void define_names() {
    if (axisymmetric) {
      parser.DefineVar("r", &point[0]);
      parser.DefineVar("z", &point[1]);
    } else {
      parser.DefineVar("x", &point[0]);
      parser.DefineVar("y", &point[1]);
      parser.DefineVar("z", &point[2]);
    }
    if (clock) parser.DefineVar("t", clock.get());
    parser.ClearConst(); // _pi and _e, which nobody expects
    for (const auto& [name, value] : {std::pair<const char*, double>{"pi", std::acos(-1.0)},
                                      {"nm", 1e-9},
                                      {"um", 1e-6},
                                      {"mm", 1e-3},
                                      {"cm", 1e-2},
                                      {"m", 1.0},
                                      {"Angstrom", 1e-10}})
      parser.DefineConst(name, value);
    if (clock)
      for (const auto& [name, value] :
           {std::pair<const char*, double>{"s", 1.0}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}})
        parser.DefineConst(name, value);
    parser.DefineFun(
        "log",
        [](const double) -> double {
          // muParser's log is base 10 or e, depending on how it was built.
          throw mu::Parser::exception_type("log is ambiguous; write ln, log10 or log2");
        },
        false);
    parser.DefineFun("erf", [](const double v) -> double { return std::erf(v); });
    parser.DefineFun("erfc", [](const double v) -> double { return std::erfc(v); });
    parser.DefineFun("floor", floor_of);
    parser.DefineFun("ceil", ceil_of);
    parser.DefineFun("abs", absolute);
    parser.DefineFun("sign", sign);
    parser.DefineFun("min", smallest);
    parser.DefineFun("max", largest);
    parser.DefineFun("step", step);
    parser.DefineFun("ramp", ramp);
    parser.DefineFun("triangle", triangle);
    parser.DefineFun("pulse", pulse);
    parser.DefineFun("table", from_table);
    parser.DefineFun("pow",
                     [](const double a, const double b) -> double { return std::pow(a, b); });
  }

  std::string point_text(const GivenValue::Point& x) const {
    if (axisymmetric) return "(r, z) = (" + number_text(x[0]) + ", " + number_text(x[1]) + ") m";
    return "(x, y, z) = (" + number_text(x[0]) + ", " + number_text(x[1]) + ", " +
           number_text(x[2]) + ") m";
  }

  std::string text;
  bool axisymmetric;
  std::shared_ptr<double> clock; ///< null: no time
  double offset, factor;
  const ValueTables own_tables;
  GivenValue::Point point = {};
  mu::Parser parser;
};

/// '=' alone would assign to a coordinate; muParser allows it.
bool has_assignment(const std::string& formula) {
  for (std::size_t i = 0; i < formula.size(); ++i) {
    if (formula[i] != '=') continue;
    if (i + 1 < formula.size() && formula[i + 1] == '=')
      ++i;
    else if (i == 0 || std::string("<>!").find(formula[i - 1]) == std::string::npos)
      return true;
  }
  return false;
}

/// muParser is recursive in brackets and signs: bound the depth, the input is not trusted.
bool too_deep(const std::string& formula) {
  int depth = 0;
  for (const char c : formula) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth > 100) return true;
  }
  return false;
}

std::shared_ptr<Expression> compile(const std::string& formula, const std::string& unit,
                                    const std::string& si_unit, const bool axisymmetric,
                                    const std::shared_ptr<double>& clock) {
  if (formula.size() > longest_expression || too_deep(formula))
    throw std::invalid_argument("the expression is too long or too deeply nested");
  if (has_assignment(formula))
    throw std::invalid_argument("'=' is not allowed in an expression (compare with ==)");
  try {
    auto expression = std::make_shared<Expression>(formula, unit, si_unit, axisymmetric, clock);
    // muParser looks at the text at the first evaluation only: any point will do.
    for (const GivenValue::Point& x : {GivenValue::Point{{1e-9, 2e-9, 3e-9}}, GivenValue::Point{}})
      expression->raw(x);
    return expression;
  } catch (const mu::Parser::exception_type& error) {
    std::string reason = error.GetMsg();
    if (error.GetCode() == mu::ecUNASSIGNABLE_TOKEN)
      reason = "unknown name '" + error.GetToken() + "'; known are the coordinates " +
               (axisymmetric ? "r, z" : "x, y, z") +
               (clock ? ", the time t with its units s, ms, us, ns"
                : error.GetToken() == "t"
                    ? " (the time t belongs to boundary conditions of runs with a section Time)"
                    : "") +
               ", the constants pi, nm, um, mm, cm, m, and " + functions;
    throw std::invalid_argument("in the expression '" + formula + "': " + reason);
  }
}

} // namespace

std::vector<double> branches_of(const GivenValue& value, const GivenValue::Point& x) {
  std::vector<double> found;
  struct Watch {
    explicit Watch(std::vector<double>& found) { branches = &found; }
    ~Watch() { branches = nullptr; }
  } watch(found);
  value(x);
  return found;
}

GivenValue parse_given_value(const std::string& text_in, const std::string& unit,
                             const bool axisymmetric, const std::shared_ptr<double>& clock) {
  const std::string text = trim(text_in);
  if (text.empty() || text.back() != ']') {
    try {
      return GivenValue(parse_quantity(text, unit));
    } catch (const std::invalid_argument& error) {
      // Whoever writes an operator or a coordinate means an expression and forgot its unit.
      const bool expression =
          text.find_first_of("*()+^") != std::string::npos || text.find_first_of("xyzrt") == 0;
      throw std::invalid_argument(error.what() +
                                  std::string(expression ? "; an expression needs its unit in "
                                                           "brackets at the end: 0.1*x/nm [" +
                                                               (unit.empty() ? "1" : unit) + "]"
                                                         : ""));
    }
  }
  const std::size_t bracket = text.rfind('[');
  if (bracket == std::string::npos) throw std::invalid_argument("']' without '['");
  const std::string formula = trim(text.substr(0, bracket));
  std::string unit_text = trim(text.substr(bracket + 1, text.size() - bracket - 2));
  if (unit_text == "1") unit_text = "";
  if (formula.empty()) throw std::invalid_argument("no expression before the unit in brackets");
  if (unit_text.empty() && !unit.empty())
    throw std::invalid_argument("no unit in the brackets; expected " + expected_quantity(unit));
  const auto expression = compile(formula, unit_text, unit, axisymmetric, clock);
  return GivenValue([expression](const GivenValue::Point& x) { return (*expression)(x); }, text,
                    expression->depends_on_time());
}

} // namespace ionflux
