// Error estimates against closed formulas and theory, and adaptive meshes that do not depend on the
// number of ranks.

#include "support/simulation_fixture.h"

#include <ionflux/app/error_estimate.h>
#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

const std::string goal = "subsection Adaptive refinement\n set Estimator = goal\n set Goal = ";

/// A solved simulation whose estimate can be taken and that can be refined.
struct Adaptive {
  explicit Adaptive(const std::string& text, MPI_Comm communicator = MPI_COMM_WORLD)
      : parameters(parse_parameters(text, "test")),
        simulation(parameters, communicator, [](const std::string&) {}) {
    simulation.prepare_mesh();
    solve = simulation.solve();
    EXPECT_TRUE(solve.converged) << solve.reason;
  }

  ErrorEstimate estimate() { return estimate_error(simulation, parameters); }

  /// Refine by the estimate; true if it converged.
  bool refine(const ErrorEstimate& estimate) {
    solve = simulation.solve_refined([&](auto& mesh) {
      mark_cells(mesh, estimate.shares, parameters.adaptivity.marking, parameters.degree);
    });
    return solve.converged;
  }

  bool refine_everywhere() {
    solve = simulation.solve_refined([](auto& mesh) { mesh.set_all_refine_flags(); });
    return solve.converged;
  }

  double n_unknowns() { return simulation.discretization().dof_handler.n_dofs(); }

  const Parameters parameters;
  SteadySimulation<2> simulation;
  SolveResult solve;
};

/// Ions in a constant field between two baths: a box of 100 nm, 60 mV.
std::string constant_field(const std::string& wanted, const std::string& more,
                           const bool potentials) {
  return testing::salt_box(
      2, "set Size = 100 nm, 50 nm\n set Cells = 6, 4\n set Distortion = 0.2",
      R"(
subsection Electrolyte
  set Potential = given expression
  set Given potential = 0.06*(1 - x/(100*nm)) [V]
  set Primary variables = )" +
          std::string(potentials ? "electrochemical potential" : "concentration") +
          R"(
end
subsection Baths
  subsection inside
    set Concentration of K  = 140 mmol/L
    set Concentration of Cl = 10 mmol/L
  end
  subsection outside
    set Concentration of K  = 5 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = inside
  end
  subsection right
    set Bath = outside
  end
  subsection bottom, top
  end
end
)" + goal +
          wanted + "\nend\n" + more);
}

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

/// Salt between the top and a patch of the bottom; `patch` and `bottom` are conditions.
std::string box_with_patch(const std::string& conditions, const std::string& more) {
  return testing::salt_box(2,
                           "set Size = 20 nm, 10 nm\n set Cells = 8, 4\n"
                           " set Patches = patch: y < 0.01*nm && x > 5*nm && x < 15*nm",
                           R"(
subsection Baths
  subsection salt
    set Concentration of K  = 10 mmol/L
    set Concentration of Cl = 10 mmol/L
  end
end
subsection Boundary conditions
)" + conditions + "end\n" + more);
}

const char* const charged_patch = R"(
  subsection left
    set Bath = salt
    set Potential = 0 V
  end
  subsection right
    set Bath = salt
    set Potential = 0.1 V
  end
  subsection patch
    set Surface charge = -0.05 C/m^2
  end
  subsection bottom, top
  end
)";

/// At its edges the field is like r^(1/2).
const char* const electrode = R"(
  subsection top
    set Bath = salt
    set Potential = 0.1 V
  end
  subsection patch
    set Bath = salt
    set Potential = 0 V
  end
  subsection bottom, left, right
  end
)";

// Degree p in two dimensions can do error ~ N^-p for a goal. With equal cells the edge of the
// electrode limits it to N^-1/2 (Strang & Fix 1973, chapter 8).
TEST(Rates, AdaptivityRecoversTheRateAtAnEdge) {
  const std::string text = box_with_patch(electrode, goal + "current through top\nend\n");
  Adaptive fine(text);
  ErrorEstimate estimate = fine.estimate();
  std::vector<double> n, value;
  for (unsigned int level = 0; level < 14; ++level) {
    n.push_back(fine.n_unknowns());
    value.push_back(estimate.value);
    ASSERT_TRUE(fine.refine(estimate));
    EXPECT_LE(fine.solve.newton_steps, 4u);
    estimate = fine.estimate();
  }
  const double exact = estimate.value + estimate.error;
  const auto rate = [&](const std::vector<double>& n, const std::vector<double>& value,
                        const unsigned int from, const unsigned int to) {
    return std::log(std::abs((value[from] - exact) / (value[to] - exact))) /
           std::log(n[to] / n[from]);
  };
  Adaptive uniform(text);
  std::vector<double> n_uniform, uniform_value;
  for (unsigned int level = 0; level < 3; ++level) {
    if (level > 0) {
      ASSERT_TRUE(uniform.refine_everywhere());
    }
    const ErrorEstimate at_level = uniform.estimate();
    n_uniform.push_back(uniform.n_unknowns());
    uniform_value.push_back(at_level.value);
    const double effectivity = at_level.error / (exact - at_level.value);
    EXPECT_GT(effectivity, 0.3);
    EXPECT_LT(effectivity, 3.0);
  }
  EXPECT_GT(rate(n, value, 3, 10), 1.8);
  EXPECT_NEAR(rate(n_uniform, uniform_value, 1, 2), 0.5, 0.1);
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

// The estimate is a relative error of the fluxes: it falls with h^p.
TEST(FluxJumps, FallWithTheOrder) {
  std::string text = constant_field("flux of K through right",
                                    "subsection Discretization\n set Degree = 1\nend\n", true);
  text.replace(text.find("Estimator = goal"), 16, "Estimator = flux jumps");
  Adaptive adaptive(text);
  ASSERT_TRUE(adaptive.refine_everywhere());
  const double coarse = adaptive.estimate().relative;
  ASSERT_TRUE(adaptive.refine_everywhere());
  const double fine = adaptive.estimate().relative;
  EXPECT_NEAR(std::log2(coarse / fine), 1.0, 0.15) << coarse << " " << fine;
}

// Two dielectrics with a charged sheet between them, and a solute that only one of them lets in:
// the fields are linear in each, so nothing jumps but what is given, on any mesh.
TEST(FluxJumps, VanishForAnExactSolution) {
  Adaptive adaptive(R"(
set Dimension = 2
subsection Electrolyte
  subsection Species
    subsection glucose
      set Charge number = 0
      set Diffusivity = 1e-9 m^2/s
    end
  end
end
subsection Materials
  subsection water
    set Regions = domain
  end
  subsection oil
    set Regions = oil
    set Relative permittivity = 2
    set Excluded species = all
  end
end
subsection Geometry
  set Type = box
  subsection box
    set Size = 20 nm, 10 nm
    set Cells = 4, 4
    set Regions = oil: x > 10*nm
  end
end
subsection Boundary conditions
  subsection left
    set Potential = 0 V
  end
  subsection right
    set Potential = 0.1 V
  end
  subsection bottom
    set Concentration of glucose = 1 mmol/L
  end
  subsection top
    set Flux of glucose = 1e-4 mol/m^2/s
  end
  subsection domain | oil
    set Surface charge = 0.01 C/m^2
  end
end
subsection Electrolyte
  set Primary variables = concentration
end
subsection Adaptive refinement
  set Estimator = flux jumps
end
)");
  ASSERT_TRUE(adaptive.simulation
                  .solve_refined([](auto& mesh) {
                    for (const auto& cell : mesh.active_cell_iterators())
                      if (cell->is_locally_owned() && cell->center()[1] > 0.25)
                        cell->set_refine_flag();
                  })
                  .converged);
  EXPECT_LT(adaptive.estimate().relative, 1e-7);
}

// On one rank and on all: same cells, same goal.
TEST(Ranks, AdaptiveMeshesAreTheSame) {
  for (const char* name : {"goal", "flux jumps"}) {
    std::string text = box_with_patch(charged_patch, goal + "current through right\nend\n");
    text.replace(text.find("Estimator = goal"), 16, std::string("Estimator = ") + name);
    Adaptive here(text, MPI_COMM_SELF), everywhere(text);
    for (unsigned int level = 0; level < 5; ++level) {
      const ErrorEstimate a = here.estimate(), b = everywhere.estimate();
      EXPECT_EQ(here.n_unknowns(), everywhere.n_unknowns()) << name << ", level " << level;
      EXPECT_NEAR(a.value / b.value, 1.0, 1e-9);
      EXPECT_NEAR(a.relative / b.relative, 1.0, 1e-3);
      ASSERT_TRUE(here.refine(a) && everywhere.refine(b));
    }
  }
}

} // namespace
} // namespace ionflux
