// Ions with a size against closed formulas, virial coefficients and simulations.

#include <ionflux/physics/activity/inversion.h>
#include <ionflux/physics/activity/mean_activity.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace ionflux {
namespace {

using Numbers = std::vector<double>;

std::unique_ptr<ActivityModel> spheres(const Numbers& diameters) {
  ActivityInput input;
  for (unsigned int i = 0; i < diameters.size(); ++i) {
    input.names.push_back("X" + std::to_string(i));
    input.charge_numbers.push_back(0);
    input.per_species["Diameter"][i] = diameters[i];
  }
  return make_activity_model("hard spheres", input);
}

double ball(const double d) { return constants::pi / 6.0 * constants::avogadro * d * d * d; }

double log_gamma_of(const ActivityModel& model, const Numbers& c, const unsigned int i) {
  Numbers values(c.size());
  model.log_gamma(1, c.data(), values.data(), nullptr);
  return values[i];
}

/// Compressibility factor, the osmotic coefficient.
double pressure(const ActivityModel& model, const Numbers& c) {
  return osmotic_coefficient(model, c.data());
}

// Z = 1 + 4 eta + 10 eta^2 + 18 eta^3 ... (exact: 4, 10, 18.365, 28.224; Carnahan and Starling 1969
// round to whole numbers n^2 + n - 2).
TEST(ExcludedVolume, CarnahanStarlingVirialCoefficients) {
  const double d = 5e-10;
  const auto one = spheres({d}), two = spheres({d, d});
  for (const double eta : {1e-3, 0.01, 0.1, 0.3, 0.49}) {
    double z = 1.0, mu = 0.0, power = 1.0;
    for (int n = 2; n < 400; ++n) {
      power *= eta;
      const double b = n * n + n - 2;
      z += b * power;
      mu += b * n / (n - 1.0) * power;
    }
    const double c = eta / ball(d);
    EXPECT_NEAR(pressure(*one, {c}), z, 1e-12 * z);
    EXPECT_NEAR(log_gamma_of(*one, {c}, 0), mu, 1e-12 * mu);
    EXPECT_NEAR(log_gamma_of(*two, {0.3 * c, 0.7 * c}, 1), mu, 1e-12 * mu); // labels do not matter
  }
}

// Molecular dynamics of Alder and Wainwright 1960 as in Carnahan and Starling 1969: Z at
// V / V0 of the close packing.
TEST(ExcludedVolume, CarnahanStarlingAgainstSimulations) {
  const auto model = spheres({5e-10});
  const double close_packing = constants::pi * std::sqrt(2.0) / 6.0;
  for (const auto& [volume, z] : std::vector<std::pair<double, double>>{
           {10.0, 1.36}, {3.0, 3.05}, {2.0, 5.89}, {1.7, 8.59}, {1.6, 10.17}, {1.5, 12.50}})
    EXPECT_NEAR(pressure(*model, {close_packing / volume / ball(5e-10)}), z, 0.012 * z) << volume;
}

// Mixtures: the general formula at (nearly) equal diameters is Carnahan and Starling's.
TEST(ExcludedVolume, MixtureOfNearlyEqualSpheres) {
  const auto equal = spheres({5e-10, 5e-10}), unequal = spheres({5e-10, 5e-10 * (1.0 + 1e-9)});
  for (const double eta : {1e-6, 0.01, 0.09, 0.11, 0.3, 0.6}) {
    const Numbers c = {0.4 * eta / ball(5e-10), 0.6 * eta / ball(5e-10)};
    const double expected = log_gamma_of(*equal, c, 0);
    EXPECT_NEAR(log_gamma_of(*unequal, c, 0), expected, 3e-8 * expected) << eta;
  }
}

// Second virial coefficients of mixtures: ln gamma_i = (pi/6) sum n_j (d_i + d_j)^3; third ones
// (Kihara 1943), for i = j = k: 10 eta^2 in Z.
TEST(ExcludedVolume, MixtureVirialCoefficients) {
  const Numbers d = {3e-10, 9e-10, 5e-10}, c = {1e-3, 2e-3, 3e-3}; // eta = 1e-6
  const auto model = spheres(d);
  for (unsigned int i = 0; i < 3; ++i) {
    double sum = 0.0;
    for (unsigned int j = 0; j < 3; ++j)
      sum += c[j] * ball(d[i] + d[j]);
    EXPECT_NEAR(log_gamma_of(*model, c, i), sum, 3e-6 * sum);
  }
}

// A point is only excluded from the spheres themselves (exact). The work for a huge sphere is
// pressure times volume; of that the equation of state for mixtures falls short by up to 2 %
// (Hansen-Goos and Roth 2006, J. Phys.: Condens. Matter 18, 8413).
TEST(ExcludedVolume, PointsAndHugeSpheres) {
  const double d = 5e-11;
  for (const double eta : {0.05, 0.2, 0.45}) {
    const double c = eta / ball(d);
    const auto with_point = spheres({d, 0.0});
    EXPECT_NEAR(log_gamma_of(*with_point, {c, 0.0}, 1), -std::log1p(-eta), 1e-14);
    const auto alone = spheres({d});
    const double ratio = 1000.0;
    const auto with_wall = spheres({d, ratio * d});
    const double work = pressure(*alone, {c}) * c * ball(ratio * d); // of order ratio^3
    EXPECT_NEAR(log_gamma_of(*with_wall, {c, 0.0}, 1), work, 0.02 * work);
  }
}

// Equimolar spheres of diameters 3 : 1. Monte Carlo (Rotenberg 1965; Smith and Lea 1963) as in
// Mansoori, Carnahan, Starling and Leland 1971: Z with an error of about 0.01.
TEST(ExcludedVolume, MixtureAgainstSimulations) {
  const auto model = spheres({9e-10, 3e-10});
  for (const auto& [eta, z] : std::vector<std::pair<double, double>>{{0.2333, 2.37},
                                                                     {0.2692, 2.77},
                                                                     {0.3106, 3.36},
                                                                     {0.3583, 4.24},
                                                                     {0.3808, 4.76},
                                                                     {0.4393, 6.57},
                                                                     {0.4789, 8.30}}) {
    const double each = eta / (ball(9e-10) + ball(3e-10));
    EXPECT_NEAR(pressure(*model, {each, each}), z, 0.005 * z) << eta;
  }
}

struct LatticeCase {
  double edge = 6e-10, bath = 500.0;
  double nu() const { return 2.0 * constants::avogadro * std::pow(edge, 3) * bath; }
  std::unique_ptr<ActivityModel> model() const {
    ActivityInput input;
    input.names = {"K", "Cl"};
    input.charge_numbers = {1, -1};
    input.per_run["Cell size"] = edge;
    return make_activity_model("lattice gas", input);
  }
};

double integral(const std::function<double(double)>& f, const double from, const double to) {
  const unsigned int n = 4000; // Simpson
  double sum = f(from) + f(to);
  for (unsigned int k = 1; k < n; ++k)
    sum += (k % 2 ? 4.0 : 2.0) * f(from + (to - from) * k / n);
  return sum * (to - from) / n / 3.0;
}

// Kilic, Bazant and Ajdari 2007: concentrations, charge and differential
// capacitance of a diffuse layer against its voltage psi, in thermal voltages; charge in units of
// 2 z e c0 lambda_D, capacitance in units of eps / lambda_D.
TEST(ExcludedVolume, KilicBazantAjdari) {
  const LatticeCase data;
  const auto model = data.model();
  const double nu = data.nu(), bath = std::log(data.bath) - std::log1p(-nu); // ln a
  ActivityInversion inversion(*model);
  const auto charge = [&](const double psi) { // (c_+ - c_-) / (2 c0)
    const double w[2] = {bath - psi, bath + psi};
    EXPECT_EQ(inversion.solve(w), InversionStatus::converged);
    return (inversion.concentrations()[0] - inversion.concentrations()[1]) / (2.0 * data.bath);
  };
  for (const double psi : {0.01, 1.0, 5.0, 20.0, 40.0}) { // 40: 1 V
    const double crowd = 1.0 + 2.0 * nu * std::pow(std::sinh(0.5 * psi), 2);
    const double rho = charge(psi);
    EXPECT_NEAR(inversion.concentrations()[1], data.bath * std::exp(psi) / crowd,
                1e-12 * data.bath * std::exp(psi) / crowd);
    EXPECT_NEAR(inversion.log_concentrations()[0], std::log(data.bath / crowd) - psi,
                1e-12 * (1.0 + psi));
    // Poisson's equation once integrated: q^2 = - 2 int rho dpsi.
    const double q = std::sqrt(-2.0 * integral(charge, 0.0, psi));
    const double closed = std::sqrt(2.0 / nu * std::log(crowd)); // 2 sinh(psi/2) for nu = 0
    EXPECT_NEAR(q, closed, 1e-8 * closed) << psi;
    const double capacitance = std::sinh(psi) / crowd / closed;
    EXPECT_NEAR(-rho / q, capacitance, 1e-8 * capacitance) << psi;
    // Its slope, dc/dpsi from the inverse of H.
    const std::vector<double>&c = inversion.concentrations(), &h = inversion.inverse();
    const double w[2] = {bath - psi, bath + psi};
    inversion.solve(w);
    const double slope = (c[0] * (-h[0] + h[1]) - c[1] * (-h[2] + h[3])) / (2.0 * data.bath);
    const double exact = -(std::cosh(psi) - nu * std::cosh(psi) + nu) / (crowd * crowd);
    EXPECT_NEAR(slope, exact, 1e-12 * (std::abs(exact) + std::sinh(psi) / crowd)) << psi;
  }
}

// Lu and Zhou 2011: with sizes equal to the solvent's it is Bikerman's lattice gas; with others a
// large ion is driven out by a small one that is attracted.
TEST(ExcludedVolume, SizesOnTheLattice) {
  ActivityInput input;
  input.names = {"A", "B"};
  input.charge_numbers = {1, 1};
  input.per_species["Diameter"] = {{0, 6e-10}, {1, 6e-10}};
  input.per_run["Solvent diameter"] = 6e-10;
  const auto equal = make_activity_model("lattice gas with sizes", input);
  const auto lattice = LatticeCase().model();
  const Numbers c = {1000.0, 2500.0};
  EXPECT_DOUBLE_EQ(log_gamma_of(*equal, c, 0), log_gamma_of(*lattice, c, 0));

  input.per_species["Diameter"] = {{0, 4e-10}, {1, 9e-10}};
  input.per_run["Solvent diameter"] = 3e-10;
  const auto model = make_activity_model("lattice gas with sizes", input);
  ActivityInversion inversion(*model);
  for (const double psi : {0.0, 5.0, 40.0, 200.0}) { // bisection for the part that is free
    const double w[2] = {std::log(300.0) + psi, std::log(100.0) + psi};
    ASSERT_EQ(inversion.solve(w), InversionStatus::converged);
    const double v[2] = {constants::avogadro * 64e-30, constants::avogadro * 729e-30},
                 k[2] = {64.0 / 27.0, 27.0};
    double low = -1000.0, high = 0.0; // ln s
    for (unsigned int step = 0; step < 200; ++step) {
      const double y = 0.5 * (low + high);
      const double sum =
          std::exp(y) + v[0] * std::exp(w[0] + k[0] * y) + v[1] * std::exp(w[1] + k[1] * y);
      (sum > 1.0 ? high : low) = y;
    }
    for (unsigned int i = 0; i < 2; ++i)
      EXPECT_NEAR(inversion.log_concentrations()[i], w[i] + k[i] * low, 1e-11 * (1.0 + psi)) << psi;
    const Numbers& now = inversion.concentrations();
    EXPECT_LE(model->crowding(now.data()), 1.0 + 1e-15);
    if (psi == 200.0) {
      EXPECT_LT(now[1] / now[0], 1e-10);
    }
  }
}

} // namespace
} // namespace ionflux
