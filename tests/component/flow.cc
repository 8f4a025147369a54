// A solvent that flows: derivatives of what it carries, through the domain and its boundaries.

#include "support/taylor_slope.h"

#include <deal.II/dofs/dof_tools.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace ionflux {
namespace {

using namespace dealii;

// What a flow carries, and boundaries through which it enters and leaves.
const char* const with_flow = R"(
subsection Flow
  set Profile    = expression
  set Velocity x = 1 + 0.3*y/(10*nm) [m/s]
  set Velocity y = -0.5*x/(20*nm) [m/s]
end
subsection Baths
  subsection salt
    set Concentration of K  = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = salt
    set Potential = 50 mV
  end
  subsection right
    set Outflow of K = 0.7
    set Outflow of Cl = 1
  end
  subsection bottom
    set Outflow = true
    set Surface charge = -0.05 C/m^2
  end
  subsection top
    set Inflow bath = salt
    set Permeability of K = 0.2 m/s
    set Outside concentration of K = 30 mmol/L
  end
end
)";

TEST(Flow, Jacobian) {
  const std::string box = "set Size = 20 nm, 10 nm\n set Cells = 4, 2",
                    electrolyte = "Electrolyte/", degree = "Discretization/Degree=1",
                    streamline = "Discretization/Stabilisation=streamline";
  for (const std::vector<std::string>& overrides : std::vector<std::vector<std::string>>{
           {},
           {electrolyte + "Primary variables=concentration"},
           {electrolyte + "Species/Cl/Primary variable=concentration"},
           {electrolyte + "Potential=electroneutral", "Boundary conditions/bottom/Surface charge="},
           {electrolyte + "Potential=electroneutral", "Boundary conditions/bottom/Surface charge=",
            electrolyte + "Primary variables=concentration",
            "Materials/water/Fixed charge=-50 mol/m^3"},
           {electrolyte + "Activity model=Davies"},
           {streamline, degree},
           {streamline, degree, electrolyte + "Primary variables=concentration"},
           {streamline, degree, electrolyte + "Potential=electroneutral",
            "Boundary conditions/bottom/Surface charge="}})
    EXPECT_NEAR(testing::taylor_slope<2>(testing::salt_box(2, box, with_flow), overrides), 2.0,
                0.05)
        << (overrides.empty() ? "defaults" : overrides[0]);
}

// A step that a flow carries obliquely through a square.
const char* const step = R"(
subsection Electrolyte
  subsection Species
    subsection solute
      set Charge number = 0
      set Diffusivity   = 1e-9 m^2/s
    end
  end
end
subsection Materials
  subsection water
    set Regions = remaining
  end
end
subsection Flow
  set Profile    = expression
  set Velocity x = 1 + y/mm [m/s]
  set Velocity y = 0.6 - 0.3*x/mm [m/s]
end
subsection Discretization
  set Degree        = 1
  set Stabilisation = upwind
end
subsection Geometry
  set Type = box
  subsection box
    set Size       = 1 mm, 1 mm
    set Cells      = 16, 16
    set Distortion = 0.2
  end
end
subsection Boundary conditions
  subsection left
    set Concentration of solute = (y < 0.33*mm ? 1 : 0) [mol/m^3]
  end
  subsection bottom
    set Inflow concentration of solute = (x < 0.51*mm ? 1 : 0.25) [mol/m^3]
  end
  subsection right, top
    set Outflow = true
  end
end
)";

using Overrides = std::vector<std::string>;

std::string diffusivity(const std::string& value) {
  return "Electrolyte/Species/solute/Diffusivity=" + value + " m^2/s";
}

/// How far nodal concentrations lie beyond 0 and 1.
double excess(SteadySimulation<2>& simulation) {
  double beyond = 0.0;
  const auto values = simulation.problem().ghosted(simulation.solution());
  for (const auto i : simulation.discretization().owned)
    if (i % 2 == 1) beyond = std::max({beyond, -double(values(i)), double(values(i)) - 1.0});
  return Utilities::MPI::max(beyond, MPI_COMM_WORLD);
}

/// The same after a solve, and after one on a mesh with hanging nodes.
std::pair<double, double> excesses(const Overrides& overrides) {
  testing::QuietSimulation<2> quiet(parse_parameters(step, "test", overrides));
  auto& simulation = quiet.simulation;
  simulation.prepare_mesh();
  EXPECT_TRUE(simulation.solve().converged);
  const double before = excess(simulation);
  const auto mark = [](auto& mesh) {
    for (const auto& cell : mesh.active_cell_iterators())
      if (cell->is_locally_owned() && std::abs(cell->center()[1] - cell->center()[0]) < 0.3)
        cell->set_refine_flag();
  };
  EXPECT_TRUE(simulation.solve_refined(mark).converged);
  return {before, excess(simulation)};
}

// Cell Peclet numbers 0.03, 30 and 3e4. Without, and with streamline diffusion, the test would
// fail.
TEST(Flow, UpwindKeepsBounds) {
  for (const char* kind : {"upwind", "limited"})
    for (const char* value : {"1e-3", "1e-6", "1e-9"}) {
      const auto [before, after] =
          excesses({diffusivity(value), std::string("Discretization/Stabilisation=") + kind});
      EXPECT_LT(before, 1e-12) << kind << " " << value;
      EXPECT_LT(after, 1e-12) << kind << " " << value;
    }
  for (const char* other : {"none", "streamline"}) {
    const auto [before, after] =
        excesses({diffusivity("1e-6"), std::string("Discretization/Stabilisation=") + other});
    EXPECT_GT(before, 1e-4) << other;
    EXPECT_GT(after, 1e-4) << other;
  }
}

// What the limiter takes back is not linear: Taylor's remainder, with hanging nodes, a membrane's
// film on the right, decay. Neighbours with nearly the same value make a bend, which a long step
// passes: with 1e-2 the slope was 1.3 on three ranks, whose numbering makes another state.
TEST(Flow, LimiterJacobian) {
  const Overrides overrides = {
      diffusivity("1e-6"), "Discretization/Stabilisation=limited",
      "Electrolyte/Species/solute/Decay constant=100 1/s",
      "Boundary conditions/right, top/Deposition velocity of solute=0.3 m/s"};
  EXPECT_NEAR(testing::taylor_slope<2>(parse_parameters(step, "test", overrides), 0.0, 1e-4), 2.0,
              0.1);
}

/// Largest error of the nodal values of exp(x + beta y) on n x n cells, which a wind and its
/// diffusion carry along: v . grad c = D div grad c.
double error_of_smooth(const std::string& kind, const unsigned int n) {
  const std::string cells = std::to_string(n),
                    solution =
                        "exp(x/mm - 1.9900791697958775*y/mm) [mol/m^3]"; // 1 + b/2 = 1e-3 (1 + b^2)
  Overrides overrides = {diffusivity("1e-6"),
                         "Discretization/Stabilisation=" + kind,
                         "Flow/Velocity x=1 [m/s]",
                         "Flow/Velocity y=0.5 [m/s]",
                         "Geometry/box/Cells=" + cells + ", " + cells,
                         "Boundary conditions/left/Concentration of solute=" + solution,
                         "Boundary conditions/bottom/Inflow concentration of solute=",
                         "Boundary conditions/bottom/Concentration of solute=" + solution,
                         "Boundary conditions/right, top/Outflow=false",
                         "Boundary conditions/right, top/Concentration of solute=" + solution};
  testing::QuietSimulation<2> quiet(parse_parameters(step, "test", overrides));
  auto& simulation = quiet.simulation;
  simulation.prepare_mesh();
  EXPECT_TRUE(simulation.solve().converged);
  const Discretization<2>& d = simulation.discretization();
  std::map<types::global_dof_index, Point<2>> places;
  DoFTools::map_dofs_to_support_points(d.mapping, d.dof_handler, places);
  const double length = simulation.scaling().length / 1e-3, c0 = simulation.scaling().concentration;
  const auto values = simulation.problem().ghosted(simulation.solution());
  double squares = 0.0;
  for (const auto i : d.owned)
    if (i % 2 == 1)
      squares +=
          std::pow(values(i) * c0 -
                       std::exp(length * (places.at(i)[0] - 1.9900791697958775 * places.at(i)[1])),
                   2);
  return std::sqrt(Utilities::MPI::sum(squares, MPI_COMM_WORLD)) / n;
}

// Root of the mean square: of first order with upwind, of second with the limiter.
TEST(Flow, LimiterIsOfSecondOrder) {
  const double coarse = error_of_smooth("limited", 12), fine = error_of_smooth("limited", 24);
  EXPECT_GT(std::log2(coarse / fine), 1.7) << coarse << " " << fine;
  EXPECT_LT(std::log2(error_of_smooth("upwind", 12) / error_of_smooth("upwind", 24)), 1.3);
}

// What point, line and area sources release leaves the domain, with hanging nodes and rings.
TEST(Flow, SourcesReleaseWhatIsGiven) {
  const std::string well = R"(
subsection Sources
  subsection point
    set Position       = 0.31 mm, 0.22 mm
    set Rate of solute = 1 mol/s/m
  end
  subsection road
    set Position       = 0.13 mm, 0.11 mm
    set Second point   = 0.71 mm, 0.83 mm
    set Rate of solute = 2 mol/s/m
  end
  subsection field
    set Position       = 0.5 mm, 0.5 mm
    set Second point   = 0.9 mm, 0.6 mm
    set Third point    = 0.4 mm, 0.8 mm
    set Rate of solute = 3 mol/s/m
  end
end
)";
  testing::QuietSimulation<2> quiet(parse_parameters(step + well, "test", {diffusivity("1e-3")}));
  auto& simulation = quiet.simulation;
  testing::refine_some(simulation.discretization());
  simulation.problem().setup();
  const auto& rows = simulation.problem().assembler().releases();
  double sum = 0.0;
  for (const auto i : simulation.discretization().owned)
    sum -= rows(i);
  sum = Utilities::MPI::sum(sum, MPI_COMM_WORLD) * simulation.scaling().total_flux(2);
  EXPECT_NEAR(sum, 6.0, 1e-12);
}

// The equations are linear: F(x + d) = F(x) + J d, on a mesh with hanging nodes, at rest and in a
// step of time, whose storage is the difference of contents.
TEST(Flow, StabilisedJacobian) {
  for (const auto& [kind, rate] : {std::pair<const char*, double>{"none", 0.0},
                                   {"streamline", 0.0},
                                   {"streamline", 30.0},
                                   {"upwind", 0.0}}) {
    testing::QuietSimulation<2> quiet(
        parse_parameters(step, "test",
                         {diffusivity("1e-5"), std::string("Discretization/Stabilisation=") + kind,
                          "Electrolyte/Species/solute/Source=1e3*x/mm [mol/m^3/s]"}));
    auto& simulation = quiet.simulation;
    testing::refine_some(simulation.discretization());
    DiscreteProblem<2>& problem = simulation.problem();
    problem.setup();
    NewtonProblem<2> newton(problem, quiet.parameters.electrolyte);
    PETScWrappers::MPI::Vector x = simulation.discretization().make_vector(), y(x), f(x), g(x),
                               product(x);
    const PETScWrappers::MPI::Vector nothing(x);
    for (const auto i : simulation.discretization().owned)
      y(i) = testing::wiggle(i, 1.0);
    y.compress(VectorOperation::insert);
    problem.distribute(x);
    problem.distribute(y);
    PETScWrappers::MPI::Vector stored = problem.raw_residual(y, true);
    problem.set_storage(rate, &nothing);
    stored.sadd(-1.0, 1.0, problem.raw_residual(y, true));
    stored.add(-rate, problem.content(y));
    EXPECT_LT(stored.l2_norm(), 1e-13 * (1.0 + rate) * y.l2_norm()) << kind;
    newton.residual(x, f);
    newton.residual(y, g);
    newton.jacobian(x, {1.0, 1.0});
    y.add(-1.0, x);
    MatMult(operator_of(newton.matrix(), newton.borders()), y, product);
    g.add(-1.0, f);
    for (const auto i : simulation.discretization().owned)
      if (problem.fixed().constraints().is_constrained(i)) product(i) = g(i);
    product.compress(VectorOperation::insert);
    const double size = product.l2_norm();
    product.add(-1.0, g);
    EXPECT_LT(product.l2_norm(), 1e-12 * size) << kind;
  }
}

} // namespace
} // namespace ionflux
