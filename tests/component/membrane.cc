// Thin membranes: the mesh is cut along an interface and refined on one side of it.

#include "support/assembled.h"

#include <ionflux/physics/boundary/bernoulli.h>

namespace ionflux {
namespace {

using namespace dealii;

const char* const laws = R"(
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
    set Bath = salt
  end
  subsection inside | outside
    set Membrane permeability of K  = 0.1*(1 + y/(10*nm)) [m/s]
    set Membrane permeability of Cl = 0.02 m/s
    set Membrane capacitance = 0.1 F/m^2
  end
  subsection inside | outside: inside side
    set Surface charge = 0.02 C/m^2
  end
  SIDES
end
)";

Parameters membrane_box(const unsigned int dim, const std::string& more = "") {
  std::string text = laws;
  text.replace(text.find("SIDES"), 5,
               dim == 3 ? "subsection bottom, top, back, front\n end"
                        : "subsection bottom, top\n end");
  const std::string box = dim == 3 ? "set Size = 20 nm, 10 nm, 10 nm\n set Cells = 4, 2, 2\n"
                                   : "set Size = 20 nm, 10 nm\n set Cells = 4, 2\n";
  return parse_parameters(
      testing::salt_box(dim, box + "set Regions = inside: x < 10*nm; outside: x > 10*nm", text) +
          more,
      "test");
}

// Refined in the middle, on the left much more: one cell looks at several smaller ones.
template <int dim>
void refine_one_side(parallel::distributed::Triangulation<dim>& mesh) {
  for (const auto& cell : mesh.active_cell_iterators())
    if (cell->is_locally_owned() && cell->center()[0] < 0.5 && cell->center()[0] > 0.3 &&
        cell->center()[1] < 0.2 + 0.3 * cell->center()[0])
      cell->set_refine_flag();
}

template <int dim>
double state(const Point<dim>& x, const unsigned int field, const unsigned int region,
             const double phase) {
  return testing::wave(x[0], x[1], dim == 3 ? x[dim - 1] : 0.0, field, region, phase);
}

template <int dim>
void check(const Parameters& parameters, const unsigned int rounds, const double shift = 0.0) {
  const auto shifted = [shift](const Point<dim>& x, const unsigned int field,
                               const unsigned int region, const double phase) {
    return state<dim>(x, field, region, phase) + shift;
  };
  testing::Assembled<dim> all(parameters, MPI_COMM_WORLD, rounds, refine_one_side<dim>, shifted),
      alone(parameters, MPI_COMM_SELF, rounds, refine_one_side<dim>, shifted);
  testing::expect_same_on_one_rank(all, alone);
  EXPECT_NEAR(all.taylor_slope(), 2.0, 0.05);
}

TEST(Membrane, Plane) { check<2>(membrane_box(2), 3); }
TEST(Membrane, Space) {
  check<3>(membrane_box(3, "subsection Discretization\n set Degree = 1\nend\n"), 2);
}
TEST(Membrane, SpaceQuadratic) { check<3>(membrane_box(3), 1); }
TEST(Membrane, Concentrations) {
  check<2>(membrane_box(2, "subsection Electrolyte\n set Primary variables = concentration\nend\n"),
           2, 1.5);
}

// What leaves one side enters the other, also where their meshes do not match.
TEST(Membrane, Conserves) {
  const Parameters parameters = membrane_box(2);
  testing::Assembled<2> assembled(parameters, MPI_COMM_WORLD, 2, refine_one_side<2>, state<2>);
  auto& simulation = assembled.simulation;
  const auto fluxes = simulation.problem().assembler().surfaces().membrane_fluxes(
      simulation.problem().ghosted(assembled.x));
  unsigned int n_sides = 0;
  for (const auto& [id, name] : simulation.labels().membrane_sides) {
    EXPECT_EQ(name, "inside | outside");
    for (unsigned int f = 0; f < 3; ++f)
      EXPECT_NE(fluxes[id][f], 0.0);
    ++n_sides;
  }
  ASSERT_EQ(n_sides, 2u);
  for (unsigned int f = 0; f < 3; ++f) {
    double sum = 0.0, size = 0.0;
    for (const auto& [id, name] : simulation.labels().membrane_sides) {
      sum += fluxes[id][f];
      size += std::abs(fluxes[id][f]);
    }
    EXPECT_LT(std::abs(sum), 1e-14 * size);
  }
}

TEST(Membrane, BernoulliFunction) {
  for (const double x :
       {-700.0, -3.0, -0.06, -0.0499, -1e-3, 1e-9, 0.0, 1e-4, 0.0499, 0.0501, 2.0, 800.0}) {
    const Bernoulli here(x);
    if (x != 0.0 && x < 700.0) {
      EXPECT_NEAR(here.value, x / std::expm1(x), 1e-15 * std::abs(x) + 1e-15);
    }
    EXPECT_NEAR(here.value + x, Bernoulli(-x).value, 2e-15 * (1 + std::abs(x))); // B(-x) = B(x) + x
    EXPECT_NEAR(here.slope + 1.0, -Bernoulli(-x).slope, 1e-15);
    const double h = 1e-5;
    EXPECT_NEAR(here.slope, (Bernoulli(x + h).value - Bernoulli(x - h).value) / (2 * h),
                1e-9 * (1 + std::abs(x)));
    EXPECT_TRUE(std::isfinite(here.value) && std::isfinite(here.slope));
  }
}

} // namespace
} // namespace ionflux
