#include <ionflux/physics/activity/ionic_strength.h>
#include <ionflux/physics/activity/words.h>
#include <ionflux/physics/constants.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

LimitingLaw::LimitingLaw(const ActivityInput& input) {
  using namespace constants;
  const double bjerrum_length = elementary_charge * elementary_charge /
                                (4.0 * pi * vacuum_permittivity * input.relative_permittivity *
                                 boltzmann * input.temperature);
  inverse_length = std::sqrt(8.0 * pi * bjerrum_length * avogadro);
  strength = 0.5 * bjerrum_length * inverse_length;
}

std::vector<double> half_squares(const ActivityInput& input) {
  std::vector<double> result;
  for (const int z : input.charge_numbers)
    result.push_back(0.5 * z * z);
  return result;
}

std::string ionic_strength_beyond(const std::vector<double>& half_squares, const double* c,
                                  const double limit_molar) {
  double sum = 0.0;
  for (unsigned int i = 0; i < half_squares.size(); ++i)
    sum += half_squares[i] * c[i];
  if (sum <= 1000.0 * limit_molar) return std::string();
  return "ionic strength " + in_words(sum / 1000.0) + " mol/L, published up to " +
         in_words(limit_molar) + " mol/L";
}

double screened_integral(const double strength, const double b) {
  const double s = std::sqrt(strength), x = b * s;
  if (x > 0.1) return 2.0 * (x * (0.5 * x - 1.0) + std::log1p(x)) / (b * b * b);
  double sum = 0.0; // the terms above nearly cancel
  for (int k = 16; k >= 0; --k)
    sum = 1.0 / (k + 3) - x * sum;
  return 2.0 * s * s * s * sum;
}

void check_solvent(const ActivityRow& row, const ActivityInput& input) {
  const auto refuse_unless_positive = [&](const double number, const char* what) {
    if (!(number > 0.0) || !std::isfinite(number))
      throw std::invalid_argument("the activity model '" + row.name + "' needs a " + what +
                                  " above 0, not " + in_words(number));
  };
  refuse_unless_positive(input.temperature, "temperature");
  refuse_unless_positive(input.relative_permittivity, "relative permittivity");
  refuse_unless_positive(input.solvent_density, "density of the solvent");
}

} // namespace ionflux
