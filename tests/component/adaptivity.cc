// Estimates and adaptive meshes against theory, and alike on any number of ranks.

#include "support/adaptive.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using testing::Adaptive;
using testing::constant_field;
using testing::goal;

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
