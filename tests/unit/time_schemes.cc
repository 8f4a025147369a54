// Schemes in time: order conditions (Hairer, Norsett and Wanner 1993, table II.2.1), L-stability,
// and the control of steps on an error with a known law.

#include <ionflux/solver/curve_history.h>
#include <ionflux/solver/step_control.h>
#include <ionflux/solver/tableau.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/time_breaks.h>

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>
#include <vector>

namespace ionflux {

namespace {

double sum(const Tableau& s, const std::vector<double>& b,
           const std::function<double(unsigned int)>& of) {
  double total = 0.0;
  for (unsigned int i = 0; i < s.n_stages(); ++i)
    total += b[i] * of(i);
  return total;
}

double row(const Tableau& s, const unsigned int i, const std::function<double(unsigned int)>& of) {
  double total = 0.0;
  for (unsigned int j = 0; j < s.weights[i].size(); ++j)
    total += s.weights[i][j] * of(j);
  return total;
}

// Largest fault of the conditions up to an order (at most 3).
double fault(const Tableau& s, const std::vector<double>& b, const unsigned int order) {
  const auto c = [&](const unsigned int i) { return s.times[i]; };
  double largest = std::abs(sum(s, b, [](unsigned int) { return 1.0; }) - 1.0);
  if (order >= 2) largest = std::max(largest, std::abs(sum(s, b, c) - 0.5));
  if (order < 3) return largest;
  largest = std::max(largest,
                     std::abs(sum(s, b, [&](unsigned int i) { return c(i) * c(i); }) - 1.0 / 3.0));
  return std::max(largest,
                  std::abs(sum(s, b, [&](unsigned int i) { return row(s, i, c); }) - 1.0 / 6.0));
}

// y(1) of y' = z y, y(0) = 1 in one step.
double amplification(const Tableau& s, const double z) {
  std::vector<double> rates;
  double y = 1.0;
  for (unsigned int i = 0; i < s.n_stages(); ++i) {
    y = 1.0;
    for (unsigned int j = 0; j < i; ++j)
      y += s.weights[i][j] * rates[j];
    y /= 1.0 - z * s.weights[i][i];
    rates.push_back(z * y);
  }
  return y;
}

} // namespace

TEST(TimeSchemes, OrderConditions) {
  for (const Tableau& s : tableaus()) {
    SCOPED_TRACE(s.name);
    const std::vector<double>& b = s.weights.back();
    EXPECT_LT(fault(s, b, s.order), 1e-14);
    if (s.order < 3) {
      EXPECT_GT(fault(s, b, s.order + 1), 1e-3);
    }
    for (unsigned int i = 0; i < s.n_stages(); ++i)
      EXPECT_NEAR(row(s, i, [](unsigned int) { return 1.0; }), s.times[i], 1e-14);
    std::vector<double> embedded = b;
    for (unsigned int i = 0; i < b.size(); ++i)
      embedded[i] -= s.error[i];
    // The estimate is as good as the better of the two, and no better.
    const unsigned int lower = s.error_order - 1;
    EXPECT_LT(fault(s, embedded, lower), 1e-14);
    if (s.order > lower && lower < 3) {
      EXPECT_GT(fault(s, embedded, lower + 1), 1e-3);
    }
    EXPECT_EQ(s.weights[0][0] == 0.0, s.explicit_first_stage);
    EXPECT_EQ(s.times.back(), 1.0);
  }
}

TEST(TimeSchemes, LStable) {
  for (const Tableau& s : tableaus()) {
    SCOPED_TRACE(s.name);
    EXPECT_NEAR(amplification(s, -1e-3), std::exp(-1e-3), 1e-6);
    for (double z = 1e-3; z < 1e12; z *= 1.5)
      EXPECT_LE(std::abs(amplification(s, -z)), 1.0 + 1e-12) << z;
    EXPECT_LT(std::abs(amplification(s, -1e10)), 1e-9);
  }
}

TEST(StepControl, SettlesWhereTheErrorIsTheTolerance) {
  StepControl control({1e-3, 1e-6, 1e-9, 1e3, 0.0});
  const auto error = [](const double step) { return 2.0 * step * step * step; };
  double step = 0.0;
  for (unsigned int k = 0; k < 40; ++k) {
    step = control.propose(1e9);
    if (control.accepts(error(step)))
      control.accepted(step, error(step), 3);
    else
      control.rejected(step, error(step), 3);
  }
  EXPECT_NEAR(error(step) / 1e-3, 0.6, 0.3);
}

// Of a cubic the polynomial through three points misses the same third difference everywhere, so
// that the step that misses a given amount is known exactly.
TEST(CurveHistory, StepThatMisses) {
  const auto cubic = [](const double t) { return std::vector<double>{t * t * t - 2.0 * t}; };
  for (const bool counts : {true, false}) {
    CurveHistory curve(3);
    for (const double t : {0.0, 0.7, 1.0})
      curve.add(t, cubic(t));
    const double end = 1.2, now = curve.missed(end, cubic(end))[0];
    for (const double ratio : {0.1, 1.0, 30.0}) {
      const double step = curve.step_that_misses(ratio, end, counts);
      CurveHistory next = curve;
      if (counts) next.add(end, cubic(end));
      const double time = (counts ? end : 1.0) + step;
      EXPECT_NEAR(next.missed(time, cubic(time))[0] / (ratio * now), 1.0, 5e-3) << ratio;
    }
  }
}

TEST(StepControl, EndsAtTheSmallestStep) {
  StepControl control({1e-3, 1e-6, 1e-9, 1e3, 0.0});
  unsigned int n = 0;
  for (; !control.is_exhausted() && n < 100; ++n)
    control.failed(control.propose(1.0));
  EXPECT_LT(n, 10u);
}

TEST(StepControl, LandsWithoutSlivers) {
  StepControl control({1e-3, 1e-2, 1e-9, 1e-2, 0.0});
  for (const double room : {0.01, 0.0100001, 0.0199}) {
    const double step = control.propose(room);
    EXPECT_TRUE(step == room || step >= 0.4 * 0.01) << room;
    EXPECT_TRUE(room - step == 0.0 || room - step >= 0.4 * 0.01) << room;
  }
  // A step cut short does not make the next one short.
  control.accepted(0.001, 1e-4, 3);
  EXPECT_GE(control.propose(1.0), 0.00999);
}

// Kinks of expressions in time, by hand.
TEST(TimeBreaks, AreFoundToTheLastBit) {
  const auto clock = std::make_shared<double>(0.0);
  const auto breaks = [&](const char* text) {
    return find_time_breaks(parse_given_value(text, "V", false, clock), *clock, 1.0, 100);
  };
  EXPECT_EQ(breaks("sin(t) [V]"), std::vector<double>());
  EXPECT_EQ(breaks("step(t - 1*ms) [V]"), std::vector<double>({1e-3}));
  EXPECT_EQ(breaks("step(t) [V]"), std::vector<double>());
  EXPECT_EQ(breaks("step(t - 2) [V]"), std::vector<double>());
  EXPECT_EQ(breaks("step(t - 1*ns) - step(t - 0.5) [V]"), std::vector<double>({1e-9, 0.5}));
  EXPECT_EQ(breaks("triangle(t/0.5) [V]"), std::vector<double>({0.25, 0.5, 0.75, 1.0}));
  EXPECT_EQ(breaks("max(t, 0.25) [V]").size(), 1u);
  EXPECT_NEAR(breaks("max(t, 0.25) [V]").front(), 0.25, 1e-15);
  EXPECT_NEAR(breaks("abs(t - 0.7) [V]").front(), 0.7, 1e-15);
  // A pulse of a tenth of each 0.3 s, and what lies within it.
  const std::vector<double> pulses = breaks("pulse(t/0.3, 0.1) [V]");
  ASSERT_EQ(pulses.size(), 7u);
  EXPECT_NEAR(pulses[0], 0.03, 1e-15);
  EXPECT_NEAR(pulses[1], 0.3, 1e-15);
  EXPECT_NEAR(pulses[6], 0.93, 1e-15);
  // No more than the number that is asked for.
  EXPECT_EQ(breaks("triangle(1000*t) [V]").size(), 100u);
}

TEST(TimeBreaks, BranchesOfNestedFunctions) {
  const auto clock = std::make_shared<double>(0.4);
  const GivenValue value = parse_given_value("max(step(t - 0.5), ramp(t)) [V]", "V", false, clock);
  const std::vector<double> before = branches_of(value, {});
  *clock = 0.6;
  EXPECT_NE(branches_of(value, {}), before);
  EXPECT_DOUBLE_EQ(value({}), 1.0);
}

} // namespace ionflux
