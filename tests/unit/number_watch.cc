#include <ionflux/solver/number_watch.h>

#include <gtest/gtest.h>

using ionflux::NumberWatch;

namespace {

TEST(NumberWatch, EndsWhenEveryNumberStandsHoweverSmall) {
  NumberWatch watch(1e-8);
  watch.take({{1.0, 0.0, 0.0, 0.0}, {1e-9, 0.0, 0.0, 0.0}});
  EXPECT_FALSE(watch.settled());
  watch.take({{1.0, 0.0, 0.0, 0.0}, {2e-9, 0.0, 0.0, 0.0}}); // 1e-9 of the large one
  EXPECT_FALSE(watch.settled());
  EXPECT_NEAR(watch.worst(), 5e7, 1.0);
  watch.take({{1.0, 0.0, 0.0, 0.0}, {2e-9 * (1.0 + 5e-9), 0.0, 0.0, 0.0}});
  EXPECT_TRUE(watch.settled());
}

TEST(NumberWatch, ChangesBelowRoundingAndNumbersThatAreZeroDoNotCount) {
  NumberWatch watch(1e-8);
  watch.take({{1e-6, 1e-12, 0.0, 0.0}, {1e-20, 0.0, 1e-16, 0.0}});
  watch.take({{1.0000005e-6, 1e-12, 0.0, 0.0}, {-3e-20, 0.0, 1e-16, 0.0}});
  EXPECT_TRUE(watch.settled());
}

// What falls towards zero changes by about itself each time: that is progress.
TEST(NumberWatch, GoesOnWhileANumberFallsToZero) {
  NumberWatch watch(1e-8);
  for (double value = 1e-3; value > 1e-30; value *= 1e-3) {
    watch.take({{value, 0.0, 1e-16, 0.0}});
    EXPECT_FALSE(watch.stalled());
  }
  EXPECT_TRUE(watch.settled());
}

TEST(NumberWatch, StepsInVainAreNoticed) {
  NumberWatch watch(1e-8);
  for (const double noise : {0.0, 1e-5, -1e-5, 1e-5, -1e-5})
    watch.take({{1.0 + noise, 0.0, 0.0, 0.0}});
  EXPECT_TRUE(watch.stalled());
  EXPECT_FALSE(watch.settled());
}

// A step that changed 5e-7 and left a thousandth of the residual: another one changes about 5e-10.
TEST(NumberWatch, ForeseesTheNextChangeByWhatIsLeftOfTheResidual) {
  NumberWatch watch(1e-8), slower(1e-8);
  for (NumberWatch* one : {&watch, &slower}) {
    one->take({{1.0, 0.0, 0.0, 0.0}, {1.0, 0.0, 0.0, 0.0}});
    EXPECT_FALSE(one->will_stand());
    EXPECT_EQ(one->foreseen(), 1.0);
  }
  watch.take({{1.0 + 1e-7, 0.0, 0.0, 0.0}, {1.0 + 5e-7, 0.0, 0.0, 0.0}}, 1e-3);
  EXPECT_FALSE(watch.settled());
  EXPECT_TRUE(watch.will_stand());
  EXPECT_NEAR(watch.foreseen(), 1e-2, 1e-12);
  slower.take({{1.0 + 1e-7, 0.0, 0.0, 0.0}, {1.0 + 5e-7, 0.0, 0.0, 0.0}}, 2e-2);
  EXPECT_NEAR(slower.foreseen(), 0.2, 1e-12);
  EXPECT_FALSE(slower.will_stand());
}

// 1e-5 and a thousandth of the residual: the next step changes about 1e-8 and may leave a
// twentieth.
TEST(NumberWatch, SaysHowMuchOfTheResidualMayBeLeft) {
  NumberWatch watch(1e-8);
  watch.take({{1.0, 0.0, 0.0, 0.0}});
  EXPECT_EQ(watch.enough_to_stand(), 0.0);
  watch.take({{1.0 + 1e-5, 0.0, 0.0, 0.0}}, 1e-3);
  EXPECT_NEAR(watch.enough_to_stand(), 0.05, 1e-3);
  watch.take({{1.0 + 2e-5, 0.0, 0.0, 0.0}}, 2.0);
  EXPECT_EQ(watch.enough_to_stand(), 0.0); // nothing is known
}

TEST(NumberWatch, AnImbalanceDoesNotFallByForesight) {
  NumberWatch watch(1e-8);
  watch.take({{1.0, 0.0, 0.0, 1e-4}});
  watch.take({{1.0, 0.0, 0.0, 2e-8}}, 1e-4);
  EXPECT_FALSE(watch.will_stand());
}

TEST(NumberWatch, AnImbalanceIsWrongAlsoWhereTheNumberStands) {
  NumberWatch watch(1e-8);
  watch.take({{1.0, 0.0, 0.0, 1e-4}});
  watch.take({{1.0, 0.0, 0.0, 1e-7}});
  EXPECT_FALSE(watch.settled());
  watch.take({{1.0, 0.0, 0.0, 1e-9}});
  EXPECT_TRUE(watch.settled());
}

TEST(NumberWatch, ANumberThatIsNoneNeverSettles) {
  NumberWatch watch(1e-8);
  watch.take({{0.0 / 0.0, 0.0, 0.0, 0.0}});
  watch.take({{0.0 / 0.0, 0.0, 0.0, 0.0}});
  EXPECT_FALSE(watch.settled());
}

} // namespace
