// The Jacobian against differences of the residual: the remainder of F(x + e d) = F(x) + e J d
// falls as e^2 (Taylor), on adapted meshes with hanging nodes, for every boundary law, several
// materials, both sets of unknowns and mixtures of them.

#include "support/taylor_slope.h"

#include <ionflux/physics/activity/models.h>

#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <sstream>

namespace ionflux {
namespace {

using namespace dealii;
using testing::by_concentration;
using testing::taylor_slope;

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
  subsection right                       # no potential: node equations
    set Concentration of K = 20 mmol/L
    set Electrochemical potential of Cl = -3 kJ/mol
    set Surface charge = 0.01*sin(y/(10*nm)) [C/m^2]
  end
  subsection bottom
    set Surface charge = -0.05 C/m^2
    set Flux of K = 1e-3 mol/m^2/s
  end
  SIDES
end
)";

std::string with_sides(const unsigned int dim) {
  std::string text = laws;
  const std::string open = dim == 3 ? "subsection top, back, front\n end" : "subsection top\n end";
  return text.replace(text.find("SIDES"), 5, open);
}

TEST(Jacobian, PlanarElectrochemicalPotentials) {
  EXPECT_NEAR(taylor_slope<2>(testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2",
                                                with_sides(2))),
              2.0, 0.05);
}

// Contents, of a size with the rest and far above it; see TransientProblem.
TEST(Jacobian, Storage) {
  const std::string text =
      testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2", with_sides(2));
  const std::string mixed = by_concentration("K");
  const std::string davies = text + "subsection Electrolyte\n set Activity model = Davies\nend\n";
  const std::string neutral = testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2", R"(
subsection Boundary conditions
  subsection left, right
    set Concentration of K  = 20*(1 + x/(20*nm)) [mmol/L]
    set Concentration of Cl = 20*(1 + x/(20*nm)) [mmol/L]
    set Potential = 50*x/(20*nm) [mV]
  end
  subsection bottom, top
  end
end
)");
  const std::vector<std::string> at_nodes = {"Electrolyte/Potential=electroneutral",
                                             "Electrolyte/Primary variables=concentration",
                                             "Discretization/Degree=1"};
  for (const double rate : {30.0, 1e8}) {
    EXPECT_NEAR(taylor_slope<2>(parse_parameters(text, "test"), rate), 2.0, 0.05) << rate;
    EXPECT_NEAR(taylor_slope<2>(parse_parameters(text, "test", {mixed}), rate), 2.0, 0.05) << rate;
    EXPECT_NEAR(taylor_slope<2>(parse_parameters(davies, "test"), rate), 2.0, 0.05) << rate;
    EXPECT_NEAR(taylor_slope<2>(parse_parameters(neutral, "test", at_nodes), rate), 2.0, 0.05)
        << rate;
  }
}

TEST(Jacobian, PlanarConcentrations) {
  EXPECT_NEAR(taylor_slope<2>(testing::salt_box(
                  2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2",
                  with_sides(2) + "subsection Electrolyte\n set Primary variables = "
                                  "concentration\nend\n")),
              2.0, 0.05);
}

TEST(Jacobian, PlanarMixtures) {
  for (const char* species : {"K", "Cl"})
    EXPECT_NEAR(taylor_slope<2>(testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2",
                                                  with_sides(2)),
                                {by_concentration(species)}),
                2.0, 0.05)
        << "c of " << species;
}

// Laws that depend on the unknowns, and a boundary whose potential is one.
const char* const state_laws = R"(
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
    set Concentration of K = 20 mmol/L
    set Electrochemical potential of Cl = -3 kJ/mol
    set Current = CURRENT
  end
  subsection bottom
    set Site density = 2 nm^-2
    set pK = 1
    set Proton = K
    set Compact layer capacitance = 0.5 F/m^2
    set Permeability of Cl = 0.1 m/s
    set Outside concentration of Cl = 30 mmol/L
  end
  subsection top
    set Stern capacitance = 0.3*(1 + x/nm) [F/m^2]
    set Electrode potential = 80 mV
    set Permeability of K = 0.2 m/s
    set Outside concentration of K = 30 mmol/L
  end
  MORE
end
)";

std::string with_state_laws(const unsigned int dim) {
  std::string text = state_laws;
  text.replace(text.find("CURRENT"), 7, dim == 3 ? "1e-12 A" : "1e-4 A/m");
  // A second unknown potential, and protons of a bath.
  return text.replace(text.find("MORE"), 4,
                      dim == 3 ? R"(subsection back
    set Total charge = 1e-18 C
  end
  subsection front
    set Site density = 2 nm^-2
    set pK = 7
    set pH = 6.5
  end)"
                               : "");
}

TEST(Jacobian, LawsOfTheStatePlanar) {
  const std::string box = "set Size = 20 nm, 10 nm\n set Cells = 4, 2";
  EXPECT_NEAR(taylor_slope<2>(testing::salt_box(2, box, with_state_laws(2))), 2.0, 0.05);
  EXPECT_NEAR(taylor_slope<2>(testing::salt_box(
                  2, box,
                  with_state_laws(2) +
                      "subsection Electrolyte\n set Primary variables = concentration\nend\n")),
              2.0, 0.05);
}

TEST(Jacobian, LawsOfTheStateMixtures) {
  for (const char* species : {"K", "Cl"})
    EXPECT_NEAR(taylor_slope<2>(testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 4, 2",
                                                  with_state_laws(2)),
                                {by_concentration(species)}),
                2.0, 0.05)
        << "c of " << species;
}

TEST(Jacobian, LawsOfTheStateInSpace) {
  EXPECT_NEAR(taylor_slope<3>(testing::salt_box(
                  3, "set Size = 20 nm, 10 nm, 10 nm\n set Cells = 2, 1, 1",
                  with_state_laws(3) + "subsection Discretization\n set Degree = 1\nend\n")),
              2.0, 0.05);
}

TEST(Jacobian, CubicElements) {
  EXPECT_NEAR(taylor_slope<2>(testing::salt_box(
                  2, "set Size = 20 nm, 10 nm\n set Cells = 3, 2",
                  with_sides(2) + "subsection Discretization\n set Degree = 3\nend\n")),
              2.0, 0.05);
}

TEST(Jacobian, Space) {
  EXPECT_NEAR(taylor_slope<3>(testing::salt_box(
                  3, "set Size = 20 nm, 10 nm, 10 nm\n set Cells = 2, 1, 1",
                  with_sides(3) + "subsection Discretization\n set Degree = 1\nend\n")),
              2.0, 0.05);
}

const char* const nanopore = R"(
set Dimension = 2
set Coordinates = axisymmetric
subsection Electrolyte
  subsection Species
    subsection Ca
      set Charge number = 2
      set Diffusivity = 0.79e-9 m^2/s
    end
    subsection Cl
      set Charge number = -1
      set Diffusivity = 2e-9 m^2/s
    end
    subsection glucose
      set Charge number = 0
      set Diffusivity = 0.6e-9 m^2/s
    end
  end
end
subsection Baths
  subsection bath
    set Concentration of Ca = 50 mmol/L
    set Concentration of Cl = 100 mmol/L
    set Concentration of glucose = 10 mmol/L
  end
end
subsection Materials
  subsection water
    set Regions = upper reservoir, lower reservoir
  end
  subsection gel
    set Regions = pore
    set Diffusivity factor = 0.5
    set Fixed charge = -10 mmol/L
    set Standard potential of Ca = 1 kJ/mol
  end
  subsection polymer
    set Regions = membrane
    set Relative permittivity = 2
    set Excluded species = Ca, Cl
  end
end
subsection Geometry
  set Type = nanopore
  subsection nanopore
    set Pore radius = 5 nm
    set Pore length = 10 nm
    set Reservoir radius = 20 nm
    set Reservoir length = 20 nm
  end
end
subsection Boundary conditions
  subsection lower end
    set Bath = bath
    set Potential = 0 V
  end
  subsection upper end
    set Bath = bath
  end
  subsection pore wall
    set Surface charge = -0.02 C/m^2
  end
  subsection membrane faces
    set Site density = 5 nm^-2
    set pK = 7
    set pH = 6
  end
  subsection side
  end
end
)";

TEST(Jacobian, NanoporeWithMembraneAndInterfaces) {
  EXPECT_NEAR(taylor_slope<2>(nanopore), 2.0, 0.05);
}

// Sites in equilibrium with a neutral species, which no input may ask for: at this boundary
// Poisson's equation depends on an unknown that it does not know in the volume.
TEST(Jacobian, BoundaryLawCouplesWhatTheVolumeDoesNot) {
  constexpr int glucose = 2;
  Parameters parameters =
      parse_parameters(nanopore, "test", {"Boundary conditions/membrane faces/pK=2"});
  for (BoundaryCondition& condition : parameters.boundary_conditions)
    for (AppliedLaw& law : condition.laws)
      if (law.row->name == "Site density") law.partner = glucose;
  EXPECT_NEAR(taylor_slope<2>(parameters), 2.0, 0.05);
}

// More species than any fixed array of the program would hold.
TEST(Jacobian, FortySpecies) {
  std::string species, bath;
  for (unsigned int i = 0; i < 38; ++i) {
    const std::string name = "S" + std::to_string(i);
    species +=
        "subsection " + name + "\n set Charge number = 0\n set Diffusivity = 1e-9 m^2/s\n end\n";
    bath += "set Concentration of " + name + " = 1 mmol/L\n";
  }
  std::string text =
      testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 1, 1",
                        with_state_laws(2) + "subsection Discretization\n set Degree = 1\nend\n");
  const std::string baths = "subsection salt\n",
                    conditions = "set Concentration of K = 20 mmol/L\n";
  text.replace(text.find(baths), baths.size(), baths + bath);
  text.replace(text.find(conditions), conditions.size(), conditions + bath);
  EXPECT_NEAR(taylor_slope<2>(text + "subsection Electrolyte\nsubsection Species\n" + species +
                              "end\nend\n"),
              2.0, 0.05);
}

// The numbers of a row's example, by --set: its first two species are K and Cl here.
std::vector<std::string> numbers_of(const ActivityRow& row) {
  const ActivityInput& given = row.example.input;
  const std::vector<std::string> species = {"K", "Cl"};
  std::vector<std::string> overrides;
  for (const ActivityEntry& entry : row.entries) {
    const auto add = [&](const std::string& names, const std::string& text) {
      const std::string section =
          entry.name == "Diameter"
              ? "Species/" + names + "/" + entry.name
              : "Activity/" + entry.name + (names.empty() ? "" : " of ") + names;
      overrides.push_back("Electrolyte/" + section + "=" + text);
    };
    const auto number = [&](const double value) {
      std::ostringstream text;
      text << value << " " << (entry.unit == "1" ? "" : entry.unit);
      return text.str();
    };
    if (given.per_run.count(entry.name)) add("", number(given.per_run.at(entry.name)));
    for (unsigned int i = 0; i < 2; ++i) {
      if (given.per_species.count(entry.name) && given.per_species.at(entry.name).count(i))
        add(species[i], number(given.per_species.at(entry.name).at(i)));
      if (given.texts.count(entry.name)) {
        std::string text = given.texts.at(entry.name).at(i);
        for (unsigned int j = 0; j < 2; ++j)
          text = std::regex_replace(text, std::regex("\\bc_" + given.names[j] + "\\b"),
                                    "c_" + species[j]);
        add(species[i], text);
      }
      for (unsigned int j = i; j < 2; ++j)
        if (given.per_pair.count(entry.name) && given.per_pair.at(entry.name).count({i, j}))
          add(species[i] + " and " + species[j], number(given.per_pair.at(entry.name).at({i, j})));
    }
  }
  return overrides;
}

// With boundary laws that look at concentrations, at activities and at neither; at a boundary whose
// potential is an unknown the amount of one ion and the potential of the other, or a bath.
TEST(Jacobian, ActivityModels) {
  const std::string text = with_state_laws(2);
  const std::string some = "set Concentration of K = 20 mmol/L\n"
                           "    set Electrochemical potential of Cl = -3 kJ/mol\n";
  std::string bath = text;
  bath.replace(bath.find(some), some.size(), "set Bath = salt\n");
  for (const ActivityRow& row : activity_models())
    for (const std::string& unknowns :
         {std::string("Electrolyte/Primary variables=electrochemical potential"),
          std::string("Electrolyte/Primary variables=concentration"), by_concentration("K"),
          by_concentration("Cl")})
      for (const double storage_rate : {0.0, 30.0})
        for (const std::string& boundaries : {bath, text}) {
          std::vector<std::string> overrides = numbers_of(row);
          overrides.push_back("Electrolyte/Activity model=" + row.name);
          overrides.push_back(unknowns);
          const std::string box =
              testing::salt_box(2, "set Size = 20 nm, 10 nm\n set Cells = 2, 2", boundaries);
          EXPECT_NEAR(taylor_slope<2>(parse_parameters(box, "test", overrides), storage_rate), 2.0,
                      0.05)
              << row.name << ", " << unknowns << ", storage " << storage_rate;
        }
}

// Ca keeps its electrochemical potential: its standard potential jumps.
TEST(Jacobian, NanoporeMixtures) {
  EXPECT_NEAR(taylor_slope<2>(nanopore, {by_concentration("Cl")}), 2.0, 0.05);
  EXPECT_NEAR(taylor_slope<2>(nanopore, {by_concentration("glucose")}), 2.0, 0.05);
}

} // namespace
} // namespace ionflux
