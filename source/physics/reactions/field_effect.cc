#include <ionflux/physics/activity/formula_text.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/reactions/field_effect.h>

#include <array>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

class WienEffect final : public FieldEffect {
public:
  explicit WienEffect(const double by_field) : by_field(by_field) {}
  Factor at(const double field) const override {
    Factor factor = onsager_factor(by_field * field);
    factor.slope *= by_field;
    return factor;
  }

private:
  const double by_field; ///< b / E [m/V]
};

class FieldFormula final : public FieldEffect {
public:
  explicit FieldFormula(const std::string& text) : formula(text, {"E"}) {
    const double at_rest = formula.evaluate(std::array<double, 1>{0.0}.data());
    if (!(at_rest > 0.0) || !std::isfinite(at_rest))
      throw std::invalid_argument("the formula '" + text +
                                  "' is not positive and finite at E = 0, without a field");
  }
  Factor at(const double field) const override {
    Dual<1> e(field);
    e.slope[0] = 1.0;
    const Dual<1> f = formula.evaluate(&e);
    return {std::log(f.value), f.slope[0] / f.value};
  }

private:
  const FormulaText formula;
};

} // namespace

// With x = sqrt(8 b): ln F = ln(2 I_1(x) / x), d ln F / dx = I_2(x) / I_1(x), dx / db = 4 / x.
FieldEffect::Factor onsager_factor(const double b) {
  if (b < 1e-6) return {std::log1p(b * (1.0 + b / 3.0)), 1.0 - b / 3.0};
  const double x = std::sqrt(8.0 * b);
  if (x < 500.0) {
    const double first = std::cyl_bessel_i(1.0, x);
    return {std::log(2.0 * first / x), 4.0 / x * std::cyl_bessel_i(2.0, x) / first};
  }
  // Hankel's expansion (Abramowitz and Stegun 9.7.1), where e^x would overflow.
  const auto scaled = [&](const double order) { // sqrt(2 pi x) e^-x I
    const double mu = 4.0 * order * order, y = 1.0 / (8.0 * x);
    return 1.0 - (mu - 1.0) * y * (1.0 - (mu - 9.0) * y / 2.0 * (1.0 - (mu - 25.0) * y / 3.0));
  };
  return {x + std::log(2.0 * scaled(1.0) / x) - 0.5 * std::log(2.0 * constants::pi * x),
          4.0 / x * scaled(2.0) / scaled(1.0)};
}

std::shared_ptr<const FieldEffect> make_wien_effect(const double temperature,
                                                    const double relative_permittivity) {
  const double permittivity = constants::vacuum_permittivity * relative_permittivity,
               thermal = constants::gas * temperature / constants::faraday; // kT / e [V]
  return std::make_shared<WienEffect>(constants::elementary_charge /
                                      (8.0 * constants::pi * permittivity * thermal * thermal));
}

std::shared_ptr<const FieldEffect> make_field_formula(const std::string& text) {
  return std::make_shared<FieldFormula>(text);
}

} // namespace ionflux
