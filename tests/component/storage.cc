// Contents of species in a step of time.

#include "support/simulation_fixture.h"

#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <regex>

namespace ionflux {
namespace {

using namespace dealii;

/// What storage at a rate of one adds to the residual is the content that a step is measured from,
/// with all surface terms or without. Returns how much there is of the first species [mol/m].
/// @param everywhere value of the unknowns of species; 0: as given values leave them
double check_storage(const Parameters& parameters, const double everywhere = 0.0) {
  testing::QuietSimulation<2> quiet(parameters);
  DiscreteProblem<2>& problem = quiet.simulation.problem();
  quiet.simulation.refine_fully();
  problem.setup();
  const PETScWrappers::MPI::Vector nothing = quiet.simulation.discretization().make_vector();
  PETScWrappers::MPI::Vector x(nothing);
  problem.distribute(x);
  for (const auto dof : x.locally_owned_elements())
    if (everywhere != 0.0) x(dof) = dof % 3 == 0 ? 0.0 : everywhere;
  x.compress(VectorOperation::insert);
  PETScWrappers::MPI::Vector stored = problem.content(x);
  const double size = stored.l2_norm();
  EXPECT_GT(size, 0.0);
  for (const bool with_surfaces : {true, false}) {
    problem.set_storage(0.0, nullptr);
    const PETScWrappers::MPI::Vector at_rest = problem.raw_residual(x, with_surfaces);
    problem.set_storage(1.0, &nothing);
    PETScWrappers::MPI::Vector difference = problem.raw_residual(x, with_surfaces);
    difference.add(-1.0, at_rest);
    difference.add(-1.0, stored);
    EXPECT_LT(difference.l2_norm(), 1e-13 * size);
  }
  double sum = 0.0;
  for (const auto dof : stored.locally_owned_elements())
    sum += dof % 3 == 1 ? double(stored(dof)) : 0.0;
  const Scaling& scaling = quiet.simulation.scaling();
  return Utilities::MPI::sum(sum, MPI_COMM_WORLD) * scaling.concentration * scaling.length *
         scaling.length;
}

// Also where the composition follows a charge that varies in space.
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
  for (const char* unknowns : {"automatic", "concentration"})
    check_storage(
        parse_parameters(testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2", bath),
                         "test",
                         {"Electrolyte/Potential=electroneutral",
                          std::string("Electrolyte/Primary variables=") + unknowns,
                          "Materials/water/Fixed charge=-20*(1 + x/(10*nm)) [mol/m^3]"}),
        unknowns == std::string("concentration") ? 1.0 : 0.0);
}

// Gathered at the nodes it is the same amount: 10 mol/m^3 in 20 nm x 10 nm, in any element.
TEST(Storage, AtNodesIsAllOfIt) {
  const char* const closed = R"(
subsection Boundary conditions
  subsection left
    set Concentration of K  = 10 mmol/L
    set Concentration of Cl = 10 mmol/L
    set Potential = 0 mV
  end
  subsection right, bottom, top
  end
end
)";
  for (const char* degree : {"1", "2"})
    EXPECT_NEAR(
        check_storage(
            parse_parameters(
                testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2", closed), "test",
                {"Electrolyte/Potential=electroneutral",
                 "Electrolyte/Primary variables=concentration",
                 std::string("Discretization/Degree=") + degree}),
            1.0),
        10.0 * 20e-9 * 10e-9, 1e-12 * 10.0 * 20e-9 * 10e-9)
        << degree;
}

// What a wall holds is a content too: Langmuir's isotherm, half of the sites where K c = 1.
TEST(Storage, OfSurfaces) {
  const auto amount = [](const std::string& sites) {
    const std::string wall = testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2", R"(
subsection Boundary conditions
  subsection left
    set Concentration of K  = 10 mmol/L
    set Concentration of Cl = 10 mmol/L
    set Potential = 0 mV
  end
  subsection right
    set Adsorption site density = SITES nm^-2
    set Adsorbate = K
    set Adsorption constant = 100 L/mol
  end
  subsection bottom, top
  end
end
)");
    return check_storage(parse_parameters(std::regex_replace(wall, std::regex("SITES"), sites),
                                          "test", {"Electrolyte/Primary variables=concentration"}),
                         1.0);
  };
  EXPECT_NEAR(amount("3") - amount("1"), 0.5 * 2e18 / constants::avogadro * 10e-9,
              1e-12 * amount("3"));
}

} // namespace
} // namespace ionflux
