// Electroneutral ions among fixed charges, by the concentrations of the virtual solution: the same
// law as in electrochemical potentials, and its derivatives against differences.

#include <ionflux/physics/transport_law.h>

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

namespace ionflux {
namespace virtual_solution { // names of its own in a unity build
namespace {

constexpr unsigned int n = 5, dim = 2; // fields: phi, three ions, and a neutral species
const std::vector<int> charge_numbers = {1, -2, 2, 0};

Electrolyte mixture() {
  Electrolyte electrolyte;
  electrolyte.species.resize(n - 1);
  for (unsigned int i = 0; i + 1 < n; ++i)
    electrolyte.species[i].charge_number = charge_numbers[i];
  electrolyte.potential_model = PotentialModel::electroneutral;
  electrolyte.fixed_charges = true;
  return electrolyte;
}

std::unique_ptr<const TransportLaw> law_in(const PrimaryVariable unknown) {
  Electrolyte electrolyte = mixture();
  electrolyte.solve_for(unknown);
  return make_transport_law(electrolyte);
}

PointMaterial gel(const double fixed_charge) {
  PointMaterial material;
  material.permittivity = 1e-6;
  material.fixed_charge = fixed_charge;
  material.diffusivity = {1.0, 0.5, 0.7, 0.3};
  material.standard_potential = {0.0, 0.0, 0.0, 0.0};
  material.present = {1, 1, 1, 1};
  material.dissolved = {0, 1, 2, 3};
  return material;
}

// v, neutral, and gradients that keep it so: [direction][field]
const std::vector<double> state = {0.4, 1.2, 0.9, 0.3, 0.8};
const std::vector<double> slopes = {-0.5, 0.3, 0.35, 0.2, 0.1, 0.8, -0.7, -0.1, 0.25, -0.3};

TEST(VirtualSolution, IsTheLawInPotentials) {
  const auto virtual_law = law_in(PrimaryVariable::concentration),
             law = law_in(PrimaryVariable::electrochemical_potential);
  std::vector<double> mu = {0.0}, gradient(dim * n, 0.0);
  for (unsigned int i = 0; i + 1 < n; ++i) {
    mu.push_back(std::log(state[i + 1]) + charge_numbers[i] * state[0]);
    for (unsigned int d = 0; d < dim; ++d)
      gradient[d * n + i + 1] =
          slopes[d * n + i + 1] / state[i + 1] + charge_numbers[i] * slopes[d * n];
  }
  for (const double fixed_charge : {-20.0, -0.1, 0.0, 3.0}) {
    const PointMaterial material = gel(fixed_charge);
    PointLawValues<double> found(n), wanted(n);
    virtual_law->evaluate(state.data(), {slopes.data(), dim, n}, material, found);
    law->evaluate(mu.data(), {gradient.data(), dim, n}, material, wanted);
    EXPECT_NEAR(virtual_law->potential(state.data(), material, nullptr),
                law->potential(mu.data(), material, nullptr), 1e-13);
    EXPECT_NEAR(found.source[0], 0.0, 1e-14) << "the virtual solution is neutral";
    double charge = fixed_charge;
    for (unsigned int i = 0; i + 1 < n; ++i) {
      const unsigned int f = i + 1;
      charge += charge_numbers[i] * found.concentration[i];
      EXPECT_NEAR(found.concentration[i], wanted.concentration[i], 1e-12);
      EXPECT_NEAR(virtual_law->electrochemical_potential(i, state.data(), material), mu[f], 1e-13);
      for (unsigned int d = 0; d < dim; ++d)
        EXPECT_NEAR(found.flux_coefficient[f * n + f] * slopes[d * n + f] +
                        found.flux_coefficient[f * n] * slopes[d * n],
                    wanted.flux_coefficient[f * n + f] * gradient[d * n + f], 1e-12);
    }
    EXPECT_NEAR(charge, 0.0, 1e-12);
    std::vector<double> u(n);
    virtual_law->unknowns(virtual_law->potential(state.data(), material, nullptr),
                          found.concentration.data(), material, u.data());
    for (unsigned int m = 0; m < n; ++m)
      EXPECT_NEAR(u[m], state[m], 1e-12);
  }
}

// Also where the virtual solution is not neutral, and there is less than nothing of an ion.
TEST(VirtualSolution, Derivatives) {
  const auto law = law_in(PrimaryVariable::concentration);
  constexpr double h = 1e-6;
  for (const double third : {0.3, 0.0, -1e-3})
    for (const double fixed_charge : {-20.0, 0.0, 3.0}) {
      const PointMaterial material = gel(fixed_charge);
      std::vector<double> u = {0.4, 1.3, 0.8, third, 0.8}, by_u(n);
      PointDerivatives found(n);
      PointChemistry chemistry(n), unused(n);
      law->linearize(u.data(), {slopes.data(), dim, n}, material, found);
      law->chemistry(u.data(), material, chemistry);
      law->potential(u.data(), material, by_u.data());
      for (unsigned int m = 0; m < n; ++m) {
        PointLawValues<double> values[2] = {PointLawValues<double>(n), PointLawValues<double>(n)};
        double psi[2];
        for (const unsigned int k : {0, 1}) {
          std::vector<double> x = u;
          x[m] += k == 0 ? -h : h;
          law->evaluate(x.data(), {slopes.data(), dim, n}, material, values[k]);
          psi[k] = law->potential(x.data(), material, nullptr);
        }
        EXPECT_NEAR(by_u[m], (psi[1] - psi[0]) / (2 * h), 1e-7);
        EXPECT_NEAR(found.source[m], (values[1].source[0] - values[0].source[0]) / (2 * h), 1e-7);
        for (unsigned int i = 0; i + 1 < n; ++i) {
          const unsigned int f = i + 1;
          EXPECT_NEAR(chemistry.concentration_slope(i, m),
                      (values[1].concentration[i] - values[0].concentration[i]) / (2 * h),
                      1e-7 * (10.0 + std::abs(chemistry.concentration_slope(i, m))));
          for (unsigned int d = 0; d < dim; ++d) {
            double difference = 0.0;
            for (unsigned int k = 0; k < n; ++k)
              if (law->flux_couples(f, k))
                difference += (values[1].flux_coefficient[f * n + k] -
                               values[0].flux_coefficient[f * n + k]) *
                              slopes[d * n + k] / (2 * h);
            EXPECT_NEAR(found.drift[3 * (f * n + m) + d], difference,
                        1e-7 * (10.0 + std::abs(difference)))
                << f << " by " << m;
            if (found.drift[3 * (f * n + m) + d] != 0.0) {
              EXPECT_TRUE(law->couples(f, m));
            }
          }
        }
      }
    }
}

} // namespace
} // namespace virtual_solution
} // namespace ionflux
