#include <ionflux/physics/constants.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/units.h>

#include <udunits2.h>

#include <cctype>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>

namespace ionflux {

namespace {

struct UnitDeleter {
  void operator()(ut_unit* unit) const { ut_free(unit); }
};
using Unit = std::unique_ptr<ut_unit, UnitDeleter>;

struct ConverterDeleter {
  void operator()(cv_converter* converter) const { cv_free(converter); }
};
using Converter = std::unique_ptr<cv_converter, ConverterDeleter>;

/// Give `name` the meaning `factor` times `of`, as a symbol, so that prefixes work (mM, keV).
void define(ut_system* system, const char* name, const double factor, const char* of) {
  const Unit base(ut_parse(system, of, UT_ASCII));
  const Unit unit(ut_scale(factor, base.get()));
  // udunits refuses to map a symbol twice, and its own values of e and eV are old CODATA ones.
  ut_unmap_symbol_to_unit(system, name, UT_ASCII);
  ut_unmap_name_to_unit(system, name, UT_ASCII);
  if (ut_map_symbol_to_unit(name, UT_ASCII, unit.get()) != UT_SUCCESS)
    throw std::logic_error(std::string("udunits refuses to define ") + name);
}

/// A heading without an encoding crashes udunits (2.2.28): let it not see such a file.
bool has_sound_heading(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::string heading(200, '\0');
  file.read(heading.data(), static_cast<std::streamsize>(heading.size()));
  const std::size_t end = heading.find("?>");
  return heading.compare(0, 5, "<?xml") == 0 && heading.find("encoding") < end;
}

ut_system* make_system() {
  ut_set_error_message_handler(ut_ignore); // we write our own messages, once
  ut_status status = UT_SUCCESS;
  const char* const path = ut_get_path_xml(nullptr, &status);
  ut_system* const system =
      path != nullptr && has_sound_heading(path) ? ut_read_xml(nullptr) : nullptr;
  if (system == nullptr)
    throw InputError(ExitCode::resources, "the table of units (udunits2.xml) was not found or is "
                                          "damaged; install libudunits2-data or "
                                          "set UDUNITS2_XML_PATH to its place");
  // A table without them would end the process, not with a word.
  for (const char* const name : {"meter", "second", "kilogram", "ampere", "kelvin", "mole"}) {
    const Unit unit(ut_get_unit_by_name(system, name));
    if (!unit)
      throw InputError(ExitCode::resources,
                       std::string("the table of units (udunits2.xml) does not know the ") + name +
                           ": it is empty or damaged; install libudunits2-data anew, or set "
                           "UDUNITS2_XML_PATH to a whole one");
  }
  define(system, "M", constants::standard_concentration, "mol/m^3");
  define(system, "e", constants::elementary_charge, "C");
  define(system, "eV", constants::elementary_charge, "J");
  define(system, "cal", 4.184, "J"); // thermochemical, as chemists use it; udunits has 4.1868 J
  return system;
}

ut_system* unit_system() {
  static ut_system* const system = make_system();
  return system;
}

bool is_letter(const char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80) || c == '%' || c == ')';
}
bool is_digit(const char c) { return std::isdigit(static_cast<unsigned char>(c)); }

/// Whether the digits that start at `i` are a power: m2, s-1, m^2, m^-2, m**2.
bool is_power(const std::string& unit, const std::size_t i) {
  std::size_t k = i;
  if (k > 0 && (unit[k - 1] == '-' || unit[k - 1] == '+')) --k;
  if (k > 0 && unit[k - 1] == '^') return true;
  if (k > 1 && unit[k - 1] == '*' && unit[k - 2] == '*') return true;
  return k > 0 && is_letter(unit[k - 1]);
}

/// udunits multiplies by any number it meets ("m^0.5" is 5, "2 m" is two metres): allow powers,
/// and the 1 of "1/nm", alone.
void refuse_numbers(const std::string& unit) {
  for (std::size_t i = 0; i < unit.size(); ++i) {
    if (!is_digit(unit[i])) continue;
    const std::size_t start = i;
    while (i + 1 < unit.size() && is_digit(unit[i + 1]))
      ++i;
    const std::size_t next = unit.find_first_not_of(' ', i + 1);
    const bool one_over =
        start == 0 && i == 0 && unit[0] == '1' && next != std::string::npos && unit[next] == '/';
    const bool fraction = i + 2 < unit.size() && unit[i + 1] == '.' && is_digit(unit[i + 2]);
    if (!(is_power(unit, start) || one_over) || fraction)
      throw std::invalid_argument("a number inside the unit '" + unit +
                                  "' (only whole powers such as m^2 or s-1 may contain digits)");
  }
}

void refuse_origins(const std::string& unit) {
  for (const char* word : {"@", "since", "after", "from", "ref", "lg(", "ln(", "lb(", "(re", ":"})
    if (unit.find(word) != std::string::npos)
      throw std::invalid_argument("'" + unit +
                                  "' is a logarithmic unit or one with an origin, which are not "
                                  "known here");
}

Unit parse_unit(const std::string& text) {
  refuse_origins(text);
  refuse_numbers(text);
  Unit unit(ut_parse(unit_system(), text.c_str(), UT_UTF8));
  if (!unit) throw std::invalid_argument("'" + text + "' is not a known unit");
  return unit;
}

/// The unit in base units, "m2.kg.s-3.A-1", for messages.
std::string definition(const ut_unit* unit) {
  char buffer[256] = "";
  ut_format(unit, buffer, sizeof(buffer) - 1, UT_ASCII | UT_DEFINITION);
  return buffer;
}

struct Meaning {
  std::string words, example;
};

Meaning meaning(const std::string& si_unit) {
  static const std::map<std::string, Meaning> known = {
      {"", {"a number without unit", "0.5"}},
      {"V", {"a voltage", "25 mV"}},
      {"m", {"a length", "5 nm"}},
      {"m^2/s", {"a diffusivity", "1.33e-9 m^2/s"}},
      {"mol/m^3", {"a concentration", "100 mmol/L"}},
      {"C/m^2", {"a charge per area", "-0.2 e/nm^2"}},
      {"C/m^3", {"a charge per volume", "-1e6 C/m^3"}},
      {"K", {"a temperature", "298.15 K or 25 degC"}},
      {"J/mol", {"a molar energy", "2.5 kJ/mol"}},
      {"mol/m^2/s", {"a molar flux density", "1 umol/m^2/s"}},
      {"mol/m^3/s", {"a molar rate per volume", "1 mmol/L/s"}},
      {"s", {"a time", "1 us"}},
      {"rad", {"an angle", "5 degree"}},
      {"m/s", {"a velocity", "1 mm/s"}}};
  const auto found = known.find(si_unit);
  return found != known.end() ? found->second : Meaning{"a quantity in " + si_unit, "1 " + si_unit};
}

} // namespace

std::string expected_quantity(const std::string& si_unit) {
  return meaning(si_unit).words + " such as " + meaning(si_unit).example;
}

double to_si(const double number, const std::string& unit, const std::string& si_unit) {
  if (unit.empty()) return number;
  try {
    const Unit from = parse_unit(unit);
    const Unit to(ut_parse(unit_system(), si_unit.c_str(), UT_UTF8));
    if (!to) throw std::logic_error("'" + si_unit + "', declared by ionflux, is not a unit");
    if (!ut_are_convertible(from.get(), to.get()))
      throw std::invalid_argument(
          "'" + unit + "' has the wrong dimension (" + definition(from.get()) + ")" +
          (unit.find("kT") != std::string::npos ? "; kT is kilotesla" : ""));
    const std::string meaning_of_unit = definition(from.get());
    if (meaning_of_unit.find("lg(") != std::string::npos ||
        meaning_of_unit.find("ln(") != std::string::npos)
      throw std::invalid_argument("'" + unit + "' is a logarithmic unit");
    // udunits calls 1/nm convertible to m: it would take the reciprocal of the number.
    const Unit ratio(ut_divide(from.get(), to.get()));
    if (ratio && ut_is_dimensionless(ratio.get()) == 0)
      throw std::invalid_argument("'" + unit + "' is the reciprocal of what is expected");
    const Converter converter(ut_get_converter(from.get(), to.get()));
    return cv_convert_double(converter.get(), number);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(std::string(error.what()) + "; expected " +
                                expected_quantity(si_unit));
  }
}

} // namespace ionflux
