#include <ionflux/physics/activity/formula_text.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <stdexcept>

namespace ionflux {

namespace {

using Kind = FormulaText::Kind;

/// Recursive descent; what it reads becomes one operation behind the other.
class Reader {
public:
  Reader(const std::string& text, const std::vector<std::string>& variables)
      : text(text), variables(variables) {
    if (text.size() > 10000) refuse("is longer than 10000 characters");
    sum();
    if (next() != '\0') refuse("cannot be read from '" + text.substr(position) + "' on");
  }

  std::vector<FormulaText::Operation> operations;

private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw std::invalid_argument("the formula '" + text + "' " + why);
  }

  char next() {
    while (position < text.size() && std::isspace(static_cast<unsigned char>(text[position])))
      ++position;
    return position < text.size() ? text[position] : '\0';
  }
  bool take(const char c) {
    if (next() != c) return false;
    ++position;
    return true;
  }
  void expect(const char c) {
    if (!take(c)) refuse(std::string("lacks a '") + c + "'");
  }

  unsigned int add(const Kind kind, const unsigned int a = 0, const unsigned int b = 0,
                   const double number = 0.0) {
    operations.push_back({kind, a, b, number});
    return operations.size() - 1;
  }

  unsigned int sum() {
    if (++depth > 100) refuse("has too many brackets");
    unsigned int left = product();
    for (;;)
      if (take('+'))
        left = binary(Kind::add, left, product());
      else if (take('-'))
        left = binary(Kind::subtract, left, product());
      else
        break;
    --depth;
    return left;
  }

  unsigned int product() {
    unsigned int left = sign();
    for (;;)
      if (take('*'))
        left = binary(Kind::multiply, left, sign());
      else if (take('/'))
        left = binary(Kind::divide, left, sign());
      else
        return left;
  }

  unsigned int binary(const Kind kind, const unsigned int a, const unsigned int b) {
    return add(kind, a, b);
  }

  unsigned int sign() {
    bool negative = false;
    while (next() == '-' || next() == '+')
      negative ^= text[position++] == '-';
    const unsigned int value = power();
    return negative ? add(Kind::negate, value) : value;
  }

  unsigned int power() {
    const unsigned int base = primary();
    if (!take('^')) return base;
    if (next() == '-' || next() == '+')
      refuse("is ambiguous; put brackets around exponents and signs, as in x^(-1)");
    return raised(base, power());
  }

  unsigned int raised(const unsigned int base, const unsigned int exponent) {
    if (operations[exponent].kind == Kind::number && exponent + 1 == operations.size()) {
      const double number = operations[exponent].number;
      operations.pop_back();
      if (number == 2.0) return add(Kind::multiply, base, base);
      return add(Kind::power, base, 0, number);
    }
    if (operations[exponent].kind == Kind::negate && exponent + 1 == operations.size() &&
        operations[exponent - 1].kind == Kind::number) { // x^(-1)
      const double number = -operations[exponent - 1].number;
      operations.resize(exponent - 1);
      return add(Kind::power, base, 0, number);
    }
    return add(Kind::raise, base, exponent);
  }

  unsigned int primary() {
    const char c = next();
    if (take('(')) {
      const unsigned int value = sum();
      expect(')');
      return value;
    }
    if (std::isdigit(static_cast<unsigned char>(c)) || c == '.') {
      const char* begin = text.c_str() + position;
      char* end = nullptr;
      const double number = std::strtod(begin, &end);
      if (end == begin || !std::isfinite(number)) refuse("has a number that is none");
      position += end - begin;
      return add(Kind::number, 0, 0, number);
    }
    if (std::isalpha(static_cast<unsigned char>(c)) || c == '_') return named();
    refuse(c == '\0' ? "ends too early" : "cannot be read from '" + text.substr(position) + "' on");
  }

  unsigned int named() {
    const std::size_t begin = position;
    while (position < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[position])) || text[position] == '_'))
      ++position;
    const std::string name = text.substr(begin, position - begin);
    if (next() == '(') return function(name);
    if (name == "pi") return add(Kind::number, 0, 0, constants::pi);
    const auto found = std::find(variables.begin(), variables.end(), name);
    if (found == variables.end()) {
      std::string known;
      for (const std::string& variable : variables)
        known += ", " + variable;
      refuse("has '" + name + "', which is not known; there are pi" + known);
    }
    return add(Kind::variable, found - variables.begin());
  }

  unsigned int function(const std::string& name) {
    static const std::map<std::string, Kind> known = {
        {"exp", Kind::exponential}, {"ln", Kind::logarithm}, {"log10", Kind::logarithm},
        {"sqrt", Kind::root},       {"sin", Kind::sine},     {"cos", Kind::cosine},
        {"tanh", Kind::tangent}};
    expect('(');
    const unsigned int argument = sum();
    if (name == "pow") {
      expect(',');
      const unsigned int exponent = sum();
      expect(')');
      return raised(argument, exponent);
    }
    expect(')');
    if (name == "log") refuse("has 'log', which is ambiguous; write ln or log10");
    const auto found = known.find(name);
    if (found == known.end())
      refuse(
          "has the function '" + name +
          "', which is not known or has no slope everywhere; there are exp, ln, log10, sqrt, pow, "
          "sin, cos, tanh");
    const unsigned int value = add(found->second, argument);
    if (name != "log10") return value;
    return add(Kind::multiply, value, add(Kind::number, 0, 0, 1.0 / std::log(10.0)));
  }

  const std::string& text;
  const std::vector<std::string>& variables;
  std::size_t position = 0;
  int depth = 0;
};

} // namespace

FormulaText::FormulaText(const std::string& text, const std::vector<std::string>& variables)
    : operations(Reader(text, variables).operations) {}

std::string concentration_variable(const std::string& species) {
  std::string name = "c_";
  for (const char c : species)
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') name += c;
  return name;
}

} // namespace ionflux
