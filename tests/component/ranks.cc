/// The test harness itself: every rank takes part, and p4est distributes a mesh.

#include <deal.II/base/mpi.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/grid/grid_generator.h>

#include <gtest/gtest.h>

TEST(Ranks, ShareTheMesh) {
  dealii::parallel::distributed::Triangulation<2> mesh(MPI_COMM_WORLD);
  dealii::GridGenerator::hyper_cube(mesh);
  mesh.refine_global(3);
  EXPECT_EQ(mesh.n_global_active_cells(), 64u);
  EXPECT_EQ(dealii::Utilities::MPI::sum(mesh.n_locally_owned_active_cells(), MPI_COMM_WORLD), 64u);
}
