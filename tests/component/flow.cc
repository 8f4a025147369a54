// A solvent that flows: derivatives of what it carries, through the domain and its boundaries.

#include "support/taylor_slope.h"

namespace ionflux {
namespace {

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
                    electrolyte = "Electrolyte/";
  for (const std::vector<std::string>& overrides : std::vector<std::vector<std::string>>{
           {},
           {electrolyte + "Primary variables=concentration"},
           {electrolyte + "Species/Cl/Primary variable=concentration"},
           {electrolyte + "Potential=electroneutral", "Boundary conditions/bottom/Surface charge="},
           {electrolyte + "Activity model=Davies"}})
    EXPECT_NEAR(testing::taylor_slope<2>(testing::salt_box(2, box, with_flow), overrides), 2.0,
                0.05)
        << (overrides.empty() ? "defaults" : overrides[0]);
}

} // namespace
} // namespace ionflux
