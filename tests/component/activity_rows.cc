// Every row of the table of activity models, with the row's example, in whole problems.
//
// Manufactured solutions in both sets of unknowns: orders p + 1 in L2 and p in H1. The sources come
// from formulas in SI units and the model alone (fem/exact_composition.h): the weak form, its
// derivatives, the inversion and the scaling are what is looked at. Detailed balance: two charged
// walls and two materials in equilibrium, in which nothing flows.

#include "support/simulation_fixture.h"

#include <ionflux/app/manufactured.h>
#include <ionflux/fem/error_norms.h>
#include <ionflux/fem/manufactured_load.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/support/text.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ionflux {
namespace {

/// The species of an example between smooth waves, at 0.6 to 0.95 of its concentrations. One side
/// is left to natural conditions. `gel`: a second material in which activities differ.
std::string file_of(const ActivityRow& row, const std::string& unknowns, const bool gel) {
  const std::vector<std::string>& names = row.example.input.names;
  std::string species, natural, exact;
  for (unsigned int i = 0; i < names.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    species += "subsection " + names[i] +
               "\n set Charge number = " + std::to_string(row.example.input.charge_numbers[i]) +
               "\n set Diffusivity = " + number + "e-9 m^2/s\n end\n";
    natural += " set Flux of " + names[i] + " = 0 mol/m^2/s\n";
    exact += "set Concentration of " + names[i] + " = " +
             number_text(row.example.concentrations[i]) + "*(0.775 + 0.175*cos((" +
             (i % 2 ? "2*y - x" : "x + 1.7*y") + ")/nm + " + number + ")) [mol/m^3]\n";
  }
  const std::string regions = gel ? "set Regions = gel: x > 1*nm\n" : "";
  return "set Dimension = 2\nsubsection Electrolyte\n set Primary variables = " + unknowns +
         "\nsubsection Species\n" + species +
         "end\nend\nsubsection Materials\n subsection water\n set Regions = remaining\n end\n" +
         (gel ? " subsection gel\n set Relative permittivity = 40\n set Diffusivity factor = 0.3\n"
                " set Standard potential of " +
                    names[1] + " = 1 kJ/mol\n end\n"
              : "") +
         "end\nsubsection Geometry\n set Type = box\n subsection box\n set Size = 2 nm, 2 nm\n"
         " set Cells = 4, 4\n" +
         regions + " end\nend\nsubsection Boundary conditions\n subsection top\n" +
         " set Surface charge = 0 C/m^2\n" + natural +
         " end\nend\nsubsection Convergence study\n set Reference = exact solution\n"
         " subsection Exact solution\n set Potential = 20*sin(1.3*x/nm + 0.4)*cos(0.9*y/nm) "
         "[mV]\n" +
         exact + " end\nend\n";
}

/// The same problem with the activities of the row.
Parameters with_activity(Parameters parameters, const ActivityRow& row) {
  Electrolyte& electrolyte = parameters.electrolyte;
  electrolyte.activity_model = row.name;
  electrolyte.activity = row.example.input;
  electrolyte.ideal = row.name == "ideal";
  return parameters;
}

std::vector<FieldError> errors(SteadySimulation<2>& simulation, const ExactSolution& exact) {
  EXPECT_TRUE(simulation.last_result().converged) << simulation.last_result().reason;
  return error_norms(simulation.discretization(), simulation.model(),
                     simulation.problem().ghosted(simulation.solution()), exact, 1.0);
}

void expect_orders(const ActivityRow& row, const std::string& unknowns, const bool gel = false) {
  SCOPED_TRACE(row.name + ", " + unknowns);
  const std::string text = file_of(row, unknowns, gel);
  testing::QuietSimulation<2> quiet(
      manufactured_parameters<2>(with_activity(parse_parameters(text, "manufactured"), row)));
  auto& simulation = quiet.simulation;
  const Parameters& parameters = quiet.parameters;
  const ExactSolution exact = make_exact_solution(parameters, simulation.labels());
  simulation.problem().set_linear_form(
      [&] { return manufactured_load(simulation.discretization(), simulation.model(), exact); });
  simulation.prepare_mesh();
  simulation.solve();
  const auto coarse = errors(simulation, exact);
  simulation.solve_refined([](auto& mesh) { mesh.set_all_refine_flags(); });
  const auto fine = errors(simulation, exact);
  const unsigned int degree = parameters.degree;
  ASSERT_EQ(fine.size(), coarse.size());
  for (unsigned int k = 0; k < fine.size(); ++k) {
    EXPECT_GT(std::log2(coarse[k].l2 / fine[k].l2), degree + 1 - 0.3) << fine[k].name;
    EXPECT_GT(std::log2(coarse[k].h1 / fine[k].h1), degree - 0.3) << fine[k].name;
    EXPECT_LT(fine[k].l2, 0.01 * fine[k].exact_l2) << fine[k].name;
  }
}

class ActivityRows : public ::testing::TestWithParam<std::string> {
protected:
  const ActivityRow& row = activity_model_row(GetParam());
};

TEST_P(ActivityRows, ElectrochemicalPotentials) { expect_orders(row, "electrochemical potential"); }

TEST_P(ActivityRows, Concentrations) { expect_orders(row, "concentration"); }

// Concentrations jump: by the standard potential, and by the permittivity where gamma depends on
// it.
TEST_P(ActivityRows, TwoMaterials) { expect_orders(row, "electrochemical potential", true); }

// All electrochemical potentials are constant, whatever phi and c do.
TEST_P(ActivityRows, NothingFlowsInEquilibrium) {
  std::string text = file_of(row, "electrochemical potential", true);
  std::string given;
  for (unsigned int i = 0; i < row.example.concentrations.size(); ++i)
    given += " set Concentration of " + row.example.input.names[i] + " = " +
             number_text(0.7 * row.example.concentrations[i]) + " mol/m^3\n";
  const std::string eps = "Relative permittivity = 40"; // the limiting law bears less than that
  text.replace(text.find(eps), eps.size(), "Relative permittivity = 60");
  const std::string boundaries = "subsection Boundary conditions\n";
  const std::string file =
      text.substr(0, text.find(boundaries)) + boundaries +
      " subsection left\n set Potential = 0 V\n" + given +
      " end\n subsection right\n set Potential = 5 mV\n end\n subsection bottom\n"
      " set Surface charge = 0.002 C/m^2\n end\n subsection top\n end\nend\n";
  testing::QuietSimulation<2> quiet(with_activity(parse_parameters(file, "equilibrium"), row));
  auto& simulation = quiet.simulation;
  simulation.prepare_mesh();
  const SolveResult result = simulation.solve();
  ASSERT_TRUE(result.converged) << result.reason;
  for (const BoundaryFlux& flux : simulation.fluxes())
    for (unsigned int i = 0; i < flux.flux.size(); ++i)
      EXPECT_LT(std::abs(flux.flux[i]), 1e-14 * 1e-9 * row.example.concentrations[i])
          << flux.boundary << ", of D c";
  double largest = 0.0; // and there is something that might
  for (const auto& region : simulation.solved_state().regions)
    largest = std::max(largest, region.greatest[0] - region.least[0]);
  EXPECT_GT(largest, 0.001); // V
}

std::vector<std::string> names_of_rows() {
  std::vector<std::string> names;
  for (const ActivityRow& row : activity_models())
    names.push_back(row.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, ActivityRows, ::testing::ValuesIn(names_of_rows()),
                         [](const ::testing::TestParamInfo<std::string>& info) {
                           std::string name = info.param;
                           name.erase(std::remove_if(name.begin(), name.end(),
                                                     [](char c) { return !std::isalnum(c); }),
                                      name.end());
                           return name;
                         });

} // namespace
} // namespace ionflux
