// The electroneutral limit of solutions that are not ideal: every row of the table of activity
// models.

#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/electroneutral_law.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ionflux {
namespace {

class NeutralActivityRows : public testing::TestWithParam<std::string> {
protected:
  const ActivityExample& example = activity_model_row(GetParam()).example;
  const unsigned int n_species = example.concentrations.size();
  PointMaterial material;
  std::unique_ptr<const TransportLaw> law;
  std::vector<double> c, u; ///< of the example, at phi = 0; mu0 = 0
  Electrolyte electrolyte;

  void SetUp() override {
    electrolyte.potential_model = PotentialModel::electroneutral;
    electrolyte.ideal = false;
    material.permittivity = 0.1;
    material.concentration_scale = 100.0;
    material.activity = make_activity_model(GetParam(), example.input);
    for (unsigned int i = 0; i < n_species; ++i) {
      Species species;
      species.charge_number = example.input.charge_numbers[i];
      electrolyte.species.push_back(species);
      material.diffusivity.push_back(1.0 + i);
      material.standard_potential.push_back(0.0);
      material.present.push_back(1);
      material.dissolved.push_back(i);
      c.push_back(example.concentrations[i] / material.concentration_scale);
      material.fixed_charge -= species.charge_number * c.back(); // then psi is 0
    }
    law = make_transport_law(electrolyte);
    u.resize(n_species + 1);
    law->unknowns(0.0, c.data(), material, u.data());
  }

  bool has_ions() const {
    const auto& z = example.input.charge_numbers;
    return std::any_of(z.begin(), z.end(), [](const int one) { return one != 0; });
  }
};

// The same concentrations at a potential that only the mu_i know: psi finds it.
TEST_P(NeutralActivityRows, PotentialOfGivenComposition) {
  if (!has_ions()) GTEST_SKIP() << "no ions";
  std::vector<double> slopes(n_species + 1), found(n_species);
  for (const double psi : {0.0, 3.7, -40.0}) {
    std::vector<double> shifted = u;
    for (unsigned int i = 0; i < n_species; ++i)
      shifted[i + 1] += example.input.charge_numbers[i] * psi;
    EXPECT_NEAR(law->potential(shifted.data(), material, slopes.data()), psi,
                1e-11 * (1.0 + std::abs(psi)));
    law->concentrations(shifted.data(), material, found.data());
    for (unsigned int i = 0; i < n_species; ++i)
      EXPECT_NEAR(found[i], c[i], 1e-10 * c[i]) << i;
  }
}

TEST_P(NeutralActivityRows, SlopesAgainstDifferences) {
  if (!has_ions()) GTEST_SKIP() << "no ions";
  const unsigned int n = n_species + 1, dim = 2;
  std::vector<double> gradient(dim * n);
  for (unsigned int k = 0; k < gradient.size(); ++k)
    gradient[k] = std::sin(1.0 + 2.3 * k);
  u[0] = 0.4; // the field of the mesh is not quite psi
  PointDerivatives found(n);
  PointChemistry chemistry(n), above_there(n), below_there(n);
  law->linearize(u.data(), {gradient.data(), dim, n}, material, found);
  law->chemistry(u.data(), material, chemistry);
  for (unsigned int m = 0; m < n; ++m) {
    constexpr double h = 1e-5;
    PointLawValues<double> above(n), below(n);
    const double kept = u[m];
    u[m] = kept + h;
    law->evaluate(u.data(), {}, material, above);
    law->chemistry(u.data(), material, above_there);
    u[m] = kept - h;
    law->evaluate(u.data(), {}, material, below);
    law->chemistry(u.data(), material, below_there);
    u[m] = kept;
    const auto difference = [&](const double a, const double b) { return (a - b) / (2.0 * h); };
    const double source = difference(above.source[0], below.source[0]);
    EXPECT_NEAR(found.source[m], source, 1e-6 * (1.0 + std::abs(source))) << m;
    for (unsigned int i = 0; i < n_species; ++i) {
      const double dc = difference(above_there.concentration[i], below_there.concentration[i]);
      EXPECT_NEAR(chemistry.concentration_slope(i, m), dc, 1e-6 * (1.0 + std::abs(dc)))
          << i << " by " << m;
      const double da = difference(above_there.activity[i], below_there.activity[i]);
      EXPECT_NEAR(chemistry.activity_slope(i, m), da, 1e-6 * (1.0 + std::abs(da)))
          << i << " by " << m;
      const unsigned int f = i + 1;
      const double drift =
          difference(above.flux_coefficient[f * n + f], below.flux_coefficient[f * n + f]);
      for (unsigned int d = 0; d < dim; ++d)
        EXPECT_NEAR(found.drift[3 * (f * n + m) + d], drift * gradient[d * n + f],
                    1e-6 * (1.0 + std::abs(drift)))
            << f << " by " << m;
    }
  }
}

// Neutral species by their concentrations beside ions by their potentials.
TEST_P(NeutralActivityRows, NeutralConcentrationsAmongPotentials) {
  bool any = false;
  for (Species& species : electrolyte.species)
    if (species.charge_number == 0) {
      species.unknown = PrimaryVariable::concentration;
      any = true;
    }
  if (!any || !has_ions()) GTEST_SKIP() << "no neutral species beside ions";
  law = make_transport_law(electrolyte);
  law->unknowns(0.0, c.data(), material, u.data());
  EXPECT_NEAR(law->potential(u.data(), material, nullptr), 0.0, 1e-11);
  const unsigned int n = n_species + 1;
  std::vector<double> gradient(n);
  for (unsigned int k = 0; k < n; ++k)
    gradient[k] = std::sin(1.0 + 2.3 * k);
  PointDerivatives found(n);
  law->linearize(u.data(), {gradient.data(), 1, n}, material, found);
  for (unsigned int m = 1; m < n; ++m) {
    const double h = 1e-5, kept = u[m];
    PointLawValues<double> above(n), below(n);
    u[m] = kept + h;
    law->evaluate(u.data(), {}, material, above);
    u[m] = kept - h;
    law->evaluate(u.data(), {}, material, below);
    u[m] = kept;
    for (unsigned int f = 1; f < n; ++f) {
      double drift = 0.0, size = 1.0;
      for (unsigned int k = 0; k < n; ++k) {
        const unsigned int place = f * n + k;
        const double slope =
            (above.flux_coefficient[place] - below.flux_coefficient[place]) / (2.0 * h);
        drift += slope * gradient[k];
        size += std::abs(slope);
      }
      EXPECT_NEAR(found.drift[3 * (f * n + m)], drift, 1e-6 * size) << f << " by " << m;
    }
  }
}

// Concentrations as unknowns: the law of Poisson's equation without its permittivity, in the full
// equations and where there are ions only.
TEST(NeutralConcentrations, HavePoissonsLawWithoutPermittivity) {
  Electrolyte electrolyte;
  electrolyte.species.resize(2);
  electrolyte.species[0].charge_number = 1;
  electrolyte.species[1].charge_number = -1;
  electrolyte.solve_for(PrimaryVariable::concentration);
  const std::unique_ptr<const TransportLaw> poisson = make_transport_law(electrolyte);
  electrolyte.potential_model = PotentialModel::electroneutral;
  ASSERT_TRUE(electrolyte.is_neutral_in_concentrations());
  const std::unique_ptr<const TransportLaw> neutral = make_transport_law(electrolyte);
  PointMaterial solution;
  solution.permittivity = 0.1;
  solution.diffusivity = {1.0, 3.0};
  solution.standard_potential = {0.0, 0.0};
  solution.present = {1, 1};
  solution.dissolved = {0, 1};
  PointMaterial solid = solution;
  solid.present = {0, 0};
  solid.dissolved = {};
  const std::vector<double> u = {0.7, 2.0, 1.5}, gradient = {0.3, -0.2, 0.9};
  for (const PointMaterial& material : {solution, solid}) {
    PointLawValues<double> of_poisson(3), of_neutral(3);
    PointDerivatives by_poisson(3), by_neutral(3);
    poisson->evaluate(u.data(), {}, material, of_poisson);
    neutral->evaluate(u.data(), {}, material, of_neutral);
    poisson->linearize(u.data(), {gradient.data(), 1, 3}, material, by_poisson);
    neutral->linearize(u.data(), {gradient.data(), 1, 3}, material, by_neutral);
    if (!material.dissolved.empty())
      of_poisson.flux_coefficient[0] = by_poisson.flux_coefficient[0] = 0.0;
    EXPECT_EQ(of_neutral.flux_coefficient, of_poisson.flux_coefficient);
    EXPECT_EQ(of_neutral.source, of_poisson.source);
    EXPECT_EQ(by_neutral.flux_coefficient, by_poisson.flux_coefficient);
    EXPECT_EQ(by_neutral.drift, by_poisson.drift);
    EXPECT_EQ(by_neutral.source, by_poisson.source);
  }
}

std::vector<std::string> every_activity_model() {
  std::vector<std::string> names;
  for (const ActivityRow& row : activity_models())
    names.push_back(row.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, NeutralActivityRows, testing::ValuesIn(every_activity_model()),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](const char one) { return !std::isalnum(one); }, '_');
                           return name;
                         });

} // namespace
} // namespace ionflux
