#pragma once

/// A coupled problem with a known solution, for any geometry of reference length 10 nm.

#include "manufactured_source.h"
#include "simulation_fixture.h"

#include <deal.II/numerics/vector_tools.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace ionflux::testing {

using namespace dealii;

/// Smooth fields without symmetry; x in reference lengths.
struct ExactSolution {
  bool concentration[2]; ///< of which species is c the unknown (else mu)?
  bool axisymmetric;
  bool flow = false; ///< does the solvent flow?

  /// Without divergence; dimensionless.
  std::array<double, 3> velocity(const double* x) const {
    if (!flow) return {};
    if (axisymmetric) return {{3.0 * x[0], 2.0 - 6.0 * x[1], 0.0}};
    return {{4.0 + 3.0 * x[1], 2.0 - 5.0 * x[0], 3.0 * x[0]}};
  }

  template <typename Number>
  void values(const Number* x, Number* u) const {
    using std::cos;
    using std::sin;
    // Even in r, as regular functions on the axis are.
    const Number s = axisymmetric ? Number(x[0] * x[0]) : x[0];
    u[0] = 0.8 * sin(1.3 * s + 0.4) * cos(0.9 * x[1]) + 0.3 * x[2] * x[2];
    u[1] = 0.5 * cos(s + 1.7 * x[1]) - 0.2 * sin(2.0 * x[2] + s);
    u[2] = 0.4 * sin(2.0 * x[1] - s) + 0.3 * cos(1.5 * x[2]);
    if (concentration[0]) u[1] = 1.5 + u[1];
    if (concentration[1]) u[2] = 1.2 + u[2];
  }
};

template <int dim>
class ExactFunction : public Function<dim> {
public:
  explicit ExactFunction(const ExactSolution& exact) : Function<dim>(3), exact(exact) {}

  double value(const Point<dim>& x, const unsigned int field) const override {
    double position[3] = {}, u[3];
    for (unsigned int d = 0; d < dim; ++d)
      position[d] = x[d];
    exact.values(position, u);
    return u[field];
  }

  Tensor<1, dim> gradient(const Point<dim>& x, const unsigned int field) const override {
    Slope position[3], u[3];
    for (unsigned int d = 0; d < 3; ++d)
      position[d] = Slope(3, d, d < dim ? x[d] : 0.0);
    exact.values(position, u);
    Tensor<1, dim> slope;
    for (unsigned int d = 0; d < dim; ++d)
      slope[d] = u[field].dx(d);
    return slope;
  }

private:
  const ExactSolution exact;
};

inline constexpr double length = 10e-9; ///< of the geometry [m]

template <int dim>
Point<dim> scaled(const GivenValue::Point& metres) {
  Point<dim> x;
  for (unsigned int d = 0; d < dim; ++d)
    x[d] = metres[d] / length;
  return x;
}

/// Put exact solution and matching sources into the parameters.
template <int dim>
void manufacture(Parameters& parameters, const ExactSolution& exact) {
  const auto law = std::make_shared<IdealLaw>(parameters.electrolyte);
  Scaling scales;
  scales.length = length;
  scales.diffusivity = 2e-9; // c0 is 1 mol/m^3: nothing in the file says otherwise
  PointMaterial material;
  material.permittivity = 78.5 * scales.lambda_squared();
  material.diffusivity = {1.0, 0.5};
  material.standard_potential = {0.0, 0.0};
  material.present = {1, 1};
  const auto source = [=](const unsigned int field, const double scale) {
    return GivenValue(
        [=](const GivenValue::Point& x) {
          return scale *
                 sources<dim>(exact, *law, material, exact.axisymmetric, scaled<dim>(x))[field];
        },
        "manufactured");
  };
  parameters.materials[0].fixed_charge = source(0, scales.charge_density());
  parameters.electrolyte.sources = {source(1, scales.source()), source(2, scales.source())};

  parameters.materials[0].flows = exact.flow;
  if (exact.flow)
    parameters.electrolyte.flow.velocity = [=](const GivenValue::Point& x) {
      const Point<dim> place = scaled<dim>(x);
      double position[3] = {};
      for (unsigned int d = 0; d < dim; ++d)
        position[d] = place[d];
      Flow::Vector velocity = exact.velocity(position);
      for (double& component : velocity)
        component *= scales.diffusivity / scales.length;
      return velocity;
    };

  const ExactFunction<dim> function(exact);
  const auto boundary_value = [=](const unsigned int field, const double scale,
                                  const double shift) {
    return GivenValue(
        [=](const GivenValue::Point& x) {
          return scale * (function.value(scaled<dim>(x), field) - shift);
        },
        "exact");
  };
  auto& laws = parameters.boundary_conditions[0].laws;
  laws.clear();
  laws.push_back(
      {&law_that_gives(Gives::potential), -1, boundary_value(0, scales.potential(), 0.0), {}});
  for (int i = 0; i < 2; ++i)
    if (exact.concentration[i])
      laws.push_back(
          {&law_that_gives(Gives::concentration), i, boundary_value(i + 1, 1.0, 0.0), {}});
    else
      laws.push_back({&law_that_gives(Gives::electrochemical_potential),
                      i,
                      boundary_value(i + 1, scales.energy(), scales.standard_state_shift()),
                      {}});
}

struct Errors {
  double l2 = 0.0, h1 = 0.0; ///< largest over the fields, relative
};

/// Errors of a solved problem.
template <int dim>
Errors measure_errors(SteadySimulation<dim>& simulation, const ExactSolution& exact) {
  auto& d = simulation.discretization();
  const auto solution = simulation.problem().ghosted(simulation.solution());
  const ExactFunction<dim> function(exact);
  const auto norm = [&](const VectorTools::NormType type, const unsigned int field) {
    dealii::Vector<float> per_cell(d.mesh.n_active_cells());
    const ComponentSelectFunction<dim> select(field, 3);
    VectorTools::integrate_difference(d.mapping, d.dof_handler, solution, function, per_cell,
                                      QGauss<dim>(d.settings.degree + 2), type, &select);
    return VectorTools::compute_global_error(d.mesh, per_cell, type);
  };
  Errors largest;
  for (unsigned int field = 0; field < 3; ++field) {
    largest.l2 = std::max(largest.l2, norm(VectorTools::L2_norm, field));
    largest.h1 = std::max(largest.h1, norm(VectorTools::H1_seminorm, field));
  }
  return largest;
}

} // namespace ionflux::testing
