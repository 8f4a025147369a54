#include <ionflux/physics/constants.h>
#include <ionflux/physics/scaling.h>

#include <gtest/gtest.h>

#include <cmath>

using namespace ionflux;

// R T / F at 25 degC is 25.693 mV (CODATA 2018).
TEST(Scaling, ThermalVoltage) {
  Scaling scaling;
  scaling.temperature = 298.15;
  EXPECT_NEAR(scaling.potential(), 25.6926e-3, 1e-7);
}

// 100 mmol/L of a 1:1 salt in water at 25 degC: 0.962 nm (0.304 nm / sqrt(c / (mol/L)),
// Israelachvili, Intermolecular and Surface Forces, 3rd ed., eq. 14.37).
TEST(Scaling, DebyeLength) {
  Electrolyte electrolyte;
  electrolyte.species = {{"K", 1, 1.957e-9, 0.0}, {"Cl", -1, 2.032e-9, 0.0}};
  EXPECT_NEAR(debye_length(electrolyte, {100.0, 100.0}, 78.5), 0.304e-9 / std::sqrt(0.1), 2e-12);
}

TEST(Scaling, DebyeLengthWithoutIonsIsInfinite) {
  EXPECT_TRUE(std::isinf(debye_length(Electrolyte(), {}, 78.5)));
}

// lambda^2 of the scaling is the Debye length of one monovalent ion at c0, over L, squared.
TEST(Scaling, LambdaSquaredAgreesWithDebyeLength) {
  Scaling scaling;
  scaling.length = 10e-9;
  scaling.concentration = 100.0;
  Electrolyte electrolyte;
  electrolyte.species = {{"K", 1, 1e-9, 0.0}};
  const double debye = debye_length(electrolyte, {100.0}, 1.0);
  EXPECT_NEAR(scaling.lambda_squared(), std::pow(debye / scaling.length, 2), 1e-15);
}
