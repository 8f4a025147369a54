// Throw-away stub of the geometry branch; the real one (udunits2) replaces it at the merge.
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace ionflux {
double parse_quantity(const std::string& text, const std::string&) {
  std::istringstream in(text);
  double value;
  std::string unit;
  if (!(in >> value)) throw std::invalid_argument("not a number");
  in >> unit;
  if (unit == "nm") return 1e-9 * value;
  if (unit == "um") return 1e-6 * value;
  if (unit == "mm") return 1e-3 * value;
  if (unit == "degree") return value * M_PI / 180;
  if (unit.empty() || unit == "m") return value;
  throw std::invalid_argument("no such unit: " + unit);
}
std::vector<double> parse_quantities(const std::string& text, const std::string& unit) {
  std::vector<double> list;
  std::istringstream in(text);
  for (std::string piece; std::getline(in, piece, ',');)
    list.push_back(parse_quantity(piece, unit));
  return list;
}
void declare_quantity(dealii::ParameterHandler& prm, const std::string& name,
                      const std::string& value, const std::string&, const std::string& doc) {
  prm.declare_entry(name, value, dealii::Patterns::Anything(), doc);
}
void declare_quantities(dealii::ParameterHandler& prm, const std::string& name,
                        const std::string& value, const std::string&, const std::string& doc) {
  prm.declare_entry(name, value, dealii::Patterns::Anything(), doc);
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
