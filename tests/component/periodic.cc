// Periodic sides: nodes at the same place are one, also where one side is finer than the other.
// ranks: 1 2 3 5

#include "support/assembled.h"

namespace ionflux {
namespace {

using namespace dealii;

const char* const laws = R"(
subsection Baths
  subsection salt
    set Concentration of K  = 100 mmol/L
    set Concentration of Cl = 100 mmol/L
  end
end
subsection Boundary conditions
  BOTTOM
  subsection top
    set Bath = salt
    set Potential = 10 mV
  end
end
)";

Parameters periodic_box(const unsigned int dim, const std::string& bottom,
                        const std::string& more = "") {
  std::string text = laws;
  text.replace(text.find("BOTTOM"), 6, bottom);
  const std::string box =
      dim == 3 ? "set Size = 10 nm, 10 nm, 10 nm\n set Cells = 3, 2, 3\n set Periodic sides = left "
                 "and right, back and front"
               : "set Size = 10 nm, 10 nm\n set Cells = 4, 4\n set Periodic sides = left and right";
  return parse_parameters(testing::salt_box(dim, box, text) + more, "test");
}

const char* const charged = R"(subsection bottom
    set Bath = salt
    set Surface charge = 0.02*sin(2*pi*x/(10*nm) + 1) [C/m^2]
  end)";

// At one side only, and in a corner.
template <int dim>
void refine_at_left(parallel::distributed::Triangulation<dim>& mesh) {
  for (const auto& cell : mesh.active_cell_iterators()) {
    const Point<dim> x = cell->center();
    if (cell->is_locally_owned() && ((x[0] < 0.25 && x[1] > 0.3 && x[1] < 0.7) ||
                                     (x[0] > 0.6 && x[1] < 0.4 && x[dim - 1] < 0.4)))
      cell->set_refine_flag();
  }
}

// Of period 1 in all directions but y.
template <int dim>
double state(const Point<dim>& x, const unsigned int field, const unsigned int,
             const double phase) {
  const double two_pi = 2 * numbers::PI;
  double angle = two_pi * x[0] + 3 * x[1] + field + phase;
  if (dim == 3) angle += two_pi * x[dim - 1];
  return 0.4 * std::sin(angle);
}

template <int dim>
void check(const Parameters& parameters, const unsigned int rounds) {
  testing::Assembled<dim> all(parameters, MPI_COMM_WORLD, rounds, refine_at_left<dim>, state<dim>),
      alone(parameters, MPI_COMM_SELF, rounds, refine_at_left<dim>, state<dim>);
  testing::expect_same_on_one_rank(all, alone);
  EXPECT_NEAR(all.taylor_slope(), 2.0, 0.05);
}

TEST(Periodic, Plane) { check<2>(periodic_box(2, charged), 3); }
TEST(Periodic, Space) {
  check<3>(periodic_box(3, charged, "subsection Discretization\n set Degree = 1\nend\n"), 3);
}
TEST(Periodic, SpaceQuadratic) { check<3>(periodic_box(3, charged), 1); }
TEST(Periodic, Cubic) {
  check<2>(periodic_box(2, charged, "subsection Discretization\n set Degree = 3\nend\n"), 2);
}

// The finite-element function takes the same values on both sides: at the nodes of either.
TEST(Periodic, IsContinuousAcross) {
  const Parameters parameters = periodic_box(2, charged);
  testing::Assembled<2> assembled(parameters, MPI_COMM_WORLD, 3, refine_at_left<2>, state<2>);
  auto& d = assembled.simulation.discretization();
  const auto values = assembled.simulation.problem().ghosted(assembled.x);
  const LocalValues local(values, d.owned, d.relevant);
  unsigned int n_faces = 0;
  std::vector<types::global_dof_index> own(d.fe.n_dofs_per_cell()), other(own.size());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->has_periodic_neighbor(f) || !cell->periodic_neighbor(f)->is_active()) continue;
      ++n_faces;
      const auto opposite = cell->periodic_neighbor(f);
      cell->get_dof_indices(own);
      opposite->get_dof_indices(other);
      for (const double t : {0.0, 0.3, 1.0}) {
        const Point<2> here(f == 0 ? 0.0 : 1.0, t);
        Point<2> x = d.mapping.transform_unit_to_real_cell(cell, here);
        x[0] = 1.0 - x[0];
        const Point<2> there = d.mapping.transform_real_to_unit_cell(opposite, x);
        for (unsigned int field = 0; field < 3; ++field) {
          double difference = 0.0;
          for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a) {
            const unsigned int i = d.cell_index[field * d.n_nodes_per_cell() + a];
            difference += local[own[i]] * d.scalar_fe.shape_value(a, here) -
                          local[other[i]] * d.scalar_fe.shape_value(a, there);
          }
          EXPECT_NEAR(difference, 0.0, 1e-13);
        }
      }
    }
  }
  EXPECT_GT(Utilities::MPI::sum(n_faces, MPI_COMM_WORLD), 8u);
}

} // namespace
} // namespace ionflux
