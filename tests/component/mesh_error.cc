// Errors of the mesh in all boundary fluxes: the reconstruction behind them, balance, exact cases,
// closed formulas; alike on any number of ranks.

#include "support/simulation_fixture.h"

#include <ionflux/app/mesh_error.h>
#include <ionflux/fem/adaptivity/interpolation.h>
#include <ionflux/fem/adaptivity/reconstruction.h>
#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <cmath>

namespace ionflux {
namespace {

using Vector = dealii::PETScWrappers::MPI::Vector;

const std::string always = "subsection Output\n set Mesh error of fluxes = always\nend\n";

std::string degree(const unsigned int p) {
  return "subsection Discretization\n set Degree = " + std::to_string(p) + "\nend\n";
}

/// Baths left and right, no field unless `voltage`.
std::string diffusion(const std::string& box, const std::string& voltage,
                      const std::string& variables, const unsigned int dim = 2) {
  return testing::salt_box(dim, box,
                           "subsection Electrolyte\n set Potential = given expression\n"
                           " set Given potential = " +
                               voltage +
                               "*(1 - x/(100*nm)) [V]\n set Primary variables = " + variables + R"(
end
subsection Baths
  subsection inside
    set Concentration of K  = 140 mmol/L
    set Concentration of Cl = 10 mmol/L
  end
  subsection outside
    set Concentration of K  = 5 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  subsection left
    set Bath = inside
  end
  subsection right
    set Bath = outside
  end
  subsection bottom, top)" + (dim == 3 ? ", front, back" : "") +
                               "\n  end\nend\n" + always);
}

/// A solved problem and its errors.
template <int dim>
struct Estimated {
  explicit Estimated(const std::string& text, const bool adapt = false,
                     MPI_Comm communicator = MPI_COMM_WORLD)
      : parameters(parse_parameters(text, "test")),
        simulation(parameters, communicator, [](const std::string&) {}) {
    simulation.prepare_mesh();
    EXPECT_TRUE(simulation.solve().converged);
    if (adapt) {
      const auto near_a_corner = [](auto& mesh) {
        for (const auto& cell : mesh.active_cell_iterators())
          if (cell->is_locally_owned() && cell->center()[0] < 0.5 && cell->center()[1] < 0.3)
            cell->set_refine_flag();
      };
      EXPECT_TRUE(simulation.solve_refined(near_a_corner).converged);
    }
    errors = estimate_mesh_errors(simulation, parameters);
    EXPECT_TRUE(errors.available) << errors.why_not;
    fluxes = simulation.fluxes();
  }

  const Parameters parameters;
  SteadySimulation<dim> simulation;
  MeshErrors errors;
  std::vector<BoundaryFlux> fluxes;
};

/// Outward flux through the right side [mol/s/m]: Goldman 1943, Hodgkin and Katz 1949.
double goldman(const double z, const double diffusivity, const double inside,
               const double outside) {
  const double u = z * 0.06 * constants::faraday / (constants::gas * 298.15);
  return diffusivity / 100e-9 * 50e-9 * u * (inside - outside * std::exp(-u)) / (1 - std::exp(-u));
}

const char* const regular = "set Size = 100 nm, 50 nm\n set Cells = 6, 3\n"
                            " set Grade towards = right\n set First layer = 8 nm";
const char* const distorted = "set Size = 100 nm, 50 nm\n set Cells = 6, 4\n set Distortion = 0.2";

// --- the reconstruction -----------------------------------------------------------------------

/// Nodal values of f in elements of a discretization.
template <int dim, typename Function>
Vector nodal_values(const Discretization<dim>& d, const Function& f) {
  Vector values = d.make_vector();
  std::vector<dealii::types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  const auto& nodes = d.scalar_fe.get_unit_support_points();
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    for (unsigned int a = 0; a < nodes.size(); ++a)
      for (unsigned int field = 0; field < d.n_fields(); ++field) {
        const auto dof = dofs[d.cell_index[field * nodes.size() + a]];
        if (d.owned.is_element(dof))
          values(dof) = f(d.mapping.transform_unit_to_real_cell(cell, nodes[a]), field);
      }
  }
  values.compress(dealii::VectorOperation::insert);
  d.hanging_nodes.distribute(values);
  return values;
}

template <int dim>
struct Pair {
  explicit Pair(Estimated<dim>& solved)
      : coarse(solved.simulation.view().discretization),
        fine(coarse, solved.simulation.view().with_higher_degree(1)) {
    fine.distribute_dofs();
  }
  const Discretization<dim>& coarse;
  Discretization<dim> fine;
};

// On parallel cells, however graded, x^(p+1) and y^(p+1) come back from their nodal values.
template <int dim>
void expect_polynomials(const std::string& box) {
  for (unsigned int p = 1; p <= (dim == 2 ? 4 : 2); ++p) {
    Estimated<dim> solved(diffusion(box, "0", "concentration", dim) + degree(p));
    Pair<dim> pair(solved);
    const auto f = [p](const dealii::Point<dim>& x, const unsigned int field) {
      return std::pow(x[0] + 0.3 * field, p + 1) - 2 * std::pow(x[1], p + 1) + x[0] * x[1];
    };
    const Vector coarse = nodal_values(pair.coarse, f);
    Vector found = interpolate_to_degree(pair.coarse, with_ghosts(pair.coarse, coarse), pair.fine);
    Vector exact = nodal_values(pair.fine, f);
    Vector lacking(exact);
    lacking.add(-1.0, found);
    found.add(
        1.0,
        Reconstruction<dim>(pair.coarse, pair.fine).increment(with_ghosts(pair.coarse, coarse)));
    exact.add(-1.0, found);
    EXPECT_GT(lacking.linfty_norm(), 1e-7) << "degree " << p;
    EXPECT_LT(exact.linfty_norm(), 1e-11) << "degree " << p;
  }
}

TEST(Reconstruction, ReproducesPolynomialsOfOneDegreeMore) {
  expect_polynomials<2>(regular);
  expect_polynomials<3>("set Size = 100 nm, 50 nm, 50 nm\n set Cells = 4, 3, 2");
}

// (R - I)^T is what its name says, on an adapted mesh, and knows nothing of constants.
TEST(Reconstruction, TransposedOnHangingNodes) {
  for (const unsigned int p : {1u, 2u, 3u}) {
    Estimated<2> solved(diffusion(distorted, "0", "concentration") + degree(p), true);
    Pair<2> pair(solved);
    const Reconstruction<2> reconstruction(pair.coarse, pair.fine);
    const auto wave = [](const auto& x, const unsigned int field) {
      return std::sin(7 * x[0] + 5 * x[1] + field);
    };
    const Vector u = nodal_values(pair.coarse, wave);
    Vector rows = nodal_values(pair.fine, [](const auto& x, const unsigned int field) {
      return std::cos(3 * x[0] - 8 * x[1] + field);
    });
    pair.fine.hanging_nodes.set_zero(rows);
    const Vector increment = reconstruction.increment(with_ghosts(pair.coarse, u));
    const Vector transposed = reconstruction.increment_transposed(rows);
    EXPECT_GT(increment.linfty_norm(), 1e-4);
    EXPECT_NEAR(increment * rows, u * transposed, 1e-12 * increment.l2_norm() * rows.l2_norm());
    const Vector ones = nodal_values(pair.coarse, [](const auto&, unsigned int) { return 1.0; });
    EXPECT_LT(reconstruction.increment(with_ghosts(pair.coarse, ones)).linfty_norm(), 1e-13);
  }
}

// --- errors of fluxes -------------------------------------------------------------------------

TEST(MeshError, NothingWhereTheSolutionIsExact) {
  const Estimated<2> solved(diffusion(distorted, "0", "concentration"));
  for (unsigned int b = 0; b < 2; ++b)
    for (unsigned int i = 0; i < 2; ++i)
      EXPECT_LT(std::abs(solved.errors.boundaries[b].flux[i]),
                1e-10 * std::abs(solved.fluxes[b].flux[i]));
}

// Exact minus computed flux, signs included, and what enters leaves.
void expect_goldman(const std::string& text, const bool adapt) {
  // The balance holds as well as the linear system is solved, and derivatives are differences.
  const Estimated<2> solved(text + "subsection Solver\n set Preconditioner = MUMPS\nend\n", adapt);
  const double exact[2] = {goldman(1, 2e-9, 140, 5), goldman(-1, 1e-9, 10, 100)};
  for (unsigned int i = 0; i < 2; ++i) {
    double sum = 0.0, largest = 0.0;
    for (const auto& boundary : solved.errors.boundaries) {
      sum += boundary.flux[i];
      largest = std::max(largest, std::abs(boundary.flux[i]));
    }
    EXPECT_LT(std::abs(sum), 1e-3 * largest) << "species " << i;
    for (unsigned int b = 0; b < solved.fluxes.size(); ++b) {
      const std::string& name = solved.fluxes[b].boundary;
      if (name != "left" && name != "right") continue;
      const double error = (name == "right" ? exact[i] : -exact[i]) - solved.fluxes[b].flux[i];
      EXPECT_GT(std::abs(error), 1e-7 * exact[i]) << "shows nothing";
      const double effectivity = solved.errors.boundaries[b].flux[i] / error;
      EXPECT_GT(effectivity, 0.5) << name << ", species " << i;
      EXPECT_LT(effectivity, 2.0) << name << ", species " << i;
    }
  }
}

TEST(MeshError, GoldmanHodgkinKatz) {
  for (const char* variables : {"electrochemical potential", "concentration"})
    for (const char* box : {regular, distorted})
      for (const unsigned int p : {1u, 2u})
        expect_goldman(diffusion(box, "0.06", variables) + degree(p), false);
  expect_goldman(diffusion(distorted, "0.06", "electrochemical potential") + degree(2), true);
}

TEST(MeshError, SameOnOneRank) {
  const std::string text = diffusion(distorted, "0.06", "electrochemical potential");
  const Estimated<2> all(text, true), alone(text, true, MPI_COMM_SELF);
  ASSERT_EQ(all.errors.boundaries.size(), alone.errors.boundaries.size());
  for (unsigned int b = 0; b < all.errors.boundaries.size(); ++b)
    for (unsigned int i = 0; i < 2; ++i)
      EXPECT_NEAR(all.errors.boundaries[b].flux[i], alone.errors.boundaries[b].flux[i],
                  1e-3 * std::abs(alone.errors.boundaries[0].flux[i]));
}

// From a neighbouring solution a Newton step or none is needed: too dear for `automatic`, but where
// there are few unknowns.
TEST(MeshError, LeftOutWhereItCostsTooMuch) {
  const std::string text = diffusion("set Size = 100 nm, 50 nm\n set Cells = 60, 40", "0.06",
                                     "electrochemical potential"),
                    small = diffusion(distorted, "0.06", "electrochemical potential");
  const auto estimate = [&](const std::string& input, const std::string& mode) {
    const Estimated<2> solved(input);
    std::string changed = input;
    changed.replace(changed.find("= always"), 8, "= " + mode);
    const Parameters parameters = parse_parameters(changed, "test");
    SteadySimulation<2> simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {});
    simulation.prepare_mesh();
    simulation.problem().setup();
    EXPECT_TRUE(simulation.solve_from(solved.simulation.solution()).converged);
    return estimate_mesh_errors(simulation, parameters);
  };
  const MeshErrors automatic = estimate(text, "automatic");
  EXPECT_FALSE(automatic.available);
  EXPECT_FALSE(automatic.why_not.empty());
  EXPECT_TRUE(estimate(small, "automatic").available);
  EXPECT_FALSE(estimate(small, "never").available);
  EXPECT_TRUE(estimate(small, "always").available);
}

TEST(MeshError, DigitsFollowTheError) {
  EXPECT_EQ(with_error(4.567959e-10, 2.7e-13), "4.5680e-10 +- 2.7e-13");
  EXPECT_EQ(with_error(-4.567959e-10, 0.0), "-4.567959e-10");
}

} // namespace
} // namespace ionflux
