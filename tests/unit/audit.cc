// What algebraic errors are compared with where fluxes vanish, on states made by hand.

#include <ionflux/output/audit.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

const std::vector<double> negligible = {1e-30, 1e-30};

/// K and Cl between two electrodes; each flux with its error [mol/s].
SolvedState state_of(const std::vector<double>& left, const std::vector<double>& right,
                     const double error) {
  SolvedState state;
  state.species = {{"K", 1, 2e-9, 0.0}, {"Cl", -1, 2e-9, 0.0}};
  state.fluxes = {{"left", 0, left, 0.0, 0.0}, {"right", 1, right, 0.0, 0.0}};
  for (BoundaryFlux& flux : state.fluxes)
    flux.error = {error, error};
  return state;
}

TEST(Audit, algebraic_errors_count_beside_their_flux) {
  const Audit audit =
      audit_algebraic_errors(state_of({-3e-15, 1e-15}, {3e-15, -1e-15}, 1e-22), negligible, 1e-8);
  EXPECT_NEAR(audit.value, 1e-7, 1e-15);
  EXPECT_FALSE(audit.passed);
  EXPECT_TRUE(audit.is_warning);
  EXPECT_EQ(audit.remark, "Cl through left");
}

// One boundary lets nothing through: its flux is exactly 0.
TEST(Audit, one_flux_exactly_zero_counts_beside_the_largest_of_its_species) {
  const Audit audit =
      audit_algebraic_errors(state_of({0.0, 1e-15}, {3e-15, -1e-15}, 1e-24), negligible, 1e-8);
  EXPECT_NEAR(audit.value, 1e-9, 1e-17);
  EXPECT_TRUE(audit.passed);
}

// A species that nothing lets through anywhere counts beside what flows of the others.
TEST(Audit, species_whose_fluxes_are_all_zero_counts_beside_the_others) {
  SolvedState state = state_of({-1e-15, 0.0}, {1e-15, 0.0}, 0.0);
  for (BoundaryFlux& flux : state.fluxes)
    flux.error[1] = 1e-24;
  const Audit good = audit_algebraic_errors(state, negligible, 1e-8);
  EXPECT_NEAR(good.value, 1e-9, 1e-17);
  EXPECT_TRUE(good.passed);
  EXPECT_EQ(good.remark, "Cl through left");
  for (BoundaryFlux& flux : state.fluxes)
    flux.error[1] = 1e-16;
  const Audit bad = audit_algebraic_errors(state, negligible, 1e-8);
  EXPECT_FALSE(bad.passed);
  EXPECT_FALSE(bad.is_warning);
}

// Without any flux there is nothing to compare with, and no infinity either.
TEST(Audit, no_flux_at_all_is_no_algebraic_error) {
  const Audit audit =
      audit_algebraic_errors(state_of({0.0, 0.0}, {0.0, 0.0}, 1e-22), negligible, 1e-8);
  EXPECT_EQ(audit.value, 0.0);
  EXPECT_TRUE(audit.passed);
}

TEST(Audit, an_error_that_is_no_number_does_not_pass) {
  SolvedState state = state_of({-1e-15, 1e-15}, {1e-15, -1e-15}, 0.0);
  state.fluxes[1].error[0] = NAN;
  EXPECT_FALSE(audit_algebraic_errors(state, negligible, 1e-8).passed);
}

} // namespace
} // namespace ionflux
