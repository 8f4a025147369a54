// The error beside each number is one: what a solver left of known accuracy shows in it, and a flux
// has one definition, also where laws of the state let something through.

#include "support/simulation_fixture.h"

#include <ionflux/fem/balance.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ionflux {
namespace {

// Two baths and a thin membrane that lets 1e-9 of what the water would: the fluxes are that small
// part of the terms of the equations.
std::string thin_membrane(const std::string& solver) {
  return testing::salt_box(2,
                           "set Size = 40 nm, 4 nm\n set Cells = 20, 1\n"
                           "set Regions = inside: x < 20*nm; outside: x > 20*nm",
                           R"(
subsection Baths
  subsection strong
    set Concentration of K  = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
  subsection weak
    set Concentration of K  = 10 mmol/L
    set Concentration of Cl = 10 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = strong
    set Potential = -70 mV
  end
  subsection right
    set Bath = weak
    set Potential = 0 V
  end
  subsection inside | outside
    set Membrane permeability of K  = 1e-10 m/s
    set Membrane permeability of Cl = 3e-11 m/s
  end
  subsection bottom, top
  end
end
subsection Output
  set Mesh error of fluxes = never
end
subsection Solver
)" + solver + "end\n");
}

struct Outcome {
  std::vector<BoundaryFlux> fluxes;
  std::vector<Audit> audits;
};

Outcome solve(const std::string& text) {
  testing::QuietSimulation<2> quiet(parse_parameters(text, "test"));
  quiet.simulation.prepare_mesh();
  const SolveResult result = quiet.simulation.solve();
  EXPECT_TRUE(result.converged) << result.reason;
  const SolvedState state = quiet.simulation.solved_state();
  return {state.fluxes, quiet.simulation.audits(state)};
}

const Audit& find(const Outcome& outcome, const std::string& name) {
  for (const Audit& audit : outcome.audits)
    if (audit.name == name) return audit;
  throw std::invalid_argument("no audit is called " + name);
}

// Linear systems solved to a third of a digit, and numbers that may still move by 1 %: the truth is
// what a thorough solve finds.
TEST(AlgebraicError, IsReportedAndNotTooSmall) {
  const Outcome thorough = solve(thin_membrane("set Relative tolerance = 1e-12\n"));
  const Outcome coarse =
      solve(thin_membrane("set Relative tolerance = 1e-2\n set Linear tolerance = 0.3\n"));
  unsigned int n_coarse = 0;
  double largest = 0.0;
  for (const BoundaryFlux& flux : thorough.fluxes)
    largest = std::max(largest, std::abs(flux.flux[0]));
  ASSERT_EQ(thorough.fluxes.size(), coarse.fluxes.size());
  for (unsigned int b = 0; b < coarse.fluxes.size(); ++b)
    for (unsigned int i = 0; i < 2; ++i) {
      const double truth = thorough.fluxes[b].flux[i], found = coarse.fluxes[b].flux[i],
                   error = coarse.fluxes[b].error[i];
      EXPECT_LE(std::abs(found - truth), error + thorough.fluxes[b].error[i])
          << coarse.fluxes[b].boundary;
      EXPECT_LE(thorough.fluxes[b].error[i],
                3e-11 * std::max(std::abs(truth), largest)); // rounding
      if (error > 1e-10 * std::abs(truth)) ++n_coarse;
    }
  EXPECT_GT(n_coarse, 0u); // there was an error to report
}

TEST(AlgebraicError, SmallFluxesBalanceInEachPart) {
  const Outcome outcome = solve(thin_membrane(""));
  for (const char* name :
       {"flux balance of K, part 1", "flux balance of K, part 2", "flux balance of Cl, part 1",
        "flux balance of Cl, part 2", "charge balance, part 1", "charge balance, part 2"})
    EXPECT_TRUE(find(outcome, name).passed) << name;
  EXPECT_LE(find(outcome, "algebraic error of fluxes").value, 1e-8);
  // Through the electrode and through the membrane goes the same: rows and law agree.
  double left = 0.0, side = 0.0;
  for (const BoundaryFlux& flux : outcome.fluxes) {
    if (flux.boundary == "left") left = flux.flux[0];
    if (flux.boundary == "inside | outside: inside side") side = flux.flux[0];
  }
  EXPECT_NE(left, 0.0);
  EXPECT_NEAR(left / side, -1.0, 1e-10);
}

// Nothing carries Cl: not one of its fluxes has a size that errors could be compared with.
TEST(AlgebraicError, SpeciesThatNothingLetsThroughPasses) {
  std::string text = thin_membrane("");
  const std::string open = "set Membrane permeability of Cl = 3e-11 m/s";
  text.replace(text.find(open), open.size(), "set Membrane permeability of Cl = 0 m/s");
  const Outcome outcome = solve(text);
  double through = 0.0, stopped = 0.0;
  for (const BoundaryFlux& flux : outcome.fluxes) {
    through = std::max(through, std::abs(flux.flux[0]));
    stopped = std::max(stopped, std::abs(flux.flux[1]) + flux.error[1]);
  }
  EXPECT_GT(through, 0.0);
  EXPECT_LE(stopped, 1e-6 * through);
  for (const Audit& audit : outcome.audits)
    EXPECT_TRUE(std::isfinite(audit.value) && audit.passed) << audit.name << " " << audit.value;
}

// Where a law of the state lets ions through a boundary whose current is given, the tables show the
// given current: that it was met according to another definition is no use.
TEST(AlgebraicError, GivenCurrentIsTheCurrentOfTheTable) {
  const Outcome outcome = solve(testing::salt_box(2, "set Size = 40 nm, 10 nm\n set Cells = 12, 3",
                                                  R"(
subsection Baths
  subsection salt
    set Concentration of K  = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = salt
    set Potential = 0 V
  end
  subsection right
    set Current                    = 0.001 A/m
    set Concentration of Cl        = 100 mmol/L
    set Permeability of K          = 1e-3 m/s
    set Outside concentration of K = 50 mmol/L
  end
  subsection bottom, top
  end
end
)"));
  for (const BoundaryFlux& flux : outcome.fluxes)
    if (flux.boundary == "right") {
      EXPECT_NEAR(flux.current, -0.001, 1e-11); // tables count outward
      EXPECT_GT(std::abs(flux.flux[0]), 1e-12); // the film lets something through
    }
}

} // namespace
} // namespace ionflux
