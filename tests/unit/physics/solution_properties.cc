// Properties of a solution against closed forms: the limiting law of Debye and Huckel (Robinson and
// Stokes 1959, ch. 9) and the lattice gas (Kilic, Bazant and Ajdari 2007).

#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/solution_properties.h>

#include <gtest/gtest.h>

#include <cmath>

using namespace ionflux;

namespace {

std::vector<double> properties(const std::string& model, const ActivityInput& input,
                               const std::vector<double>& c) {
  std::vector<Species> species;
  std::vector<unsigned int> dissolved;
  for (unsigned int i = 0; i < c.size(); ++i) {
    species.push_back({input.names[i], input.charge_numbers[i], 1e-9});
    dissolved.push_back(i);
  }
  SolutionProperties solution(species);
  std::vector<double> values(solution.names().size());
  solution.evaluate(make_activity_model(model, input).get(), dissolved, c.data(), values.data());
  return values;
}

TEST(SolutionProperties, LimitingLawOfCalciumChloride) {
  ActivityInput input;
  input.names = {"Ca", "Cl"};
  input.charge_numbers = {2, -1};
  const std::vector<double> found = properties("Debye-Hueckel limiting", input, {1.0, 2.0});
  ASSERT_EQ(found.size(), 4u);
  const double strength = 3e-3; // mol/L
  const double log_gamma = -0.5100 * std::log(10.0) * 2.0 * std::sqrt(strength);
  EXPECT_NEAR(found[0], std::exp(log_gamma), 5e-4);
  EXPECT_NEAR(found[1], 1.0 + 0.5 * std::log(found[0]), 1e-12); // ln gamma goes as sqrt(c)
  EXPECT_NEAR(found[2], 1.0 + std::log(found[0]) / 3.0, 1e-12);
}

TEST(SolutionProperties, LatticeGas) {
  ActivityInput input;
  input.names = {"K", "Cl"};
  input.charge_numbers = {1, -1};
  input.per_run["Cell size"] = 0.5e-9;
  const double c = 1000.0, filling = 2.0 * c * 6.02214076e23 * 0.125e-27;
  const std::vector<double> found = properties("lattice gas", input, {c, c});
  EXPECT_NEAR(found[0], 1.0 / (1.0 - filling), 1e-12);
  EXPECT_NEAR(found[1], 1.0 / (1.0 - filling), 1e-12);
  EXPECT_NEAR(found[2], -std::log(1.0 - filling) / filling, 1e-12);
}

// Robinson and Stokes 1959, appendix 8.6: water over NaCl, 6 mol/kg. Without a solvent there is
// none.
TEST(SolutionProperties, WaterActivity) {
  ActivityInput input;
  input.names = {"Na", "Cl"};
  input.charge_numbers = {1, -1};
  const double c = 6.0 * input.solvent_density;
  EXPECT_NEAR(properties("Pitzer", input, {c, c})[3], 0.7598, 5e-4);
  input.per_run["Cell size"] = 0.3e-9;
  input.solvent_density = 0.0;
  EXPECT_TRUE(std::isnan(properties("lattice gas", input, {1000.0, 1000.0})[3]));
}

TEST(SolutionProperties, WhatIsNotDissolvedHasNone) {
  SolutionProperties solution(
      {{"K", 1, 1e-9}, {"Cl", -1, 1e-9}, {"NO3", -1, 1e-9}, {"O2", 0, 1e-9}});
  EXPECT_EQ(
      solution.names(),
      (std::vector<std::string>{"gamma_K_Cl [1]", "gamma_K_NO3 [1]", "chi_K_Cl [1]",
                                "chi_K_NO3 [1]", "osmotic coefficient [1]", "water activity [1]"}));
  std::vector<double> values(6);
  const double c[] = {10.0, 10.0, 0.0, 0.0};
  solution.evaluate(nullptr, {0, 1}, c, values.data());
  EXPECT_EQ(values[0], 1.0);
  EXPECT_TRUE(std::isnan(values[1]));
  EXPECT_EQ(values[2], 1.0);
  solution.evaluate(nullptr, {}, c, values.data());
  EXPECT_TRUE(std::isnan(values[4]));
}

} // namespace
