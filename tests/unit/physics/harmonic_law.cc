#include <ionflux/physics/harmonic_law.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

constexpr unsigned int n = 4, dim = 2;

Electrolyte electrolyte_with(const PrimaryVariable of_last) {
  Electrolyte electrolyte;
  electrolyte.species = {{"Na", 1, 1.0e-9}, {"SO4", -2, 1.0e-9}, {"urea", 0, 1.0e-9}};
  electrolyte.species.back().unknown = of_last;
  return electrolyte;
}

PointMaterial material() {
  PointMaterial made;
  made.permittivity = 0.7;
  made.fixed_charge = 0.2;
  made.diffusivity = {0.5, 1.3, 2.0};
  made.standard_potential = {0.1, -0.2, 0.3};
  made.present = {1, 0, 1};
  made.dissolved = {0, 2};
  return made;
}

const std::vector<double> u = {0.3, 0.2, -0.4, 0.5},
                          gradient = {0.1, 0.7, -0.3, 0.2, 0.4, -0.6, 0.9, 0.5};

// Every potential obeys Laplace's equation by itself, whatever phi is.
TEST(HarmonicLaw, DrivesDependOnNothing) {
  const HarmonicLaw law(electrolyte_with(PrimaryVariable::electrochemical_potential), true);
  PointLawValues<double> values(n);
  PointDerivatives slopes(n);
  law.evaluate(u.data(), {gradient.data(), dim, n}, material(), values);
  law.linearize(u.data(), {gradient.data(), dim, n}, material(), slopes);
  const double diffusivity[] = {0.7, 0.5, 0.0, 2.0};
  for (unsigned int f = 0; f < n; ++f)
    for (unsigned int m = 0; m < n; ++m) {
      const double expected = f == m ? diffusivity[f] : 0.0;
      EXPECT_EQ(values.flux_coefficient[f * n + m], expected);
      EXPECT_EQ(slopes.flux_coefficient[f * n + m], expected);
      EXPECT_TRUE(f == 0 || (law.couples(f, m) == (f == m) && law.flux_couples(f, m) == (f == m)));
      for (unsigned int d = 0; d < dim; ++d)
        EXPECT_EQ(slopes.drift[3 * (f * n + m) + d], 0.0);
    }
}

// Boltzmann's charge stands in Poisson's equation, or none does.
TEST(HarmonicLaw, ChargesCountOrNot) {
  for (const bool has_charges : {true, false}) {
    const HarmonicLaw law(electrolyte_with(PrimaryVariable::electrochemical_potential),
                          has_charges);
    PointLawValues<double> values(n);
    PointDerivatives slopes(n);
    law.evaluate(u.data(), {}, material(), values);
    law.linearize(u.data(), {gradient.data(), dim, n}, material(), slopes);
    const double sodium = std::exp(u[1] - 0.1 - u[0]);
    EXPECT_EQ(law.counts_charges(), has_charges);
    EXPECT_NEAR(values.source[0], has_charges ? 0.2 + sodium : 0.0, 1e-15);
    EXPECT_NEAR(slopes.source[0], has_charges ? -sodium : 0.0, 1e-15);
    EXPECT_NEAR(slopes.source[1], has_charges ? sodium : 0.0, 1e-15);
    EXPECT_EQ(slopes.source[2], 0.0);
  }
}

// What has its concentration for an unknown is linear already.
TEST(HarmonicLaw, ConcentrationsDiffuseAsEver) {
  const Electrolyte electrolyte = electrolyte_with(PrimaryVariable::concentration);
  const HarmonicLaw law(electrolyte, false);
  const auto physics = make_uncoupled_law(electrolyte);
  PointLawValues<double> values(n), expected(n);
  law.evaluate(u.data(), {}, material(), values);
  physics->evaluate(u.data(), {}, material(), expected);
  for (unsigned int m = 0; m < n; ++m)
    EXPECT_EQ(values.flux_coefficient[3 * n + m], expected.flux_coefficient[3 * n + m]);
  EXPECT_EQ(values.concentration[2], u[3]);
}

} // namespace
} // namespace ionflux
