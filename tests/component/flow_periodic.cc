// The limiter across periodic sides: neighbours there are neighbours.
// ranks: 1 2 3

#include "support/taylor_slope.h"

#include <deal.II/dofs/dof_tools.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace ionflux {
namespace {

using namespace dealii;

using Overrides = std::vector<std::string>;

// A flow that carries what enters at the left through the sides across.
std::string oblique(const unsigned int dim) {
  std::string text = "set Dimension = " + std::to_string(dim) + R"(
subsection Electrolyte
  subsection Species
    subsection solute
      set Charge number = 0
      set Diffusivity   = 1e-6 m^2/s
    end
  end
end
subsection Materials
  subsection water
    set Regions = remaining
  end
end
subsection Discretization
  set Degree        = 1
  set Stabilisation = limited
end
subsection Boundary conditions
  subsection left
    set Concentration of solute = 0.5 + 0.5*cos(2*pi*y/mm) [mol/m^3]
  end
  subsection right
    set Outflow = true
  end
end
subsection Flow
  set Profile    = expression
  set Velocity x = 1 [m/s]
  set Velocity y = 0.7 [m/s]
)";
  if (dim == 3) text += "  set Velocity z = -0.4 [m/s]\n";
  text += "end\nsubsection Geometry\n  set Type = box";
  text += dim == 2 ? R"(
  subsection box
    set Size           = 1 mm, 1 mm
    set Cells          = 16, 16
    set Periodic sides = bottom and top
  end
end
)"
                   : R"(
  subsection box
    set Size           = 1 mm, 1 mm, 1 mm
    set Cells          = 6, 4, 4
    set Periodic sides = bottom and top, back and front
  end
end
)";
  return text;
}

template <int dim>
double slope(const double step) {
  return testing::taylor_slope<dim>(parse_parameters(oblique(dim), "test"), 0.0, step);
}

// With hanging nodes at periodic sides, some of which follow from nodes across.
TEST(FlowPeriodic, LimiterJacobian) {
  EXPECT_NEAR(slope<2>(1e-4), 2.0, 0.1);
  EXPECT_NEAR(slope<3>(1e-5), 2.0, 0.1);
}

/// Concentrations by places, in cells of an n x n mesh, of the owned nodes.
std::map<std::pair<int, int>, double> solution(SteadySimulation<2>& simulation,
                                               const unsigned int n) {
  const Discretization<2>& d = simulation.discretization();
  std::map<types::global_dof_index, Point<2>> places;
  DoFTools::map_dofs_to_support_points(d.mapping, d.dof_handler, places);
  const auto values = simulation.problem().ghosted(simulation.solution());
  std::map<std::pair<int, int>, double> found;
  for (const auto i : d.owned)
    if (i % 2 == 1)
      found[{std::lround(n * places.at(i)[0]), std::lround(n * places.at(i)[1])}] = values(i);
  for (const auto& part : Utilities::MPI::all_gather(d.communicator, found))
    found.insert(part.begin(), part.end());
  return found;
}

std::map<std::pair<int, int>, double> solve(const Overrides& overrides) {
  testing::QuietSimulation<2> quiet(parse_parameters(oblique(2), "test", overrides));
  quiet.simulation.prepare_mesh();
  EXPECT_TRUE(quiet.simulation.solve().converged);
  return solution(quiet.simulation, 16);
}

// Nothing tells where the sides are: what enters some cells further up is there everywhere.
TEST(FlowPeriodic, SidesAreNowhere) {
  const std::string entry = "Boundary conditions/left/Concentration of solute=";
  for (const char* diffusivity : {"1e-4", "1e-6", "1e-9"}) {
    const std::string d = std::string("Electrolyte/Species/solute/Diffusivity=") + diffusivity;
    const auto first = solve({d + " m^2/s"}),
               second =
                   solve({d + " m^2/s", entry + "0.5 + 0.5*cos(2*pi*(y - 5/16*mm)/mm) [mol/m^3]"});
    ASSERT_EQ(first.size(), 17u * 17u);
    for (const auto& [place, value] : first)
      EXPECT_NEAR(second.at({place.first, (place.second + 5) % 16}), value, 1e-10)
          << diffusivity << " " << place.first << " " << place.second;
  }
}

// Where nothing varies across it does not matter how many cells fill the period, or whether walls
// stand there.
TEST(FlowPeriodic, NothingVariesAcross) {
  const Overrides given = {"Boundary conditions/left/Concentration of solute=1 [mol/m^3]",
                           "Boundary conditions/right/Concentration of solute=0 [mol/m^3]",
                           "Boundary conditions/right/Outflow=false",
                           "Electrolyte/Species/solute/Diffusivity=5e-5 m^2/s",
                           "Flow/Velocity y=0 [m/s]",
                           "Geometry/box/Grade towards=right",
                           "Geometry/box/First layer=0.02 mm"};
  const auto with = [&](const std::string& cells, const std::string& sides) {
    Overrides all = given;
    all.push_back("Geometry/box/Cells=16, " + cells);
    all.push_back("Geometry/box/Periodic sides=" + sides);
    const std::string walls =
        "subsection Boundary conditions\n subsection bottom, top\n end\nend\n";
    testing::QuietSimulation<2> quiet(
        parse_parameters(oblique(2) + (sides.empty() ? walls : ""), "test", all));
    quiet.simulation.prepare_mesh();
    EXPECT_TRUE(quiet.simulation.solve().converged);
    return solution(quiet.simulation, 10000);
  };
  const auto walls = with("4", "");
  for (const char* cells : {"1", "2", "4"})
    for (const auto& [place, value] : with(cells, "bottom and top"))
      EXPECT_NEAR(value, walls.at({place.first, 0}), 1e-11) << cells << " " << place.first;
}

} // namespace
} // namespace ionflux
