// The table of observables, and their formulas on a state made by hand.

#include <ionflux/output/observables/observable.h>
#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace ionflux {
namespace {

constexpr double faraday = constants::faraday;

/// K and Cl between two electrodes, 3 parts of the current carried by K and 1 by Cl.
SolvedState two_electrodes(const double right_bath) {
  SolvedState state;
  state.species = {{"K", 1, 2e-9, 0.0}, {"Cl", -1, 2e-9, 0.0}};
  state.baths = {{"left", {100.0, 100.0}}, {"right", {right_bath, right_bath}}};
  state.permeability = {2e-9, 2e-9};
  state.thermal_voltage = 0.025;
  state.scalars = {{"phi [V]"},      {"c_K [mol/m^3]"}, {"c_Cl [mol/m^3]"},
                   {"mu_K [J/mol]"}, {"mu_Cl [J/mol]"}, {"charge density [C/m^3]"}};
  const double flux = 1e-15;
  state.fluxes = {{"left", 0, {-3 * flux, flux}, -4 * faraday * flux, 2e-18},
                  {"right", 1, {3 * flux, -flux}, 4 * faraday * flux, 0.0}};
  state.boundaries = {
      {"left", 1e-15, {0.1, 100, 100, 0, 0, 0}, {}, {}, true, 0.1, {100.0, 100.0}, {}},
      {"right", 1e-15, {0, 100, 100, 0, 0, 0}, {}, {}, true, 0.0, {right_bath, right_bath}, {}}};
  const std::vector<double> extent(6, 2e-24);
  state.regions = {{"bath",
                    2e-24,
                    1e-11,
                    0.0,
                    0.0,
                    0.0,
                    extent,
                    {0.0, 3e-22, 1e-22, 0.0, 0.0, faraday * 2e-22},
                    {0, 10, 1, 0, 0, 0},
                    {0.1, 200, 90, 0, 0, 0}}};
  return state;
}

double value_of(const std::vector<Observation>& all, const std::string& observable,
                const std::string& species = "", const std::string& place = "left - right") {
  for (const Observation& one : all)
    if (one.observable == observable && one.species == species && one.place == place)
      return one.value;
  ADD_FAILURE() << "no " << observable << " of " << species << " at " << place;
  return NAN;
}

bool has(const std::vector<Observation>& all, const std::string& observable) {
  for (const Observation& one : all)
    if (one.observable == observable) return true;
  return false;
}

TEST(Observables, table_is_sound) {
  std::set<std::string> names;
  for (const ObservableRow& row : observables()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.documentation.empty()) << row.name;
    EXPECT_TRUE(row.observe != nullptr) << row.name;
    EXPECT_FALSE(row.automatic && !row.needs.empty()) << row.name;
  }
}

TEST(Observables, equal_baths) {
  const auto all = observe(two_electrodes(100.0), {});
  const double current = 4 * faraday * 1e-15;
  EXPECT_DOUBLE_EQ(value_of(all, "voltage"), 0.1);
  EXPECT_DOUBLE_EQ(value_of(all, "current"), current);
  EXPECT_DOUBLE_EQ(value_of(all, "conductance"), current / 0.1);
  EXPECT_DOUBLE_EQ(value_of(all, "resistance"), 0.1 / current);
  EXPECT_DOUBLE_EQ(value_of(all, "resistance", "", "bath"), 1e-11 / (current * current));
  EXPECT_DOUBLE_EQ(value_of(all, "transference number", "K"), 0.75);
  EXPECT_DOUBLE_EQ(value_of(all, "transference number", "cations"), 0.75);
  EXPECT_DOUBLE_EQ(value_of(all, "permselectivity", "cations"), 0.5); // (0.75 - 0.5) / 0.5
  EXPECT_DOUBLE_EQ(value_of(all, "surface charge", "", "left"), -2e-18);
  EXPECT_DOUBLE_EQ(value_of(all, "amount", "K", "bath"), 3e-22);
  EXPECT_FALSE(has(all, "GHK potential"));
}

TEST(Observables, unequal_baths) {
  const auto all = observe(two_electrodes(1000.0), {});
  EXPECT_DOUBLE_EQ(value_of(all, "Nernst potential", "K"), 0.025 * std::log(10.0));
  EXPECT_DOUBLE_EQ(value_of(all, "Nernst potential", "Cl"), -0.025 * std::log(10.0));
  EXPECT_NEAR(value_of(all, "GHK potential"), 0.0, 1e-15); // both diffuse alike
  EXPECT_FALSE(has(all, "resistance"));
  EXPECT_FALSE(has(all, "permselectivity"));
  EXPECT_FALSE(has(all, "reversal potential")); // a current flows
}

TEST(Observables, three_electrodes_need_names) {
  SolvedState state = two_electrodes(100.0);
  state.boundaries.push_back(state.boundaries.back());
  state.boundaries.back().name = "gate";
  state.fluxes.push_back(state.fluxes.back());
  EXPECT_FALSE(has(observe(state, {}), "conductance"));
  ObservableSettings pair;
  pair.name = "source to drain";
  pair.type = "conductance";
  pair.from = "left";
  pair.to = "right";
  EXPECT_DOUBLE_EQ(value_of(observe(state, {pair}), "voltage", "", "source to drain"), 0.1);
}

TEST(Observables, of_the_user) {
  SolvedState state = two_electrodes(100.0);
  state.flux_through_plane = [](unsigned int axis, double position) {
    return std::vector<double>{axis * position, 0.0};
  };
  ObservableSettings plane, excess, extremes;
  plane.name = excess.name = extremes.name = "mine";
  plane.type = "flux through plane";
  plane.axis = 2;
  plane.position = 1e-9;
  excess.type = "excess amount";
  excess.bath = "left";
  extremes.type = "mean and extremes";
  extremes.quantity = "c_K";
  const auto all = observe(state, {plane, excess, extremes});
  EXPECT_DOUBLE_EQ(value_of(all, "flux through plane", "K", "mine"), 2e-9);
  EXPECT_DOUBLE_EQ(value_of(all, "current through plane", "", "mine"), faraday * 2e-9);
  EXPECT_DOUBLE_EQ(value_of(all, "excess amount", "K", "mine"), 1e-22);
  EXPECT_DOUBLE_EQ(value_of(all, "excess charge of the ions", "", "mine"), faraday * 2e-22);
  EXPECT_DOUBLE_EQ(value_of(all, "mean c_K", "", "mine"), 150.0);
  EXPECT_DOUBLE_EQ(value_of(all, "least c_K", "", "mine"), 10.0);
  EXPECT_DOUBLE_EQ(value_of(all, "greatest c_K", "", "mine"), 200.0);
}

} // namespace
} // namespace ionflux
