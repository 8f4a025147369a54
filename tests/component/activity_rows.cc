// Every row of the table of activity models, with the row's example, in whole problems.
//
// Manufactured solutions in both sets of unknowns: orders p + 1 in L2 and p in H1. The sources come
// from formulas in SI units and the model alone (fem/exact_composition.h): the weak form, its
// derivatives, the inversion and the scaling are what is looked at. Detailed balance: two charged
// walls and two materials in equilibrium, in which nothing flows.

#include "support/table_rows.h"

#include <ionflux/physics/activity/models.h>
#include <ionflux/support/text.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ionflux {
namespace {

/// Everything but boundary conditions.
/// @param unknowns Primary variables, or the one species whose concentration is the unknown
/// @param gel      is there a second material in which activities differ?
std::string domain_of(const ActivityRow& row, const std::string& unknowns, const bool gel) {
  std::string all = unknowns;
  const std::vector<std::string>& names = row.example.input.names;
  std::string species;
  for (unsigned int i = 0; i < names.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    species += "subsection " + names[i] +
               "\n set Charge number = " + std::to_string(row.example.input.charge_numbers[i]) +
               "\n set Diffusivity = " + number + "e-9 m^2/s\n";
    if (names[i] == unknowns) {
      all = "electrochemical potential";
      species += " set Primary variable = concentration\n";
    }
    species += " end\n";
  }
  const std::string regions = gel ? "set Regions = gel: x > 1*nm\n" : "";
  return "set Dimension = 2\nsubsection Electrolyte\n set Primary variables = " + all +
         "\nsubsection Species\n" + species +
         "end\nend\nsubsection Materials\n subsection water\n set Regions = remaining\n end\n" +
         (gel ? " subsection gel\n set Relative permittivity = 40\n set Diffusivity factor = 0.3\n"
                " set Standard potential of " +
                    names[1] + " = 1 kJ/mol\n end\n"
              : "") +
         "end\nsubsection Geometry\n set Type = box\n subsection box\n set Size = 2 nm, 2 nm\n"
         " set Cells = 4, 4\n" +
         regions + " end\nend\n";
}

/// The same problem with the activities of the row.
Parameters with_activity(Parameters parameters, const ActivityRow& row) {
  Electrolyte& electrolyte = parameters.electrolyte;
  electrolyte.activity_model = row.name;
  electrolyte.activity = row.example.input;
  electrolyte.ideal = row.name == "ideal";
  return parameters;
}

void expect_orders(const ActivityRow& row, const std::string& unknowns, const bool gel = false) {
  SCOPED_TRACE(row.name + ", " + unknowns);
  testing::expect_orders_of(with_activity(
      parse_parameters(domain_of(row, unknowns, gel) + testing::waves_of(row), "manufactured"),
      row));
}

class ActivityRows : public ::testing::TestWithParam<std::string> {
protected:
  const ActivityRow& row = activity_model_row(GetParam());
};

TEST_P(ActivityRows, ElectrochemicalPotentials) { expect_orders(row, "electrochemical potential"); }

TEST_P(ActivityRows, Concentrations) { expect_orders(row, "concentration"); }

// The concentration of one species beside the electrochemical potentials of the others.
TEST_P(ActivityRows, Mixtures) {
  for (const std::string& species : row.example.input.names)
    expect_orders(row, species);
}

// Concentrations jump: by the standard potential, and by the permittivity where gamma depends on
// it.
TEST_P(ActivityRows, TwoMaterials) { expect_orders(row, "electrochemical potential", true); }

TEST_P(ActivityRows, NothingFlowsInEquilibrium) {
  std::string text = domain_of(row, "electrochemical potential", true);
  const std::string eps = "Relative permittivity = 40"; // the limiting law bears less than that
  text.replace(text.find(eps), eps.size(), "Relative permittivity = 60");
  testing::QuietSimulation<2> quiet(
      with_activity(parse_parameters(text + testing::equilibrium_of(row), "equilibrium"), row));
  auto& simulation = quiet.simulation;
  const std::vector<double>& concentrations = row.example.concentrations;
  testing::expect_no_fluxes(simulation, std::vector<double>(concentrations.size(), 1e-9),
                            concentrations);
  double largest = 0.0; // and there is something that might
  for (const auto& region : simulation.solved_state().regions)
    largest = std::max(largest, region.greatest[0] - region.least[0]);
  EXPECT_GT(largest, 0.001); // V
}

INSTANTIATE_TEST_SUITE_P(All, ActivityRows,
                         ::testing::ValuesIn(testing::names_of(activity_models())),
                         testing::test_name);

} // namespace
} // namespace ionflux
