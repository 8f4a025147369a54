// Onsager's factor, and rates whose constants follow the field.

#include <ionflux/physics/constants.h>
#include <ionflux/physics/material.h>
#include <ionflux/physics/reactions/field_effect.h>
#include <ionflux/physics/scaling.h>
#include <ionflux/physics/transport_law.h>

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {
namespace {

// F(b) = sum_k (2 b)^k / (k! (k + 1)!), which is 1 + b + b^2/3 + b^3/18 + b^4/180 + ... (Onsager
// 1934), summed here.
double series(const double b) {
  double sum = 0.0, term = 1.0;
  for (unsigned int k = 0; k < 400; ++k) {
    sum += term;
    term *= 2.0 * b / ((k + 1.0) * (k + 2.0));
  }
  return sum;
}

TEST(FieldEffect, OnsagersFactorIsItsSeries) {
  EXPECT_NEAR(series(0.1), 1.0 + 0.1 + 0.01 / 3.0 + 0.001 / 18.0 + 0.0001 / 180.0, 1e-8);
  for (const double b : {0.0, 1e-9, 9e-7, 1.1e-6, 1e-3, 0.1, 1.0, 5.0, 30.0, 1000.0}) {
    const FieldEffect::Factor found = onsager_factor(b);
    EXPECT_NEAR(found.log, std::log(series(b)), 1e-14 + 1e-13 * std::log(series(b))) << b;
    const double h = 1e-4 * b + 1e-6;
    const double slope =
        b < h ? 1.0 : (std::log(series(b + h)) - std::log(series(b - h))) / (2 * h);
    EXPECT_NEAR(found.slope, slope, 2e-6 * slope) << b;
  }
}

// The two branches meet, and far out F = sqrt(2/pi) (8 b)^(-3/4) exp(sqrt(8 b)), Onsager's limit.
TEST(FieldEffect, OnsagersFactorInHighFields) {
  const double edge = 500.0 * 500.0 / 8.0;
  const FieldEffect::Factor below = onsager_factor(edge * (1.0 - 1e-12)),
                            above = onsager_factor(edge * (1.0 + 1e-12));
  EXPECT_NEAR(below.log, above.log, 1e-8);
  EXPECT_NEAR(below.slope, above.slope, 1e-9 * above.slope);
  const double b = 1e7, x = std::sqrt(8.0 * b);
  EXPECT_NEAR(onsager_factor(b).log, 0.5 * std::log(2.0 / constants::pi) - 1.5 * std::log(x) + x,
              1e-4);
}

// b of 1e8 V/m in water at 25 degC: e^3 E / (8 pi eps k^2 T^2) = 0.09696 E / (eps_r T^2).
TEST(FieldEffect, WienInWater) {
  const auto effect = make_wien_effect(298.15, 78.5);
  EXPECT_NEAR(effect->at(1e8).log, std::log(series(0.096955 * 1e8 / (78.5 * 298.15 * 298.15))),
              2e-4);
  EXPECT_EQ(effect->at(0.0).log, 0.0);
}

TEST(FieldEffect, Formula) {
  const auto effect = make_field_formula("exp(2e-8*E)*(1 + (E/1e8)^2)");
  EXPECT_NEAR(effect->at(5e7).log, 1.0 + std::log(1.25), 1e-14);
  EXPECT_NEAR(effect->at(5e7).slope, 2e-8 + 1e-8 / 1.25, 1e-20);
  EXPECT_THROW(make_field_formula("E/1e8"), std::invalid_argument);
  EXPECT_THROW(make_field_formula("1 + c/1e8"), std::invalid_argument);
}

// P+ and N- from a molecule, with a law of the field.
Electrolyte dissociating(const PrimaryVariable unknown, const bool keeps) {
  Electrolyte electrolyte;
  for (const int z : {1, -1, 0}) {
    Species species;
    species.charge_number = z;
    species.unknown = unknown;
    electrolyte.species.push_back(species);
  }
  Reaction reaction;
  reaction.reactants = {{2, 1}};
  reaction.products = {{0, 1}, {1, 1}};
  reaction.forward_constant = 0.7;
  reaction.equilibrium_constant = 0.4;
  reaction.field_dependence = FieldDependence::formula;
  reaction.field_formula = "exp(0.3*E) + 0.1*E^2";
  reaction.field_keeps_equilibrium = keeps;
  electrolyte.reactions = {reaction};
  return electrolyte;
}

PointMaterial material_of(const Electrolyte& electrolyte) {
  Material material;
  material.excluded = std::vector<bool>(3, false);
  PointMaterial point;
  point.permittivity = 0.1;
  point.standard_potential = {0.1, 0.0, -0.2};
  if (electrolyte.solves_for_concentration(0)) point.standard_potential.assign(3, 0.0);
  for (unsigned int i = 0; i < 3; ++i) {
    point.diffusivity.push_back(1.0 + i);
    point.present.push_back(1);
    point.dissolved.push_back(i);
  }
  point.reactions =
      make_reaction_rates(electrolyte.reactions, material, point.standard_potential, Scaling());
  auto scaled = std::make_shared<ReactionRates>(*point.reactions);
  scaled->reactions[0].field_scale = 1.0; // fields of order 1
  point.reactions = scaled;
  return point;
}

void expect_slopes(const Electrolyte& electrolyte, const double* u) {
  const auto law = make_transport_law(electrolyte);
  const PointMaterial material = material_of(electrolyte);
  constexpr unsigned int n = 4, dim = 3;
  constexpr double step = 1e-5;
  ASSERT_TRUE(law->needs_gradients());
  std::vector<double> gradient(dim * n);
  for (unsigned int k = 0; k < dim * n; ++k)
    gradient[k] = std::cos(2.3 * k);
  const PointGradient view{gradient.data(), dim, n};
  PointDerivatives found(n, true);
  law->linearize(u, view, material, found);
  PointLawValues<double> ahead(n), behind(n);
  const auto compare = [&](const double slope, const double difference) {
    EXPECT_NEAR(slope, difference, 1e-7 * (1.0 + std::abs(difference)));
  };
  for (unsigned int f = 1; f < n; ++f)
    for (unsigned int m = 0; m < n; ++m) {
      std::vector<double> x(u, u + n);
      x[m] += step;
      law->evaluate(x.data(), view, material, ahead);
      x[m] -= 2.0 * step;
      law->evaluate(x.data(), view, material, behind);
      compare(found.source[f * n + m], (ahead.source[f] - behind.source[f]) / (2.0 * step));
      for (unsigned int d = 0; d < dim; ++d) {
        double& component = gradient[d * n + m];
        const double here = component;
        component = here + step;
        law->evaluate(u, view, material, ahead);
        component = here - step;
        law->evaluate(u, view, material, behind);
        component = here;
        const double difference = (ahead.source[f] - behind.source[f]) / (2.0 * step);
        compare(found.source_by_gradient[3 * (f * n + m) + d], difference);
        EXPECT_EQ(difference != 0.0, law->source_follows_gradient(f, m));
      }
    }
}

TEST(FieldEffect, SlopesOfRates) {
  const double u[] = {0.3, 0.2, -0.4, 0.5}, c[] = {0.3, 1.2, 0.4, 0.5};
  for (const bool keeps : {false, true}) {
    expect_slopes(dissociating(PrimaryVariable::electrochemical_potential, keeps), u);
    expect_slopes(dissociating(PrimaryVariable::concentration, keeps), c);
  }
}

// In equilibrium with K: still so in a field that multiplies both constants, else not.
TEST(FieldEffect, EquilibriumStaysWhereBothConstantsFollow) {
  const PrimaryVariable mu = PrimaryVariable::electrochemical_potential;
  const double u[] = {3.0, 1.3, -2.1, 1.3 - 2.1 - std::log(0.4)};
  const double gradient[] = {2.0, 0.1, 0.2, 0.3};
  for (const bool keeps : {false, true}) {
    const Electrolyte electrolyte = dissociating(mu, keeps);
    ReactionState state;
    make_transport_law(electrolyte)
        ->reactions(u, {gradient, 1, 4}, material_of(electrolyte), &state);
    const double factor = std::exp(0.6) + 0.4;
    EXPECT_NEAR(state.rate, keeps ? 0.0 : state.forward * (1.0 - 1.0 / factor),
                1e-14 * state.forward);
    EXPECT_NEAR(state.log_gamma, keeps ? 0.0 : -std::log(factor), 1e-14);
  }
}

} // namespace
} // namespace ionflux
