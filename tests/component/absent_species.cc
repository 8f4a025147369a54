// Species that are nearly absent somewhere: the default choice of unknowns gives the fluxes of an
// independent solution with every preconditioner, and potentials that are not resolved are named.

#include "support/simulation_fixture.h"

#include <ionflux/app/species_warnings.h>
#include <ionflux/solver/preconditioner.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

// HCl beside KCl, 100 nm apart; `trace`: H and K where the other salt is.
std::string junction(const std::string& trace) {
  return R"(
set Dimension = 2
subsection Electrolyte
  subsection Species
    subsection H
      set Charge number = 1
      set Diffusivity = 9.311e-9 m^2/s
    end
    subsection K
      set Charge number = 1
      set Diffusivity = 1.957e-9 m^2/s
    end
    subsection Cl
      set Charge number = -1
      set Diffusivity = 2.032e-9 m^2/s
    end
  end
end
subsection Materials
  subsection water
    set Regions = remaining
    set Relative permittivity = 78.5
  end
end
subsection Geometry
  set Type = box
  subsection box
    set Size = 100 nm, 5 nm
    set Cells = 40, 1
    set Grade towards = left, right
  end
end
subsection Boundary conditions
  subsection left
    set Potential = 0 V
    set Concentration of H = 100 mol/m^3
    set Concentration of K = )" +
         trace + R"( mol/m^3
    set Concentration of Cl = 100 mol/m^3
  end
  subsection right
    set Potential = 26.85 mV
    set Concentration of H = )" +
         trace + R"( mol/m^3
    set Concentration of K = 100 mol/m^3
    set Concentration of Cl = 100 mol/m^3
  end
  subsection bottom, top
  end
end
)";
}

void solve(testing::QuietSimulation<2>& quiet, SolveResult& result) {
  quiet.simulation.prepare_mesh();
  result = quiet.simulation.solve();
  ASSERT_TRUE(result.converged) << result.reason;
}

TEST(AbsentSpecies, FluxesOfAnIndependentSolution) {
  // scipy.integrate.solve_bvp (collocation) of Poisson's and the Nernst-Planck equations
  const double expected[] = {-2.63906154e-8, 1.57726274e-8, -1.06177014e-8};
  for (const PreconditionerRow& row : preconditioners()) {
    const std::vector<std::string> overrides{"Solver/Preconditioner=" + row.name};
    if (!row.available) {
      EXPECT_THROW(parse_parameters(junction("0.0001"), "test", overrides), InputError);
      continue;
    }
    testing::QuietSimulation<2> quiet(parse_parameters(junction("0.0001"), "test", overrides));
    SolveResult result;
    solve(quiet, result);
    EXPECT_LE(result.all_newton_steps, 15u) << row.name;
    EXPECT_EQ(result.strategy, "backtracking") << row.name;
    EXPECT_TRUE(species_warnings(quiet.simulation, quiet.parameters).empty());
    for (const BoundaryFlux& flux : quiet.simulation.fluxes())
      for (unsigned int i = 0; i < 3 && flux.boundary == "left"; ++i)
        EXPECT_NEAR(flux.flux[i], expected[i], 1e-8 * std::abs(expected[i])) << row.name;
  }
}

TEST(AbsentSpecies, UnresolvedPotentialsAreNamed) {
  testing::QuietSimulation<2> quiet(parse_parameters(
      junction("0.01"), "test", {"Electrolyte/Primary variables=electrochemical potential"}));
  SolveResult result;
  solve(quiet, result);
  const auto warnings = species_warnings(quiet.simulation, quiet.parameters);
  ASSERT_EQ(warnings.size(), 2u);
  // H is scarce at the right end, K at the left one.
  EXPECT_EQ(warnings[0].find("H is not resolved near (9.9"), 0u) << warnings[0];
  EXPECT_EQ(warnings[1].find("K is not resolved near (2.3"), 0u) << warnings[1];
}

} // namespace
} // namespace ionflux
