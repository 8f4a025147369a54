#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>
#include <ionflux/support/units.h>

#include <deal.II/base/parameter_handler.h>

#include <cctype>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

constexpr std::size_t longest_text = 1000;

std::string quoted(const std::string& text) {
  return "'" + (text.size() > 60 ? text.substr(0, 57) + "..." : text) + "'";
}

[[noreturn]] void refuse(const std::string& reason, const std::string& unit) {
  throw std::invalid_argument(reason + "; expected " + expected_quantity(unit));
}

/// Length of the decimal number that `text` starts with, 0 if none. Locale plays no role.
std::size_t number_length(const std::string& text) {
  std::size_t i = 0, digits = 0;
  const auto skip_digits = [&] {
    for (; i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])); ++i)
      ++digits;
  };
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
  skip_digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    skip_digits();
  }
  if (digits == 0) return 0;
  const std::size_t mantissa = i;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    digits = 0;
    skip_digits();
    if (digits == 0) i = mantissa; // "1 e" without the space: the unit e, refused below
  }
  return i;
}

std::string hint_for_bad_number(const std::string& text) {
  if (text.find("\xe2\x88\x92") != std::string::npos ||
      text.find("\xe2\x80\x93") != std::string::npos)
    return " (it has a typographic minus sign; type '-')";
  if (text.find("\xc2\xa0") != std::string::npos) return " (it has a no-break space; type a space)";
  if (text.find(',') != std::string::npos) return " (the decimal sign is a point)";
  return "";
}

} // namespace

double parse_quantity(const std::string& text_in, const std::string& unit) {
  if (text_in.size() > longest_text) refuse("the value is too long", unit);
  const std::string text = trim(text_in);
  if (text.empty()) refuse("the value is empty", unit);
  const std::size_t length = number_length(text);
  if (length == 0)
    refuse(quoted(text) + " does not start with a number" + hint_for_bad_number(text), unit);
  if (length < text.size() && text[length] != ' ' && text[length] != '\t')
    refuse(quoted(text) + " is not a number, a space and a unit" + hint_for_bad_number(text), unit);

  const char* const start = text.c_str() + (text[0] == '+' ? 1 : 0);
  double number = 0.0;
  const auto result = std::from_chars(start, text.c_str() + length, number);
  if (result.ec != std::errc()) refuse(quoted(text) + " is too large or too small a number", unit);

  const double value = to_si(number, trim(text.substr(length)), unit);
  if (!std::isfinite(value)) refuse(quoted(text) + " is not a finite number", unit);
  return value;
}

std::vector<double> parse_quantities(const std::string& text, const std::string& unit) {
  if (text.size() > 100 * longest_text) refuse("the list is too long", unit);
  std::vector<double> values;
  for (const std::string& piece : split(text, ","))
    values.push_back(parse_quantity(piece, unit));
  return values;
}

void declare_quantity(dealii::ParameterHandler& prm, const std::string& name,
                      const std::string& default_value, const std::string& unit,
                      const std::string& documentation) {
  prm.declare_entry(name, default_value, patterns::Value(patterns::Kind::quantity, unit),
                    documentation);
}

void declare_quantities(dealii::ParameterHandler& prm, const std::string& name,
                        const std::string& default_value, const std::string& unit,
                        const std::string& documentation) {
  prm.declare_entry(name, default_value, patterns::Value(patterns::Kind::quantities, unit),
                    documentation);
}

void declare_given_value(dealii::ParameterHandler& prm, const std::string& name,
                         const std::string& default_value, const std::string& unit,
                         const std::string& documentation) {
  prm.declare_entry(name, default_value, patterns::Value(patterns::Kind::given_value, unit),
                    documentation);
}

double get_quantity(const dealii::ParameterHandler& prm, const std::string& name,
                    const std::string& unit) {
  return parse_quantity(prm.get(name), unit);
}

std::vector<double> get_quantities(const dealii::ParameterHandler& prm, const std::string& name,
                                   const std::string& unit) {
  return parse_quantities(prm.get(name), unit);
}

} // namespace ionflux
