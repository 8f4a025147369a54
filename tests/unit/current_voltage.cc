#include <ionflux/output/observables/current_voltage.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace ionflux;

namespace {

const double unknown = std::numeric_limits<double>::quiet_NaN();

CurrentVoltageCurve curve_of(const std::vector<double>& voltages, double (*current)(double)) {
  CurrentVoltageCurve curve;
  for (const double voltage : voltages) {
    curve.voltage.push_back(voltage);
    curve.current.push_back(current(voltage));
  }
  return curve;
}

} // namespace

TEST(CurrentVoltage, slopes_of_a_parabola_are_exact) {
  const auto curve =
      curve_of({-1.0, -0.5, 0.2, 1.0}, [](const double v) { return 3.0 * v * v - 2.0 * v + 1.0; });
  const std::vector<double> slopes = curve.slopes();
  for (std::size_t i = 0; i < slopes.size(); ++i)
    EXPECT_NEAR(slopes[i], 6.0 * curve.voltage[i] - 2.0, 1e-12);
}

TEST(CurrentVoltage, reversal_and_conductance_of_a_cubic_are_exact) {
  const auto curve = curve_of({-1.0, -0.4, 0.1, 0.5, 1.0},
                              [](const double v) { return (v - 0.3) * (v * v + 1.0); });
  EXPECT_NEAR(curve.reversal_potential(), 0.3, 1e-12);
  EXPECT_NEAR(curve.conductance_at_zero(), 1.0, 1e-12);
}

TEST(CurrentVoltage, errors_of_currents_become_one_of_the_reversal_potential) {
  auto curve = curve_of({-1.0, -0.4, 0.1, 0.5, 1.0},
                        [](const double v) { return (v - 0.3) * (v * v + 1.0); });
  EXPECT_TRUE(std::isnan(curve.reversal_potential_error())); // nobody knows the errors
  curve.error = {1.0, 1e-6, 2e-6, 3e-6, 1e-6}; // the first point is not among the four
  EXPECT_NEAR(curve.reversal_potential_error(), 3e-6 / 1.09, 1e-15);
  const double before = curve.reversal_potential();
  for (std::size_t i = 0; i < curve.current.size(); ++i)
    curve.current[i] += i == 0 ? 0.0 : 1e-6;
  EXPECT_LT(std::abs(curve.reversal_potential() - before), curve.reversal_potential_error());
  for (double& current : curve.current)
    current = 1.0;
  EXPECT_TRUE(std::isnan(curve.reversal_potential_error())); // there is none
}

// The Goldman-Hodgkin-Katz current of one ion: Nernst's potential is its zero.
TEST(CurrentVoltage, reversal_potential_of_ghk_is_nernsts) {
  std::vector<double> voltages;
  for (int i = -10; i <= 10; ++i)
    voltages.push_back(0.5 * i);
  const auto curve = curve_of(voltages, [](const double v) {
    return v == 0.0 ? 1.0 - 2.0 : v * (1.0 - 2.0 * std::exp(-v)) / (1.0 - std::exp(-v));
  });
  EXPECT_NEAR(curve.reversal_potential(), std::log(2.0), 2e-4);
}

TEST(CurrentVoltage, rectification) {
  const auto curve =
      curve_of({-2.0, -1.0, 0.0, 1.0, 3.0}, [](const double v) { return v > 0.0 ? 4.0 * v : v; });
  EXPECT_DOUBLE_EQ(curve.rectification(3), 4.0);
  EXPECT_DOUBLE_EQ(curve.rectification(1), 0.25);
  EXPECT_TRUE(std::isnan(curve.rectification(2)));
  EXPECT_TRUE(std::isnan(curve.rectification(4)));
  EXPECT_DOUBLE_EQ(curve.greatest_rectification(), 4.0);
}

TEST(CurrentVoltage, failed_points_are_not_invented) {
  CurrentVoltageCurve curve{{-1.0, 0.0, 1.0}, {-1.0, unknown, 1.0}};
  EXPECT_TRUE(std::isnan(curve.slopes()[1]));
  EXPECT_DOUBLE_EQ(curve.slopes()[0], 1.0);
  EXPECT_NEAR(curve.reversal_potential(), 0.0, 1e-15);
  EXPECT_DOUBLE_EQ(curve.conductance_at_zero(), 1.0);
  curve.current = {unknown, unknown, 1.0};
  EXPECT_TRUE(std::isnan(curve.slopes()[2]));
  EXPECT_TRUE(std::isnan(curve.reversal_potential()));
  EXPECT_TRUE(std::isnan(curve.conductance_at_zero()));
  EXPECT_TRUE(std::isnan(curve.rectification(2)));
}
