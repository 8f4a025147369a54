// Manufactured solutions of the coupled problem: errors fall with the orders that theory gives, p +
// 1 in L2 and p in H1 (Ciarlet 1978; for PNP: Sun, Sun, Zheng, Lin, JCAM 301, 2016), on distorted
// meshes, in the plane, with axial symmetry and in space, for both sets of unknowns
// and mixtures of them.

#include "support/manufactured_problem.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using testing::Errors, testing::ExactSolution, testing::manufacture, testing::measure_errors;

std::string unknown_in_words(const bool concentration) {
  return concentration ? "concentration" : "electrochemical potential";
}

template <int dim>
Errors errors(const ExactSolution& exact, const unsigned int degree, const unsigned int cells) {
  std::string size, n, sides = "left, right, bottom, top";
  for (unsigned int d = 0; d < dim; ++d) {
    size += std::string(d ? "," : "") + " 10 nm";
    n += std::string(d ? ", " : "") + std::to_string(cells);
  }
  if (dim == 3) sides += ", back, front";
  if (exact.axisymmetric) sides = "right, bottom, top";
  Parameters parameters = parse_parameters(
      testing::salt_box(dim, "set Distortion = 0.2\n set Size =" + size + "\n set Cells = " + n,
                        "subsection Boundary conditions\n subsection " + sides +
                            "\n set Potential = 0 V\n set Concentration of K = 1 mol/m^3\n set "
                            "Concentration of Cl = 1 mol/m^3\n end\nend\n"
                            "subsection Discretization\n set Degree = " +
                            std::to_string(degree) + "\nend\n",
                        exact.axisymmetric),
      "manufactured",
      {"Electrolyte/Species/K/Primary variable=" + unknown_in_words(exact.concentration[0]),
       "Electrolyte/Species/Cl/Primary variable=" + unknown_in_words(exact.concentration[1])});
  manufacture<dim>(parameters, exact);
  testing::QuietSimulation<dim> quiet(std::move(parameters));
  auto& simulation = quiet.simulation;
  simulation.prepare_mesh();
  EXPECT_NEAR(simulation.scaling().concentration, 1.0, 1e-15);
  const SolveResult result = simulation.solve();
  EXPECT_TRUE(result.converged) << result.reason;
  return measure_errors<dim>(simulation, exact);
}

template <int dim>
void expect_orders(const ExactSolution& exact, const unsigned int degree,
                   const unsigned int cells) {
  const Errors coarse = errors<dim>(exact, degree, cells);
  const Errors fine = errors<dim>(exact, degree, 2 * cells);
  const double l2 = std::log2(coarse.l2 / fine.l2), h1 = std::log2(coarse.h1 / fine.h1);
  // Coarse and fine mesh are distorted independently, hence the allowance of 0.3 of an order.
  EXPECT_GT(l2, degree + 1 - 0.3) << "L2, degree " << degree << ", error " << fine.l2;
  EXPECT_GT(h1, degree - 0.3) << "H1, degree " << degree << ", error " << fine.h1;
  EXPECT_LT(fine.l2, 0.02) << "the order is right but the solution is not";
}

TEST(Manufactured, Planar) {
  expect_orders<2>({{false, false}, false}, 1, 8);
  expect_orders<2>({{false, false}, false}, 2, 6);
  expect_orders<2>({{false, false}, false}, 3, 4);
}

TEST(Manufactured, PlanarConcentrations) {
  expect_orders<2>({{true, true}, false}, 1, 8);
  expect_orders<2>({{true, true}, false}, 2, 6);
}

TEST(Manufactured, PlanarMixtures) {
  expect_orders<2>({{true, false}, false}, 1, 8);
  expect_orders<2>({{true, false}, false}, 2, 6);
  expect_orders<2>({{false, true}, false}, 2, 6);
}

TEST(Manufactured, AxisymmetricMixture) { expect_orders<2>({{false, true}, true}, 2, 6); }

TEST(Manufactured, SpaceMixture) { expect_orders<3>({{true, false}, false}, 2, 2); }

TEST(Manufactured, Flow) {
  expect_orders<2>({{false, false}, false, true}, 1, 8);
  expect_orders<2>({{false, true}, false, true}, 2, 6);
  expect_orders<2>({{true, false}, true, true}, 2, 6);
  expect_orders<3>({{true, true}, false, true}, 2, 2);
}

TEST(Manufactured, Axisymmetric) {
  expect_orders<2>({{false, false}, true}, 1, 8);
  expect_orders<2>({{false, false}, true}, 2, 6);
  expect_orders<2>({{false, false}, true}, 3, 4);
}

TEST(Manufactured, Space) {
  expect_orders<3>({{false, false}, false}, 1, 4);
  expect_orders<3>({{false, false}, false}, 2, 2);
  expect_orders<3>({{false, false}, false}, 3, 2);
}

} // namespace
} // namespace ionflux
