// Manufactured solutions of the coupled problem: errors fall with the orders that theory gives, p +
// 1 in L2 and p in H1 (Ciarlet 1978; for PNP: Sun, Sun, Zheng, Lin, JCAM 301, 2016), on distorted
// meshes, in the plane, with axial symmetry and in space, for both sets of unknowns.

#include "support/manufactured_source.h"
#include "support/simulation_fixture.h"

#include <deal.II/numerics/vector_tools.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using namespace dealii;

/// Smooth fields without symmetry; x in reference lengths.
struct ExactSolution {
  bool concentrations;
  bool axisymmetric;

  template <typename Number>
  void values(const Number* x, Number* u) const {
    using std::cos;
    using std::sin;
    // Even in r, as regular functions on the axis are.
    const Number s = axisymmetric ? Number(x[0] * x[0]) : x[0];
    u[0] = 0.8 * sin(1.3 * s + 0.4) * cos(0.9 * x[1]) + 0.3 * x[2] * x[2];
    u[1] = 0.5 * cos(s + 1.7 * x[1]) - 0.2 * sin(2.0 * x[2] + s);
    u[2] = 0.4 * sin(2.0 * x[1] - s) + 0.3 * cos(1.5 * x[2]);
    if (concentrations) {
      u[1] = 1.5 + u[1];
      u[2] = 1.2 + u[2];
    }
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
    testing::Slope position[3], u[3];
    for (unsigned int d = 0; d < 3; ++d)
      position[d] = testing::Slope(3, d, d < dim ? x[d] : 0.0);
    exact.values(position, u);
    Tensor<1, dim> slope;
    for (unsigned int d = 0; d < dim; ++d)
      slope[d] = u[field].dx(d);
    return slope;
  }

private:
  const ExactSolution exact;
};

constexpr double length = 10e-9; // metres

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
  const auto law = std::make_shared<IdealElectrolyte>(parameters.electrolyte);
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
          return scale * testing::sources<dim>(exact, *law, material, exact.axisymmetric,
                                               scaled<dim>(x))[field];
        },
        "manufactured");
  };
  parameters.materials[0].fixed_charge = source(0, scales.charge_density());
  parameters.electrolyte.sources = {source(1, scales.source()), source(2, scales.source())};

  const ExactFunction<dim> function(exact);
  const auto boundary_value = [=](const unsigned int field, const double scale,
                                  const double shift) {
    return GivenValue(
        [=](const GivenValue::Point& x) {
          return scale * (function.value(scaled<dim>(x), field) - shift);
        },
        "exact");
  };
  using Kind = BoundaryLawKind;
  auto& laws = parameters.boundary_conditions[0].laws;
  laws.clear();
  laws.push_back({Kind::potential, -1, boundary_value(0, scales.potential(), 0.0), {}});
  for (int i = 0; i < 2; ++i)
    if (exact.concentrations)
      laws.push_back({Kind::concentration, i, boundary_value(i + 1, 1.0, 0.0), {}});
    else
      laws.push_back({Kind::electrochemical_potential,
                      i,
                      boundary_value(i + 1, scales.energy(), scales.standard_state_shift()),
                      {}});
}

struct Errors {
  double l2 = 0.0, h1 = 0.0; ///< largest over the fields, relative
};

template <int dim>
Errors errors(const ExactSolution& exact, const unsigned int degree, const unsigned int cells) {
  std::string size, n, sides = "left, right, bottom, top";
  for (unsigned int d = 0; d < dim; ++d) {
    size += std::string(d ? "," : "") + " 10 nm";
    n += std::string(d ? ", " : "") + std::to_string(cells);
  }
  if (dim == 3) sides += ", back, front";
  if (exact.axisymmetric) sides = "right, bottom, top";
  Parameters parameters = parse_parameters(
      testing::salt_box(
          dim, "set Distortion = 0.2\n set Size =" + size + "\n set Cells = " + n,
          "subsection Boundary conditions\n subsection " + sides +
              "\n set Potential = 0 V\n set Concentration of K = 1 mol/m^3\n set "
              "Concentration of Cl = 1 mol/m^3\n end\nend\n"
              "subsection Discretization\n set Degree = " +
              std::to_string(degree) + "\nend\nsubsection Electrolyte\n set Primary variables = " +
              (exact.concentrations ? "concentration" : "electrochemical potential") + "\nend\n",
          exact.axisymmetric),
      "manufactured");
  manufacture<dim>(parameters, exact);
  testing::QuietSimulation<dim> quiet(std::move(parameters));
  auto& simulation = quiet.simulation;
  simulation.prepare_mesh();
  EXPECT_NEAR(simulation.scaling().concentration, 1.0, 1e-15);
  const SolveResult result = simulation.solve();
  EXPECT_TRUE(result.converged) << result.reason;

  auto& d = simulation.discretization();
  const auto solution = simulation.problem().ghosted(simulation.solution());
  const ExactFunction<dim> function(exact);
  const auto norm = [&](const VectorTools::NormType type, const unsigned int field) {
    dealii::Vector<float> per_cell(d.mesh.n_active_cells());
    const ComponentSelectFunction<dim> select(field, 3);
    VectorTools::integrate_difference(d.mapping, d.dof_handler, solution, function, per_cell,
                                      QGauss<dim>(degree + 2), type, &select);
    return VectorTools::compute_global_error(d.mesh, per_cell, type);
  };
  Errors largest;
  for (unsigned int field = 0; field < 3; ++field) {
    largest.l2 = std::max(largest.l2, norm(VectorTools::L2_norm, field));
    largest.h1 = std::max(largest.h1, norm(VectorTools::H1_seminorm, field));
  }
  return largest;
}

template <int dim>
void expect_orders(const ExactSolution& exact, const unsigned int degree,
                   const unsigned int cells) {
  const Errors coarse = errors<dim>(exact, degree, cells);
  const Errors fine = errors<dim>(exact, degree, 2 * cells);
  const double l2 = std::log2(coarse.l2 / fine.l2), h1 = std::log2(coarse.h1 / fine.h1);
  // Coarse and fine mesh are distorted independently, hence the allowance of 0.3 of an order.
  EXPECT_GT(l2, degree + 1 - 0.3) << "L2, degree " << degree << ", error " << fine.l2;
  EXPECT_GT(h1, degree - 0.3) << "H1, degree " << degree << ", error " << fine.h1;
  EXPECT_LT(fine.l2, 0.02) << "the order is right but the solution is not";
}

TEST(Manufactured, Planar) {
  expect_orders<2>({false, false}, 1, 8);
  expect_orders<2>({false, false}, 2, 6);
  expect_orders<2>({false, false}, 3, 4);
}

TEST(Manufactured, PlanarConcentrations) {
  expect_orders<2>({true, false}, 1, 8);
  expect_orders<2>({true, false}, 2, 6);
}

TEST(Manufactured, Axisymmetric) {
  expect_orders<2>({false, true}, 1, 8);
  expect_orders<2>({false, true}, 2, 6);
  expect_orders<2>({false, true}, 3, 4);
}

TEST(Manufactured, Space) {
  expect_orders<3>({false, false}, 1, 4);
  expect_orders<3>({false, false}, 2, 2);
  expect_orders<3>({false, false}, 3, 2);
}

} // namespace
} // namespace ionflux
