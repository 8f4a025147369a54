// Contents of species on a mesh that changes.

#include "support/simulation_fixture.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

const char* const bath = R"(
subsection Boundary conditions
  subsection left
    set Concentration of K  = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
    set Potential = 0 V
  end
  subsection right, bottom, top
  end
end
)";

/// A simulation on a box of 8 x 4 cells, with a state that varies.
class ContentTransferTest : public ::testing::Test {
protected:
  explicit ContentTransferTest(const std::vector<std::string>& overrides = {})
      : quiet(parse_parameters(
            testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 8, 4", bath), "test",
            overrides)) {
    quiet.simulation.refine_fully();
    problem().setup();
    set_state();
  }

  DiscreteProblem<2>& problem() { return quiet.simulation.problem(); }

  void set_state() {
    const auto& d = quiet.simulation.discretization();
    Vector x = d.make_vector();
    std::map<types::global_dof_index, Point<2>> places;
    DoFTools::map_dofs_to_support_points(d.mapping, d.dof_handler, places);
    for (const auto dof : d.owned)
      x(dof) =
          1.0 + 0.3 * std::sin(0.7 * places[dof][0] + dof % d.n_fields()) - 0.2 * places[dof][1];
    x.compress(VectorOperation::insert);
    problem().distribute(x);
    quiet.simulation.set_solution(x);
  }

  /// Sums over all nodes, a species.
  std::vector<double> amounts(const Vector& content) {
    const auto& d = quiet.simulation.discretization();
    std::vector<double> sums(d.n_fields(), 0.0);
    for (const auto dof : d.owned)
      sums[dof % d.n_fields()] += content(dof);
    Utilities::MPI::sum(sums, d.communicator, sums);
    return sums;
  }

  void expect_same_amounts(const std::vector<double>& before, const Vector& content) {
    const std::vector<double> after = amounts(content);
    for (unsigned int f = 1; f < before.size(); ++f) {
      EXPECT_GT(before[f], 0.0);
      EXPECT_NEAR(after[f] / before[f], 1.0, 1e-14) << "field " << f;
    }
  }

  testing::QuietSimulation<2> quiet;
};

// Cells near a place that moves are refined, others merged: hanging nodes on all sides.
TEST_F(ContentTransferTest, KeepsAmounts) {
  for (const double place : {0.2, 0.5, 0.8}) {
    const std::vector<double> before = amounts(problem().content(quiet.simulation.solution()));
    const Vector content = quiet.simulation.refine_with_contents([&](auto& mesh) {
      const double width = 20e-9 / quiet.simulation.scaling().length;
      for (const auto& cell : mesh.active_cell_iterators()) {
        if (!cell->is_locally_owned()) continue;
        if (std::abs(cell->center()[0] / width - place) < 0.15)
          cell->set_refine_flag();
        else
          cell->set_coarsen_flag();
      }
    });
    expect_same_amounts(before, content);
    for (const auto dof : quiet.simulation.discretization().owned)
      EXPECT_GE(content(dof), 0.0);
  }
}

/// With concentrations as unknowns, which the quadrature integrates exactly.
class ExactContentTransferTest : public ContentTransferTest {
protected:
  ExactContentTransferTest()
      : ContentTransferTest({"Electrolyte/Primary variables=concentration"}) {}

  void expect_equal(Vector content, const Vector& expected) {
    ASSERT_EQ(content.size(), expected.size());
    content.add(-1.0, expected);
    EXPECT_LT(content.linfty_norm(), 1e-13 * expected.linfty_norm());
  }
};

TEST_F(ExactContentTransferTest, IsWhatTheStateHas) {
  const Vector content =
      quiet.simulation.refine_with_contents([](auto& mesh) { mesh.set_all_refine_flags(); });
  expect_equal(content, problem().content(quiet.simulation.solution()));
}

// Merging undoes refining.
TEST_F(ExactContentTransferTest, ComesBack) {
  const Vector first = problem().content(quiet.simulation.solution());
  quiet.simulation.refine_with_contents([](auto& mesh) { mesh.set_all_refine_flags(); });
  const Vector content = quiet.simulation.refine_with_contents([](auto& mesh) {
    for (const auto& cell : mesh.active_cell_iterators())
      if (cell->is_locally_owned()) cell->set_coarsen_flag();
  });
  expect_equal(content, first);
}

// Test functions of merged cells are sums of those of their parts, where the state is finer than
// they are.
TEST_F(ExactContentTransferTest, MergesWhatIsFiner) {
  quiet.simulation.refine_with_contents([](auto& mesh) { mesh.set_all_refine_flags(); });
  set_state();
  const std::vector<double> before = amounts(problem().content(quiet.simulation.solution()));
  const Vector content = quiet.simulation.refine_with_contents([](auto& mesh) {
    for (const auto& cell : mesh.active_cell_iterators())
      if (cell->is_locally_owned() && cell->center()[1] > 0.0) cell->set_coarsen_flag();
  });
  expect_same_amounts(before, content);
  // The interpolated state has other amounts.
  const std::vector<double> interpolated = amounts(problem().content(quiet.simulation.solution()));
  EXPECT_GT(std::abs(interpolated[1] / before[1] - 1.0), 1e-12);
}

} // namespace
} // namespace ionflux
