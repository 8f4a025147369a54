// The Jacobian of reactions against differences of the residual, as in jacobian.cc.

#include "support/taylor_slope.h"

#include <gtest/gtest.h>

namespace ionflux {
namespace {

using testing::by_concentration;
using testing::taylor_slope;

// An ion pair forms, changes its shape and takes another ion up, which a catalyst does too; in a
// material with standard potentials.
const char* const with_reactions = R"(
subsection Electrolyte
  subsection Species
    subsection KCl
      set Charge number = 0
      set Diffusivity = 1.5e-9 m^2/s
    end
    subsection X
      set Charge number = 0
      set Diffusivity = 0.5e-9 m^2/s
    end
  end
end
subsection Baths
  subsection salt
    set Concentration of K   = 100 mmol/L
    set Concentration of Cl  = 100 mmol/L
    set Concentration of KCl = 10 mmol/L
    set Concentration of X   = 1 mmol/L
  end
end
subsection Reactions
  subsection pairing
    set Equation = K + Cl <-> KCl
    set Forward constant = 1e9 L/mol/s
    set Equilibrium constant = 0.5 L/mol
  end
  subsection doubling
    set Equation = 2 KCl <-> X + solvent
    set Held constant = solvent
    set Backward constant = 1e8 1/s
    set Equilibrium constant = 3 L/mol
  end
  subsection catalysis
    set Equation = 2 KCl + K <-> X + K + solvent
    set Held constant = solvent
    set Forward constant = 1e9 L^2/mol^2/s
    set Equilibrium constant = 3 L/mol
  end
end
subsection Boundary conditions
  subsection left
    set Bath = salt
    set Potential = 50 mV
  end
  subsection right
    set Bath = salt
    set Current = 1e-4 A/m
  end
  subsection bottom, top
  end
end
)";

const char* const reaction_box = "set Size = 20 nm, 10 nm\n set Cells = 2, 2";

const char* const partition = "Materials/water/Standard potential of X=1 kJ/mol";

TEST(Jacobian, Reactions) {
  const std::string text = testing::salt_box(2, reaction_box, with_reactions);
  EXPECT_NEAR(taylor_slope<2>(text, {partition}), 2.0, 0.05);
  EXPECT_NEAR(taylor_slope<2>(text, {partition, "Electrolyte/Potential=electroneutral"}), 2.0,
              0.05);
  EXPECT_NEAR(taylor_slope<2>(text, {"Electrolyte/Primary variables=concentration"}), 2.0, 0.05);
  for (const char* fixed_charge : {"0", "-200*(1 + x/(10*nm))"})
    EXPECT_NEAR(taylor_slope<2>(text, {"Electrolyte/Primary variables=concentration",
                                       "Electrolyte/Potential=electroneutral",
                                       std::string("Materials/water/Fixed charge=") + fixed_charge +
                                           " [mol/m^3]"}),
                2.0, 0.05)
        << fixed_charge;
  for (const char* species : {"K", "KCl", "X"})
    EXPECT_NEAR(taylor_slope<2>(text, {by_concentration(species)}), 2.0, 0.05)
        << "c of " << species;
}

TEST(Jacobian, ReactionsWithActivityModels) {
  const std::string text = testing::salt_box(2, reaction_box, with_reactions);
  for (const char* choice :
       {"Electrolyte/Potential=electroneutral", "Electrolyte/Potential=Poisson",
        "Electrolyte/Primary variables=concentration"}) {
    EXPECT_NEAR(taylor_slope<2>(text, {"Electrolyte/Activity model=Davies", choice}), 2.0, 0.05)
        << choice;
    EXPECT_NEAR(taylor_slope<2>(text, {"Electrolyte/Activity model=lattice gas",
                                       "Electrolyte/Activity/Cell size=0.5 nm", choice}),
                2.0, 0.05)
        << choice;
  }
}

// Constants that follow a strong field, 2e6 V/m and more, and their slope by its direction.
TEST(Jacobian, ReactionsInAField) {
  const std::string text = testing::salt_box(2, reaction_box, with_reactions);
  const std::vector<std::string> field = {"Reactions/pairing/Field effect=formula",
                                          "Reactions/pairing/Field factor=exp(3e-7*E)+(E/3e6)^2"};
  const auto slope = [&](std::vector<std::string> more) {
    more.insert(more.end(), field.begin(), field.end());
    return taylor_slope<2>(text, more);
  };
  EXPECT_NEAR(slope({partition}), 2.0, 0.05);
  EXPECT_NEAR(slope({"Reactions/pairing/Field keeps equilibrium=true"}), 2.0, 0.05);
  EXPECT_NEAR(slope({"Electrolyte/Primary variables=concentration"}), 2.0, 0.05);
  EXPECT_NEAR(slope({by_concentration("KCl")}), 2.0, 0.05);
  EXPECT_NEAR(slope({"Electrolyte/Activity model=Davies"}), 2.0, 0.05);
  EXPECT_NEAR(taylor_slope<2>(text, {"Reactions/pairing/Field effect=second Wien effect"}), 2.0,
              0.05);
}

// Orders of any size, by logarithms and by activities.
TEST(Jacobian, ReactionOrders) {
  const std::string text = testing::salt_box(2, reaction_box, with_reactions);
  const std::string orders = "Reactions/doubling/Forward orders=KCl = 1.5, K = -0.3, X = 0.2",
                    constant = "Reactions/doubling/Backward constant=3e8 1/s";
  EXPECT_NEAR(taylor_slope<2>(text, {orders, constant, partition}), 2.0, 0.05);
  EXPECT_NEAR(
      taylor_slope<2>(text, {orders, constant, "Electrolyte/Primary variables=concentration"}), 2.0,
      0.05);
}

TEST(Jacobian, ReactionsInSpace) {
  std::string text = testing::salt_box(3, "set Size = 20 nm, 10 nm, 10 nm\n set Cells = 2, 1, 1",
                                       std::string(with_reactions) +
                                           "subsection Discretization\n set Degree = 1\nend\n");
  text.replace(text.find("bottom, top"), 11, "bottom, top, front, back");
  text.replace(text.find("1e-4 A/m"), 8, "1e-12 A");
  EXPECT_NEAR(taylor_slope<3>(text), 2.0, 0.05);
  EXPECT_NEAR(taylor_slope<3>(text, {"Reactions/pairing/Field effect=formula",
                                     "Reactions/pairing/Field factor=exp(3e-7*E)"}),
              2.0, 0.05);
}

} // namespace
} // namespace ionflux
