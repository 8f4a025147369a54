#include <ionflux/physics/constants.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/time_breaks.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>

using namespace ionflux;

namespace {

void expect_value(const std::string& text, const std::string& unit, const double value) {
  EXPECT_NEAR(parse_quantity(text, unit) / value, 1.0, 1e-14) << text;
}

/// The text is refused, with `words` in the reason.
void expect_refused(const std::string& text, const std::string& unit, const std::string& words) {
  try {
    parse_quantity(text, unit);
    ADD_FAILURE() << "'" << text << "' was accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("expected"), std::string::npos) << error.what();
  }
}

} // namespace

TEST(Units, convert_to_si) {
  expect_value("100 mmol/L", "mol/m^3", 100.0);
  expect_value("100 mM", "mol/m^3", 100.0);
  expect_value("1 M", "mol/m^3", 1000.0);
  expect_value("3 uM", "mol/m^3", 3e-3);
  expect_value("25 mV", "V", 0.025);
  expect_value("+25e-3 V", "V", 0.025);
  expect_value(".5 V", "V", 0.5);
  expect_value("1.33e-9 m^2/s", "m^2/s", 1.33e-9);
  expect_value("1.33e-5 cm2 s-1", "m^2/s", 1.33e-9);
  expect_value("25 degC", "K", 298.15);
  expect_value("1 kcal/mol", "J/mol", 4184.0);
  expect_value("5", "m", 5.0);
  expect_value("50 %", "", 0.5);
  expect_value("2 \xc3\x85", "m", 2e-10);
  expect_value("2 \xc2\xb5m", "m", 2e-6);
}

TEST(Units, elementary_charge_is_ours_not_the_old_one_of_udunits) {
  expect_value("1 e/nm^2", "C/m^2", constants::elementary_charge * 1e18);
  expect_value("1 eV", "J", constants::elementary_charge);
}

TEST(Units, traps_of_udunits_are_refused) {
  expect_refused("5 m^0.5", "m", "number inside"); // udunits: five
  expect_refused("5 2 m", "m", "number inside");   // udunits: ten metres
  expect_refused("5 m/0.5", "m", "number inside"); // udunits: ten metres
  expect_refused("5 1/nm", "m", "reciprocal");     // udunits: converts the reciprocal
  expect_refused("5 lg(re 1 mW)", "V", "logarithmic");
  expect_refused("5 s since 2020-01-01", "s", "origin");
  expect_refused("5 m @ 3", "m", "origin");
  expect_refused("5 kT", "J/mol", "kilotesla");
  expect_refused("5 nM", "m", "wrong dimension");
  expect_refused("1 degC", "V", "wrong dimension");
}

TEST(Units, numbers_are_checked) {
  for (const char* text : {"", " ", "mV", "nan", "inf V", "-", ".", "e5", "0x10 V", "(5) V"})
    EXPECT_THROW(parse_quantity(text, "V"), std::invalid_argument) << text;
  expect_refused("1e999 V", "V", "too large");
  expect_refused("1e308 kV", "V", "not a finite number");
  expect_refused("0,5 V", "V", "decimal sign");
  expect_refused("5mV", "V", "a space");
  expect_refused("1d-3 V", "V", "a space");
  expect_refused("2*3 V", "V", "a space");
  expect_refused("\xe2\x88\x92"
                 "5 V",
                 "V", "minus");
  expect_refused("5\xc2\xa0V", "V", "no-break");
  expect_refused(std::string(5000, '1'), "V", "too long");
}

TEST(Units, lists) {
  const std::vector<double> values = parse_quantities("1 nm, 2 um,3e-3", "m");
  ASSERT_EQ(values.size(), 3u);
  EXPECT_DOUBLE_EQ(values[1], 2e-6);
  EXPECT_DOUBLE_EQ(values[2], 3e-3);
  EXPECT_THROW(parse_quantities("1 nm,,2 nm", "m"), std::invalid_argument);
}

TEST(Expression, constant_and_expression) {
  EXPECT_TRUE(parse_given_value("25 mV", "V").is_constant());
  EXPECT_DOUBLE_EQ(parse_given_value("25 mV", "V")({}), 0.025);
  const GivenValue linear = parse_given_value("0.1*x/nm + y/um [mV]", "V");
  EXPECT_FALSE(linear.is_constant());
  EXPECT_NEAR(linear({{3e-9, 2e-6, 0.0}}), 2.3e-3, 1e-15);
  EXPECT_EQ(linear.text(), "0.1*x/nm + y/um [mV]");
  EXPECT_NEAR(parse_given_value("x/m [degC]", "K")({{25.0, 0.0, 0.0}}), 298.15, 1e-10);
  EXPECT_NEAR(parse_given_value("erf(x/m)*pow(2, 3) [1]", "")({{1.0, 0.0, 0.0}}), 8 * std::erf(1.0),
              1e-14);
  EXPECT_DOUBLE_EQ(parse_given_value("x < 1e-9 ? 2 : 3 [V]", "V")({}), 2.0);
}

TEST(Expression, table) {
  const std::string file = ::testing::TempDir() + "ionflux_table.csv";
  std::ofstream(file) << "# protocol\nt [ms],u [mV],c\n0,0,5\n1,10,6\n1,20,7\n3,0,9\n";
  const auto clock = std::make_shared<double>(0.0);
  const GivenValue u = parse_given_value("table(\"" + file + "\", t) [V]", "V", false, clock),
                   c = parse_given_value("table(\"" + file + ":c\", t) [mmol/L]", "mol/m^3", false,
                                         clock);
  EXPECT_TRUE(u.depends_on_time());
  for (const auto& [time, expected] : {std::pair<double, double>{-1.0, 0.0},
                                       {0.5e-3, 5e-3},
                                       {std::nextafter(1e-3, 0.0), 10e-3},
                                       {1e-3, 20e-3},
                                       {2e-3, 10e-3},
                                       {9.0, 0.0}}) {
    *clock = time;
    EXPECT_NEAR(u({}), expected, 1e-14) << time;
  }
  *clock = 2e-3;
  EXPECT_NEAR(c({}), 8.0, 1e-14);
  const std::vector<double> kinks = find_time_breaks(u, *clock, 4e-3, 10);
  ASSERT_EQ(kinks.size(), 2u); // the first row is the start
  EXPECT_EQ(kinks[0], 1e-3);
  EXPECT_EQ(kinks[1], 3e-3);
  std::remove(file.c_str());
}

TEST(Expression, coordinates_of_the_run) {
  EXPECT_NEAR(parse_given_value("r + 2*z [m]", "m", true)({{1.0, 2.0, 0.0}}), 5.0, 1e-14);
  EXPECT_THROW(parse_given_value("x [m]", "m", true), std::invalid_argument);
  EXPECT_THROW(parse_given_value("r [m]", "m", false), std::invalid_argument);
}

TEST(Expression, refused_at_once) {
  for (const char* text : {"x+ [V]", "[V]", "x [m]", "x []", "x ]", "x=3 [V]", "1,2 [V]",
                           "foo(x) [V]", "log(x) [V]", "x*y", "sin(x", "x [V] [V]", "\"a\" [V]"})
    EXPECT_THROW(parse_given_value(text, "V"), std::invalid_argument) << text;
  EXPECT_THROW(parse_given_value(std::string(20000, '(') + "x [V]", "V"), std::invalid_argument);
}

TEST(Expression, not_finite_names_expression_and_point) {
  for (const char* text : {"1/x [V]", "sqrt(x-1) [V]", "ln(x) [V]"}) {
    const GivenValue value = parse_given_value(text, "V"); // accepted: finite somewhere
    try {
      value({});
      ADD_FAILURE() << text;
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_parameters);
      EXPECT_NE(std::string(error.what()).find(text), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find("(0, 0, 0) m"), std::string::npos) << error.what();
    }
  }
}
