// A periodic cell against what it stands for: mirror images, a displaced pore, several cells.
// ranks: 1 3

#include "support/simulation_fixture.h"

#include <gtest/gtest.h>

namespace ionflux {
namespace {

const char* const file = R"(
set Dimension = 2
subsection Electrolyte
  subsection Species
    subsection K
      set Charge number = 1
      set Diffusivity = 2e-9 m^2/s
    end
    subsection Cl
      set Charge number = -1
      set Diffusivity = 1e-9 m^2/s
    end
  end
end
subsection Baths
  subsection salt
    set Concentration of K  = 30 mmol/L
    set Concentration of Cl = 30 mmol/L
  end
end
subsection Materials
  subsection water
    set Regions = remaining
  end
end
GEOMETRY
subsection Boundary conditions
  subsection LOWER
    set Bath = salt
    set Potential = 50 mV
  end
  subsection UPPER
    set Bath = salt
    set Potential = 0 V
  end
  subsection WALLS
    set Surface charge = CHARGE
  end
end
)";

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  return text.replace(text.find(old), old.size(), by);
}

/// Current through the upper end [A/m].
double current(const std::string& text) {
  testing::QuietSimulation<2> quiet(parse_parameters(text, "test"));
  quiet.simulation.prepare_mesh();
  EXPECT_TRUE(quiet.simulation.solve().converged);
  const auto fluxes = quiet.simulation.fluxes();
  for (const Audit& audit : quiet.simulation.audits(quiet.simulation.solved_state()))
    EXPECT_TRUE(audit.passed) << audit.name << " " << audit.value;
  for (const BoundaryFlux& flux : fluxes)
    if (flux.boundary == "upper end" || flux.boundary == "top") return flux.current;
  ADD_FAILURE() << "no upper end";
  return 0.0;
}

double current_of_slit(const std::string& entries) {
  std::string text = replaced(file, "GEOMETRY", R"(subsection Geometry
  set Type = pore array
  set Global refinements = 1
  subsection pore array
    set Pore radius = 3 nm
    set Period = 16 nm
    set Reservoir length = 12 nm
    )" + entries + "\n  end\nend\n");
  text = replaced(replaced(text, "LOWER", "lower end"), "UPPER", "upper end");
  return current(
      replaced(replaced(text, "WALLS", "pore wall, membrane faces"), "CHARGE", "-0.02 C/m^2"));
}

TEST(PoreArray, PeriodicSidesAndMirrors) {
  const double mirrored = current_of_slit("set Lateral sides = symmetry");
  const double periodic = current_of_slit("");
  EXPECT_NEAR(periodic, mirrored, 1e-7 * std::abs(mirrored));
  // Where the pore stands in its cell does not matter to an array, but to mirrors.
  const double displaced = current_of_slit("set Displacement = 4 nm");
  EXPECT_NEAR(displaced, mirrored, 2e-3 * std::abs(mirrored));
  const double displaced_mirrored =
      current_of_slit("set Displacement = 4 nm\n set Lateral sides = symmetry");
  EXPECT_GT(std::abs(displaced_mirrored - mirrored), 1e-2 * std::abs(mirrored));
}

// A gel whose charge is periodic in x and mirrors nothing: one period, and three in one domain.
double current_of_gel(const unsigned int n_cells) {
  std::string text = replaced(
      file, "GEOMETRY",
      "subsection Geometry\n set Type = box\n subsection box\n set Size = " +
          std::to_string(5 * n_cells) + " nm, 8 nm\n set Cells = " + std::to_string(8 * n_cells) +
          ", 12\n set Periodic sides = left and right\n end\nend\n");
  text = replaced(text, "set Regions = remaining",
                  "set Regions = remaining\n set Fixed charge = 1e7*(sin(2*pi*x/(5*nm)) + "
                  "0.7*cos(4*pi*x/(5*nm) + y/(2*nm))) [C/m^3]");
  text = replaced(replaced(text, "LOWER", "bottom"), "UPPER", "top");
  const auto walls = text.find("  subsection WALLS");
  return current(text.erase(walls, text.find("end", walls) + 4 - walls)) / n_cells;
}

TEST(PeriodicSides, OneCellIsAsGoodAsThree) {
  const double one = current_of_gel(1);
  EXPECT_NEAR(current_of_gel(3), one, 1e-8 * std::abs(one));
}

} // namespace
} // namespace ionflux
