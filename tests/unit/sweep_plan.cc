#include <ionflux/algebra/lagrange_weights.h>
#include <ionflux/app/sweep/plan.h>
#include <ionflux/app/sweep/tables.h>

#include <gtest/gtest.h>

#include <cmath>

using namespace ionflux;

namespace {

SweepAxis axis_of(const std::vector<double>& numbers, const std::string& unit = "V") {
  SweepAxis axis;
  axis.name = "axis";
  axis.numeric = axis.quantity = true;
  axis.unit = unit;
  for (const double number : numbers)
    axis.values.push_back({std::to_string(number), number});
  return axis;
}

std::vector<SweepPoint> points_of(const SweepSettings& sweep) {
  std::vector<SweepPoint> points(sweep.n_points());
  for (unsigned int i = 0; i < points.size(); ++i) {
    points[i].number = i + 1;
    points[i].index = sweep.indices(i);
  }
  return points;
}

std::vector<unsigned int> order_of(const std::vector<SweepStep>& steps) {
  std::vector<unsigned int> order;
  for (const SweepStep& step : steps)
    order.push_back(step.point);
  return order;
}

using List = std::vector<unsigned int>;

} // namespace

TEST(SweepPlan, from_zero_outwards_both_ways) {
  SweepSettings sweep;
  sweep.axes = {axis_of({-2.0, -1.0, 0.0, 1.0, 2.0})};
  const auto steps = plan_sweep(sweep, points_of(sweep), 3);
  EXPECT_EQ(order_of(steps), (List{2, 3, 4, 1, 0}));
  EXPECT_TRUE(steps[0].neighbours.empty());
  EXPECT_EQ(steps[2].neighbours, (List{3, 2}));
  EXPECT_EQ(steps[3].neighbours, (List{2, 3, 4}));
  EXPECT_EQ(steps[4].neighbours, (List{1, 2, 3}));
}

TEST(SweepPlan, the_users_order_does_not_matter) {
  SweepSettings sweep;
  sweep.axes = {axis_of({1.0, -1.0, 2.0, 0.5})};
  EXPECT_EQ(order_of(plan_sweep(sweep, points_of(sweep), 3)), (List{3, 0, 2, 1}));
}

// The first point of a curve starts from the first point of the curve before.
TEST(SweepPlan, nested) {
  SweepSettings sweep;
  sweep.axes = {axis_of({1.0, 10.0}, "mol/m^3"), axis_of({0.0, 1.0, 2.0})};
  const auto steps = plan_sweep(sweep, points_of(sweep), 5);
  EXPECT_EQ(order_of(steps), (List{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(steps[3].neighbours, (List{0}));
  EXPECT_EQ(steps[3].axis, 0u);
  EXPECT_EQ(steps[5].neighbours, (List{4, 3}));
  EXPECT_EQ(steps[5].axis, 1u);
  EXPECT_NEAR(coordinate(sweep.axes[0], 10.0), std::log(10.0), 1e-15);
}

TEST(SweepPlan, another_mesh_starts_anew) {
  SweepSettings sweep;
  sweep.axes = {axis_of({0.0, 1.0}), axis_of({5.0, 6.0}, "m")}; // the radius varies fastest
  auto points = points_of(sweep);
  for (SweepPoint& point : points)
    point.mesh = point.index[1] == 0 ? "a" : "b";
  const auto steps = plan_sweep(sweep, points, 5);
  EXPECT_EQ(order_of(steps), (List{0, 2, 1, 3}));
  EXPECT_EQ(steps[1].neighbours, (List{0}));
  EXPECT_TRUE(steps[2].neighbours.empty());
  EXPECT_EQ(steps[3].neighbours, (List{1}));
}

TEST(SweepPlan, choices_have_no_neighbours) {
  SweepSettings sweep;
  sweep.axes = {axis_of({0.0, 1.0})};
  sweep.axes[0].quantity = false;
  for (const SweepStep& step : plan_sweep(sweep, points_of(sweep), 5))
    EXPECT_TRUE(step.neighbours.empty());
}

TEST(SweepPlan, extrapolation_is_exact_for_polynomials) {
  const std::vector<double> places = {0.3, -1.0, 2.0, 1.1};
  const auto cubic = [](const double x) { return ((2.0 * x - 1.0) * x + 0.5) * x + 7.0; };
  const std::vector<double> weights = lagrange_weights(places, 3.0);
  double value = 0.0;
  for (std::size_t i = 0; i < places.size(); ++i)
    value += weights[i] * cubic(places[i]);
  EXPECT_NEAR(value, cubic(3.0), 1e-11);
}

TEST(SweepTables, quoted_cells) {
  const CsvText table = parse_csv("a,\"b, [m]\"\n\"x \"\"y\"\"\",2e-3\n,\n");
  EXPECT_EQ(table.header, (std::vector<std::string>{"a", "b, [m]"}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0], (std::vector<std::string>{"x \"y\"", "2e-3"}));
  EXPECT_EQ(table.rows[1], (std::vector<std::string>{"", ""}));
  EXPECT_EQ(table.column("b"), 1);
  EXPECT_EQ(table.column("c"), -1);
}
