// How long Newton's method will still take.

#include <ionflux/solver/time_to_go.h>

#include <gtest/gtest.h>

namespace ionflux {
namespace {

TEST(TimeToGo, QuadraticConvergenceGoesOn) {
  // 1e-1, 1e-2, 1e-4: then 1e-8 and 1e-16
  EXPECT_EQ(newton_steps_to_go({1e-1, 1e-2, 1e-4}, 1e-10), 2u);
  EXPECT_EQ(newton_steps_to_go({1e-1, 1e-2, 1e-4}, 2e-8), 1u);
}

TEST(TimeToGo, LinearConvergenceGoesOn) {
  EXPECT_EQ(newton_steps_to_go({1e-1, 1e-2, 1e-3}, 1.01e-9), 6u);
}

TEST(TimeToGo, WhatIsDoneIsDone) { EXPECT_EQ(newton_steps_to_go({1e-3, 1e-11}, 1e-10), 0u); }

TEST(TimeToGo, NothingIsSaidWithoutProgress) {
  EXPECT_FALSE(newton_steps_to_go({}, 1e-10));
  EXPECT_FALSE(newton_steps_to_go({1e-1}, 1e-10));
  EXPECT_FALSE(newton_steps_to_go({1e-1, 1e-1}, 1e-10));
  EXPECT_FALSE(newton_steps_to_go({1e-2, 1e-1}, 1e-10));
}

TEST(TimeToGo, ALineForSlowStepsOnly) {
  TimeToGo slow(1e-10, 100.0), quick(1e-10, 100.0);
  EXPECT_EQ(slow.note(0, 1e-1, 101.0), "");
  EXPECT_EQ(slow.note(1, 1e-2, 111.0), "         11 s so far, about 80 s to go on this mesh");
  EXPECT_EQ(slow.note(2, 1e-4, 121.0), "         21 s so far, about 20 s to go on this mesh");
  EXPECT_EQ(slow.note(3, 1e-4, 131.0), "         31 s so far, no telling how long yet");
  EXPECT_EQ(slow.note(0, 1e-1, 141.0), ""); // another attempt
  TimeToGo done(1e-10, 0.0);
  EXPECT_EQ(done.note(0, 1e-6, 10.0), "");
  EXPECT_EQ(done.note(1, 1e-12, 20.0), "         20 s so far, nearly done with this mesh");
  quick.note(0, 1e-1, 101.0);
  EXPECT_EQ(quick.note(1, 1e-2, 101.5), "");
}

} // namespace
} // namespace ionflux
