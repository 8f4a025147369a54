// Where adaptive refinement ends: corners where concentrations jump ask for ever smaller cells, and
// a point source does for a while. ranks: 1 2

#include <ionflux/app/adapt.h>
#include <ionflux/app/mesh_limits.h>

#include <gtest/gtest.h>

namespace ionflux {
namespace {

const char* const point_source = R"(
subsection Electrolyte
  set Primary variables = concentration
  subsection Species
    subsection dye
      set Charge number = 0
      set Diffusivity = 1e-9 m^2/s
    end
  end
end
subsection Baths
  subsection clean
    set Concentration of dye = 0 mol/L
  end
end
subsection Materials
  subsection water
    set Regions = remaining
  end
end
subsection Geometry
  set Type = box
  subsection box
    set Size = 1 mm, 1 mm
    set Cells = 4, 4
  end
end
subsection Sources
  subsection drop
    set Position = 0.3 mm, 0.4 mm
    set Rate of dye = 1e-12 mol/s/m
  end
end
subsection Boundary conditions
  subsection left, right, bottom, top
    set Bath = clean
  end
end
subsection Adaptive refinement
  set Estimator = flux jumps
  set Target relative error = 1e-6
  set Maximum steps = 60
  set Maximum unknowns = 5000
)";

/// The same without the source, and one side with another concentration.
std::string jump_at_corners() {
  std::string text = point_source;
  const std::size_t begin = text.find("subsection Sources"),
                    end = text.find("subsection Boundary conditions");
  text.erase(begin, end - begin);
  text.replace(text.find("left, right, bottom, top"), 24, "left, right, top");
  const std::string place = "subsection Boundary conditions\n";
  text.insert(text.find(place) + place.size(),
              "subsection bottom\nset Concentration of dye = 1 mol/L\nend\n");
  return text;
}

AdaptiveOutcome adapted(const std::string& text, const std::string& more, double& smallest) {
  const Parameters parameters =
      parse_parameters("set Dimension = 2\n" + text + more + "end\n", "test");
  SteadySimulation<2> simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {});
  simulation.prepare_mesh();
  const AdaptiveOutcome outcome = adapt(simulation, [](const auto&) {});
  EXPECT_TRUE(outcome.solve.converged);
  EXPECT_FALSE(outcome.reached);
  smallest = 1.0;
  for (const auto& cell : simulation.discretization().mesh.active_cell_iterators())
    if (cell->is_locally_owned())
      smallest = std::min(smallest, cell->minimum_vertex_distance() * simulation.scaling().length);
  smallest = dealii::Utilities::MPI::min(smallest, MPI_COMM_WORLD);
  return outcome;
}

TEST(MeshLimits, APointSourceEndsAtTheSmallestCell) {
  double smallest = 0.0;
  const AdaptiveOutcome outcome = adapted(point_source, "  set Smallest cell = 1 um\n", smallest);
  EXPECT_EQ(outcome.stopped_by.find("'Smallest cell'"), 0u) << outcome.stopped_by;
  EXPECT_GE(smallest, 1e-6);
  EXPECT_LT(smallest, 2e-6);
}

// Without one it ends where p4est can number no finer cells, and says so; it does not abort.
TEST(MeshLimits, OrAtTheFinestThatThereIs) {
  double smallest = 0.0;
  const AdaptiveOutcome outcome = adapted(jump_at_corners(), "", smallest);
  EXPECT_EQ(outcome.stopped_by.find("the deepest level"), 0u) << outcome.stopped_by;
  EXPECT_LT(smallest, 1e-10);
}

TEST(MeshLimits, TheTightestCountsAndIsNamed) {
  const std::vector<MeshLimit> limits = {{"cells %.0f, %.0f", 100.0, 1.0},
                                         {"unknowns %.0f, %.0f", 1000.0, 20.0}};
  EXPECT_EQ(most_cells(limits), 50.0);
  EXPECT_EQ(exceeded_limit(limits, 50.0), "");
  EXPECT_EQ(exceeded_limit(limits, 60.0), "unknowns 1000, 1200");
  EXPECT_EQ(exceeded_limit({}, 1e12), "");
}

} // namespace
} // namespace ionflux
