/// Derivatives of the user's expressions: parsed and differentiated by GiNaC, printed as text
/// again, and evaluated like every other expression of the input.

#include <ionflux/support/quantity.h>
#include <ionflux/support/smooth_function.h>
#include <ionflux/support/text.h>
#include <ionflux/support/units.h>

#include <ginac/ginac.h>

#include <cmath>
#include <limits>
#include <map>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace ionflux {

namespace {

using GiNaC::ex;
using GiNaC::exvector;

/// Formula and unit of "formula [unit]".
struct FormulaWithUnit {
  std::string formula, unit;
};

FormulaWithUnit split_unit(const std::string& text) {
  const std::size_t bracket = text.rfind('[');
  FormulaWithUnit parts{trim(text.substr(0, bracket)),
                        trim(text.substr(bracket + 1, text.size() - bracket - 2))};
  if (parts.unit == "1") parts.unit = "";
  return parts;
}

/// What has a kink or a jump has no derivative there, and a manufactured source would be wrong.
void refuse_kinks(const std::string& formula) {
  std::smatch match;
  std::string what;
  if (std::regex_search(formula, match,
                        std::regex("\\b(abs|min|max|sign|floor|ceil|step|rint)\\s*\\(")))
    what = match[1];
  else if (std::regex_search(formula, match, std::regex("[<>=!&|?]")))
    what = match[0].str() == "?" ? "a ? b : c" : "a comparison";
  if (!what.empty())
    throw std::invalid_argument("the expression '" + formula +
                                "' cannot be differentiated: " + what +
                                " has a kink or a jump; an exact solution is smooth, made "
                                "of + - * / ^ and "
                                "sin, cos, tan, asin, acos, atan, atan2, sinh, "
                                "cosh, tanh, exp, ln, log10, log2, sqrt, pow, erf, erfc");
}

// The error function as tanh or exp are to GiNaC: a name and a derivative.
DECLARE_FUNCTION_1P(erf)
DECLARE_FUNCTION_1P(erfc)

ex bell(const ex& argument) {
  return 2 / GiNaC::sqrt(GiNaC::numeric(std::acos(-1.0))) * GiNaC::exp(-argument * argument);
}
ex erf_slope(const ex& argument, unsigned) { return bell(argument); }
ex erfc_slope(const ex& argument, unsigned) { return -bell(argument); }

REGISTER_FUNCTION(erf, derivative_func(erf_slope))
REGISTER_FUNCTION(erfc, derivative_func(erfc_slope))

// Older versions of GiNaC (Debian 12) take a function at an odd address for the number of one of
// its own; without optimisation compilers do not align functions.
#define IONFLUX_READER __attribute__((aligned(16))) ex
IONFLUX_READER read_ln(const exvector& a) { return GiNaC::log(a[0]); }
IONFLUX_READER read_log10(const exvector& a) { return GiNaC::log(a[0]) / std::log(10.0); }
IONFLUX_READER read_log2(const exvector& a) { return GiNaC::log(a[0]) / std::log(2.0); }
IONFLUX_READER read_erf(const exvector& a) { return erf(a[0]); }
IONFLUX_READER read_erfc(const exvector& a) { return erfc(a[0]); }
#undef IONFLUX_READER

GiNaC::prototype_table known_functions() {
  GiNaC::prototype_table table = GiNaC::get_default_reader();
  // A plain pointer: what GiNaC makes of it depends on its version.
  using Function = ex (*)(const exvector&);
  for (const auto& [name, function] : {std::pair<const char*, Function>("ln", read_ln),
                                       {"log10", read_log10},
                                       {"log2", read_log2},
                                       {"erf", read_erf},
                                       {"erfc", read_erfc}}) {
    const GiNaC::prototype key(name, 1);
    table.erase(key);
    table.insert({key, function});
  }
  return table;
}

/// Text that muParser reads.
std::string printed(const ex& expression) {
  std::ostringstream text;
  text << GiNaC::csrc_double << expression;
  return std::regex_replace(text.str(), std::regex("\\blog\\("), "ln(");
}

[[noreturn]] void refuse_ambiguity(const std::string& formula) {
  throw std::invalid_argument("the expression '" + formula +
                              "' is ambiguous; put brackets around exponents and signs, as in "
                              "2^(-1)*x");
}

/// A sign right behind ^: muParser takes 2^-1*x for (1/2) x, GiNaC up to 1.8.6 for 2^(-x), later
/// versions as muParser. Refused with all of them, so that a file is good or bad everywhere.
void refuse_bare_signs(const std::string& formula) {
  if (std::regex_search(formula, std::regex("\\^\\s*[-+]"))) refuse_ambiguity(formula);
}

/// The number of a unit and nothing else; the offset of degC is not part of a derivative.
double unit_factor(const std::string& unit, const std::string& si_unit) {
  return to_si(1.0, unit, si_unit) - to_si(0.0, unit, si_unit);
}

GivenValue scaled(const ex& expression, const double factor, const bool axisymmetric,
                  const std::shared_ptr<double>& clock) {
  if (expression.is_zero()) return 0.0;
  const GivenValue plain = parse_given_value(printed(expression) + " [1]", "", axisymmetric, clock);
  return GivenValue([plain, factor](const GivenValue::Point& x) { return factor * plain(x); },
                    plain.text(), plain.depends_on_time());
}

/// GiNaC's reading of the formula must be muParser's, in whatever else they may differ. One point
/// where they agree is enough; far from the domain rounding may be all there is.
void check_reading(const GivenValue& original, const GivenValue& read, const std::string& formula) {
  bool differs = false;
  for (const GivenValue::Point& x :
       {GivenValue::Point{{1.3e-9, 2.1e-9, 3.7e-9}}, GivenValue::Point{{2.9e-7, 1.7e-7, 4.1e-7}},
        GivenValue::Point{{1.1e-5, 2.3e-5, 1.9e-5}}, GivenValue::Point{{0.31, 0.23, 0.47}}}) {
    try {
      const double a = original(x), b = read(x);
      if (std::abs(a - b) <= 1e-9 * (std::abs(a) + std::abs(b))) return;
      differs = true;
    } catch (const std::runtime_error&) { // not finite there: another point
    }
  }
  if (differs) refuse_ambiguity(formula);
}

} // namespace

SmoothFunction::SmoothFunction(const std::string& text_in, const std::string& unit,
                               const bool axisymmetric, const std::shared_ptr<double>& clock)
    : axisymmetric(axisymmetric) {
  const std::string text = trim(text_in);
  if (!text.empty() && text.back() == ']' && text.find('[') != std::string::npos)
    refuse_kinks(split_unit(text).formula);
  function = parse_given_value(text, unit, axisymmetric, clock);
  if (function.is_constant()) return;

  const FormulaWithUnit parts = split_unit(text);
  refuse_bare_signs(parts.formula);
  // Constants stay names: the printed text is evaluated where they are known.
  const std::vector<std::string> coordinates =
      axisymmetric ? std::vector<std::string>{"r", "z"} : std::vector<std::string>{"x", "y", "z"};
  GiNaC::symtab names;
  for (const char* name : {"pi", "nm", "um", "mm", "cm", "m", "Angstrom"})
    names[name] = GiNaC::symbol(name);
  if (clock)
    for (const char* name : {"t", "s", "ms", "us", "ns"})
      names[name] = GiNaC::symbol(name);
  std::vector<GiNaC::symbol> variables;
  for (const std::string& name : coordinates) {
    variables.emplace_back(name);
    names[name] = variables.back();
  }
  const double factor = unit_factor(parts.unit, unit);
  try {
    GiNaC::parser read(names, true, known_functions());
    const ex formula = read(parts.formula);
    check_reading(function, scaled(formula, factor, axisymmetric, clock), parts.formula);
    for (unsigned int d = 0; d < variables.size(); ++d) {
      const ex slope = formula.diff(variables[d]);
      first[d] = scaled(slope, factor, axisymmetric, clock);
      second[d] = scaled(slope.diff(variables[d]), factor, axisymmetric, clock);
    }
  } catch (const std::invalid_argument& error) {
    const std::string what = error.what();
    if (what.find("GiNaC") == std::string::npos) throw;
    throw std::invalid_argument("the expression '" + parts.formula +
                                "' cannot be differentiated: " + what.substr(0, what.find('\n')));
  } catch (const std::exception& error) { // GiNaC's own, of several types
    const std::string what = error.what();
    throw std::invalid_argument("the expression '" + parts.formula +
                                "' cannot be differentiated: " + what.substr(0, what.find('\n')));
  }
}

std::array<double, 3> SmoothFunction::gradient(const Point& x) const {
  return {{first[0](x), first[1](x), first[2](x)}};
}

double SmoothFunction::laplacian(const Point& x) const {
  double sum = second[0](x) + second[1](x) + second[2](x);
  if (axisymmetric) sum += first[0](x) / x[0];
  return sum;
}

} // namespace ionflux
