// Hanging nodes on curved boundaries: the orders of degree p stay p + 1 in L2 and p in H1 when a
// fixed half of the cells is refined once and all of them then again and again (Ciarlet 1978;
// isoparametric boundaries: Lenoir, SINUM 23, 1986).

#include "support/manufactured_problem.h"

namespace ionflux {
namespace {

using testing::Errors, testing::ExactSolution, testing::manufacture, testing::measure_errors;

// ranks: 1 2 3

/// `Main` is the salt box with another geometry.
std::string with_geometry(const std::string& geometry, const std::string& surfaces,
                          const unsigned int degree, const bool axisymmetric) {
  std::string text =
      testing::salt_box(2, "",
                        "subsection Boundary conditions\n subsection " + surfaces +
                            "\n set Potential = 0 V\n set Concentration of K = 1 mol/m^3\n set "
                            "Concentration of Cl = 1 mol/m^3\n end\nend\n"
                            "subsection Discretization\n set Degree = " +
                            std::to_string(degree) + "\nend\n",
                        axisymmetric);
  const std::string box = "  set Type = box\n  subsection box\n\n  end\n";
  return text.replace(text.find(box), box.size(), geometry);
}

Errors errors_with_hanging_nodes(const std::string& text, const bool axisymmetric,
                                 const unsigned int n_refinements) {
  const ExactSolution exact{{false, false}, axisymmetric};
  Parameters parameters = parse_parameters(text, "manufactured");
  manufacture<2>(parameters, exact);
  testing::QuietSimulation<2> quiet(std::move(parameters));
  auto& simulation = quiet.simulation;
  auto& d = simulation.discretization();
  for (const auto& cell : d.mesh.active_cell_iterators())
    if (cell->is_locally_owned() && cell->center()[1] > 0.0) cell->set_refine_flag();
  d.mesh.execute_coarsening_and_refinement();
  d.mesh.refine_global(n_refinements);
  d.distribute_dofs();
  EXPECT_GT(dealii::Utilities::MPI::sum(d.hanging_nodes.n_constraints(), MPI_COMM_WORLD), 0u);
  const SolveResult result = simulation.solve();
  EXPECT_TRUE(result.converged) << result.reason;
  return measure_errors<2>(simulation, exact);
}

void expect_orders(const std::string& geometry, const std::string& surfaces,
                   const unsigned int degree, const bool axisymmetric) {
  const std::string text = with_geometry(geometry, surfaces, degree, axisymmetric);
  const Errors coarse = errors_with_hanging_nodes(text, axisymmetric, 1);
  const Errors fine = errors_with_hanging_nodes(text, axisymmetric, 2);
  EXPECT_GT(std::log2(coarse.l2 / fine.l2), degree + 1 - 0.2) << "L2, degree " << degree;
  EXPECT_GT(std::log2(coarse.h1 / fine.h1), degree - 0.2) << "H1, degree " << degree;
  EXPECT_LT(fine.l2, 0.02) << "the order is right but the solution is not";
}

TEST(ManufacturedAdapted, Annulus) {
  for (unsigned int degree = 1; degree <= 3; ++degree)
    expect_orders("  set Type = shell\n  subsection shell\n set Inner radius = 5 nm\n"
                  " set Outer radius = 15 nm\n set Cells = 2\n set Angular cells = 2\n end\n",
                  "inner, outer", degree, false);
}

TEST(ManufacturedAdapted, RoundedRims) {
  for (unsigned int degree = 1; degree <= 3; ++degree)
    expect_orders("  set Type = nanopore\n  subsection nanopore\n set Pore radius = 4 nm\n"
                  " set Pore length = 10 nm\n set Rim radius = 2 nm\n"
                  " set Reservoir radius = 15 nm\n set Reservoir length = 10 nm\n"
                  " set Mesh membrane = false\n set First layer = 5 nm\n"
                  " set Largest cell in the pore = 5 nm\n"
                  " set Largest cell in the reservoirs = 5 nm\n end\n",
                  "lower end, upper end, side, pore wall, membrane faces", degree, true);
}

} // namespace
} // namespace ionflux
