#include <ionflux/physics/electroneutral_law.h>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ionflux {
namespace {

LocalIons ions_of(const std::vector<double>& charges, const std::vector<double>& concentrations) {
  LocalIons ions;
  for (unsigned int i = 0; i < charges.size(); ++i)
    ions.add(charges[i], std::log(concentrations[i]));
  return ions;
}

// Sum of charges over the sum of their sizes.
double imbalance(const LocalIons& ions, const double rho, const double phi) {
  double sum = rho, size = std::abs(rho);
  for (unsigned int i = 0; i < ions.size(); ++i) {
    const double c = std::exp(ions.activity[i] - ions.charge_number[i] * phi);
    sum += ions.charge_number[i] * c;
    size += std::abs(ions.charge_number[i]) * c;
  }
  return sum / size;
}

// Donnan: phi = asinh(rho / 2 z c) / z.
TEST(NeutralPotential, DonnanClosedForm) {
  for (const double z : {1.0, 2.0, 3.0})
    for (const double c : {1e-12, 1e-3, 1.0, 1e6})
      for (const double rho : {-1e3, -1.0, 0.0, 1e-9, 50.0}) {
        const double expected = std::asinh(rho / (2.0 * z * c)) / z;
        EXPECT_NEAR(neutral_potential(ions_of({z, -z}, {c, c}), rho), expected,
                    1e-14 * (1.0 + std::abs(expected)));
        EXPECT_NEAR(neutral_potential(ions_of({-z, z}, {c, c}), rho), expected,
                    1e-14 * (1.0 + std::abs(expected)));
        // A third ion that is as good as absent sends it through the iteration.
        LocalIons three = ions_of({z, -z}, {c, c});
        three.add(1.0, -2000.0);
        EXPECT_NEAR(neutral_potential(three, rho), expected, 1e-13 * (1.0 + std::abs(expected)));
      }
}

// 2:1 salt without fixed charge: 2 a e^(-2 phi) = b e^phi, phi = ln(2 a / b) / 3.
TEST(NeutralPotential, TwoToOneSalt) {
  for (const double a : {1e-12, 1e-4, 1.0, 1e6})
    for (const double b : {1e-12, 1.0, 1e6})
      EXPECT_NEAR(neutral_potential(ions_of({2.0, -1.0}, {a, b}), 0.0), std::log(2.0 * a / b) / 3.0,
                  1e-13);
}

TEST(NeutralPotential, ExtremeRatiosAndCharges) {
  const std::vector<double> amounts = {1e-12, 1e-5, 1.0, 1e6};
  for (const std::vector<double>& z :
       {std::vector<double>{1, 1, -1}, {3, 1, -2}, {-3, 2, 1}, {1, -1, -2}})
    for (const double a : amounts)
      for (const double b : amounts)
        for (const double c : amounts)
          for (const double rho : {-1e9, -1e3, -1e-6, 0.0, 1e-6, 1.0, 1e9}) {
            const LocalIons ions = ions_of(z, {a, b, c});
            const double phi = neutral_potential(ions, rho);
            EXPECT_LT(std::abs(imbalance(ions, rho, phi)), 2e-14 * (1.0 + std::abs(phi)))
                << z[0] << " " << a << " " << b << " " << c << " " << rho;
          }
}

// Potentials of hundreds of RT: neither overflow nor a loss of digits.
TEST(NeutralPotential, LargeElectrochemicalPotentials) {
  LocalIons ions;
  ions.add(1.0, 900.0);
  ions.add(-1.0, -880.0);
  ions.add(2.0, 1790.0);
  const double phi = neutral_potential(ions, -1.0);
  EXPECT_LT(std::abs(imbalance(ions, -1.0, phi)), 1e-11);
}

TEST(NeutralPotential, NoneWithChargesOfOneSign) {
  EXPECT_TRUE(std::isnan(neutral_potential(LocalIons(), 1.0)));
  EXPECT_TRUE(std::isnan(neutral_potential(ions_of({1.0}, {1.0}), 0.0)));
  EXPECT_TRUE(std::isnan(neutral_potential(ions_of({1.0, 2.0}, {1.0, 1.0}), 3.0)));
  // Counter-ions alone neutralise an immobile charge.
  EXPECT_NEAR(neutral_potential(ions_of({1.0}, {1.0}), -5.0), -std::log(5.0), 1e-14);
}

Electrolyte neutral_electrolyte(const std::vector<int>& charges) {
  Electrolyte electrolyte;
  electrolyte.potential_model = PotentialModel::electroneutral;
  for (const int z : charges) {
    Species species;
    species.charge_number = z;
    electrolyte.species.push_back(species);
  }
  return electrolyte;
}

// K_f and S_f of the neutral electrolyte: slopes against differences of evaluate().
TEST(NeutralElectrolyte, SlopesAgainstDifferences) {
  constexpr unsigned int n = 5, dim = 2;
  const auto law = make_transport_law(neutral_electrolyte({1, 2, -1, 0}));
  PointMaterial material;
  material.permittivity = 0.1;
  material.diffusivity = {1.0, 0.1, 0.01, 3.0};
  material.standard_potential = {0.2, 0.0, -0.4, 0.0};
  material.present = {1, 1, 1, 1};
  material.dissolved = {0, 1, 2, 3};
  const double gradient[dim * n] = {1.0, -2.0, 0.5, 3.0, 1.0, 0.3, 0.7, -1.0, 2.0, 0.1};
  for (const double rho : {-10.0, 0.0, 0.3})
    for (const double state : {0.0, 1.3, 7.0}) {
      material.fixed_charge = rho;
      double u[n];
      for (unsigned int f = 0; f < n; ++f)
        u[f] = 2.0 * std::sin(1.7 * f + state);
      PointDerivatives found(n);
      law->linearize(u, {gradient, dim, n}, material, found);
      for (unsigned int m = 0; m < n; ++m) {
        constexpr double h = 1e-5;
        PointLawValues<double> above(n), below(n);
        const double kept = u[m];
        u[m] = kept + h;
        law->evaluate(u, {}, material, above);
        u[m] = kept - h;
        law->evaluate(u, {}, material, below);
        u[m] = kept;
        for (unsigned int f = 0; f < n; ++f) {
          const double source = (above.source[f] - below.source[f]) / (2.0 * h);
          EXPECT_NEAR(found.source[f * n + m], source, 1e-7 * (1.0 + std::abs(source)));
          if (!law->couples(f, m)) {
            EXPECT_EQ(source, 0.0);
          }
          for (unsigned int d = 0; d < dim; ++d) {
            const double drift =
                (above.flux_coefficient[f * n + f] - below.flux_coefficient[f * n + f]) /
                (2.0 * h) * gradient[d * n + f];
            EXPECT_NEAR(found.drift[3 * (f * n + m) + d], drift, 1e-7 * (1.0 + std::abs(drift)));
            if (!law->couples(f, m)) {
              EXPECT_EQ(drift, 0.0);
            }
          }
        }
      }
    }
}

// phi follows the local potential; without mobile ions it obeys Poisson's equation.
TEST(NeutralElectrolyte, PotentialFollowsTheLocalOne) {
  const auto law = make_transport_law(neutral_electrolyte({1, -1}));
  PointMaterial material;
  material.diffusivity = {1.0, 1.0};
  material.standard_potential = {0.0, 0.0};
  material.present = {1, 1};
  material.dissolved = {0, 1};
  material.fixed_charge = -3.0;
  PointLawValues<double> point(3);
  const double donnan[] = {std::asinh(-1.5), 0.0, 0.0};
  law->evaluate(donnan, {}, material, point);
  EXPECT_NEAR(point.source[0], 0.0, 1e-14);
  EXPECT_NEAR(point.concentration[0] - point.concentration[1], 3.0, 1e-14);
  material.present = {0, 0};
  material.dissolved = {};
  law->evaluate(donnan, {}, material, point);
  EXPECT_EQ(point.source[0], -3.0);
}

} // namespace
} // namespace ionflux
