#include <ionflux/support/smooth_function.h>

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <string>

using namespace ionflux;

namespace {

using Point = SmoothFunction::Point;

void expect_near(const double value, const double expected) {
  EXPECT_NEAR(value, expected, 1e-12 * (1e-30 + std::abs(expected)));
}

void expect_refused(const std::string& text, const std::string& words) {
  try {
    SmoothFunction(text, "V");
    ADD_FAILURE() << "'" << text << "' was accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
  }
}

} // namespace

TEST(SmoothFunction, derivatives_agree_with_calculus) {
  const Point x{{1.3e-9, 0.4e-9, 2.2e-9}};
  const double k = std::acos(-1.0) / 5e-9;
  const SmoothFunction wave("20*sin(pi*x/(5*nm))*exp(-y/nm) + 3*(z/nm)^2 [mV]", "V");
  const double decay = std::exp(-0.4);
  expect_near(wave.value(x), 0.02 * std::sin(k * x[0]) * decay + 3e-3 * 2.2 * 2.2);
  expect_near(wave.gradient(x)[0], 0.02 * k * std::cos(k * x[0]) * decay);
  expect_near(wave.gradient(x)[1], -0.02e9 * std::sin(k * x[0]) * decay);
  expect_near(wave.gradient(x)[2], 6e-3 * 2.2e9);
  expect_near(wave.laplacian(x), 0.02 * std::sin(k * x[0]) * decay * (1e18 - k * k) + 6e15);
}

TEST(SmoothFunction, laplacian_in_cylindrical_coordinates) {
  const Point x{{1.3e-9, 0.7e-9, 0.0}};
  // (1/r) d/dr (r d/dr r^4) = 16 r^2, and ln r is harmonic.
  expect_near(SmoothFunction("(r/nm)^4 + z/nm [V]", "V", true).laplacian(x), 16.0 * 1.69e18);
  EXPECT_NEAR(SmoothFunction("ln(r/nm) [V]", "V", true).laplacian(x), 0.0, 1e3);
}

TEST(SmoothFunction, every_smooth_function_is_known) {
  const double a = 0.37, step = 1e-4;
  for (const std::string name : {"sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
                                 "tanh", "exp", "ln", "log10", "log2", "sqrt", "erf", "erfc"}) {
    const SmoothFunction f(name + "(x/m) [V]", "V");
    const auto value = [&](const double x) { return f.value(Point{{x, 0.0, 0.0}}); };
    const auto slope = [&](const double x) { return f.gradient(Point{{x, 0.0, 0.0}})[0]; };
    // Fourth-order difference quotients: a check of the symbols, no part of the program.
    const auto quotient = [&](const auto& g) {
      return (8.0 * (g(a + step) - g(a - step)) - (g(a + 2 * step) - g(a - 2 * step))) /
             (12.0 * step);
    };
    EXPECT_NEAR(slope(a), quotient(value), 1e-10 * (1.0 + std::abs(slope(a)))) << name;
    EXPECT_NEAR(f.laplacian(Point{{a, 0.0, 0.0}}), quotient(slope), 1e-9) << name;
  }
  const SmoothFunction angle("atan2(y, x) [V]", "V"), power("pow(2, x/m)*(x/m)^(y/m) [V]", "V");
  expect_near(angle.gradient(Point{{3.0, 4.0, 0.0}})[0], -4.0 / 25.0);
  expect_near(power.gradient(Point{{1.5, 2.0, 0.0}})[1], std::pow(2.0, 1.5) * 2.25 * std::log(1.5));
}

TEST(SmoothFunction, constants_have_no_derivatives) {
  const SmoothFunction constant("25 mV", "V");
  expect_near(constant.value({}), 0.025);
  EXPECT_EQ(constant.laplacian({}), 0.0);
  EXPECT_EQ(constant.gradient({})[1], 0.0);
}

TEST(SmoothFunction, kinks_and_ambiguities_are_refused) {
  for (const std::string text : {"abs(x/nm) [V]", "min(x/nm, 1) [V]", "step(x) [V]"})
    expect_refused(text, "cannot be differentiated: " + text.substr(0, text.find('(')));
  expect_refused("x > 0 ? 1 : 2 [V]", "has a kink or a jump");
  // Refused by its form: muParser and GiNaC may well agree on it, or not, by their versions.
  for (const std::string text : {"2^-1*x/nm [V]", "2 ^ + x/nm [V]", "(x/nm)^-2 [V]"})
    expect_refused(text, "put brackets around exponents");
  expect_refused("sinus(x) [V]", "unknown name");
  expect_refused("0.1*x/nm [m]", "expected");
  expect_refused("0.1*x/nm", "needs its unit in brackets");
}
