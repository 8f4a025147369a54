// The Jacobian against differences of the residual, as in jacobian.cc: reactions on surfaces.

#include "support/taylor_slope.h"

#include <gtest/gtest.h>

namespace ionflux {
namespace {

using testing::taylor_slope;

const std::string adsorbing_bottom = R"(  subsection bottom
    set Adsorption site density = 1 nm^-2
    set Adsorbate = Cl
    set Adsorption constant = 5 L/mol
    set Lateral interaction = 2
  end
)";

// Reactions of every kinetics on a surface beside a law of the potential, and a carrier through a
// cut.
TEST(Jacobian, SurfaceReactions) {
  const std::string laws = R"(
subsection Baths
  subsection salt
    set Concentration of K = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = salt
    set Current = 0 A/m
  end
  subsection right
    set Stern capacitance = 0.2 F/m^2
    set Electrode potential = 40 mV
  end
)" + adsorbing_bottom + R"(  subsection top
  end
  subsection inside | outside
  end
end
subsection Surface reactions
  subsection metal
    set Surfaces = right
    set Equation = M <-> K + e
    set Held constant = M
    set Kinetics = Butler-Volmer
    set Electrode potential = 40 mV
    set Equilibrium potential = 0.1 V
    set Exchange current density = 1e5 A/m^2
  end
  subsection other
    set Surfaces = right
    set Equation = X + e <-> 2 Cl + K
    set Held constant = X
    set Kinetics = Marcus-Hush-Chidsey
    set Electrode potential = 40 mV
    set Equilibrium potential = 0 V
    set Rate constant = 0.1 m/s
    set Reorganisation energy = 0.3 eV
  end
  subsection salt
    set Surfaces = top
    set Equation = K + Cl <-> S
    set Held constant = S
    set Kinetics = mass action
    set Forward rate constant = 1 m/s
    set Backward rate constant = 0.01 m/s
  end
  subsection carrier
    set Surfaces = inside | outside
    set Equation = K (outside) + 2 Cl (outside) <-> K (inside) + 2 Cl (inside)
    set Kinetics = carrier
    set Turnover constant = 0.1 m/s
    set Affinity = 2 kJ/mol
  end
end
)";
  const std::string box = "set Size = 20 nm, 10 nm\n set Cells = 4, 2\n"
                          " set Regions = inside: x < 10*nm; outside: x > 10*nm";
  for (const char* unknown : {"electrochemical potential", "concentration"})
    EXPECT_NEAR(taylor_slope<2>(testing::salt_box(2, box, laws),
                                {std::string("Electrolyte/Primary variables=") + unknown}),
                2.0, 0.05);
}

// The potential of a metal follows from its current, and with the state: the Jacobian knows how.
TEST(Jacobian, FloatingMetals) {
  const std::string laws = R"(
subsection Baths
  subsection salt
    set Concentration of K = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = salt
    set Potential = 0 V
  end
  subsection right
    set Current = 2e-5 A/m
  end
  subsection bottom
    set Current = -1e-5 A/m
    set Stern capacitance = 0.2 F/m^2
  end
  subsection top
  end
end
subsection Surface reactions
  subsection metal
    set Surfaces = right, bottom
    set Equation = M <-> K + e
    set Held constant = M
    set Kinetics = Butler-Volmer
    set Equilibrium potential = 0.1 V
    set Exchange current density = 1e5 A/m^2
  end
  subsection other
    set Surfaces = right
    set Equation = X + e <-> 2 Cl + K
    set Held constant = X
    set Kinetics = Marcus-Hush-Chidsey
    set Equilibrium potential = 0 V
    set Rate constant = 0.1 m/s
    set Reorganisation energy = 0.3 eV
  end
end
)";
  const std::string box = "set Size = 20 nm, 10 nm\n set Cells = 4, 2";
  for (const char* unknown : {"electrochemical potential", "concentration"})
    for (const double rate : {0.0, 30.0, 1e8})
      EXPECT_NEAR(taylor_slope<2>(
                      parse_parameters(testing::salt_box(2, box, laws), "test",
                                       {std::string("Electrolyte/Primary variables=") + unknown}),
                      rate),
                  2.0, 0.05)
          << unknown << ' ' << rate;
}

// What sites and adsorbed layers hold, of a size with the rest and far above it.
TEST(Jacobian, SurfaceContents) {
  const std::string laws = R"(
subsection Boundary conditions
  subsection left
    set Concentration of K = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
    set Potential = 10 mV
  end
  subsection right
    set Site density = 3 nm^-2
    set pK = 3
    set Proton = K
    set Compact layer capacitance = 0.8 F/m^2
  end
)" + adsorbing_bottom + R"(  subsection top
  end
end
)";
  const std::string box = "set Size = 20 nm, 10 nm\n set Cells = 4, 2";
  for (const char* unknown : {"electrochemical potential", "concentration"})
    for (const double rate : {30.0, 1e8})
      EXPECT_NEAR(taylor_slope<2>(
                      parse_parameters(testing::salt_box(2, box, laws), "test",
                                       {std::string("Electrolyte/Primary variables=") + unknown}),
                      rate),
                  2.0, 0.05)
          << unknown << ' ' << rate;
}

} // namespace
} // namespace ionflux
