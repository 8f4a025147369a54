// Laws of the state at a surface against what they must satisfy.

#include <ionflux/physics/boundary/charge_regulation.h>
#include <ionflux/physics/boundary/permeability.h>
#include <ionflux/physics/boundary/stern_layer.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

TEST(SurfaceLaws, SternLayerIsACapacitor) {
  EXPECT_EQ(stern_charge(1.5, 2.0, 1.5), 0.0);
  EXPECT_EQ(stern_charge(0.5, 2.0, 1.5), 2.0);
}

TEST(SurfaceLaws, FilmLetsThroughTheDifference) {
  EXPECT_EQ(permeation_flux(3.0, 0.5, 3.0), 0.0);
  EXPECT_EQ(permeation_flux(1.0, 0.5, 3.0), 1.0);
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
