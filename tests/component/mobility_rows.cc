// Every row of the table of mobility models, with the row's example, in whole problems.
//
// Taylor's remainder on an adapted mesh; manufactured solutions in both sets of unknowns, ideal and
// not, with diffusivity factors that vary in space and between materials: orders p + 1 in L2 and p
// in H1; detailed balance: two materials in equilibrium, in which nothing flows.

#include "support/assembled.h"
#include "support/table_rows.h"

#include <ionflux/physics/mobility/models.h>
#include <ionflux/support/text.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ionflux {
namespace {

struct MobilityCase {
  std::string unknowns;
  bool gel = false; ///< a second material, with another permittivity and a partition coefficient
  bool ideal = true;
  bool varying = true; ///< diffusivity factors that vary in space
};

const char* const mu = "electrochemical potential";

std::string materials_of(const MobilityRow& row, const MobilityCase& which) {
  const std::vector<std::string>& names = row.example.input.names;
  std::string water = " subsection water\n set Regions = remaining\n", gel;
  if (which.varying)
    water += " set Diffusivity factor = 0.8 + 0.15*cos((x + 0.7*y)/nm) [1]\n set Diffusivity "
             "factor of " +
             names[0] + " = 0.9 - 0.2*sin((x - y)/nm) [1]\n";
  if (which.gel)
    gel = " subsection gel\n set Relative permittivity = 60\n set Diffusivity factor = 0.3\n"
          " set Standard potential of " +
          names[1] + " = 1 kJ/mol\n end\n";
  return "subsection Materials\n" + water + " end\n" + gel + "end\n";
}

/// Everything but boundary conditions.
std::string domain_of(const MobilityRow& row, const MobilityCase& which) {
  const MobilityInput& input = row.example.input;
  std::string species;
  for (unsigned int i = 0; i < input.n_species(); ++i)
    species += "subsection " + input.names[i] +
               "\n set Charge number = " + std::to_string(input.charge_numbers[i]) +
               "\n set Diffusivity = " + number_text(input.diffusivities[i]) + " m^2/s\n end\n";
  const std::string activity = which.ideal ? ""
                                           : " set Activity model = lattice gas\n subsection "
                                             "Activity\n set Cell size = 0.7 nm\n end\n";
  return "set Dimension = 2\nsubsection Electrolyte\n set Primary variables = " + which.unknowns +
         "\n" + activity + "subsection Species\n" + species + "end\nend\n" +
         materials_of(row, which) +
         "subsection Geometry\n set Type = box\n subsection box\n set Size = 2 nm, 2 nm\n"
         " set Cells = 4, 4\n" +
         (which.gel ? "set Regions = gel: x > 1*nm\n" : "") + " end\nend\n";
}

/// The same problem with the mobilities of the row.
Parameters with_mobility(Parameters parameters, const MobilityRow& row) {
  Electrolyte& electrolyte = parameters.electrolyte;
  electrolyte.mobility_model = row.name;
  electrolyte.mobility = row.example.input;
  electrolyte.nernst_einstein = row.name == "Nernst-Einstein";
  electrolyte.diagonal_mobility = row.is_diagonal;
  electrolyte.limited_mobility = row.is_limited;
  return parameters;
}

class MobilityRows : public ::testing::TestWithParam<std::string> {
protected:
  const MobilityRow& row = mobility_model_row(GetParam());

  void expect_orders(const MobilityCase& which) {
    if (row.is_limited) GTEST_SKIP() << "no manufactured solutions: tests/verification";
    SCOPED_TRACE(row.name + ", " + which.unknowns);
    testing::expect_orders_of(with_mobility(
        parse_parameters(domain_of(row, which) + testing::waves_of(row), "manufactured"), row));
  }

  std::string given(const double factor) const {
    return testing::given_concentrations(row, factor);
  }
};

TEST_P(MobilityRows, OrdersInElectrochemicalPotentials) { expect_orders({mu}); }

TEST_P(MobilityRows, OrdersInConcentrations) { expect_orders({"concentration"}); }

TEST_P(MobilityRows, OrdersInTwoMaterials) { expect_orders({mu, true}); }

TEST_P(MobilityRows, OrdersNotIdeal) {
  expect_orders({mu, true, false, false});
  expect_orders({"concentration", false, false, false});
}

TEST_P(MobilityRows, TaylorRemainder) {
  if (row.name == "sharp flux limit") GTEST_SKIP() << "it bends: unit tests away from there";
  for (const MobilityCase& which :
       {MobilityCase{mu, true}, MobilityCase{"concentration"}, MobilityCase{mu, true, false},
        MobilityCase{"concentration", false, false}}) {
    // Neutral species, J = - D grad c: linear, no remainder.
    if (which.unknowns != mu && make_mobility_model(row.name, row.example.input)->is_fickian())
      continue;
    const std::string file = domain_of(row, which) +
                             "subsection Boundary conditions\n subsection left\n set Potential = 0 "
                             "V\n" +
                             given(0.9) + " end\n subsection right\n set Potential = 5 mV\n" +
                             given(0.5) +
                             " end\n subsection bottom\n set Surface charge = 0.002 C/m^2\n end\n"
                             " subsection top\n end\nend\n";
    const Parameters parameters = with_mobility(parse_parameters(file, "taylor"), row);
    const auto flag = [](auto& mesh) {
      for (const auto& cell : mesh.active_cell_iterators())
        if (cell->is_locally_owned() && cell->center()[0] < 0.5 * cell->center()[1])
          cell->set_refine_flag();
    };
    const double scale = 1.0 / row.example.concentrations.size();
    const auto state = [&](const dealii::Point<2>& x, const unsigned int field,
                           const unsigned int region, const double phase) {
      const double w = testing::wave(x[0], x[1], 0.0, field, region, phase);
      if (field == 0) return 0.3 * w;
      return which.unknowns == mu ? 0.3 * w - 1.0 : scale * (0.5 + 0.2 * w);
    };
    testing::Assembled<2> assembled(parameters, MPI_COMM_WORLD, 1, flag, state);
    EXPECT_NEAR(assembled.taylor_slope(), 2.0, 0.05) << which.unknowns << ", ideal " << which.ideal;
  }
}

TEST_P(MobilityRows, NothingFlowsInEquilibrium) {
  testing::QuietSimulation<2> quiet(with_mobility(
      parse_parameters(domain_of(row, {mu, true}) + testing::equilibrium_of(row), "equilibrium"),
      row));
  testing::expect_no_fluxes(quiet.simulation, row.example.input.diffusivities,
                            row.example.concentrations);
}

INSTANTIATE_TEST_SUITE_P(All, MobilityRows,
                         ::testing::ValuesIn(testing::names_of(mobility_models())),
                         testing::test_name);

} // namespace
} // namespace ionflux
