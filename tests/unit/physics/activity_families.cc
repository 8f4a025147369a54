// What every row of the table of activity models must do.

#include <ionflux/physics/activity/inversion.h>
#include <ionflux/physics/activity/mean_activity.h>
#include <ionflux/physics/activity/models.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <vector>

namespace ionflux {
namespace {

using Numbers = std::vector<double>;

class ActivityRows : public testing::TestWithParam<std::string> {
protected:
  const ActivityRow& row = activity_model_row(GetParam());
  const Numbers& c = row.example.concentrations;
  const unsigned int n = c.size();
  const std::unique_ptr<ActivityModel> model = make_activity_model(row.name, row.example.input);

  static Numbers log_gamma(const ActivityModel& model, const Numbers& c) {
    Numbers values(c.size());
    model.log_gamma(1, c.data(), values.data(), nullptr);
    return values;
  }
  static Numbers slopes(const ActivityModel& model, const Numbers& c) {
    Numbers values(c.size()), slopes(c.size() * c.size());
    model.log_gamma(1, c.data(), values.data(), slopes.data());
    return slopes;
  }

  /// From very dilute to the example and, where there is packing, to the edge of it.
  std::vector<Numbers> states() const {
    Numbers factors = {1e-12, 1e-9, 1e-6, 1e-3, 0.03, 0.3, 1.0};
    const double crowding = model->crowding(c.data());
    if (crowding > 0.0)
      for (const double wanted : {0.5, 0.9, 0.99, 0.9999})
        factors.push_back(wanted / crowding);
    std::vector<Numbers> states;
    for (const double factor : factors) {
      states.push_back(c);
      for (double& number : states.back())
        number *= factor;
    }
    return states;
  }

  /// d ln a_i / d c_j sqrt(c_i c_j): symmetric where there is a free energy.
  Numbers stability(const Numbers& c) const {
    Numbers matrix = slopes(*model, c);
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j)
        matrix[i * n + j] = (i == j) + matrix[i * n + j] * std::sqrt(c[i] * c[j]);
    return matrix;
  }
};

/// The example's species `copies` times over, in arrays longer than a chunk of slopes.
ActivityExample repeated(const ActivityExample& example, const unsigned int copies) {
  ActivityExample result = example;
  const unsigned int n = example.input.n_species();
  for (unsigned int copy = 1; copy < copies; ++copy)
    for (unsigned int i = 0; i < n; ++i) {
      result.input.names.push_back(example.input.names[i]);
      result.input.charge_numbers.push_back(example.input.charge_numbers[i]);
      result.concentrations.push_back(example.concentrations[i]);
    }
  for (auto& [entry, numbers] : result.input.per_species)
    for (unsigned int i = 0; i < n * copies; ++i)
      if (example.input.per_species.at(entry).count(i % n))
        numbers[i] = example.input.per_species.at(entry).at(i % n);
  for (auto& [entry, texts] : result.input.texts)
    for (unsigned int i = 0; i < n * copies; ++i)
      texts[i] = example.input.texts.at(entry).at(i % n);
  for (auto& [entry, numbers] : result.input.per_pair)
    for (const auto& [pair, number] : example.input.per_pair.at(entry))
      for (unsigned int k = 0; k < copies; ++k)
        for (unsigned int l = 0; l < copies; ++l) {
          const unsigned int i = pair.first + k * n, j = pair.second + l * n;
          numbers[{std::min(i, j), std::max(i, j)}] = number;
        }
  for (double& concentration : result.concentrations)
    concentration /= copies;
  return result;
}

TEST_P(ActivityRows, IsDocumented) {
  for (const std::string& text : {row.documentation, row.formula, row.source, row.range})
    EXPECT_FALSE(text.empty());
  std::set<std::string> names;
  for (const ActivityEntry& entry : row.entries) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_FALSE(entry.documentation.empty()) << entry.name;
    EXPECT_FALSE(entry.unit.empty()) << entry.name;
  }
}

TEST_P(ActivityRows, ExampleActsInsideTheRange) {
  EXPECT_EQ(model->n_species(), n);
  EXPECT_EQ(model->out_of_range(c.data()), "");
  double largest = 0.0;
  for (const double value : log_gamma(*model, c))
    largest = std::max(largest, std::abs(value));
  if (model->is_ideal())
    EXPECT_EQ(largest, 0.0);
  else
    EXPECT_GT(largest, 0.05);
}

TEST_P(ActivityRows, SlopesAreDifferences) {
  for (const unsigned int copies : {1u, 3u}) {
    const ActivityExample example = repeated(row.example, copies);
    const std::unique_ptr<ActivityModel> model = make_activity_model(row.name, example.input);
    const unsigned int n = example.input.n_species();
    for (const double factor : {1.0, 1e-2, 1e-6}) {
      Numbers c = example.concentrations;
      for (unsigned int i = 0; i < n; ++i) // no two copies alike
        c[i] *= factor * (1.0 - 0.02 * i);
      const Numbers exact = slopes(*model, c);
      for (unsigned int j = 0; j < n; ++j) {
        Numbers up = c, down = c;
        up[j] *= 1.0 + 1e-5;
        down[j] *= 1.0 - 1e-5;
        const Numbers a = log_gamma(*model, up), b = log_gamma(*model, down);
        for (unsigned int i = 0; i < n; ++i) // both by ln c_j, of order ln gamma
          EXPECT_NEAR(exact[i * n + j] * c[j], (a[i] - b[i]) / 2e-5,
                      1e-10 + 1e-7 * std::abs(exact[i * n + j] * c[j]))
              << i << " " << j << " x " << factor << ", " << copies;
      }
    }
  }
}

TEST_P(ActivityRows, SeveralPointsAtOnce) {
  Numbers all = c;
  for (const double number : c)
    all.push_back(0.5 * number);
  Numbers values(2 * n), matrices(2 * n * n);
  model->log_gamma(2, all.data(), values.data(), matrices.data());
  const Numbers half(all.begin() + n, all.end()), expected = log_gamma(*model, half),
                                                  matrix = slopes(*model, half);
  for (unsigned int i = 0; i < n; ++i)
    EXPECT_DOUBLE_EQ(values[n + i], expected[i]);
  for (unsigned int i = 0; i < n * n; ++i)
    EXPECT_DOUBLE_EQ(matrices[n * n + i], matrix[i]);
}

TEST_P(ActivityRows, ChangesOfSlopesAreDifferences) {
  for (const unsigned int copies : {1u, 2u}) {
    const ActivityExample example = repeated(row.example, copies);
    const std::unique_ptr<ActivityModel> model = make_activity_model(row.name, example.input);
    const Numbers& c = example.concentrations;
    const unsigned int n = c.size();
    Numbers direction(n), changes(n * n);
    for (unsigned int i = 0; i < n; ++i)
      direction[i] = c[i] * (i % 2 ? -0.3 : 0.7);
    model->slope_changes(c.data(), direction.data(), changes.data());
    Numbers up = c, down = c;
    for (unsigned int i = 0; i < n; ++i) {
      up[i] += 1e-5 * direction[i];
      down[i] -= 1e-5 * direction[i];
    }
    const Numbers a = slopes(*model, up), b = slopes(*model, down);
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j)
        EXPECT_NEAR(changes[i * n + j] * c[j], (a[i * n + j] - b[i * n + j]) / 2e-5 * c[j],
                    1e-8 + 1e-7 * std::abs(changes[i * n + j] * c[j]))
            << i << " " << j;
  }
}

TEST_P(ActivityRows, IdealAtDilution) {
  Numbers dilute = c;
  for (double& number : dilute)
    number *= 1e-12;
  for (const double value : log_gamma(*model, dilute))
    EXPECT_LT(std::abs(value), 1e-5);
  // And finite, with finite slopes, where there is nothing or, by an iteration, less.
  for (const double nothing : {0.0, -1e-3})
    for (unsigned int absent = 0; absent <= n; ++absent) {
      Numbers state = c;
      for (unsigned int i = 0; i < n; ++i)
        if (i == absent || absent == n) state[i] = nothing;
      for (const double value : log_gamma(*model, state))
        EXPECT_TRUE(std::isfinite(value));
      for (const double value : slopes(*model, state))
        EXPECT_TRUE(std::isfinite(value));
    }
}

TEST_P(ActivityRows, LogGammaIsTheSlopeOfTheFreeEnergy) {
  if (!model->has_free_energy()) {
    EXPECT_TRUE(std::isnan(model->free_energy(c.data())));
    return;
  }
  for (const double factor : {1.0, 0.1}) {
    Numbers state = c;
    for (double& number : state)
      number *= factor;
    const Numbers values = log_gamma(*model, state), matrix = slopes(*model, state);
    for (unsigned int i = 0; i < n; ++i) {
      Numbers up = state, down = state;
      up[i] *= 1.0 + 1e-4;
      down[i] *= 1.0 - 1e-4;
      const double difference =
          (model->free_energy(up.data()) - model->free_energy(down.data())) / (2e-4 * state[i]);
      EXPECT_NEAR(values[i], difference, 1e-7 * (1.0 + std::abs(values[i]))) << i;
      for (unsigned int j = 0; j < n; ++j)
        EXPECT_NEAR(matrix[i * n + j], matrix[j * n + i], 1e-13 * std::abs(matrix[i * n + j]));
    }
  }
}

TEST_P(ActivityRows, StableInTheExampleAndBelow) {
  for (const Numbers& state : states()) {
    EXPECT_TRUE(is_stable(*model, state.data())) << state[0];
    Numbers matrix = stability(state);
    for (unsigned int i = 0; i < n; ++i) // Cholesky of the symmetric part
      for (unsigned int j = i; j < n; ++j) {
        double sum = 0.5 * (matrix[i * n + j] + matrix[j * n + i]);
        for (unsigned int k = 0; k < i; ++k)
          sum -= matrix[i * n + k] * matrix[j * n + k];
        if (i == j) {
          ASSERT_GT(sum, 0.0) << state[0];
          matrix[i * n + i] = std::sqrt(sum);
        } else
          matrix[j * n + i] = sum / matrix[i * n + i];
      }
  }
}

TEST_P(ActivityRows, InversionRoundTrip) {
  ActivityInversion inversion(*model);
  for (const Numbers& state : states())
    for (const double load : {1.0, 0.4}) {
      const Numbers values = log_gamma(*model, state), matrix = slopes(*model, state);
      Numbers w(n);
      double steepest = 1.0, largest = 0.0;
      for (unsigned int i = 0; i < n; ++i) {
        w[i] = std::log(state[i]) + load * values[i];
        largest = std::max(largest, std::abs(w[i]));
        for (unsigned int j = 0; j < n; ++j)
          steepest = std::max(steepest, std::abs(matrix[i * n + j] * state[j]));
      }
      if (largest > 5e3 && !model->has_own_inversion()) continue; // 125 V: spheres beyond 0.9
      ASSERT_EQ(inversion.solve(w.data(), load), InversionStatus::converged)
          << state[0] << " load " << load;
      for (unsigned int i = 0; i < n; ++i) {
        EXPECT_NEAR(inversion.log_concentrations()[i], std::log(state[i]),
                    1e-13 * (50.0 + steepest))
            << state[0] << " load " << load;
        for (unsigned int j = 0; j < n; ++j) { // H times its inverse
          double sum = 0.0;
          for (unsigned int k = 0; k < n; ++k)
            sum +=
                ((i == k) + load * matrix[i * n + k] * state[k]) * inversion.inverse()[k * n + j];
          EXPECT_NEAR(sum, i == j, 1e-12 * steepest * steepest) << state[0];
        }
      }
    }
}

TEST_P(ActivityRows, InversionWithoutOneOfTheSpecies) {
  ActivityInversion inversion(*model);
  for (unsigned int absent = 0; absent < n; ++absent) {
    Numbers state = c, w(n);
    state[absent] = 0.0;
    const Numbers values = log_gamma(*model, state);
    for (unsigned int i = 0; i < n; ++i)
      w[i] = std::log(state[i]) + values[i];
    for (const bool again : {false, true}) {
      ASSERT_EQ(again ? inversion.solve_near_last(w.data()) : inversion.solve(w.data()),
                InversionStatus::converged);
      for (unsigned int i = 0; i < n; ++i)
        EXPECT_NEAR(inversion.concentrations()[i], state[i], 1e-10 * state[i]);
      for (const double slope : inversion.inverse())
        EXPECT_TRUE(std::isfinite(slope));
    }
  }
}

TEST_P(ActivityRows, NothingComesOutOfNonsense) {
  ActivityInversion inversion(*model);
  for (const double nonsense : {std::nan(""), std::numeric_limits<double>::infinity()})
    for (unsigned int i = 0; i < n; ++i)
      for (const double load : {1.0, 0.0}) {
        Numbers w(n, 0.0);
        w[i] = nonsense;
        EXPECT_EQ(inversion.solve(w.data(), load), InversionStatus::not_converged) << nonsense;
      }
}

TEST_P(ActivityRows, InversionFromANeighbourIsTheSame) {
  ActivityInversion inversion(*model);
  const Numbers values = log_gamma(*model, c);
  Numbers w(n), start(n);
  for (unsigned int i = 0; i < n; ++i) {
    w[i] = std::log(c[i]) + values[i];
    start[i] = std::log(c[i]) + (i % 2 ? -0.2 : 0.1);
  }
  ASSERT_EQ(inversion.solve(w.data(), 1.0, start.data()), InversionStatus::converged);
  for (unsigned int i = 0; i < n; ++i)
    EXPECT_NEAR(inversion.log_concentrations()[i], std::log(c[i]), 1e-11);
  EXPECT_LE(inversion.n_evaluations(), 6u);
  // A point of the same cell: c 5 % higher.
  Numbers near = c;
  for (double& number : near)
    number *= 1.05;
  const Numbers there = log_gamma(*model, near);
  for (unsigned int i = 0; i < n; ++i)
    w[i] = std::log(near[i]) + there[i];
  ASSERT_EQ(inversion.solve_near_last(w.data()), InversionStatus::converged);
  for (unsigned int i = 0; i < n; ++i)
    EXPECT_NEAR(inversion.log_concentrations()[i], std::log(near[i]), 1e-11);
  EXPECT_LE(inversion.n_evaluations(), 4u);
}

TEST_P(ActivityRows, GibbsDuhem) {
  for (const Numbers& state : states()) {
    if (model->crowding(state.data()) > 0.95) continue; // the quadrature sees the wall
    const double closed = osmotic_coefficient(*model, state.data());
    EXPECT_NEAR(closed, osmotic_coefficient_by_gibbs_duhem(*model, state.data()), 1e-10 * closed);
  }
}

TEST_P(ActivityRows, UnknownEntriesAreRefused) {
  ActivityInput input = row.example.input;
  input.per_run["Viscosity"] = 1.0;
  EXPECT_THROW(make_activity_model(row.name, input), std::invalid_argument);
}

std::vector<std::string> names_of_rows() {
  std::vector<std::string> names;
  for (const ActivityRow& row : activity_models())
    names.push_back(row.name);
  return names;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name;
  for (const char c : info.param)
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ActivityRows, testing::ValuesIn(names_of_rows()), test_name);

} // namespace
} // namespace ionflux
