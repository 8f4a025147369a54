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
