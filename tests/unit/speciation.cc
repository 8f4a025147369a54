// Speciation (fem/speciation.h): closed formulas of one reaction, conservation in several.

#include <ionflux/fem/speciation.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {

namespace {

constexpr double water = 1e-24; // c_H c_OH, both 1 on their side

Electrolyte with_reactions(const unsigned int n_species, const std::vector<Reaction>& reactions) {
  Electrolyte electrolyte;
  electrolyte.species.resize(n_species);
  electrolyte.reactions = reactions;
  return electrolyte;
}

Reaction reaction(const std::vector<ReactionTerm>& reactants,
                  const std::vector<ReactionTerm>& products) {
  Reaction one;
  one.reactants = reactants;
  one.products = products;
  return one;
}

const Electrolyte acid_and_base = with_reactions(2, {reaction({{0, 1}, {1, 1}}, {})});

// H, OH, CO2, HCO3, CO3
const Electrolyte carbonate =
    with_reactions(5, {reaction({{0, 1}, {1, 1}}, {}), reaction({{2, 1}, {1, 1}}, {{3, 1}}),
                       reaction({{3, 1}}, {{4, 1}, {0, 1}})});

} // namespace

// A front that passes: what was acid becomes base in one step, at the product of water.
TEST(Speciation, FrontPassesInOneStep) {
  const Speciation speciation(acid_and_base);
  for (const double h : {1.0, 1e-3, 1e-12, 1e-20})
    for (const double change : {-0.7, 0.3}) {
      const double oh = water / h, relative = change / (h + oh);
      const double before[] = {std::log(h), std::log(oh)}, by[] = {relative, -relative};
      double after[2];
      speciation.move(before, by, 1.0, after);
      const double w = h - oh + change,
                   larger = 0.5 * (std::abs(w) + std::sqrt(w * w + 4.0 * water));
      EXPECT_NEAR(after[w > 0.0 ? 0 : 1], std::log(larger), 1e-10);
      EXPECT_NEAR(after[0] + after[1], std::log(water), 1e-10);
    }
}

// Otherwise a line search would not find descent.
TEST(Speciation, CurveBeginsInTheDirectionOfTheStep) {
  const Speciation speciation(carbonate);
  const double before[] = {std::log(1e-7), std::log(2e-7), std::log(0.03), std::log(0.1),
                           std::log(1e-5)};
  const double change[] = {0.4, -0.1, -0.2, 0.05, 0.3};
  double after[5];
  speciation.move(before, change, 1e-6, after);
  for (unsigned int i = 0; i < 5; ++i)
    EXPECT_NEAR((after[i] - before[i]) / 1e-6, change[i], 1e-5);
}

// Of carbon no step leaves less than nothing.
TEST(Speciation, TotalsThatNoCompositionHas) {
  const Speciation speciation(carbonate);
  const double before[] = {-16.0, -16.0, -3.5, -2.3, -11.5},
               change[] = {1.0, -1.0, -30.0, -30.0, -30.0};
  double after[5];
  speciation.move(before, change, 1.0, after);
  for (unsigned int i = 0; i < 5; ++i) {
    EXPECT_TRUE(std::isfinite(after[i]));
    EXPECT_LT(std::abs(after[i] - before[i]), 6.0);
  }
}

TEST(Speciation, PathBetweenBathsKeepsChargeAndCarbon) {
  const Speciation speciation(carbonate);
  const std::vector<double> first = {1e-3, 1e-3, 0.1, 0.1, 0.1},
                            second = {1e-9, 1e-5, 1e-4, 0.2, 0.05};
  std::vector<double> c(5);
  for (const double s : {0.0, 0.3, 0.9, 1.0}) {
    ASSERT_TRUE(speciation.between(first.data(), second.data(), s, c.data()));
    const auto on_the_way = [&](const auto& of) { return (1.0 - s) * of(first) + s * of(second); };
    const auto carbon = [](const std::vector<double>& x) { return x[2] + x[3] + x[4]; };
    const auto charge = [](const std::vector<double>& x) {
      return x[0] - x[1] - x[3] - 2.0 * x[4];
    };
    const auto ionised = [](const std::vector<double>& x) {
      return std::log(x[0]) + std::log(x[1]);
    };
    EXPECT_NEAR(carbon(c), on_the_way(carbon), 1e-11);
    EXPECT_NEAR(charge(c), on_the_way(charge), 1e-11);
    EXPECT_NEAR(ionised(c), on_the_way(ionised), 1e-10);
  }
}

} // namespace ionflux
