// ranks: 1
// The closed-form derivatives of the ideal electrolyte against automatic differentiation (Sacado)
// of the law itself, at many states, for both sets of unknowns and all stages of transport. ranks:
// 1

#include <ionflux/physics/point_law.h>

#include <Sacado.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

constexpr unsigned int dim = 3, n = 4;
using Fad = Sacado::Fad::SLFad<double, n>;

Electrolyte electrolyte_of(const PrimaryVariables variables) {
  Electrolyte electrolyte;
  electrolyte.variables = variables;
  for (const double z : {2.0, -1.0, 0.0}) {
    Species species;
    species.charge_number = z;
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

void compare(const PrimaryVariables variables, const TransportStage stage, const char present) {
  const Electrolyte electrolyte = electrolyte_of(variables);
  const IdealElectrolyte law(electrolyte);
  const PointMaterial material = material_with(present);
  PointDerivatives found(n);
  PointLawValues<Fad> point(n);
  for (unsigned int state = 0; state < 20; ++state) {
    double unknowns[n], gradient[dim * n];
    Fad active[n];
    for (unsigned int f = 0; f < n; ++f) {
      unknowns[f] = std::sin(1.7 * state + f) + (variables == PrimaryVariables::concentration);
      active[f] = Fad(n, f, unknowns[f]);
    }
    for (unsigned int k = 0; k < dim * n; ++k)
      gradient[k] = std::cos(2.3 * state + k);
    law.evaluate(active, material, stage, point);
    law.linearize(unknowns, gradient, dim, n, material, stage, found);
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
  for (const auto variables :
       {PrimaryVariables::electrochemical_potential, PrimaryVariables::concentration})
    for (const auto stage :
         {TransportStage::full, TransportStage::harmonic_drive, TransportStage::laplace})
      for (const char present : {1, 0})
        compare(variables, stage, present);
}

} // namespace
} // namespace ionflux
