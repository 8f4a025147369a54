#include <ionflux/support/richardson.h>

#include <gtest/gtest.h>

#include <cmath>

using namespace ionflux;

TEST(Richardson, finds_order_and_limit) {
  const auto value = [](const double h) { return 7.0 + 0.3 * h * h * h; };
  const Extrapolation e = extrapolate(value(1.0), value(0.5), value(0.25), 2.0, 2.0, 4.0);
  EXPECT_NEAR(e.order, 3.0, 1e-10);
  EXPECT_NEAR(e.value, 7.0, 1e-12);
  EXPECT_NEAR(e.uncertainty, 1.25 * 0.3 / 64.0, 1e-12); // 1.25 times the true error
  EXPECT_TRUE(e.note.empty());
}

TEST(Richardson, meshes_that_are_not_halved) {
  const auto value = [](const double h) { return -2.0 + h * h; };
  const Extrapolation e = extrapolate(value(1.0), value(0.7), value(0.4), 1 / 0.7, 0.7 / 0.4, 2.0);
  EXPECT_NEAR(e.order, 2.0, 1e-9);
  EXPECT_NEAR(e.value, -2.0, 1e-9);
}

// Celik et al., J Fluids Eng 130 (2008) 078001, table 1, first column: r21 = 1.5, r32 = 1.333,
// phi = 6.063, 5.972, 5.863 give p = 1.53, phi_ext = 6.1685, GCI = 2.2 %.
TEST(Richardson, published_example) {
  const Extrapolation e = extrapolate(5.863, 5.972, 6.063, 4.0 / 3.0, 1.5, 2.0);
  EXPECT_NEAR(e.order, 1.53, 0.01);
  EXPECT_NEAR(e.value, 6.1685, 1e-3);
  EXPECT_NEAR(e.uncertainty / 6.063, 0.022, 0.0005);
}

TEST(Richardson, a_lucky_order_does_not_shrink_the_uncertainty) {
  const auto value = [](const double h) { return 1.0 + std::pow(h, 6); };
  const Extrapolation e = extrapolate(value(1.0), value(0.5), value(0.25), 2.0, 2.0, 2.0);
  EXPECT_NEAR(e.order, 6.0, 1e-9);
  EXPECT_NEAR(e.uncertainty, 1.25 * (value(0.5) - value(0.25)) / 3.0, 1e-15);
}

TEST(Richardson, says_when_there_is_no_order) {
  const Extrapolation oscillating = extrapolate(1.0, 1.2, 1.1, 2.0, 2.0, 2.0);
  EXPECT_TRUE(std::isnan(oscillating.order));
  EXPECT_DOUBLE_EQ(oscillating.value, 1.1);
  EXPECT_NEAR(oscillating.uncertainty, 0.6, 1e-12);
  EXPECT_FALSE(extrapolate(1.0, 1.1, 1.3, 2.0, 2.0, 2.0).note.empty());  // grows
  EXPECT_FALSE(extrapolate(1.0, 1.1, 1.19, 2.0, 2.0, 2.0).note.empty()); // order 0.15
  const Extrapolation exact = extrapolate(1.0, 1.0, 1.0 + 1e-14, 2.0, 2.0, 2.0);
  EXPECT_TRUE(std::isnan(exact.order));
  EXPECT_NEAR(exact.uncertainty, 1e-10, 1e-20);
}

TEST(Richardson, order_of_errors) {
  EXPECT_NEAR(order_of_errors(0.8, 0.1, 2.0), 3.0, 1e-14);
  EXPECT_TRUE(std::isnan(order_of_errors(0.0, 0.1, 2.0)));
  EXPECT_TRUE(std::isnan(order_of_errors(0.8, 0.0, 2.0)));
}
