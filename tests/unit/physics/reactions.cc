// Rates of reactions, and the law that puts them into the species' equations.

#include <ionflux/physics/material.h>
#include <ionflux/physics/scaling.h>
#include <ionflux/physics/transport_law.h>

#include <gtest/gtest.h>
#include <ionflux/physics/harmonic_law.h>

#include <cmath>

namespace ionflux {
namespace {

// P+ and N- make a pair; two pairs make X, with and without P+ as a catalyst.
Electrolyte reacting(const PrimaryVariable unknown, const PotentialModel model) {
  Electrolyte electrolyte;
  electrolyte.potential_model = model;
  for (const int z : {1, -1, 0, 0}) {
    Species species;
    species.charge_number = z;
    species.unknown = unknown;
    electrolyte.species.push_back(species);
  }
  Reaction pairing, doubling, catalysis;
  pairing.reactants = {{0, 1}, {1, 1}};
  pairing.products = {{2, 1}};
  pairing.forward_constant = 3.0;
  pairing.equilibrium_constant = 0.7;
  doubling.reactants = {{2, 2}};
  doubling.products = {{3, 1}};
  doubling.forward_constant = 0.5;
  doubling.equilibrium_constant = 2.0;
  catalysis = doubling;
  catalysis.reactants.push_back({0, 1});
  catalysis.products.push_back({0, 1});
  electrolyte.reactions = {pairing, doubling, catalysis};
  return electrolyte;
}

// Unit scales: numbers are dimensionless ones.
PointMaterial material_of(const Electrolyte& electrolyte, const bool partition) {
  Material material;
  material.excluded = std::vector<bool>(4, false);
  PointMaterial point;
  point.permittivity = 0.1;
  point.fixed_charge = 0.3;
  point.standard_potential = {0.1, 0.0, -0.2, 0.5};
  if (!partition) point.standard_potential.assign(4, 0.0);
  for (unsigned int i = 0; i < 4; ++i) {
    point.diffusivity.push_back(1.0 + i);
    point.present.push_back(1);
    point.dissolved.push_back(i);
  }
  point.reactions =
      make_reaction_rates(electrolyte.reactions, material, point.standard_potential, Scaling());
  return point;
}

void expect_slopes(const TransportLaw& law, const PointMaterial& material, const double* u) {
  const unsigned int n = law.n_fields();
  PointLawValues<double> ahead(n), behind(n);
  PointDerivatives derivatives(n);
  const std::vector<double> gradient(3 * n, 0.0);
  law.linearize(u, {gradient.data(), 3, n}, material, derivatives);
  constexpr double step = 1e-5;
  for (unsigned int m = 0; m < n; ++m) {
    std::vector<double> x(u, u + n);
    x[m] += step;
    law.evaluate(x.data(), {}, material, ahead);
    x[m] -= 2.0 * step;
    law.evaluate(x.data(), {}, material, behind);
    for (unsigned int f = 0; f < n; ++f) {
      const double slope = (ahead.source[f] - behind.source[f]) / (2.0 * step);
      EXPECT_NEAR(derivatives.source[f * n + m], slope, 1e-7 * (1.0 + std::abs(slope)))
          << f << " by " << m;
      EXPECT_TRUE(slope == 0.0 || law.couples(f, m)) << f << " by " << m;
    }
  }
}

void expect_slopes(const Electrolyte& electrolyte, const bool partition, const double* u) {
  expect_slopes(*make_transport_law(electrolyte), material_of(electrolyte, partition), u);
}

TEST(Reactions, SlopesAreThoseOfTheRates) {
  const double u[] = {0.3, 0.2, -0.4, 0.5, -0.1}, c[] = {0.3, 1.2, 0.4, 0.5, 0.1};
  const PrimaryVariable mu = PrimaryVariable::electrochemical_potential;
  expect_slopes(reacting(mu, PotentialModel::poisson), true, u);
  expect_slopes(reacting(mu, PotentialModel::electroneutral), true, u);
  for (const bool has_charges : {true, false}) {
    const Electrolyte electrolyte = reacting(mu, PotentialModel::poisson);
    expect_slopes(HarmonicLaw(electrolyte, has_charges), material_of(electrolyte, true), u);
  }
  expect_slopes(reacting(PrimaryVariable::concentration, PotentialModel::poisson), false, c);
  Electrolyte mixed = reacting(mu, PotentialModel::poisson);
  mixed.species[2].unknown = PrimaryVariable::concentration;
  expect_slopes(mixed, false, c);
}

// mu of the ions free, of the others such that no affinity is left; whatever the material.
TEST(Reactions, NothingHappensInEquilibrium) {
  const Electrolyte electrolyte =
      reacting(PrimaryVariable::electrochemical_potential, PotentialModel::poisson);
  const auto law = make_transport_law(electrolyte);
  const double pair = 1.3 - 2.1 + std::log(0.7),
               u[] = {3.0, 1.3, -2.1, pair, 2.0 * pair + std::log(2.0)};
  for (const bool partition : {false, true}) {
    ReactionState states[3];
    law->reactions(u, {}, material_of(electrolyte, partition), states);
    for (const ReactionState& state : states) {
      EXPECT_NEAR(state.log_gamma, 0.0, 4e-15);
      EXPECT_NEAR(state.forward / state.backward, 1.0, 1e-14);
      EXPECT_NEAR(state.rate, 0.0, 4e-15 * state.forward);
    }
  }
}

// Scales of 1 but for RT: the constants themselves. Two ways to the same rate.
TEST(Reactions, MassAction) {
  const double c[] = {1.2, 0.4, 0.5, 0.1};
  for (const PrimaryVariable unknown :
       {PrimaryVariable::electrochemical_potential, PrimaryVariable::concentration}) {
    const Electrolyte electrolyte = reacting(unknown, PotentialModel::poisson);
    const auto law = make_transport_law(electrolyte);
    const PointMaterial material = material_of(electrolyte, false);
    double u[5];
    law->unknowns(-0.8, c, material, u);
    ReactionState states[3];
    law->reactions(u, {}, material, states);
    EXPECT_NEAR(states[0].rate, 3.0 * 1.2 * 0.4 - 3.0 / 0.7 * 0.5, 1e-14);
    EXPECT_NEAR(states[1].rate, 0.5 * 0.5 * 0.5 - 0.5 / 2.0 * 0.1, 1e-15);
    EXPECT_NEAR(states[2].rate, 1.2 * (0.5 * 0.5 * 0.5 - 0.5 / 2.0 * 0.1), 1e-15);
    EXPECT_NEAR(std::exp(states[1].log_gamma), 0.1 / (0.25 * 2.0), 1e-14);
    PointLawValues<double> values(5);
    law->evaluate(u, {}, material, values);
    EXPECT_NEAR(values.source[1], -states[0].rate, 1e-14);
    EXPECT_NEAR(values.source[3], states[0].rate - 2.0 * (states[1].rate + states[2].rate), 1e-14);
  }
}

TEST(Reactions, Units) {
  EXPECT_EQ(unit_of_rate_constant(0), "mol/m^3/s");
  EXPECT_EQ(unit_of_rate_constant(1), "1/s");
  EXPECT_EQ(unit_of_rate_constant(2), "m^3/mol/s");
  EXPECT_EQ(unit_of_rate_constant(3), "m^6/mol^2/s");
  EXPECT_EQ(unit_of_equilibrium_constant(0), "");
  EXPECT_EQ(unit_of_equilibrium_constant(1), "mol/m^3");
  EXPECT_EQ(unit_of_equilibrium_constant(-2), "m^6/mol^2");
}

} // namespace
} // namespace ionflux
