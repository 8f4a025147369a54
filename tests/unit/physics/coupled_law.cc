// Every row of the table of mobility models in a transport law: ideal and not, in both sets of
// unknowns, also electroneutral.

#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/mobility/models.h>
#include <ionflux/physics/transport_law.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace ionflux {
namespace {

using Values = std::vector<double>;

struct LawCase {
  std::string activity;
  PrimaryVariable unknown;
  PotentialModel potential;
  bool mixed = false; ///< the concentration of the first species whatever the others have
};

class LawWithMobility : public testing::TestWithParam<std::string> {
protected:
  const MobilityRow& row = mobility_model_row(GetParam());
  const MobilityInput& input = row.example.input;
  const Values& c = row.example.concentrations;
  const unsigned int n = c.size();
  PointMaterial material;
  std::unique_ptr<const TransportLaw> law;
  Values u;

  void make(const LawCase& which) {
    Electrolyte electrolyte;
    electrolyte.ideal = which.activity == "ideal";
    electrolyte.potential_model = which.potential;
    electrolyte.nernst_einstein = false;
    electrolyte.diagonal_mobility = row.is_diagonal;
    electrolyte.limited_mobility = row.is_limited;
    material = PointMaterial();
    material.permittivity = 0.1;
    material.concentration_scale = 100.0;
    material.mobility = make_mobility_model(row.name, input);
    ActivityInput sizes;
    Values dimensionless;
    for (unsigned int i = 0; i < n; ++i) {
      Species species;
      species.charge_number = input.charge_numbers[i];
      species.unknown = which.mixed && i == 0 ? PrimaryVariable::concentration : which.unknown;
      electrolyte.species.push_back(species);
      material.diffusivity.push_back(0.4 + 0.3 * i);
      material.standard_potential.push_back(
          which.unknown == PrimaryVariable::concentration ? 0.0 : 0.2 * i);
      material.present.push_back(1);
      material.dissolved.push_back(i);
      dimensionless.push_back(c[i] / material.concentration_scale);
      material.fixed_charge -= species.charge_number * dimensionless.back();
      sizes.per_species["Diameter"][i] = (3.0 + i) * 1e-10;
    }
    sizes.names = input.names;
    sizes.charge_numbers = input.charge_numbers;
    if (!electrolyte.ideal) material.activity = make_activity_model(which.activity, sizes);
    law = make_transport_law(electrolyte);
    u.resize(n + 1);
    law->unknowns(0.3, dimensionless.data(), material, u.data());
  }
};

TEST_P(LawWithMobility, LinearizeIsDifferencesOfEvaluate) {
  constexpr auto mu = PrimaryVariable::electrochemical_potential,
                 conc = PrimaryVariable::concentration;
  constexpr auto poisson = PotentialModel::poisson, neutral = PotentialModel::electroneutral;
  for (const LawCase& which : std::vector<LawCase>{{"ideal", mu, poisson},
                                                   {"ideal", conc, poisson},
                                                   {"lattice gas with sizes", mu, poisson},
                                                   {"lattice gas with sizes", conc, poisson},
                                                   {"ideal", mu, poisson, true},
                                                   {"lattice gas with sizes", mu, poisson, true},
                                                   {"ideal", mu, neutral},
                                                   {"lattice gas with sizes", mu, neutral}}) {
    make(which);
    const unsigned int fields = n + 1, dim = 2;
    Values gradient(dim * fields);
    for (unsigned int k = 0; k < gradient.size(); ++k)
      gradient[k] = std::sin(1.0 + 2.3 * k);
    const PointGradient view{gradient.data(), dim, fields};
    PointDerivatives found(fields, law->needs_gradients());
    law->linearize(u.data(), view, material, found);
    PointLawValues<double> here(fields), above(fields), below(fields), moved(fields);
    law->evaluate(u.data(), view, material, here);
    for (unsigned int k = 0; k < fields * fields; ++k)
      EXPECT_NEAR(found.flux_coefficient[k], here.flux_coefficient[k],
                  1e-12 * (1.0 + std::abs(here.flux_coefficient[k])));
    for (unsigned int m = 0; m < fields; ++m) {
      constexpr double h = 1e-5;
      const double kept = u[m];
      u[m] = kept + h;
      law->evaluate(u.data(), view, material, above);
      u[m] = kept - h;
      law->evaluate(u.data(), view, material, below);
      u[m] = kept;
      for (unsigned int f = 1; f < fields; ++f)
        for (unsigned int d = 0; d < dim; ++d) {
          double drift = 0.0, size = 1.0;
          for (unsigned int k = 0; k < fields; ++k) {
            const unsigned int place = f * fields + k;
            const double slope =
                (above.flux_coefficient[place] - below.flux_coefficient[place]) / (2.0 * h);
            if (!law->flux_couples(f, k)) {
              EXPECT_EQ(slope, 0.0) << f << " " << k;
            }
            drift += slope * gradient[d * fields + k];
            size += std::abs(slope);
          }
          EXPECT_NEAR(found.drift[3 * (f * fields + m) + d], drift, 1e-7 * size)
              << which.activity << ", unknowns " << static_cast<int>(which.unknown) << ", " << f
              << " by " << m;
          if (row.is_limited) {
            double& slope_of_m = gradient[d * fields + m];
            const double was = slope_of_m;
            const auto flux_at = [&](const double slope, const unsigned int e) {
              slope_of_m = slope;
              law->evaluate(u.data(), view, material, moved);
              slope_of_m = was;
              double flux = 0.0;
              for (unsigned int k = 0; k < fields; ++k)
                flux += moved.flux_coefficient[f * fields + k] *
                        (k == m && e == d ? slope : gradient[e * fields + k]);
              return flux;
            };
            for (unsigned int e = 0; e < dim; ++e)
              EXPECT_NEAR(found.flux_by_gradient[9 * (f * fields + m) + 3 * e + d] +
                              (d == e ? found.flux_coefficient[f * fields + m] : 0.0),
                          (flux_at(was + h, e) - flux_at(was - h, e)) / (2.0 * h), 1e-7 * size);
          }
          if (!law->couples(f, m)) {
            EXPECT_EQ(found.drift[3 * (f * fields + m) + d], 0.0);
          }
        }
    }
  }
}

// Of a Fickian matrix, J = - D grad c whatever the activities, where nothing is charged.
TEST_P(LawWithMobility, NeutralFluxesOfAFickianMatrix) {
  if (row.name != "Fickian") GTEST_SKIP();
  for (const char* activity : {"ideal", "lattice gas with sizes"}) {
    make({activity, PrimaryVariable::electrochemical_potential, PotentialModel::poisson});
    PointLawValues<double> values(n + 1);
    PointChemistry chemistry(n + 1);
    law->evaluate(u.data(), {}, material, values);
    law->chemistry(u.data(), material, chemistry);
    Values relative(n * n);
    material.mobility->matrix(c.data(), relative.data(), nullptr);
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int m = 1; m <= n; ++m) {
        double expected = 0.0;
        for (unsigned int j = 0; j < n; ++j)
          expected += std::sqrt(material.diffusivity[i] * material.diffusivity[j]) *
                      relative[i * n + j] * chemistry.concentration_slope(j, m);
        EXPECT_NEAR(values.flux_coefficient[(i + 1) * (n + 1) + m], expected,
                    1e-12 * (1.0 + std::abs(expected)));
      }
  }
}

std::vector<std::string> mobilities_of_laws() {
  std::vector<std::string> names;
  for (const MobilityRow& row : mobility_models())
    names.push_back(row.name);
  return names;
}

std::string as_law_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](const char one) { return !std::isalnum(one); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, LawWithMobility, testing::ValuesIn(mobilities_of_laws()),
                         as_law_name);

} // namespace
} // namespace ionflux
