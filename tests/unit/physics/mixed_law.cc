// Concentrations of some species and electrochemical potentials of the others as unknowns, for
// every row of the table of activity models and every choice of the species.

#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/composed_law.h>
#include <ionflux/physics/mixed_law.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ionflux {
namespace {

using Values = std::vector<double>;

class MixedRows : public testing::TestWithParam<std::string> {
protected:
  const ActivityExample& example = activity_model_row(GetParam()).example;
  const unsigned int n = example.concentrations.size(), fields = n + 1, dim = 2;
  PointMaterial material;
  Electrolyte electrolyte;
  std::unique_ptr<const TransportLaw> potentials, concentrations; ///< the other laws
  Values c, of_potentials, gradient; ///< composition; unknowns of `potentials` and theirs

  void SetUp() override {
    electrolyte.ideal = false;
    material.permittivity = 0.1;
    material.fixed_charge = 0.3;
    material.concentration_scale = 100.0;
    material.activity = make_activity_model(GetParam(), example.input);
    for (unsigned int i = 0; i < n; ++i) {
      Species species;
      species.charge_number = example.input.charge_numbers[i];
      electrolyte.species.push_back(species);
      material.diffusivity.push_back(1.0 + i);
      material.standard_potential.push_back(0.0);
      material.present.push_back(1);
      material.dissolved.push_back(i);
      c.push_back(example.concentrations[i] / material.concentration_scale);
    }
    electrolyte.solve_for(PrimaryVariable::concentration);
    concentrations = std::make_unique<ComposedLaw>(electrolyte);
    electrolyte.solve_for(PrimaryVariable::electrochemical_potential);
    potentials = std::make_unique<ComposedLaw>(electrolyte);
    of_potentials.resize(fields);
    potentials->unknowns(0.4, c.data(), material, of_potentials.data());
    for (unsigned int k = 0; k < dim * fields; ++k)
      gradient.push_back(std::sin(1.0 + 2.3 * k));
  }

  /// Bit i of the choice: species i by its concentration.
  std::unique_ptr<const TransportLaw> law_of(const unsigned int choice) {
    for (unsigned int i = 0; i < n; ++i)
      electrolyte.species[i].unknown = choice >> i & 1 ? PrimaryVariable::concentration
                                                       : PrimaryVariable::electrochemical_potential;
    return std::make_unique<MixedLaw>(electrolyte);
  }
  unsigned int n_choices() const { return 1u << n; }

  Values unknowns_of(const TransportLaw& law) const {
    Values u(fields);
    law.unknowns(0.4, c.data(), material, u.data());
    return u;
  }

  /// Flux of field f by coefficients [f][m] and gradients [d][m].
  double flux(const Values& coefficients, const Values& gradients, const unsigned int f,
              const unsigned int d) const {
    double sum = 0.0;
    for (unsigned int m = 0; m < fields; ++m)
      sum += coefficients[f * fields + m] * gradients[d * fields + m];
    return sum;
  }
};

TEST_P(MixedRows, IsTheLawInPotentialsInOtherUnknowns) {
  PointChemistry expected(fields), found(fields);
  PointLawValues<double> of_all(fields), values(fields);
  potentials->chemistry(of_potentials.data(), material, expected);
  potentials->evaluate(of_potentials.data(), {}, material, of_all);
  for (unsigned int choice = 0; choice < n_choices(); ++choice) {
    const std::unique_ptr<const TransportLaw> law = law_of(choice);
    const Values u = unknowns_of(*law);
    Values gradients = gradient; // of these unknowns
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int d = 0; d < dim && law->solves_for_concentration(i); ++d) {
        gradients[d * fields + i + 1] = 0.0;
        for (unsigned int m = 0; m < fields; ++m)
          gradients[d * fields + i + 1] +=
              expected.concentration_slope(i, m) * gradient[d * fields + m];
      }
    law->chemistry(u.data(), material, found);
    law->evaluate(u.data(), {}, material, values);
    EXPECT_NEAR(values.source[0], of_all.source[0], 1e-10 * (1.0 + std::abs(of_all.source[0])));
    for (unsigned int i = 0; i < n; ++i) {
      EXPECT_NEAR(found.concentration[i], c[i], 1e-10 * c[i]) << choice << " " << i;
      EXPECT_NEAR(found.activity[i], expected.activity[i], 1e-10 * expected.activity[i]);
      EXPECT_NEAR(law->electrochemical_potential(i, u.data(), material), of_potentials[i + 1],
                  1e-10 * (1.0 + std::abs(of_potentials[i + 1])));
      for (unsigned int d = 0; d < dim; ++d) {
        const double wanted = flux(of_all.flux_coefficient, gradient, i + 1, d);
        EXPECT_NEAR(flux(values.flux_coefficient, gradients, i + 1, d), wanted,
                    1e-9 * (1.0 + std::abs(wanted)))
            << choice << " " << i;
        EXPECT_NEAR(law->potential_difference(i, u.data(), &gradients[d * fields], 1, material),
                    gradient[d * fields + i + 1], 1e-9 * (1.0 + 1.0 / c[i]))
            << choice << " " << i;
      }
    }
  }
}

TEST_P(MixedRows, AllConcentrationsAreTheOtherLaw) {
  const std::unique_ptr<const TransportLaw> law = law_of(n_choices() - 1);
  const Values u = unknowns_of(*law);
  PointDerivatives found(fields), expected(fields);
  law->linearize(u.data(), {gradient.data(), dim, fields}, material, found);
  concentrations->linearize(u.data(), {gradient.data(), dim, fields}, material, expected);
  const auto expect_equal = [](const Values& a, const Values& b) {
    for (unsigned int k = 0; k < a.size(); ++k)
      EXPECT_NEAR(a[k], b[k], 1e-13 * (1.0 + std::abs(b[k])));
  };
  expect_equal(found.flux_coefficient, expected.flux_coefficient);
  expect_equal(found.drift, expected.drift);
  expect_equal(found.source, expected.source);
}

TEST_P(MixedRows, SlopesAgainstDifferences) {
  for (unsigned int choice = 0; choice < n_choices(); ++choice) {
    const std::unique_ptr<const TransportLaw> law = law_of(choice);
    Values u = unknowns_of(*law);
    PointDerivatives found(fields);
    PointChemistry chemistry(fields), above_there(fields), below_there(fields);
    PointLawValues<double> here(fields), above(fields), below(fields);
    law->linearize(u.data(), {gradient.data(), dim, fields}, material, found);
    law->chemistry(u.data(), material, chemistry);
    law->evaluate(u.data(), {}, material, here);
    EXPECT_EQ(found.flux_coefficient, here.flux_coefficient);
    for (unsigned int m = 0; m < fields; ++m) {
      const double kept = u[m],
                   h = 1e-5 * (m > 0 && law->solves_for_concentration(m - 1) ? kept : 1.0);
      u[m] = kept + h;
      law->evaluate(u.data(), {}, material, above);
      law->chemistry(u.data(), material, above_there);
      u[m] = kept - h;
      law->evaluate(u.data(), {}, material, below);
      law->chemistry(u.data(), material, below_there);
      u[m] = kept;
      const auto expect_slope = [&](const double slope, const double high, const double low,
                                    const double size) {
        EXPECT_NEAR(slope * h, 0.5 * (high - low), 1e-6 * h * (size + std::abs(slope)))
            << "choice " << choice << " by " << m;
      };
      expect_slope(found.source[m], above.source[0], below.source[0], 1.0);
      for (unsigned int i = 0; i < n; ++i) {
        const unsigned int f = i + 1;
        expect_slope(chemistry.concentration_slope(i, m), above_there.concentration[i],
                     below_there.concentration[i], c[i]);
        expect_slope(chemistry.activity_slope(i, m), above_there.activity[i],
                     below_there.activity[i], c[i]);
        double size = 1.0; // of what may cancel
        for (unsigned int k = 0; k < fields; ++k)
          size += std::abs(above.flux_coefficient[f * fields + k] -
                           below.flux_coefficient[f * fields + k]) /
                  (2.0 * h);
        for (unsigned int d = 0; d < dim; ++d)
          expect_slope(found.drift[3 * (f * fields + m) + d],
                       flux(above.flux_coefficient, gradient, f, d),
                       flux(below.flux_coefficient, gradient, f, d), size);
      }
    }
  }
}

// A species that is absent, or less by an iteration, is not missed by the others.
TEST_P(MixedRows, NothingOfASpecies) {
  for (unsigned int absent = 0; absent < n; ++absent)
    for (const double little : {0.0, -1e-3}) {
      const std::unique_ptr<const TransportLaw> law = law_of(1u << absent);
      Values there = c, found(n);
      there[absent] = 0.0;
      Values u(fields);
      law->unknowns(0.4, there.data(), material, u.data());
      u[absent + 1] = little;
      law->concentrations(u.data(), material, found.data());
      for (unsigned int i = 0; i < n; ++i)
        EXPECT_NEAR(found[i], i == absent ? little : c[i], 1e-10 * c[i]);
      PointDerivatives slopes(fields);
      law->linearize(u.data(), {gradient.data(), dim, fields}, material, slopes);
      for (const Values* part : {&slopes.flux_coefficient, &slopes.drift, &slopes.source})
        for (const double slope : *part)
          EXPECT_TRUE(std::isfinite(slope));
    }
}

std::vector<std::string> rows_of_mixed_law() {
  std::vector<std::string> names;
  for (const ActivityRow& row : activity_models())
    names.push_back(row.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, MixedRows, testing::ValuesIn(rows_of_mixed_law()),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](const char one) { return !std::isalnum(one); }, '_');
                           return name;
                         });

} // namespace
} // namespace ionflux
