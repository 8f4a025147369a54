#pragma once

/// What the tests of a table of models, of activities or mobilities, do with each of its rows.

#include "simulation_fixture.h"

#include <ionflux/app/manufactured.h>
#include <ionflux/fem/error_norms.h>
#include <ionflux/fem/manufactured_load.h>
#include <ionflux/support/text.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace ionflux::testing {

template <typename Row>
std::vector<std::string> names_of(const std::vector<Row>& rows) {
  std::vector<std::string> names;
  for (const Row& row : rows)
    names.push_back(row.name);
  return names;
}

/// The name of a row as GoogleTest takes it.
inline std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  name.erase(
      std::remove_if(name.begin(), name.end(), [](const char c) { return !std::isalnum(c); }),
      name.end());
  return name;
}

/// Concentrations of the row's example times `factor`, as entries of a boundary.
template <typename Row>
std::string given_concentrations(const Row& row, const double factor) {
  std::string text;
  for (unsigned int i = 0; i < row.example.concentrations.size(); ++i)
    text += " set Concentration of " + row.example.input.names[i] + " = " +
            number_text(factor * row.example.concentrations[i]) + " mol/m^3\n";
  return text;
}

/// The species between smooth waves, at 0.6 to 0.95 of the example's concentrations. One side is
/// left to natural conditions.
template <typename Row>
std::string waves_of(const Row& row) {
  const std::vector<std::string>& names = row.example.input.names;
  std::string natural, exact;
  for (unsigned int i = 0; i < names.size(); ++i) {
    natural += " set Flux of " + names[i] + " = 0 mol/m^2/s\n";
    exact += "set Concentration of " + names[i] + " = " +
             number_text(row.example.concentrations[i]) + "*(0.775 + 0.175*cos((" +
             (i % 2 ? "2*y - x" : "x + 1.7*y") + ")/nm + " + std::to_string(i + 1) +
             ")) [mol/m^3]\n";
  }
  return "subsection Boundary conditions\n subsection top\n set Surface charge = 0 C/m^2\n" +
         natural +
         " end\nend\nsubsection Convergence study\n set Reference = exact solution\n"
         " subsection Exact solution\n set Potential = 20*sin(1.3*x/nm + 0.4)*cos(0.9*y/nm) "
         "[mV]\n" +
         exact + " end\nend\n";
}

/// Boundary conditions of two charged walls and one bath, that of the row's example times 0.7: all
/// electrochemical potentials are constant, whatever phi and c do.
template <typename Row>
std::string equilibrium_of(const Row& row) {
  return "subsection Boundary conditions\n subsection left\n set Potential = 0 V\n" +
         given_concentrations(row, 0.7) +
         " end\n subsection right\n set Potential = 5 mV\n end\n subsection bottom\n"
         " set Surface charge = 0.002 C/m^2\n end\n subsection top\n end\nend\n";
}

inline std::vector<FieldError> found_errors(SteadySimulation<2>& simulation,
                                            const ExactSolution& exact) {
  EXPECT_TRUE(simulation.last_result().converged) << simulation.last_result().reason;
  return error_norms(simulation.discretization(), simulation.model(),
                     simulation.problem().ghosted(simulation.solution()), exact, 1.0);
}

/// Orders p + 1 in L2 and p in H1 against the exact solution of the parameters.
inline void expect_orders_of(const Parameters& with_exact_solution) {
  QuietSimulation<2> quiet(manufactured_parameters<2>(with_exact_solution));
  auto& simulation = quiet.simulation;
  const ExactSolution exact = make_exact_solution(quiet.parameters, simulation.labels());
  simulation.problem().set_linear_form(
      [&] { return manufactured_load(simulation.discretization(), simulation.model(), exact); });
  simulation.prepare_mesh();
  simulation.solve();
  const auto coarse = found_errors(simulation, exact);
  simulation.solve_refined([](auto& mesh) { mesh.set_all_refine_flags(); });
  const auto fine = found_errors(simulation, exact);
  const unsigned int degree = quiet.parameters.degree;
  ASSERT_EQ(fine.size(), coarse.size());
  for (unsigned int k = 0; k < fine.size(); ++k) {
    EXPECT_GT(std::log2(coarse[k].l2 / fine[k].l2), degree + 1 - 0.3) << fine[k].name;
    EXPECT_GT(std::log2(coarse[k].h1 / fine[k].h1), degree - 0.3) << fine[k].name;
    EXPECT_LT(fine[k].l2, 0.01 * fine[k].exact_l2) << fine[k].name;
  }
}

/// Nothing flows, to 1e-14 of D c.
/// @param diffusivities [m^2/s], @param concentrations [mol/m^3], by species
inline void expect_no_fluxes(SteadySimulation<2>& simulation,
                             const std::vector<double>& diffusivities,
                             const std::vector<double>& concentrations) {
  simulation.prepare_mesh();
  const SolveResult result = simulation.solve();
  ASSERT_TRUE(result.converged) << result.reason;
  for (const BoundaryFlux& flux : simulation.fluxes())
    for (unsigned int i = 0; i < flux.flux.size(); ++i)
      EXPECT_LT(std::abs(flux.flux[i]), 1e-14 * diffusivities[i] * concentrations[i])
          << flux.boundary << ", of D c";
}

} // namespace ionflux::testing
