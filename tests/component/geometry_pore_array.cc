// with: support/geometry_helpers.cc
/// The unit cell of a pore array, and meshes cut along interfaces.

#include "support/geometry_helpers.h"

#include <ionflux/fem/face_pairs.h>
#include <ionflux/geometry/cut.h>
#include <ionflux/support/errors.h>

#include <gtest/gtest.h>

#include <cmath>

using namespace ionflux;

namespace {

using Mesh2 = dealii::parallel::distributed::Triangulation<2>;
using Mesh3 = dealii::parallel::distributed::Triangulation<3>;

TEST(PoreArray, Space) {
  for (const auto& entries : {Entries{{"Displacement", "3 nm, -4 nm"}, {"Period", "30 nm, 24 nm"}},
                              Entries{{"Angular cells", "4"}, {"Lateral sides", "symmetry"}}}) {
    const auto array = geometry<3>("pore array", entries);
    const double depth = entries.count("Period") ? 2.4 : 3.0;
    Mesh3 mesh(MPI_COMM_WORLD);
    array->create_coarse_mesh(mesh);
    join_opposite_faces(array->labels(), mesh);
    for (unsigned int level = 0; level < (depth < 3 ? 2 : 1); ++level) {
      const MeshReport report = measure<3>(*array, mesh, 3);
      EXPECT_GT(report.smallest_jacobian, 0.0);
      EXPECT_NEAR(report.volumes.at("pore"), M_PI * 0.25, 1e-4);
      EXPECT_NEAR(report.volumes.at("lower reservoir"), 3.0 * depth * 2.0, 1e-9);
      EXPECT_NEAR(report.volumes.at("upper reservoir"), 3.0 * depth * 2.0, 1e-9);
      EXPECT_NEAR(report.areas.at("pore wall"), M_PI, 1e-4);
      EXPECT_NEAR(report.areas.at("membrane faces"), 2 * (3.0 * depth - M_PI * 0.25), 2e-4);
      EXPECT_NEAR(report.areas.at("left"), 4 * depth, 1e-9);
      EXPECT_NEAR(report.areas.at("back"), 4 * 3.0, 1e-9);
      mesh.refine_global(1);
    }
  }
}

TEST(PoreArray, Plane) {
  const auto array = geometry<2>("pore array", {{"Displacement", "5 nm"}});
  Mesh2 mesh(MPI_COMM_WORLD);
  array->create_coarse_mesh(mesh);
  join_opposite_faces(array->labels(), mesh);
  mesh.refine_global(1);
  const MeshReport report = measure<2>(*array, mesh, 1);
  EXPECT_GT(report.smallest_jacobian, 0.0);
  EXPECT_NEAR(report.volumes.at("pore"), 1.0, 1e-12);
  EXPECT_NEAR(report.volumes.at("lower reservoir"), 6.0, 1e-12);
  EXPECT_NEAR(report.areas.at("membrane faces"), 4.0, 1e-12);
  EXPECT_NEAR(report.areas.at("right"), 4.0, 1e-12);
}

// Counts faces of the sides of cuts, and those that see another one across.
template <int dim>
std::pair<unsigned int, unsigned int>
side_faces(const Geometry<dim>& cut, dealii::parallel::distributed::Triangulation<dim>& mesh) {
  const MeshLabels labels = cut.labels();
  unsigned int all = 0, paired = 0;
  for (const auto& cell : mesh.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->at_boundary(f) || labels.membrane_sides.count(cell->face(f)->boundary_id()) == 0)
        continue;
      ++all;
      if (!cell->has_periodic_neighbor(f)) continue;
      const auto opposite = cell->periodic_neighbor(f);
      const unsigned int other = cell->periodic_neighbor_of_periodic_neighbor(f);
      if (opposite->face(other)->center().distance(cell->face(f)->center()) < 1e-10) ++paired;
    }
  }
  return {dealii::Utilities::MPI::sum(all, MPI_COMM_WORLD),
          dealii::Utilities::MPI::sum(paired, MPI_COMM_WORLD)};
}

TEST(Cut, OfABoxThatEndsInside) { // the rim keeps its vertex
  auto box =
      geometry<2>("box", {{"Size", "4 nm, 2 nm"},
                          {"Cells", "4, 4"},
                          {"Regions", "a: x < 2*nm"},
                          {"Patches", "slit: x > 1.5*nm && x < 2.5*nm && y > 1*nm && y < 1.9*nm"}});
  Mesh2 whole(MPI_COMM_WORLD), mesh(MPI_COMM_WORLD);
  box->create_coarse_mesh(whole);
  const auto cut = cut_along_interfaces<2>(std::move(box), {"slit"});
  cut->create_coarse_mesh(mesh);
  join_opposite_faces(cut->labels(), mesh);
  // two of four faces, from y = 1 to the top: the vertices at 1.5 and 2 are doubled
  EXPECT_EQ(mesh.n_vertices(), whole.n_vertices() + 2);
  EXPECT_EQ(cut->labels().pieces.size(), 1u);
  mesh.refine_global(2);
  const auto [all, paired] = side_faces<2>(*cut, mesh);
  EXPECT_EQ(all, 16u);
  EXPECT_EQ(paired, 16u);
}

// Curved, with four cells about the axis, faces in all directions.
TEST(Cut, OfANanoporeWall) {
  auto pore = geometry<3>("nanopore", {{"Mesh membrane", "true"}, {"Sector", "full"}});
  Mesh3 mesh(MPI_COMM_WORLD);
  const auto cut = cut_along_interfaces<3>(std::move(pore), {"pore wall", "membrane faces"});
  cut->create_coarse_mesh(mesh);
  join_opposite_faces(cut->labels(), mesh);
  EXPECT_EQ(cut->labels().pieces.size(), 2u);
  const auto [all, paired] = side_faces<3>(*cut, mesh);
  EXPECT_GT(all, 32u);
  EXPECT_EQ(paired, all);
  const MeshReport report = measure<3>(*cut, mesh, 3);
  EXPECT_GT(report.smallest_jacobian, 0.0);
  EXPECT_NEAR(report.areas.at("pore wall: pore side"), report.areas.at("pore wall: membrane side"),
              1e-12);
}

} // namespace
