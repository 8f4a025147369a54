// Estimated errors of goals against closed formulas.

#include "support/adaptive.h"

#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using testing::Adaptive;
using testing::constant_field;
using testing::goal;

/// Outward flux through the right side [mol/s/m]: Goldman 1943, Hodgkin and Katz 1949.
double goldman(const double z, const double diffusivity, const double inside,
               const double outside) {
  const double u = z * 0.06 * constants::faraday / (constants::gas * 298.15);
  return diffusivity / 100e-9 * 50e-9 * u * (inside - outside * std::exp(-u)) / (1 - std::exp(-u));
}

// Where the solution is smooth the estimate is the error, with its sign, up to terms of higher
// order (none if the equations are linear), on adapted and uniform meshes.
void expect_exact_estimate(const std::string& text, const double exact, const double tolerance) {
  constexpr unsigned int n_levels = 4;
  Adaptive adaptive(text);
  double first_error = 0.0;
  for (unsigned int level = 0; level < n_levels; ++level) {
    const ErrorEstimate estimate = adaptive.estimate();
    ASSERT_TRUE(estimate.available);
    const double error = exact - estimate.value;
    EXPECT_NEAR(estimate.error / error, 1.0, tolerance)
        << "level " << level << ": relative error " << error / exact;
    EXPECT_NEAR(estimate.relative, std::abs(estimate.error / estimate.value), 1e-12);
    double sum = 0.0;
    for (const double share : estimate.shares) {
      EXPECT_GE(share, 0.0);
      sum += share;
    }
    sum = dealii::Utilities::MPI::sum(sum, MPI_COMM_WORLD);
    EXPECT_GT(sum, 0.0);
    if (level == 0) first_error = std::abs(error);
    if (level + 1 == n_levels) {
      EXPECT_LT(std::abs(error), 0.5 * first_error);
      EXPECT_LE(adaptive.solve.newton_steps, 4u);
      break;
    }
    EXPECT_TRUE(level % 2 ? adaptive.refine_everywhere() : adaptive.refine(estimate));
  }
}

/// A solute from a bath decays on its way to a film with a clean outside: a box of 100 um.
std::string film_behind_reaction(const std::string& wanted, const std::string& unknown) {
  return R"(
subsection Electrolyte
  set Primary variables = )" +
         unknown + R"(
  subsection Species
    subsection drug
      set Charge number  = 0
      set Diffusivity    = 1e-9 m^2/s
      set Decay constant = 1 1/s
    end
  end
end
subsection Materials
  subsection gel
    set Regions = remaining
  end
end
subsection Geometry
  set Type = box
  subsection box
    set Size       = 100 um, 50 um
    set Cells      = 6, 4
    set Distortion = 0.2
  end
end
subsection Boundary conditions
  subsection left
    set Concentration of drug = 2 mol/m^3
  end
  subsection right
    set Permeability of drug          = 2e-5 m/s
    set Outside concentration of drug = 0 mol/m^3
  end
  subsection bottom, top
  end
end
)" + goal +
         wanted + "\nend\n";
}

// Where the goal is, and where it is not; linear equations, and a film that is not linear in mu.
TEST(Effectivity, FilmBehindReaction) {
  const double diffusivity = 1e-9, length = std::sqrt(diffusivity / 1.0), phi = 100e-6 / length,
               film = 2e-5 * length / diffusivity, depth = 50e-6,
               below = std::cosh(phi) + film * std::sinh(phi),
               in = depth * 2.0 * diffusivity / length * (std::sinh(phi) + film * std::cosh(phi)) /
                    below,
               out = depth * 2.0 * 2e-5 / below; // Crank 1975, section 14.2
  for (const char* unknown : {"concentration", "electrochemical potential"}) {
    const double tolerance = unknown[0] == 'c' ? 0.02 : 0.1;
    expect_exact_estimate(film_behind_reaction("flux of drug through right", unknown), out,
                          tolerance);
    expect_exact_estimate(film_behind_reaction("flux of drug through left", unknown), -in,
                          tolerance);
  }
}

TEST(Effectivity, GoldmanHodgkinKatzFlux) {
  expect_exact_estimate(constant_field("flux of K through right", "", false),
                        goldman(1, 2e-9, 140, 5), 0.01);
  expect_exact_estimate(constant_field("flux of Cl through right", "", true),
                        goldman(-1, 1e-9, 10, 100), 0.1);
}

TEST(Effectivity, GoldmanHodgkinKatzCurrent) {
  const double current =
      constants::faraday * (goldman(1, 2e-9, 140, 5) - goldman(-1, 1e-9, 10, 100));
  for (const char* degree : {"1", "2"})
    expect_exact_estimate(constant_field("current through right",
                                         std::string("subsection Discretization\n set Degree = ") +
                                             degree + "\nend\n",
                                         true),
                          current, 0.6);
}

// Between two cylinders without a field: 2 pi D (c1 - c2) / ln(r2/r1) (Crank 1975). Here the error
// of the curved boundary is as large as the others.
TEST(Effectivity, CurvedBoundary) {
  std::string text = testing::salt_box(2, "", R"(
subsection Electrolyte
  set Primary variables = concentration
end
subsection Baths
  subsection inside
    set Concentration of K  = 140 mmol/L
    set Concentration of Cl = 140 mmol/L
  end
  subsection outside
    set Concentration of K  = 5 mmol/L
    set Concentration of Cl = 5 mmol/L
  end
end
subsection Electrolyte
  set Potential = given expression
  set Given potential = 0 V
end
subsection Boundary conditions
  subsection inner
    set Bath = inside
  end
  subsection outer
    set Bath = outside
  end
end
)" + goal + "flux of K through outer\nend\n");
  const std::string box = "  set Type = box\n  subsection box\n\n  end\n";
  text.replace(text.find(box), box.size(),
               "  set Type = shell\n  subsection shell\n set Inner radius = 5 nm\n"
               " set Outer radius = 15 nm\n set Cells = 2\n set Angular cells = 2\n end\n");
  for (const char* degree : {"1", "2"})
    expect_exact_estimate(text + "subsection Discretization\n set Degree = " + degree + "\nend\n",
                          2 * constants::pi * 2e-9 * 135 / std::log(3.0), 0.1);
}

/// A charged pore in a membrane that no ion enters: prm/adaptive_nanopore.prm.
const char* const nanopore = R"(
set Dimension   = 2
set Coordinates = axisymmetric
subsection Adaptive refinement
  set Estimator             = goal
  set Goal                  = current through upper end
  set Target relative error = 1e-4
end
subsection Electrolyte
  set Temperature = 298.15 K
  subsection Species
    subsection K
      set Charge number = 1
      set Diffusivity   = 1.957e-9 m^2/s
    end
    subsection Cl
      set Charge number = -1
      set Diffusivity   = 2.032e-9 m^2/s
    end
  end
end
subsection Baths
  subsection KCl
    set Concentration of K  = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Materials
  subsection water
    set Regions               = lower reservoir, pore, upper reservoir
    set Relative permittivity = 78.5
  end
  subsection polymer
    set Regions               = membrane
    set Relative permittivity = 2
    set Excluded species      = all
  end
end
subsection Geometry
  set Type = nanopore
  subsection nanopore
    set Pore radius      = 5 nm
    set Pore length      = 20 nm
    set Reservoir radius = 40 nm
    set Reservoir length = 40 nm
    set First layer                    = 5 nm
    set Largest cell in the pore       = 5 nm
    set Largest cell in the reservoirs = 12 nm
    set Cells along the pore           = 2
  end
end
subsection Boundary conditions
  subsection lower end
    set Bath      = KCl
    set Potential = 0 V
  end
  subsection upper end
    set Bath      = KCl
    set Potential = 0.1 V
  end
  subsection pore wall, membrane faces
    set Surface charge = -0.02 C/m^2
  end
  subsection side
  end
end
subsection Output
end
)";

// The reference is ours: degree 3, 96,099 unknowns, estimated error 9e-18 A. Ions must not leak
// where hanging nodes lie on the membrane.
TEST(Effectivity, Nanopore) {
  constexpr double exact = -4.5627246e-10;
  Adaptive adaptive(nanopore);
  for (unsigned int level = 0; level < 7; ++level) {
    const ErrorEstimate estimate = adaptive.estimate();
    const double effectivity = estimate.error / (exact - estimate.value);
    EXPECT_GT(effectivity, 0.3) << "level " << level;
    EXPECT_LT(effectivity, 3.0) << "level " << level;
    const auto fluxes = adaptive.simulation.fluxes();
    EXPECT_NEAR(fluxes[1].current / estimate.value, 1.0, 1e-9);
    EXPECT_NEAR(fluxes[0].current / estimate.value, -1.0, 1e-8) << "level " << level;
    if (level == 6) {
      EXPECT_LT(std::abs(1.0 - estimate.value / exact), 4e-4);
    }
    ASSERT_TRUE(adaptive.refine(estimate));
    EXPECT_LE(adaptive.solve.newton_steps, 4u);
  }
}

} // namespace
} // namespace ionflux
