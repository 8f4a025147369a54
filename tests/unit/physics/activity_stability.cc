// States that are not thermodynamically stable are never handed out as results; texts of formulas.

#include <ionflux/physics/activity/formula_text.h>
#include <ionflux/physics/activity/inversion.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/molality.h>
#include <ionflux/physics/activity/small_matrix.h>
#include <ionflux/physics/constants.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ionflux {
namespace {

using Numbers = std::vector<double>;

std::unique_ptr<ActivityModel> salt(const std::string& name, const int z) {
  ActivityInput input;
  input.names = {"A", "B"};
  input.charge_numbers = {z, -z};
  return make_activity_model(name, input);
}

Numbers activities(const ActivityModel& model, const Numbers& c) {
  Numbers w(c.size());
  model.log_gamma(1, c.data(), w.data(), nullptr);
  for (unsigned int i = 0; i < c.size(); ++i)
    w[i] += std::log(c[i]);
  return w;
}

// ln a = ln c - A z^2 sqrt(z^2 c) has its maximum at z^2 A sqrt(I) / 2 = 1.
TEST(ActivityStability, LimitingLawBeyondItsMaximum) {
  for (const int z : {2, 3, 4}) {
    const auto model = salt("Debye-Hueckel limiting", z);
    const Numbers one = {1.0, 1.0};
    Numbers values(2);
    model->log_gamma(1, one.data(), values.data(), nullptr);
    const double unit = -values[0]; // A z^2 sqrt(I), I = z^2 c
    const double largest = std::pow(2.0 / unit, 2);
    ActivityInversion inversion(*model);
    for (const double part : {0.1, 0.9, 0.999}) {
      const Numbers c = {part * largest, part * largest}, w = activities(*model, c);
      ASSERT_EQ(inversion.solve(w.data()), InversionStatus::converged) << z << " " << part;
      EXPECT_NEAR(inversion.concentrations()[0], c[0], 1e-9 * c[0]);
    }
    // Beyond it: the same activity belongs to a stable, more dilute state, which is found ...
    const Numbers beyond = {2.0 * largest, 2.0 * largest};
    Numbers w = activities(*model, beyond);
    if (inversion.solve(w.data()) == InversionStatus::converged) {
      EXPECT_LT(inversion.concentrations()[0], largest);
    }
    // ... unless one starts there and stays, or the activity is never reached.
    const Numbers top = {largest, largest};
    w = activities(*model, top);
    w[0] += 0.01;
    w[1] += 0.01;
    EXPECT_EQ(inversion.solve(w.data()), InversionStatus::not_converged);
  }
}

std::unique_ptr<ActivityModel> lattice_fluid(const double attraction, const unsigned int n = 1) {
  ActivityInput input;
  input.names.assign(n, "Li");
  input.charge_numbers.assign(n, 1);
  input.per_run["Site density"] = 2e4;
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = i; j < n; ++j)
      input.per_pair["Interaction energy"][{i, j}] =
          attraction * constants::gas * input.temperature;
  return make_activity_model("regular solution", input);
}

// mu = ln(theta / (1 - theta)) + g theta: spinodal at theta (1 - theta) = -1 / g, critical g = -4
// (Bragg and Williams); Hill 1960, Statistical Thermodynamics, ch. 14.
TEST(ActivityStability, RegularSolutionInsideItsSpinodal) {
  const double g = -5.0, edge = 0.5 - std::sqrt(0.25 + 1.0 / g);
  for (const unsigned int n : {1u, 2u}) { // two kinds that are the same
    const auto model = lattice_fluid(g, n);
    ActivityInversion inversion(*model);
    const auto state = [&](const double theta) { return Numbers(n, theta * 2e4 / n); };
    for (const double theta : {1e-9, 0.1, 0.99 * edge, 1.0 - 0.99 * edge, 0.9, 1.0 - 1e-9}) {
      const Numbers c = state(theta), w = activities(*model, c);
      Numbers start(n, std::log(c[0]));
      ASSERT_EQ(inversion.solve(w.data()), InversionStatus::converged) << theta;
      // One of the two phases of that activity, and a stable one.
      const double found = inversion.concentrations()[0] * n / 2e4;
      EXPECT_TRUE(found < edge || found > 1.0 - edge) << found;
      EXPECT_NEAR(activities(*model, inversion.concentrations())[0], w[0], 1e-6);
    }
    for (const double theta : {1.01 * edge, 0.35, 0.5, 1.0 - 1.01 * edge}) {
      const Numbers w = activities(*model, state(theta));
      if (inversion.solve(w.data()) != InversionStatus::converged) continue;
      const double found = inversion.concentrations()[0] * n / 2e4;
      EXPECT_TRUE(found < edge || found > 1.0 - edge) << theta << " " << found;
    }
    // Exactly in the middle Newton's method has found the unstable state: it says so.
    const Numbers middle = activities(*model, state(0.5));
    EXPECT_NE(inversion.solve(middle.data()), InversionStatus::not_converged);
  }
  const auto critical = lattice_fluid(-3.99);
  ActivityInversion inversion(*critical);
  const Numbers w = activities(*critical, {1e4});
  EXPECT_EQ(inversion.solve(w.data()), InversionStatus::converged);
  EXPECT_NEAR(inversion.inverse()[0], 1.0 / ((1.0 / 0.25 - 3.99) * 0.5), 1e-6 * 200.0);
}

// Two kinds that repel each other but not themselves: equal amounts are a saddle, they would part.
TEST(ActivityStability, RegularSolutionThatDemixes) {
  ActivityInput input;
  input.names = {"A", "B"};
  input.charge_numbers = {1, 1};
  input.per_run["Site density"] = 2e4;
  const double energy = constants::gas * input.temperature;
  for (const auto& [repulsion, status] :
       {std::pair<double, InversionStatus>{9.0, InversionStatus::converged},
        {11.0, InversionStatus::unstable}}) { // 1 / theta = 10
    input.per_pair["Interaction energy"] = {{{0, 1}, repulsion * energy}};
    const auto model = make_activity_model("regular solution", input);
    ActivityInversion inversion(*model);
    const Numbers c = {2e3, 2e3}, w = activities(*model, c);
    EXPECT_EQ(inversion.solve(w.data()), status) << repulsion;
    EXPECT_NEAR(inversion.concentrations()[0], c[0], 1e-8 * c[0]); // reported with the status
  }
}

// At 1 V sites fill up to 1 - 1e-17: c is N, but what is left and the slopes have all digits.
TEST(ActivityStability, RegularSolutionFullToTheLastSite) {
  const auto model = lattice_fluid(3.0);
  ActivityInversion inversion(*model);
  for (const double w : {-800.0, -40.0, 0.0, 40.0, 80.0, 800.0}) {
    const double activity = std::log(2e4) + w;
    ASSERT_EQ(inversion.solve(&activity), InversionStatus::converged) << w;
    EXPECT_LE(inversion.concentrations()[0], 2e4 * (1.0 + 1e-15));
    if (w == 40.0) {
      EXPECT_NEAR(inversion.inverse()[0] / std::exp(3.0 - 40.0), 1.0, 1e-12);
    }
  }
}

TEST(ActivityStability, PivotsTellDefiniteness) {
  SmallMatrix good(2), bad(2);
  good(0, 0) = 2.0, good(0, 1) = 1.0, good(1, 0) = 3.0, good(1, 1) = 2.0;
  bad(0, 0) = 1.0, bad(0, 1) = 2.0, bad(1, 0) = 2.0, bad(1, 1) = 1.0;
  EXPECT_TRUE(good.factor());
  EXPECT_FALSE(bad.factor());
  double x[2] = {4.0, 7.0};
  good.solve(x);
  EXPECT_DOUBLE_EQ(x[0], 1.0);
  EXPECT_DOUBLE_EQ(x[1], 2.0);
}

TEST(ActivityStability, RangesInWords) {
  const auto davies = salt("Davies", 1);
  const Numbers inside = {400.0, 400.0}, outside = {1200.0, 1200.0};
  EXPECT_TRUE(davies->in_range(inside.data()));
  EXPECT_EQ(davies->out_of_range(outside.data()),
            "ionic strength 1.2 mol/L, published up to 0.5 mol/L");
  ActivityInput input;
  input.names = {"K+", "Cl-"};
  input.charge_numbers = {1, -1};
  input.temperature = 340.0;
  const auto pitzer = make_activity_model("Pitzer", input);
  const Numbers strong = {6e3, 6e3};
  EXPECT_THAT(pitzer->out_of_range(strong.data()), testing::HasSubstr("temperature 340 K"));
  EXPECT_THAT(pitzer->out_of_range(strong.data()), testing::HasSubstr("up to 4.8 mol/kg"));
}

TEST(ActivityInput, NamesOfIons) {
  EXPECT_EQ(plain_ion_name("Na", 1), "Na");
  EXPECT_EQ(plain_ion_name("Na+", 1), "Na");
  EXPECT_EQ(plain_ion_name("Ca2+", 2), "Ca");
  EXPECT_EQ(plain_ion_name("Ca++", 2), "Ca");
  EXPECT_EQ(plain_ion_name("Ca+2", 2), "Ca");
  EXPECT_EQ(plain_ion_name("SO4", -2), "SO4");
  EXPECT_EQ(plain_ion_name("SO42-", -2), "SO4");
  EXPECT_EQ(plain_ion_name("SO4--", -2), "SO4");
  EXPECT_EQ(plain_ion_name("NO3-", -1), "NO3");
}

void expect_refused(const std::string& name, const ActivityInput& input, const std::string& words) {
  try {
    make_activity_model(name, input);
    ADD_FAILURE() << name << " should be refused: " << words;
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr(words));
  }
}

TEST(ActivityInput, Refusals) {
  ActivityInput input;
  input.names = {"Na", "benzoate"};
  input.charge_numbers = {1, -1};
  expect_refused("Pitzer", input, "needs 'beta 0' of Na and benzoate");
  expect_refused("Truesdell-Jones", input, "needs 'Ion size' of benzoate");
  expect_refused("hard spheres", input, "needs 'Diameter' of Na");
  expect_refused("lattice gas", input, "'Cell size'");
  expect_refused("lattice gas with sizes", input, "'Diameter' of Na");
  expect_refused("regular solution", input, "'Site density'");
  expect_refused("Bromley", input, "ideal, Debye-Hueckel limiting");
  input.temperature = -3.0;
  expect_refused("Davies", input, "needs a temperature above 0, not -3");
  input.temperature = 298.15;
  input.texts["ln gamma"] = {{0, "-1.17*sqrt(I"}};
  expect_refused("expression", input, "lacks a ')'");
  input.texts["ln gamma"] = {{0, "c_K"}};
  expect_refused("expression", input,
                 "'c_K', which is not known; there are pi, c_Na, c_benzoate, I, T");
  input.charge_numbers = {3, -1};
  input.texts.clear();
  expect_refused("Pitzer", input, "knows ions of charge 1 and 2, not Na");
}

// The expression is the model that it spells.
TEST(FormulaText, DaviesTyped) {
  ActivityInput input;
  input.names = {"Ca2+", "Cl-", "urea"};
  input.charge_numbers = {2, -1, 0};
  const auto davies = make_activity_model("Davies", input);
  const Numbers c = {80.0, 160.0, 50.0}, unit = {1e-6, 2e-6, 0.0}; // I = 3e-9 mol/L
  Numbers small(3), expected(3), slopes(9), typed(3), typed_slopes(9);
  davies->log_gamma(1, unit.data(), small.data(), nullptr);
  const double root = std::sqrt(3e-9);
  const std::string a =
      std::to_string(-1e6 * small[1] / (root / (1.0 + root) - 0.3 * 3e-9)) + "e-6";
  const std::string body = "*(sqrt(I)/(1 + sqrt(I)) - 0.3*I) * 298.15/T";
  input.texts["ln gamma"] = {
      {0, "-4*" + a + body}, {1, "-" + a + body}, {2, "0.001*(c_Ca2 - c_Cl/2)"}};
  const auto expression = make_activity_model("expression", input);
  davies->log_gamma(1, c.data(), expected.data(), slopes.data());
  expression->log_gamma(1, c.data(), typed.data(), typed_slopes.data());
  for (unsigned int i = 0; i < 2; ++i) {
    EXPECT_NEAR(typed[i], expected[i], 1e-9);
    for (unsigned int j = 0; j < 3; ++j)
      EXPECT_NEAR(typed_slopes[3 * i + j], slopes[3 * i + j], 1e-9 * std::abs(slopes[3 * i]));
  }
  EXPECT_NEAR(typed[2], 0.0, 1e-16);
  EXPECT_NEAR(typed_slopes[6], 1e-6, 1e-18); // mol/L inside, mol/m^3 outside
}

TEST(FormulaText, MeansWhatIsWritten) {
  const double x[2] = {0.7, 2.5};
  const auto value = [&](const std::string& text) {
    return FormulaText(text, {"a", "b"}).evaluate(x);
  };
  EXPECT_DOUBLE_EQ(value("1 + 2*3"), 7.0);
  EXPECT_DOUBLE_EQ(value("-a^2"), -0.49);
  EXPECT_DOUBLE_EQ(value("2^3^2"), 512.0);
  EXPECT_DOUBLE_EQ(value("8/2/2"), 2.0);
  EXPECT_DOUBLE_EQ(value("1-2-3"), -4.0);
  EXPECT_DOUBLE_EQ(value("b^(-1)*a"), 0.7 / 2.5);
  EXPECT_DOUBLE_EQ(value("a^b"), std::pow(0.7, 2.5));
  EXPECT_DOUBLE_EQ(value("pow(b, 1.5)"), std::pow(2.5, 1.5));
  EXPECT_DOUBLE_EQ(value("1e-3*exp(ln(b))"), 2.5e-3);
  EXPECT_DOUBLE_EQ(value("log10(b)"), std::log10(2.5));
  EXPECT_DOUBLE_EQ(value("sqrt(a) + sin(b)*cos(a) - tanh(a) + pi"),
                   std::sqrt(0.7) + std::sin(2.5) * std::cos(0.7) - std::tanh(0.7) +
                       std::acos(-1.0));
  for (const char* text :
       {"", "a b", "a +", "log(a)", "abs(a)", "a^-1", "(a", "a)", "a < b", "2..5", "c", "1,2"})
    EXPECT_THROW(FormulaText(text, {"a", "b"}), std::invalid_argument) << text;
  EXPECT_THROW(FormulaText(std::string(5000, '(') + "1", {}), std::invalid_argument);
}

} // namespace
} // namespace ionflux
