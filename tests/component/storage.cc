// Contents of species in a step of time.

#include "support/simulation_fixture.h"

#include <gtest/gtest.h>

namespace ionflux {
namespace {

using namespace dealii;

// What storage adds to the residual is the content that a step is measured from, also where the
// composition follows a charge that varies in space.
TEST(Storage, IsOfTheContents) {
  const char* const bath = R"(
subsection Boundary conditions
  subsection left
    set Concentration of K  = 10 mmol/L
    set Concentration of Cl = 10 mmol/L
    set Potential = 5 mV
  end
  subsection right, bottom, top
  end
end
)";
  testing::QuietSimulation<2> quiet(parse_parameters(
      testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2", bath), "test",
      {"Electrolyte/Potential=electroneutral",
       "Materials/water/Fixed charge=-20*(1 + x/(10*nm)) [mol/m^3]"}));
  DiscreteProblem<2>& problem = quiet.simulation.problem();
  quiet.simulation.refine_fully();
  problem.setup();
  const PETScWrappers::MPI::Vector nothing = quiet.simulation.discretization().make_vector();
  PETScWrappers::MPI::Vector x(nothing);
  problem.distribute(x);
  PETScWrappers::MPI::Vector stored = problem.content(x);
  const PETScWrappers::MPI::Vector at_rest = problem.raw_residual(x, true);
  problem.set_storage(1.0, &nothing);
  PETScWrappers::MPI::Vector difference = problem.raw_residual(x, true);
  difference.add(-1.0, at_rest);
  const double size = stored.l2_norm();
  EXPECT_GT(size, 0.0);
  difference.add(-1.0, stored);
  EXPECT_LT(difference.l2_norm(), 1e-13 * size);
}

} // namespace
} // namespace ionflux
