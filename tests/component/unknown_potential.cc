// A run with a given potential, and one with the current given that it found: the same state, on
// any number of ranks, with several unknown potentials, hanging nodes and both sets of unknowns.

#include "support/simulation_fixture.h"

#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using namespace dealii;

// A charged slit between baths, refined at its walls; on the right what RIGHT says.
const char* const slit = R"(
subsection Baths
  subsection salt
    set Concentration of K  = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
  subsection thin
    set Concentration of K  = 20 mmol/L
    set Concentration of Cl = 20 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = salt
    set Potential = 0 V
  end
  subsection right
    set Bath = thin
    RIGHT
  end
  subsection bottom
    set Surface charge = -0.05 C/m^2
  end
  subsection top
    TOP
  end
end
subsection Adaptive refinement
  set Cells per Debye length at charged walls = 1
end
)";

std::string problem(const std::string& right, const std::string& top, const std::string& more) {
  std::string text = slit;
  text.replace(text.find("RIGHT"), 5, right);
  text.replace(text.find("TOP"), 3, top);
  return testing::salt_box(2, "set Size = 40 nm, 10 nm\n set Cells = 12, 3", text + more);
}

struct Outcome {
  double current = 0.0, charge = 0.0; ///< out of the domain on the right; of the conductor on top
  std::vector<UnknownPotential> potentials;
  std::vector<double> values; ///< owned unknowns
  unsigned int newton_steps = 0;
};

Outcome solve(const std::string& text) {
  testing::QuietSimulation<2> quiet(parse_parameters(text, "test"));
  auto& simulation = quiet.simulation;
  simulation.prepare_mesh();
  const SolveResult result = simulation.solve();
  EXPECT_TRUE(result.converged) << result.reason;
  Outcome outcome;
  outcome.newton_steps = result.newton_steps;
  for (const BoundaryFlux& flux : simulation.fluxes()) {
    if (flux.boundary == "right") outcome.current = flux.current;
    if (flux.boundary == "top") outcome.charge = -flux.charge;
  }
  outcome.potentials = simulation.unknown_potentials();
  for (const auto i : simulation.discretization().owned)
    outcome.values.push_back(simulation.solution()(i));
  return outcome;
}

void expect_same_state(const Outcome& a, const Outcome& b, const double tolerance) {
  ASSERT_EQ(a.values.size(), b.values.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    largest = std::max(largest, std::abs(a.values[i] - b.values[i]));
  EXPECT_LT(Utilities::MPI::max(largest, MPI_COMM_WORLD), tolerance);
}

std::string number(const double value) {
  std::ostringstream text;
  text.precision(17);
  text << value;
  return text.str();
}

void galvanostatic_equals_potentiostatic(const std::string& more) {
  const Outcome given =
      solve(problem("set Potential = 60 mV", "set Surface charge = -0.05 C/m^2", more));
  EXPECT_TRUE(given.potentials.empty());
  const Outcome found = solve(problem("set Current = " + number(-given.current) + " A/m",
                                      "set Surface charge = -0.05 C/m^2", more));
  ASSERT_EQ(found.potentials.size(), 1u);
  EXPECT_EQ(found.potentials[0].boundary, "right");
  EXPECT_NEAR(found.potentials[0].potential, 0.06, 1e-10);
  EXPECT_NEAR(found.current / given.current, 1.0, 1e-9);
  EXPECT_LT(std::abs(found.potentials[0].relative), 1e-11);
  EXPECT_LE(found.newton_steps, given.newton_steps + 3);
  expect_same_state(given, found, 1e-7);
}

TEST(UnknownPotential, GalvanostaticEqualsPotentiostatic) {
  galvanostatic_equals_potentiostatic("");
}

TEST(UnknownPotential, InConcentrations) {
  galvanostatic_equals_potentiostatic(
      "subsection Electrolyte\n set Primary variables = concentration\nend\n");
}

TEST(UnknownPotential, DirectSolver) {
  galvanostatic_equals_potentiostatic("subsection Solver\n set Preconditioner = MUMPS\nend\n");
}

TEST(UnknownPotential, ByContinuation) {
  galvanostatic_equals_potentiostatic("subsection Solver\n set Continuation = always\nend\n");
}

TEST(UnknownPotential, ConductorBesideElectrode) {
  const Outcome given = solve(problem("set Potential = 60 mV", "set Potential = -40 mV", ""));
  const Outcome found = solve(problem("set Current = " + number(-given.current) + " A/m",
                                      "set Total charge = " + number(given.charge) + " C/m", ""));
  ASSERT_EQ(found.potentials.size(), 2u);
  EXPECT_NEAR(found.potentials[0].potential, 0.06, 1e-10);
  EXPECT_NEAR(found.potentials[1].potential, -0.04, 1e-10);
  EXPECT_NEAR(found.charge / given.charge, 1.0, 1e-9);
  expect_same_state(given, found, 1e-7);
}

} // namespace
} // namespace ionflux
