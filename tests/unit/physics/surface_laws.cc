// Single laws of the state at a surface against what they must satisfy; see boundary_laws.cc for
// what all of them must.

#include <ionflux/physics/boundary/charge_regulation.h>
#include <ionflux/physics/boundary/law_numbers.h>
#include <ionflux/physics/boundary/surface_law.h>
#include <ionflux/physics/scaling.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

// With unit scales.
std::shared_ptr<const SurfaceLaw> law_of(const std::string& name, const double value,
                                         const std::vector<GivenValue>& parameters,
                                         const double charge_number = 0.0) {
  const BoundaryLaw& row = boundary_law(name);
  AppliedLaw applied{&row, row.of_species ? 0 : -1, value, InputLocation()};
  applied.parameters = parameters;
  applied.is_given.assign(parameters.size(), 1);
  return row.make(LawNumbers(applied, {}, charge_number), Scaling());
}

double at(const SurfaceLaw& law, const std::vector<double>& seen) {
  return law.value(seen.data(), {});
}

TEST(SurfaceLaws, SternLayerIsACapacitor) {
  const Scaling scales;
  const auto law = law_of("Stern capacitance", 2.0, {1.5, 0.5});
  const double unit = scales.surface_charge(); // C/m^2; 1 V across 2 F/m^2 are 2 C/m^2
  EXPECT_NEAR(at(*law, {1.0 / scales.potential()}) * unit, 0.0, 1e-12);
  EXPECT_NEAR(at(*law, {0.0}) * unit, 2.0, 1e-12);
}

TEST(SurfaceLaws, FilmLetsThroughTheDifference) {
  const auto law = law_of("Permeability", 0.5, {3.0});
  EXPECT_EQ(at(*law, {3.0}), 0.0);
  EXPECT_EQ(at(*law, {1.0}), 1.0);
}

// Goldman's flux vanishes at the Nernst potential, is P (c - c') without a field, and drift of what
// there is upstream in a strong one.
TEST(SurfaceLaws, GoldmanFlux) {
  const auto law = law_of("Membrane permeability", 0.5, {}, 1.0);
  const double nernst = std::log(10.0);
  EXPECT_NEAR(at(*law, {0.0, 10.0, nernst, 1.0}), 0.0, 1e-14);
  EXPECT_DOUBLE_EQ(at(*law, {0.3, 10.0, 0.3, 1.0}), 4.5);
  EXPECT_DOUBLE_EQ(at(*law, {80.0, 10.0, 0.0, 1.0}), 0.5 * 80.0 * 10.0);
  const auto neutral = law_of("Membrane permeability", 0.5, {});
  EXPECT_EQ(at(*neutral, {10.0, 1.0}), 4.5);
}

// No current at Nernst's potential, Tafel's slope far from it, and i0 times the overpotential close
// to it; a cation and an anion.
TEST(SurfaceLaws, ElectrodeKinetics) {
  const Scaling scales;
  const double f = 1.0 / scales.potential(), faraday = scales.charge_density();
  for (const double z : {1.0, -2.0}) {
    const double i0 = 3.0, alpha = 0.3, n = std::abs(z), equilibrium = 0.4;
    const auto current = [&](const double volts, const double phi, const double c) {
      const auto law =
          law_of("Exchange current density", i0, {volts, equilibrium, 5.0, alpha, n}, z);
      return at(*law, {phi * f, c}) * z * faraday;
    };
    const double nernst = equilibrium + std::log(20.0 / 5.0) / (z * f);
    EXPECT_NEAR(current(nernst + 0.1, 0.1, 20.0), 0.0, 1e-12);
    EXPECT_NEAR(current(equilibrium + 1e-6, 0.0, 5.0), i0 * n * f * 1e-6, 1e-8);
    EXPECT_NEAR(std::log(current(0.9, 0.0, 5.0) / current(0.8, 0.0, 5.0)), alpha * n * f * 0.1,
                1e-6);
    EXPECT_NEAR(std::log(current(-0.9, 0.0, 5.0) / current(-0.8, 0.0, 5.0)),
                (1.0 - alpha) * n * f * 0.1, 1e-6);
  }
}

// At [H+] = K half of the sites are charged; many protons charge none, few all of them.
TEST(SurfaceLaws, SitesWithoutCompactLayer) {
  const double sites = 3.0;
  EXPECT_DOUBLE_EQ(regulated_charge(1.0, sites, 0.0, 1.0), -1.5);
  EXPECT_NEAR(regulated_charge(1e12, sites, 0.0, 1e12), 0.0, 1e-11);
  EXPECT_NEAR(regulated_charge(1e-12, sites, 0.0, 1e-12), -sites, 1e-11);
}

// sigma = - Gamma / (1 + ratio exp(-sigma / C)), from almost neutral to fully charged sites and
// from a stiff layer to one that hardly lets them charge.
TEST(SurfaceLaws, CompactLayerMeetsItsEquation) {
  const double sites = 3.0;
  for (const double capacitance : {1e-3, 0.1, 1.0, 1e3})
    for (const double ratio : {1e-20, 1e-6, 1e-2, 1.0, 1e3, 1e8}) {
      const double charge = regulated_charge(ratio, sites, capacitance, ratio);
      EXPECT_GE(charge, -sites);
      EXPECT_LE(charge, 0.0);
      const double again = -sites / (1.0 + ratio * std::exp(-charge / capacitance));
      // An error of rounding in sigma counts sigma / C times in the exponent.
      EXPECT_NEAR(again, charge, 1e-13 * sites * (1.0 + sites / capacitance));
    }
}

TEST(SurfaceLaws, CompactLayerOfLargeCapacitanceIsNone) {
  EXPECT_NEAR(regulated_charge(0.3, 2.0, 1e12, 0.3), regulated_charge(0.3, 2.0, 0.0, 0.3), 1e-11);
}

// The derivative by the proton concentration against differences; the number type carries one.
struct Dual {
  double value, slope;
  Dual(const double value = 0.0, const double slope = 0.0) : value(value), slope(slope) {}
};
Dual operator-(const Dual& a) { return {-a.value, -a.slope}; }
Dual operator+(const Dual& a, const Dual& b) { return {a.value + b.value, a.slope + b.slope}; }
Dual operator-(const Dual& a, const Dual& b) { return {a.value - b.value, a.slope - b.slope}; }
Dual operator*(const Dual& a, const Dual& b) {
  return {a.value * b.value, a.slope * b.value + a.value * b.slope};
}
Dual operator/(const Dual& a, const Dual& b) {
  return {a.value / b.value, (a.slope * b.value - a.value * b.slope) / (b.value * b.value)};
}
Dual exp(const Dual& a) { return {std::exp(a.value), std::exp(a.value) * a.slope}; }

TEST(SurfaceLaws, ImplicitDerivative) {
  for (const double ratio : {0.01, 1.0, 50.0}) {
    const double step = 1e-5 * ratio;
    const Dual charge = regulated_charge(Dual(ratio, 1.0), 3.0, 0.7, ratio);
    const double difference = (regulated_charge(ratio + step, 3.0, 0.7, ratio + step) -
                               regulated_charge(ratio - step, 3.0, 0.7, ratio - step)) /
                              (2.0 * step);
    EXPECT_NEAR(charge.slope / difference, 1.0, 1e-8);
  }
}

} // namespace
} // namespace ionflux
