// ranks: 1
// The closed-form derivatives of the ideal electrolyte against automatic differentiation (Sacado)
// of the law itself, at many states, for every mixture of unknowns.

#include <ionflux/physics/ideal_law.h>

#include <Sacado.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace ionflux {
namespace {

constexpr unsigned int dim = 3, n = 4;
using Fad = Sacado::Fad::SLFad<double, n>;

using Unknowns = std::array<PrimaryVariable, n - 1>;

// All mixtures of three species.
std::vector<Unknowns> mixtures() {
  std::vector<Unknowns> all;
  for (unsigned int mask = 0; mask < 8; ++mask) {
    Unknowns unknowns;
    for (unsigned int i = 0; i < unknowns.size(); ++i)
      unknowns[i] = mask & (1u << i) ? PrimaryVariable::concentration
                                     : PrimaryVariable::electrochemical_potential;
    all.push_back(unknowns);
  }
  return all;
}

Electrolyte electrolyte_of(const Unknowns& unknowns) {
  Electrolyte electrolyte;
  for (const double z : {2.0, -1.0, 0.0}) {
    Species species;
    species.charge_number = z;
    species.unknown = unknowns[electrolyte.species.size()];
    electrolyte.species.push_back(species);
  }
  return electrolyte;
}

PointMaterial material_with(const char last_present) {
  PointMaterial material;
  material.permittivity = 0.7;
  material.fixed_charge = 0.2;
  material.diffusivity = {0.5, 1.3, 2.0};
  material.standard_potential = {0.1, -0.2, 0.3};
  material.present = {1, 1, last_present};
  return material;
}

void compare(const Unknowns& variables, const char present) {
  const Electrolyte electrolyte = electrolyte_of(variables);
  const IdealLaw law(electrolyte);
  const PointMaterial material = material_with(present);
  PointDerivatives found(n);
  PointLawValues<Fad> point(n);
  for (unsigned int state = 0; state < 20; ++state) {
    double unknowns[n], gradient[dim * n];
    Fad active[n];
    for (unsigned int f = 0; f < n; ++f) {
      unknowns[f] = std::sin(1.7 * state + f) + (f > 0 && law.solves_for_concentration(f - 1));
      active[f] = Fad(n, f, unknowns[f]);
    }
    for (unsigned int k = 0; k < dim * n; ++k)
      gradient[k] = std::cos(2.3 * state + k);
    law.evaluate_as(active, material, point);
    law.linearize(unknowns, {gradient, dim, n}, material, found);
    for (unsigned int f = 0; f < n; ++f)
      for (unsigned int m = 0; m < n; ++m) {
        const unsigned int place = f * n + m;
        if (!law.couples(f, m)) { // then there must be nothing to find
          EXPECT_EQ(point.source[f].dx(m), 0.0);
          for (unsigned int k = 0; k < n; ++k)
            EXPECT_EQ(point.flux_coefficient[f * n + k].dx(m), 0.0);
          continue;
        }
        EXPECT_NEAR(found.flux_coefficient[place], point.flux_coefficient[place].val(), 1e-13);
        if (!law.flux_couples(f, m)) {
          EXPECT_EQ(point.flux_coefficient[place].val(), 0.0);
        }
        EXPECT_NEAR(found.source[place], point.source[f].dx(m), 1e-13);
        for (unsigned int d = 0; d < dim; ++d) {
          double drift = 0.0;
          for (unsigned int k = 0; k < n; ++k)
            drift += point.flux_coefficient[f * n + k].dx(m) * gradient[d * n + k];
          EXPECT_NEAR(found.drift[3 * place + d], drift, 1e-13);
        }
      }
  }
}

TEST(Linearization, EqualsAutomaticDifferentiation) {
  for (const Unknowns& variables : mixtures())
    for (const char present : {1, 0})
      compare(variables, present);
}

// The same physical state in every mixture: concentrations, potentials and their slopes agree.
TEST(Unknowns, MeanTheSame) {
  const PointMaterial material = material_with(1);
  const double phi = 0.7, c[n - 1] = {2.5, 0.3, 1e-6};
  const double c_slope[n - 1] = {-0.4, 0.1, 2e-6}, phi_slope = 1.3;
  for (const Unknowns& variables : mixtures()) {
    const Electrolyte electrolyte = electrolyte_of(variables);
    const IdealLaw law(electrolyte);
    double u[n], slopes[n] = {phi_slope};
    law.unknowns(phi, c, material, u);
    PointChemistry chemistry(n);
    law.chemistry(u, material, chemistry);
    for (unsigned int i = 0; i + 1 < n; ++i) {
      const double z = electrolyte.species[i].charge_number;
      slopes[i + 1] =
          law.solves_for_concentration(i) ? c_slope[i] : c_slope[i] / c[i] + z * phi_slope;
    }
    for (unsigned int i = 0; i + 1 < n; ++i) {
      const double z = electrolyte.species[i].charge_number;
      EXPECT_NEAR(chemistry.concentration[i], c[i], 1e-14 * c[i]);
      EXPECT_NEAR(law.electrochemical_potential(i, u, material),
                  material.standard_potential[i] + std::log(c[i]) + z * phi, 1e-13);
      const double mu_slope = c_slope[i] / c[i] + z * phi_slope;
      EXPECT_NEAR(law.potential_difference(i, u, slopes, 1, material), mu_slope, 1e-13);
      double change = 0.0;
      for (unsigned int m = 0; m < n; ++m)
        change += chemistry.concentration_slope(i, m) * slopes[m];
      EXPECT_NEAR(change, c_slope[i], 1e-14);
    }
  }
}

} // namespace
} // namespace ionflux
