// The limit of no double layers, which thin layers start from: its Jacobian, its fluxes against the
// closed forms of Teorell, Meyer and Sievers (a charged membrane) and of a binary salt, and the
// potential at given electrochemical potentials.

#include "support/assembled.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using namespace dealii;

const char* const two_baths = R"(
subsection Baths
  subsection L
    set Concentration of K  = 100 mol/m^3
    set Concentration of Cl = 100 mol/m^3
  end
  subsection R
    set Concentration of K  = 10 mol/m^3
    set Concentration of Cl = 10 mol/m^3
  end
end
subsection Boundary conditions
  subsection left
    set Bath = L
    set Potential = VOLTAGE V
  end
  subsection right
    set Bath = R
    RIGHT
  end
  subsection bottom, top
    MORE
  end
end
)";

std::string replaced(std::string text, const std::string& word, const std::string& by) {
  return text.replace(text.find(word), word.size(), by);
}

Parameters neutral_slab(const double charge, const double voltage,
                        const std::string& right = "set Potential = 0 V",
                        const std::string& walls = "") {
  std::string text = replaced(two_baths, "VOLTAGE", std::to_string(voltage));
  text = replaced(text, "RIGHT", right);
  text = replaced(text, "MORE", walls);
  text = testing::salt_box(2,
                           "set Size = 1 um, 0.1 um\n set Cells = 60, 1\n"
                           "set Grade towards = left, right\n set First layer = 1 nm",
                           text);
  const std::string material = "set Regions = remaining";
  text = replaced(text, material,
                  material + "\n set Fixed charge = " + std::to_string(charge) + " mol/m^3");
  Parameters parameters = parse_parameters(text, "test");
  parameters.electrolyte.potential_model = PotentialModel::electroneutral;
  return parameters;
}

// Fluxes of K and Cl to the right, in D0 c_left / L.
struct Fluxes {
  double cation, anion;
};

template <int dim>
Fluxes solved_fluxes(SteadySimulation<dim>& simulation) {
  simulation.prepare_mesh();
  const SolveResult result = simulation.solve();
  EXPECT_TRUE(result.converged) << result.reason;
  EXPECT_LE(result.newton_steps, 10u);
  const double unit = 2e-9 * 100.0 / 1e-6 * 1e-7;
  for (const BoundaryFlux& flux : simulation.fluxes())
    if (flux.boundary == "right") return {flux.flux[0] / unit, flux.flux[1] / unit};
  return {0.0, 0.0};
}

// Teorell-Meyer-Sievers membrane: Donnan equilibrium at both faces, Nernst-Planck between. With
// s = c_+ + c_-, w = c_+ - c_- = -X, P = J_+/D_+ + J_-/D_-, Q = J_+/D_+ - J_-/D_- and k = P / Q
//   phi' = -Q/s,   ds/dphi = k s - w,   s(phi) = w/k + (s_0 - w/k) e^(k (phi - phi_0)),
//   Q = - integral of s dphi  over the unit thickness (Schloegl, Z. Phys. Chem. 1, 1954).
Fluxes teorell_meyer_sievers(const double X, const double bias, const double c_left,
                             const double c_right, const double D_cation, const double D_anion) {
  const double w = -X;
  const double s0 = std::hypot(X, 2.0 * c_left), s1 = std::hypot(X, 2.0 * c_right);
  const double drop = std::asinh(X / (2.0 * c_right)) - (bias + std::asinh(X / (2.0 * c_left)));
  const auto growth = [&](const double k) { return k == 0.0 ? drop : std::expm1(k * drop) / k; };
  const auto mismatch = [&](const double k) {
    return s0 * std::exp(k * drop) - w * growth(k) - s1;
  };
  double lower = -20.0, upper = 20.0; // of different signs, checked below
  EXPECT_LT(mismatch(lower) * mismatch(upper), 0.0);
  const bool rises = mismatch(upper) > 0.0;
  for (unsigned int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (lower + upper);
    ((mismatch(middle) > 0.0) == rises ? upper : lower) = middle;
  }
  const double k = upper;
  const double Q = -(w / k * drop + (s0 - w / k) * growth(k)), P = k * Q;
  return {0.5 * D_cation * (P + Q), 0.5 * D_anion * (P - Q)};
}

void compare_with_closed_form(const double charge, const double voltage) {
  const Parameters parameters = neutral_slab(charge, voltage);
  SteadySimulation<2> simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {});
  const Fluxes found = solved_fluxes(simulation);
  const double thermal = simulation.scaling().potential();
  const Fluxes exact = teorell_meyer_sievers(charge / 100.0, voltage / thermal, 1.0, 0.1, 1.0, 0.5);
  EXPECT_NEAR(found.cation, exact.cation, 2e-7 * std::abs(exact.cation));
  EXPECT_NEAR(found.anion, exact.anion, 2e-7 * std::abs(exact.cation));
}

TEST(Neutral, TeorellMeyerSievers) {
  compare_with_closed_form(-100.0, 0.13);
  compare_with_closed_form(-1000.0, -0.13);
  compare_with_closed_form(50.0, 0.5);
}

// Without fixed charge the concentration of a salt is linear: c' = c_R - c_L, phi' = A / c with
// A = -V c' / ln(c_R / c_L), J = -D (c' +- A).
TEST(Neutral, BinarySalt) {
  const Parameters parameters = neutral_slab(0.0, 0.13);
  SteadySimulation<2> simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {});
  const Fluxes found = solved_fluxes(simulation);
  const double slope = -0.9,
               drift = -0.13 / simulation.scaling().potential() * slope / std::log(0.1);
  EXPECT_NEAR(found.cation, -(slope + drift), 2e-7 * std::abs(slope + drift));
  EXPECT_NEAR(found.anion, -0.5 * (slope - drift), 2e-7 * std::abs(slope - drift));
}

// A given current makes the potential of its boundary an unknown here as well.
TEST(Neutral, GivenCurrent) {
  const Parameters parameters = neutral_slab(-100.0, 0.0, "set Current = 0 A/m");
  SteadySimulation<2> simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {});
  const Fluxes found = solved_fluxes(simulation);
  EXPECT_NEAR(found.cation, found.anion, 1e-8 * std::abs(found.cation));
  const double voltage = -simulation.unknown_potentials().at(0).potential;
  const double bias = voltage / simulation.scaling().potential();
  const Fluxes exact = teorell_meyer_sievers(-1.0, bias, 1.0, 0.1, 1.0, 0.5);
  EXPECT_NEAR(found.cation, exact.cation, 2e-6 * std::abs(exact.cation));
}

template <int dim>
double wave_of(const Point<dim>& x, const unsigned int field, const unsigned int region,
               const double phase) {
  return testing::wave(x[0], x[1], dim == 3 ? x[dim - 1] : 0.0, field, region, phase);
}

// Slope 2 on an adapted mesh, and the same on many ranks as on one.
TEST(Neutral, JacobianAndRanks) {
  const Parameters parameters = neutral_slab(
      -70.0, 0.05, "", "set Flux of K = 1e-3 mol/m^2/s\n set Surface charge = 0.01 C/m^2");
  const auto flag = [](parallel::distributed::Triangulation<2>& mesh) {
    for (const auto& cell : mesh.active_cell_iterators())
      if (cell->is_locally_owned() && cell->center()[0] > 0.6) cell->set_refine_flag();
  };
  testing::Assembled<2> all(parameters, MPI_COMM_WORLD, 2, flag, wave_of<2>),
      alone(parameters, MPI_COMM_SELF, 2, flag, wave_of<2>);
  testing::expect_same_on_one_rank(all, alone);
  EXPECT_NEAR(all.taylor_slope(), 2.0, 0.05);
}

// Poisson's equation at electrochemical potentials that stay: they do, to the last bit, and the
// Jacobian of what is left is exact.
TEST(Neutral, FixedDrive) {
  Parameters parameters = neutral_slab(-70.0, 0.05);
  parameters.electrolyte.potential_model = PotentialModel::poisson;
  SteadySimulation<2> simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {});
  simulation.discretization().distribute_dofs();
  simulation.problem().setup();
  NewtonProblem<2> newton(simulation.problem(), parameters.electrolyte,
                          TransportStage::fixed_drive);
  auto x = simulation.discretization().make_vector();
  for (const auto i : simulation.discretization().owned)
    x(i) = 0.1 * (i % 3);
  x.compress(VectorOperation::insert);
  simulation.problem().distribute(x);
  const auto before = x;
  SolverSettings settings;
  settings.relative_tolerance = 1e-10;
  const NewtonResult result =
      NewtonSolver(newton, settings, {}).solve(x, {"backtracking", "bt", 1.0, 4.0});
  EXPECT_TRUE(result.converged) << result.reason;
  EXPECT_LE(result.newton_steps, 10u);
  double moved = 0.0;
  for (const auto i : simulation.discretization().owned) {
    if (i % 3 == 0)
      moved = std::max(moved, std::abs(x(i) - before(i)));
    else
      EXPECT_EQ(x(i), before(i));
  }
  EXPECT_GT(Utilities::MPI::max(moved, MPI_COMM_WORLD), 0.1);
}

} // namespace
} // namespace ionflux
