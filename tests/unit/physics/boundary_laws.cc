// Every boundary law of the table against what all of them must satisfy, with the numbers of its
// own example.

#include "expect_law_slopes.h"

#include <ionflux/physics/boundary/surface_state.h>
#include <ionflux/physics/scaling.h>
#include <ionflux/physics/transport_law.h>

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace ionflux {
namespace {

using Numbers = std::vector<double>;

/// A proton, its anion and a neutral solute. In the second the laws see them by concentrations.
Electrolyte electrolyte(const PrimaryVariable unknown) {
  Electrolyte fluid;
  fluid.species = {{"H", 1, 9e-9}, {"Cl", -1, 2e-9}, {"glucose", 0, 6e-10}};
  fluid.solve_for(unknown);
  return fluid;
}

PointMaterial water(const double partition) {
  PointMaterial material;
  material.permittivity = 1.0;
  material.diffusivity = {1.0, 0.3, 0.1};
  material.standard_potential = {partition, 0.0, -partition};
  material.present = {1, 1, 1};
  material.dissolved = {0, 1, 2};
  return material;
}

/// Of the solvent [m/s]: what a flow takes with it acts.
constexpr double outward_velocity = 2e-3;

/// SI, two sides.
constexpr double potentials[2] = {0.013, -0.021};
constexpr double concentrations[2][3] = {{20.0, 7.0, 3.0}, {4.0, 11.0, 5.0}};

Scaling scaling(const double length, const double concentration, const double diffusivity) {
  Scaling scales;
  scales.length = length;
  scales.concentration = concentration;
  scales.diffusivity = diffusivity;
  return scales;
}

/// Applied with the numbers of its example.
/// @param partner species for the entry that names one; -1: left out
AppliedLaw example_of(const BoundaryLaw& row, const int species, const int partner = -1) {
  AppliedLaw law{&row, row.of_species ? species : -1, row.example.value, {}};
  for (const LawParameter& parameter : row.parameters) {
    law.parameters.push_back(0.0);
    law.is_given.push_back(0);
    for (const auto& [name, number] : row.example.parameters)
      if (name == parameter.name) {
        law.parameters.back() = number;
        law.is_given.back() = 1;
      }
    if (!parameter.names_species || partner < 0) continue;
    law.partner = partner;
    law.is_given.back() = 1;
  }
  return law;
}

bool names_species(const BoundaryLaw& row) {
  for (const LawParameter& parameter : row.parameters)
    if (parameter.names_species) return true;
  return false;
}

bool needs_partner(const BoundaryLaw& row) {
  for (const LawParameter& parameter : row.parameters)
    if (parameter.names_species && !parameter.optional) return true;
  return false;
}

bool is_accepted(const AppliedLaw& law) {
  const Electrolyte fluid = electrolyte(PrimaryVariable::concentration);
  return law.row->check == nullptr || law.row->check(law, fluid).empty();
}

/// All ways to apply the laws that depend on the unknowns.
std::vector<AppliedLaw> laws_of_state() {
  std::vector<AppliedLaw> laws;
  for (const BoundaryLaw& row : boundary_laws())
    if (row.depends_on_state()) {
      for (const int species : {0, 1, 2})
        if ((species == 0 || row.of_species) && !needs_partner(row) &&
            is_accepted(example_of(row, species)))
          laws.push_back(example_of(row, species));
      if (names_species(row)) laws.push_back(example_of(row, 0, 0));
    }
  return laws;
}

/// A law in a state.
struct Case {
  Case(const AppliedLaw& applied, const PrimaryVariable unknown, const Scaling& scales)
      : transport(make_transport_law(electrolyte(unknown))),
        state(*transport), material{water(0.4), water(-0.3)} {
    law = make_surface_law(applied, {}, *transport, scales, outward_velocity);
    for (const unsigned int s : {0u, 1u}) {
      material[s].concentration_scale = scales.concentration;
      double c[3];
      for (unsigned int i = 0; i < 3; ++i)
        c[i] = concentrations[s][i] / scales.concentration;
      u[s].resize(transport->n_fields());
      transport->unknowns(potentials[s] / scales.potential(), c, material[s], u[s].data());
    }
  }
  double value(const Load& load) {
    for (const unsigned int s : {0u, 1u})
      state.set(s, u[s].data(), material[s]);
    return state.value(*law, load);
  }

  std::unique_ptr<const TransportLaw> transport;
  SurfaceState state;
  PointMaterial material[2];
  std::shared_ptr<const SurfaceLaw> law;
  Numbers u[2];
};

const PrimaryVariable both[] = {PrimaryVariable::electrochemical_potential,
                                PrimaryVariable::concentration};
const Scaling some_scales = scaling(3e-9, 20.0, 2e-9);

TEST(BoundaryLaws, RowsAreComplete) {
  std::set<std::string> names;
  for (const BoundaryLaw& row : boundary_laws()) {
    SCOPED_TRACE(row.name);
    EXPECT_TRUE(names.insert(row.name).second) << "two rows of one name";
    EXPECT_EQ(&boundary_law(row.name), &row);
    EXPECT_GT(row.documentation.size(), 20u);
    EXPECT_NE(row.example.value, 0.0);
    EXPECT_LE(std::abs(row.example.value), row.limit.most);
    EXPECT_LE(row.sides, 2u);
    EXPECT_EQ(row.essential(), row.gives != Gives::nothing); // gives or adds, never both
    EXPECT_EQ(row.depends_on_state(), row.sees != nullptr);
    EXPECT_EQ(row.total != nullptr, row.has_unknown_potential());
    EXPECT_EQ((row.scaled != nullptr) + (row.total != nullptr) + (row.make != nullptr), 1);
    if (row.gives != Gives::nothing) {
      EXPECT_EQ(&law_that_gives(row.gives), &row);
    }
    if (row.of_membrane()) {
      EXPECT_TRUE(row.on_interface);
    }
    for (const LawParameter& parameter : row.parameters) {
      bool has_number =
          !parameter.standard.empty() || parameter.optional || parameter.names_species;
      for (const auto& entry : row.example.parameters)
        has_number = has_number || entry.first == parameter.name;
      EXPECT_TRUE(has_number) << parameter.name;
    }
    for (const auto& entry : row.example.parameters)
      EXPECT_NO_THROW(place_of_entry(row, entry.first));
  }
  EXPECT_THROW(place_of_entry(boundary_laws().front(), "Colour"), std::logic_error);
  EXPECT_THROW(boundary_law("Colour"), std::logic_error);
}

TEST(BoundaryLaws, ExampleActs) {
  for (const AppliedLaw& applied : laws_of_state())
    for (const PrimaryVariable unknown : both) {
      SCOPED_TRACE(applied.row->name);
      Case one(applied, unknown, some_scales);
      EXPECT_EQ(one.law->n_sides(), applied.row->sides);
      const double value = one.value({});
      EXPECT_TRUE(std::isfinite(value));
      EXPECT_NE(value, 0.0);
      EXPECT_GE(one.state.size(*one.law, {}), std::abs(value));
    }
}

// Slopes by all unknowns on all sides against differences; exactly none outside its couplings.
TEST(BoundaryLaws, Slopes) {
  for (const AppliedLaw& applied : laws_of_state())
    for (const PrimaryVariable unknown : both)
      for (const Load& load : {Load{1.0, 1.0}, Load{0.3, 0.6}}) {
        SCOPED_TRACE(applied.row->name + ", species " + std::to_string(applied.species));
        Case one(applied, unknown, some_scales);
        one.value(load);
        const Numbers slopes = one.state.slopes(*one.law, load);
        expect_law_slopes(
            one.u, applied.row->sides, one.transport->n_fields(), slopes,
            [&] { return one.value(load); },
            [&](const unsigned int m) { return depends_on(applied, *one.transport, m); }, 1e-8);
      }
}

// Without loads, and with both sides alike at 0 V, nothing drives anything.
TEST(BoundaryLaws, SilentAtLoadZero) {
  for (const AppliedLaw& applied : laws_of_state())
    for (const PrimaryVariable unknown : both) {
      SCOPED_TRACE(applied.row->name);
      Case one(applied, unknown, some_scales);
      one.material[1] = one.material[0];
      const double c[3] = {0.2, 0.2, 0.1};
      for (const unsigned int s : {0u, 1u})
        one.transport->unknowns(0.0, c, one.material[s], one.u[s].data());
      EXPECT_EQ(one.value({0.0, 0.0}), 0.0);
    }
}

// What flows in SI units does not depend on the scales.
TEST(BoundaryLaws, ScalesDropOut) {
  const Scaling other = scaling(5e-7, 3.0, 1e-9);
  const auto unit = [](const AppliedLaw& law, const Scaling& scales) {
    return law.species < 0 ? scales.surface_charge() : scales.flux_density();
  };
  for (const AppliedLaw& applied : laws_of_state()) {
    SCOPED_TRACE(applied.row->name);
    Case one(applied, both[0], some_scales), two(applied, both[0], other);
    const double expected = one.value({}) * unit(applied, some_scales);
    EXPECT_NEAR(two.value({}) * unit(applied, other), expected, 1e-12 * std::abs(expected));
  }
  for (const BoundaryLaw& row : boundary_laws()) {
    if (row.scaled == nullptr || row.essential()) continue;
    SCOPED_TRACE(row.name);
    const AppliedLaw applied = example_of(row, 0);
    for (const Scaling& scales : {some_scales, other})
      EXPECT_NEAR(row.scaled(row.example.value, scales) * unit(applied, scales), row.example.value,
                  1e-14 * std::abs(row.example.value));
  }
}

// Given values are those of the equations: mu = ln c + z phi with mu, c and phi each by its row.
TEST(BoundaryLaws, GivenValuesAgree) {
  const double c = 7.0, phi = 0.013, z = -1.0;
  for (const Scaling& scales : {some_scales, scaling(1e-6, 500.0, 1e-9)}) {
    const double mu =
        scales.energy() * (std::log(c / 1000.0) + z * phi / scales.potential()); // 1 mol/L
    const double scaled_c = law_that_gives(Gives::concentration).scaled(c, scales),
                 scaled_phi = law_that_gives(Gives::potential).scaled(phi, scales),
                 scaled_mu = law_that_gives(Gives::electrochemical_potential).scaled(mu, scales);
    EXPECT_NEAR(scaled_mu, std::log(scaled_c) + z * scaled_phi, 1e-13);
    // A current of a species' total flux, the charge in a volume.
    EXPECT_DOUBLE_EQ(law_that_gives(Gives::current).total(2.0, scales, 3),
                     2.0 * 96485.33212331001 * scales.diffusivity * scales.concentration *
                         scales.length);
    EXPECT_DOUBLE_EQ(law_that_gives(Gives::charge).total(1.0, scales, 2),
                     96485.33212331001 * scales.concentration * scales.length * scales.length);
  }
  EXPECT_THROW(law_that_gives(Gives::nothing), std::logic_error);
}

} // namespace
} // namespace ionflux
