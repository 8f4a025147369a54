// What every row of the table of mobility models must do. In a transport law: coupled_law.cc.

#include <ionflux/physics/constants.h>
#include <ionflux/physics/mobility/models.h>
#include <ionflux/physics/mobility/point_mobility.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace ionflux {
namespace {

using Values = std::vector<double>;

class MobilityRows : public testing::TestWithParam<std::string> {
protected:
  const MobilityRow& row = mobility_model_row(GetParam());
  const MobilityInput& input = row.example.input;
  const Values& c = row.example.concentrations;
  const unsigned int n = c.size();
  const std::unique_ptr<MobilityModel> model = make_mobility_model(row.name, input);

  /// M_ij c_j, [m^2/s mol/m^3].
  Values onsager_matrix(const Values& c) const {
    PointMobility point;
    point.find(*model, nullptr, c.data(), input.diffusivities.data(), false);
    Values matrix = point.matrix();
    for (unsigned int k = 0; k < n * n; ++k)
      matrix[k] *= c[k % n];
    return matrix;
  }
};

TEST_P(MobilityRows, IsDocumented) {
  for (const std::string& text : {row.documentation, row.formula, row.source, row.range})
    EXPECT_FALSE(text.empty());
  std::set<std::string> names;
  for (const MobilityEntry& entry : row.entries) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_FALSE(entry.documentation.empty()) << entry.name;
    EXPECT_FALSE(entry.unit.empty()) << entry.name;
  }
  EXPECT_EQ(input.n_species(), n);
  EXPECT_EQ(input.diffusivities.size(), n);
}

TEST_P(MobilityRows, TraitsAreTrue) {
  EXPECT_EQ(model->n_species(), n);
  EXPECT_EQ(model->is_diagonal(), row.is_diagonal);
  EXPECT_EQ(model->out_of_range(c.data()), "");
  Values matrix(n * n), other(n * n), dilute = c;
  model->matrix(c.data(), matrix.data(), nullptr);
  for (double& number : dilute)
    number *= 0.1;
  model->matrix(dilute.data(), other.data(), nullptr);
  EXPECT_EQ(model->is_constant(), matrix == other);
  double cross = 0.0, own = 0.0;
  for (unsigned int k = 0; k < n * n; ++k)
    (k % (n + 1) == 0 ? own : cross) += std::abs(matrix[k] - (k % (n + 1) == 0 ? 1.0 : 0.0));
  EXPECT_EQ(cross == 0.0, row.is_diagonal);
  EXPECT_GT(cross + own, row.name == "Nernst-Einstein" || row.is_limited ? -1.0 : 0.05)
      << "the example does nothing";
}

TEST_P(MobilityRows, SlopesAreDifferences) {
  for (const double factor : {1.0, 1e-3}) {
    Values state = c, matrix(n * n), slopes(n * n * n), up(n * n), down(n * n);
    for (double& number : state)
      number *= factor;
    model->matrix(state.data(), matrix.data(), slopes.data());
    for (unsigned int l = 0; l < n; ++l) {
      const double kept = state[l], h = 1e-5 * kept;
      state[l] = kept + h;
      model->matrix(state.data(), up.data(), nullptr);
      state[l] = kept - h;
      model->matrix(state.data(), down.data(), nullptr);
      state[l] = kept;
      for (unsigned int k = 0; k < n * n; ++k)
        EXPECT_NEAR(slopes[l * n * n + k] * kept, (up[k] - down[k]) / 2e-5,
                    1e-8 * (1.0 + std::abs(slopes[l * n * n + k] * kept)))
            << k << " by " << l;
    }
  }
}

TEST_P(MobilityRows, FiniteWhereASpeciesIsAbsent) {
  for (const double nothing : {0.0, -1e-3})
    for (unsigned int absent = 0; absent <= n; ++absent) {
      Values state = c, matrix(n * n), slopes(n * n * n);
      for (unsigned int i = 0; i < n; ++i)
        if (i == absent || absent == n) state[i] = nothing;
      model->matrix(state.data(), matrix.data(), slopes.data());
      for (const Values* numbers : {&matrix, &slopes})
        for (const double number : *numbers)
          EXPECT_TRUE(std::isfinite(number)) << absent;
    }
}

// f(0) = 1, the speed stays below the limit and does not fall, and slopes are differences.
TEST_P(MobilityRows, LimitsOfSpeeds) {
  ASSERT_EQ(model->is_limited(), row.is_limited);
  if (!row.is_limited) GTEST_SKIP();
  const double limit = input.per_species.at("Limiting speed").at(1);
  double before = 0.0, factor, slope, above, below, unused;
  model->limit(1, 0.0, &factor, &slope);
  EXPECT_EQ(factor, 1.0);
  for (double x = 1e-3; x < 1e6; x *= 1.37) {
    model->limit(1, x * limit, &factor, &slope);
    EXPECT_GE(x * factor, before * (1.0 - 1e-14)) << x;
    before = x * factor;
    EXPECT_LE(before, 1.0 + 1e-14) << x;
    const double h = 1e-5 * x;
    model->limit(1, (x + h) * limit, &above, &unused);
    model->limit(1, (x - h) * limit, &below, &unused);
    EXPECT_NEAR(slope * limit * x, (above - below) / 2e-5, 1e-8) << x;
  }
  EXPECT_NEAR(before, 1.0, 1e-5); // free streaming
}

TEST_P(MobilityRows, DissipatesInTheExample) {
  if (row.name == "Maxwell-Stefan") GTEST_SKIP() << "with the remaining species: see below";
  PointMobility point;
  point.find(*model, nullptr, c.data(), input.diffusivities.data(), false);
  EXPECT_GT(least_dissipation(c.data(), point.matrix(), n), 1e-11);
}

TEST(OnsagerMobility, IsSymmetricAtAnyConcentrations) {
  const MobilityRow& row = mobility_model_row("Onsager");
  const auto model = make_mobility_model("Onsager", row.example.input);
  const unsigned int n = model->n_species();
  for (const double factor : {1.0, 1e-4}) {
    Values c = row.example.concentrations;
    c[0] *= factor;
    PointMobility point;
    point.find(*model, nullptr, c.data(), row.example.input.diffusivities.data(), false);
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j) {
        const double l_ij = point.matrix()[i * n + j] * c[j],
                     l_ji = point.matrix()[j * n + i] * c[i];
        EXPECT_NEAR(l_ij, l_ji, 1e-13 * std::abs(l_ij)) << i << " " << j;
      }
  }
}

TEST(OnsagerMobility, RefusesNegativeDissipation) {
  MobilityInput input = mobility_model_row("Onsager").example.input;
  input.per_pair["Degree of coupling"] = {{{0, 1}, 0.9}, {{0, 2}, 0.9}, {{1, 2}, -0.9}};
  EXPECT_THROW(make_mobility_model("Onsager", input), std::invalid_argument);
}

// The fluxes fulfil the equations they were made from; those of the frame add up to nothing.
TEST(MaxwellStefanMobility, FluxesFulfilTheEquations) {
  MobilityInput input;
  input.names = {"acetone", "methanol", "water"};
  input.charge_numbers = {0, 0, 0};
  input.temperature = 328.5;
  input.diffusivities = {13.72e-6, 19.91e-6, 28e-6}; // with air
  input.per_run["Total concentration"] = 36.4;
  input.per_pair["Binary diffusivity"] = {{{0, 1}, 8.48e-6}, {{0, 2}, 11e-6}, {{1, 2}, 15e-6}};
  const Values c = {11.6, 9.2, 3.0}, force = {0.7, -0.4, 0.2};
  for (const char* frame : {"remaining species", "molar average"}) {
    input.texts["Reference frame"] = {{0, frame}};
    const auto model = make_mobility_model("Maxwell-Stefan", input);
    PointMobility point;
    point.find(*model, nullptr, c.data(), input.diffusivities.data(), false);
    Values flux(4, 0.0), x(4);
    for (unsigned int i = 0; i < 3; ++i)
      for (unsigned int j = 0; j < 3; ++j)
        flux[i] -= point.matrix()[3 * i + j] * force[j];
    if (std::string(frame) == "molar average") flux[3] = -flux[0] - flux[1] - flux[2];
    x[3] = 1.0;
    for (unsigned int i = 0; i < 3; ++i)
      x[3] -= x[i] = c[i] / 36.4;
    double dissipation = 0.0, rest = 0.0;
    for (unsigned int i = 0; i < 3; ++i) {
      double friction = 0.0;
      for (unsigned int j = 0; j < 4; ++j) {
        if (i == j) continue;
        const double d = j == 3 ? input.diffusivities[i]
                                : input.per_pair["Binary diffusivity"].at(std::minmax(i, j));
        friction += (x[i] * flux[j] - x[j] * flux[i]) / d;
      }
      EXPECT_NEAR(friction, force[i], 1e-14) << frame << " " << i;
      dissipation -= flux[i] * force[i] / c[i];
      rest += force[i]; // Gibbs and Duhem: that of the remaining species is the opposite
    }
    dissipation += flux[3] * rest / (36.4 * x[3]);
    EXPECT_GT(dissipation, 0.0) << frame;
  }
}

// An electrolyte of a solvent and two ions (Newman and Thomas-Alyea 2004, equations 12.9
// to 12.11, 12.23), and the same by what is measured of it.
TEST(MaxwellStefanMobility, ConcentratedElectrolyte) {
  const double z[2] = {2.0, -1.0}, with_solvent[2] = {0.8e-9, 1.9e-9}, ions = 0.3e-9;
  const double total = 55.0e3, rt = constants::gas * 298.15, f2 = std::pow(constants::faraday, 2);
  const Values c = {1500.0, 3000.0};
  MobilityInput input;
  input.names = {"Ca", "Cl"};
  input.charge_numbers = {2, -1};
  input.diffusivities = {with_solvent[0], with_solvent[1]};
  input.per_run["Total concentration"] = total;
  input.per_pair["Binary diffusivity"] = {{{0, 1}, ions}};
  const auto matrix_of = [&](const char* model, const MobilityInput& from) {
    PointMobility point;
    point.find(*make_mobility_model(model, from), nullptr, c.data(), from.diffusivities.data(),
               false);
    return point.matrix();
  };
  const Values m = matrix_of("Maxwell-Stefan", input);
  double conductivity = 0.0, of_cation = 0.0;
  for (unsigned int i = 0; i < 2; ++i)
    for (unsigned int j = 0; j < 2; ++j) {
      const double part = f2 / rt * z[i] * z[j] * m[2 * i + j] * c[j];
      conductivity += part;
      of_cation += i == 0 ? part : 0.0;
    }
  const double sum = z[0] * with_solvent[0] - z[1] * with_solvent[1];
  const double t = z[0] * with_solvent[0] / sum, solvent = total - c[0] - c[1];
  const double salt = with_solvent[0] * with_solvent[1] * (z[0] - z[1]) / sum *
                      (total / solvent); // of D dc, in the frame of the solvent
  const double kappa = -total * z[0] * z[1] * f2 / rt /
                       (1.0 / ions + solvent * (1.0 - t) / (c[0] * with_solvent[1]));
  EXPECT_NEAR(conductivity, kappa, 1e-12 * kappa);
  EXPECT_NEAR(of_cation / conductivity, t, 1e-13);

  MobilityInput measured = input;
  measured.per_run.clear();
  measured.per_pair.clear();
  char text[64];
  const auto say = [&](const char* entry, const double value) {
    std::snprintf(text, sizeof(text), "%.17g", value);
    measured.texts[entry] = {{0, text}};
  };
  say("Conductivity", kappa);
  say("Transference number", t);
  say("Salt diffusivity", salt);
  const Values other = matrix_of("binary electrolyte", measured);
  for (unsigned int k = 0; k < 4; ++k)
    EXPECT_NEAR(other[k], m[k], 1e-12 * std::abs(m[k])) << k;
}

// Of a rotation by 1 rad, and of differences.
TEST(Dissipation, LeastEigenvalue) {
  const double s = std::sin(1.0), k = std::cos(1.0);
  EXPECT_NEAR(
      least_eigenvalue({2 * k * k - 3 * s * s, 5 * k * s, 5 * k * s, 2 * s * s - 3 * k * k}, 2),
      -3.0, 1e-14);
  EXPECT_NEAR(least_eigenvalue({2, -1, 0, -1, 2, -1, 0, -1, 2}, 3), 2.0 - std::sqrt(2.0), 1e-14);
  EXPECT_DOUBLE_EQ(least_eigenvalue({4.0}, 1), 4.0);
}

std::vector<std::string> every_mobility_model() {
  std::vector<std::string> names;
  for (const MobilityRow& row : mobility_models())
    names.push_back(row.name);
  return names;
}

std::string as_test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](const char one) { return !std::isalnum(one); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, MobilityRows, testing::ValuesIn(every_mobility_model()),
                         as_test_name);

} // namespace
} // namespace ionflux
