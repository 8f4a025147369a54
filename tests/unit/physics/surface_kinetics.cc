// Every row of the table of kinetics of surface reactions, without a mesh: slopes, rest, scales;
// what each has to obey.

#include "expect_law_slopes.h"

#include <ionflux/physics/boundary/adsorption.h>
#include <ionflux/physics/boundary/boundary_law.h>
#include <ionflux/physics/boundary/marcus_hush_chidsey.h>
#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/physics/boundary/surface_state.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/scaling.h>

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace ionflux {
namespace {

using Numbers = std::vector<double>;

constexpr unsigned int n_species = 3;

Electrolyte three_species(const PrimaryVariable unknown) {
  Electrolyte fluid;
  fluid.species = {{"H", 1, 9e-9}, {"Cl", -1, 2e-9}, {"HCl", 0, 3e-9}};
  fluid.solve_for(unknown);
  return fluid;
}

PointMaterial solution() {
  PointMaterial material;
  material.permittivity = 1.0;
  material.diffusivity = {1.0, 0.3, 0.1};
  material.standard_potential = {0.0, 0.0, 0.0};
  material.present = {1, 1, 1};
  material.dissolved = {0, 1, 2};
  return material;
}

Scaling scales_of(const double length, const double concentration, const double diffusivity) {
  Scaling scales;
  scales.length = length;
  scales.concentration = concentration;
  scales.diffusivity = diffusivity;
  return scales;
}

const Scaling usual_scales = scales_of(3e-9, 20.0, 2e-9);

/// H + e <-> HCl (- Cl held), H + Cl <-> HCl, or both ions across a membrane against HCl.
std::shared_ptr<SurfaceReaction> reaction_for(const BoundaryLaw& row, const int electrons) {
  auto reaction = std::make_shared<SurfaceReaction>();
  reaction->n_species = n_species;
  Reaction& terms = reaction->stoichiometry;
  terms.name = "test";
  if (row.of_membrane()) {
    reaction->sides = {{"inside", "outside"}};
    terms.reactants = {{0, 2}, {1, 1}, {n_species + 2, 1}};
    terms.products = {{n_species + 0, 2}, {n_species + 1, 1}, {2, 1}};
    reaction->carried_charge = 1.0;
  } else if (electrons == 0) {
    terms.reactants = {{0, 1}, {1, 1}};
    terms.products = {{2, 1}};
  } else if (electrons < 0) {
    terms.reactants = {{0, -electrons}};
    terms.products = {{2, 1}};
    reaction->electrons = electrons;
  } else {
    terms.reactants = {{2, 1}};
    terms.products = {{0, electrons}};
    reaction->electrons = electrons;
  }
  return reaction;
}

AppliedLaw applied(const BoundaryLaw& row, const std::shared_ptr<SurfaceReaction>& reaction,
                   const int species) {
  AppliedLaw law{&row, species, 1.0, {}};
  law.reaction = reaction;
  for (const LawParameter& parameter : row.parameters) {
    law.parameters.push_back(0.0);
    law.is_given.push_back(0);
    for (const auto& [name, number] : row.example.parameters)
      if (name == parameter.name) {
        law.parameters.back() = number;
        law.is_given.back() = 1;
      }
  }
  return law;
}

/// All rows, with one electron either way where they take any; each for every species.
std::vector<AppliedLaw> all_laws() {
  const Electrolyte fluid = three_species(PrimaryVariable::concentration);
  std::vector<AppliedLaw> laws;
  for (const BoundaryLaw& row : surface_kinetics())
    for (const int electrons : {-2, -1, 0, 1}) {
      const auto reaction = reaction_for(row, electrons);
      if (row.of_membrane() && electrons != 0) continue;
      for (unsigned int i = 0; i < n_species; ++i)
        if (reaction->changes(i) && row.check(applied(row, reaction, i), fluid).empty())
          laws.push_back(applied(row, reaction, i));
    }
  return laws;
}

struct Surface {
  Surface(const AppliedLaw& law, const PrimaryVariable unknown, const Scaling& scales,
          const bool reversed = false)
      : transport(make_transport_law(three_species(unknown))), state(*transport),
        material(solution()), unit(scales.flux_density()) {
    made = make_surface_law(law, {}, *transport, scales, 0.0, reversed);
    set({{0.013, -0.021}}, {{{{20.0, 7.0, 3.0}}, {{4.0, 11.0, 5.0}}}}, scales);
  }
  void set(const std::array<double, 2>& potential,
           const std::array<std::array<double, n_species>, 2>& concentration,
           const Scaling& scales) {
    for (const unsigned int s : {0u, 1u}) {
      double c[n_species];
      for (unsigned int i = 0; i < n_species; ++i)
        c[i] = concentration[s][i] / scales.concentration;
      u[s].resize(transport->n_fields());
      transport->unknowns(potential[s] / scales.potential(), c, material, u[s].data());
    }
  }
  double value(const Load& load = {}) {
    for (const unsigned int s : {0u, 1u})
      state.set(s, u[s].data(), material);
    return state.value(*made, load);
  }

  std::unique_ptr<const TransportLaw> transport;
  SurfaceState state;
  PointMaterial material;
  std::shared_ptr<const SurfaceLaw> made;
  Numbers u[2];
  double unit;
};

const PrimaryVariable unknowns[] = {PrimaryVariable::electrochemical_potential,
                                    PrimaryVariable::concentration};

TEST(SurfaceKinetics, RowsAreCompleteAndAct) {
  std::set<std::string> names, acting;
  for (const BoundaryLaw& row : surface_kinetics()) {
    EXPECT_TRUE(names.insert(row.name).second);
    EXPECT_GT(row.documentation.size(), 20u);
    EXPECT_TRUE(row.of_species && row.sides > 0 && row.make && row.sees && row.check);
    for (const auto& entry : row.example.parameters)
      EXPECT_NO_THROW(place_of_entry(row, entry.first));
  }
  for (const AppliedLaw& law : all_laws()) {
    acting.insert(law.row->name);
    Surface one(law, unknowns[0], usual_scales);
    const double value = one.value();
    EXPECT_TRUE(std::isfinite(value) && value != 0.0) << law.row->name;
    EXPECT_GE(one.state.size(*one.made, {}), std::abs(value));
    EXPECT_EQ(one.value({0.0, 0.0}), 0.0) << law.row->name;
  }
  EXPECT_EQ(acting, names);
}

TEST(SurfaceKinetics, Slopes) {
  for (const AppliedLaw& law : all_laws())
    for (const PrimaryVariable unknown : unknowns)
      for (const bool reversed : {false, true})
        for (const Load& load : {Load{1.0, 1.0}, Load{0.3, 0.6}}) {
          if (reversed && law.row->sides == 1) continue;
          SCOPED_TRACE(law.row->name + ", species " + std::to_string(law.species));
          Surface one(law, unknown, usual_scales, reversed);
          one.value(load);
          const Numbers slopes = one.state.slopes(*one.made, load);
          expect_law_slopes(
              one.u, law.row->sides, one.transport->n_fields(), slopes,
              [&] { return one.value(load); },
              [&](const unsigned int m) { return depends_on(law, *one.transport, m); }, 1e-7);
        }
}

TEST(SurfaceKinetics, ScalesDropOutAndSidesSwap) {
  const Scaling other = scales_of(5e-7, 3.0, 1e-9);
  for (const AppliedLaw& law : all_laws()) {
    SCOPED_TRACE(law.row->name);
    Surface one(law, unknowns[0], usual_scales), two(law, unknowns[0], other);
    two.set({{0.013, -0.021}}, {{{{20.0, 7.0, 3.0}}, {{4.0, 11.0, 5.0}}}}, other);
    const double expected = one.value() * one.unit;
    EXPECT_NEAR(two.value() * two.unit, expected, 1e-12 * std::abs(expected));
    if (law.row->sides == 1) continue;
    Surface back(law, unknowns[0], usual_scales, true);
    std::swap(back.u[0], back.u[1]);
    EXPECT_EQ(-back.value(), one.value());
    const auto plain = one.state.reported(*one.made), swapped = back.state.reported(*back.made);
    EXPECT_EQ(plain, swapped);
  }
}

// At an electrode no current flows at Nernst's potential, whatever the activities; on a carrier
// nothing where the affinity is zero.
TEST(SurfaceKinetics, RestAtEquilibrium) {
  const double rt_f = usual_scales.potential(), reference = 12.0;
  for (const AppliedLaw& law : all_laws()) {
    if (law.row->name == "Tafel" || law.row->name == "mass action") continue;
    SCOPED_TRACE(law.row->name);
    Surface one(law, unknowns[0], usual_scales);
    const std::array<std::array<double, n_species>, 2> c = {
        {{{20.0, 7.0, 3.0}}, {{4.0, 11.0, 5.0}}}};
    double affinity = 0.0; // - sum nu ln a
    for (unsigned int i = 0; i < n_species; ++i)
      for (unsigned int s = 0; s < law.row->sides; ++s)
        affinity -= law.reaction->number(i, s) * std::log(c[s][i] / reference);
    const auto number = [&](const std::string& entry) {
      return law.parameters[place_of_entry(*law.row, entry)]({});
    };
    if (law.row->sides == 1)
      one.set({{number("Electrode potential") - number("Equilibrium potential") +
                    rt_f * affinity / law.reaction->electrons,
                0.0}},
              c, usual_scales);
    else
      one.set({{0.0, rt_f * (affinity + number("Affinity") / usual_scales.energy()) /
                         law.reaction->carried_charge}},
              c, usual_scales);
    const double value = one.value();
    EXPECT_NEAR(value, 0.0, 1e-13 * one.state.size(*one.made, {}));
  }
}

// Chidsey's integral over the levels of the metal, by Simpson's rule with fine steps.
double chidsey(const double eta, const double lambda) {
  const double from = lambda - std::abs(eta) - 16.0 * std::sqrt(2.0 * lambda) - 60.0,
               to = lambda + std::abs(eta) + 16.0 * std::sqrt(2.0 * lambda) + 60.0;
  const unsigned int n = 400000;
  double sum = 0.0;
  for (unsigned int k = 0; k <= n; ++k) {
    const double x = from + (to - from) * k / n, d = x - lambda - eta;
    const double weight = k == 0 || k == n ? 1.0 : k % 2 ? 4.0 : 2.0;
    sum += weight * std::exp(-d * d / (4.0 * lambda)) / (1.0 + std::exp(x));
  }
  return sum * (to - from) / n / 3.0;
}

TEST(SurfaceKinetics, MarcusHushChidsey) {
  for (const double lambda : {0.4, 4.0, 30.0, 90.0})
    for (const double x : {0.0, 0.1, 3.0, 20.0, 60.0, 200.0}) {
      const double expected = chidsey(-x, lambda) / chidsey(0.0, lambda);
      EXPECT_NEAR(electron_transfer(x, lambda), expected, 1e-11 * expected) << lambda << ", " << x;
      const double h = 1e-4,
                   slope = (electron_transfer(x + h, lambda) - electron_transfer(x - h, lambda)) /
                           (2.0 * h);
      if (x > 0.0) {
        EXPECT_NEAR(ElectronTransfer(x, lambda).slope, slope, 1e-6 * expected);
      }
    }
  // Butler and Volmer's with alpha = 1/2 where all surroundings are the same: l >> drive.
  EXPECT_NEAR(electron_transfer(0.5, 400.0), std::exp(0.25), 1e-3);
}

TEST(SurfaceKinetics, Coverage) {
  for (const double g : {-3.9, -1.0, 0.0, 2.0, 30.0})
    for (const double x : {1e-12, 1e-3, 0.7, 40.0, 1e8}) {
      const double theta = coverage(x, g);
      EXPECT_NEAR(std::log(theta) - std::log1p(-theta) + g * theta, std::log(x),
                  1e-9 * (1.0 + std::abs(std::log(x))) + 1e-15 / (1.0 - theta));
    }
  EXPECT_EQ(coverage(-1.0, 2.0), 0.0);
}

} // namespace
} // namespace ionflux
