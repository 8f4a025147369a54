// with: support/geometry_helpers.cc
/// Boxes with regions, patches and grading; curved shells; the table.

#include "support/geometry_helpers.h"

#include <ionflux/geometry/grading.h>
#include <ionflux/support/errors.h>

#include <gtest/gtest.h>

#include <cmath>

using namespace ionflux;

namespace {

template <int dim>
MeshReport report(const std::string& type, const Entries& entries, const bool axisymmetric = false,
                  const unsigned int degree = 1, const unsigned int n_refinements = 0) {
  const auto object = geometry<dim>(type, entries, {0, 2, axisymmetric});
  dealii::parallel::distributed::Triangulation<dim> mesh(MPI_COMM_WORLD);
  object->create_coarse_mesh(mesh);
  mesh.refine_global(n_refinements);
  const MeshReport result = measure<dim>(*object, mesh, degree, axisymmetric);
  EXPECT_GT(result.smallest_jacobian, 0);
  EXPECT_EQ(result.n_marked_cells, 0);
  for (const auto& [name, number] : result.n_faces)
    EXPECT_GT(number, 0) << name;
  return result;
}

template <int dim>
std::string refusal(const std::string& type, const Entries& entries,
                    const bool axisymmetric = false) {
  try {
    geometry<dim>(type, entries, {0, 2, axisymmetric});
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_parameters);
    return error.what();
  }
  return "";
}

} // namespace

TEST(Grading, MeetsFirstLayersAndRatio) {
  for (const double first : {0.3, 0.01, 1e-4})
    for (const double ratio : {1.2, 1.6, 2.0}) {
      const auto points = graded_fractions(2.0, {first, 0.5 * first, ratio, 0.25});
      EXPECT_EQ(points.front(), 0.0);
      EXPECT_EQ(points.back(), 1.0);
      for (std::size_t i = 1; i < points.size(); ++i)
        EXPECT_LE(2 * (points[i] - points[i - 1]), 0.25 * (1 + 1e-12));
      for (std::size_t i = 2; i < points.size(); ++i) {
        const double change = (points[i] - points[i - 1]) / (points[i - 1] - points[i - 2]);
        EXPECT_LE(std::max(change, 1 / change), ratio * (1 + 1e-9));
      }
      EXPECT_LE(2 * points[1], first * (1 + 1e-12));
      EXPECT_LE(2 * (1 - points[points.size() - 2]), 0.5 * first * (1 + 1e-12));
    }
}

TEST(Grading, SymmetricNumberOfCells) {
  for (const unsigned int n : {1u, 2u, 7u, 20u}) {
    const auto points = symmetric_fractions(3.0, n, 0.05);
    ASSERT_EQ(points.size(), n + 1);
    for (unsigned int i = 0; i <= n; ++i)
      EXPECT_NEAR(points[i] + points[n - i], 1.0, 1e-12);
    if (n > 2) {
      EXPECT_NEAR(3 * points[1], 0.05, 1e-6);
    }
  }
}

TEST(Box, SidesRegionsAndPatches) {
  const MeshReport got = report<2>("box", {{"Size", "100 nm, 50 nm"},
                                           {"Cells", "10, 5"},
                                           {"Regions", "membrane: x > 40*nm && x < 60*nm"},
                                           {"Patches", "gate: y > 49*nm && x < 20*nm"}});
  EXPECT_NEAR(got.volumes.at("membrane"), 0.1, 1e-12);
  EXPECT_NEAR(got.volumes.at("domain"), 0.4, 1e-12);
  EXPECT_NEAR(got.areas.at("gate"), 0.2, 1e-12);
  EXPECT_NEAR(got.areas.at("top"), 0.8, 1e-12);
  EXPECT_NEAR(got.areas.at("left"), 0.5, 1e-12);
  EXPECT_NEAR(got.areas.at("domain | membrane"), 1.0, 1e-12);
}

TEST(Box, PatchesNameInterfacesAndMayUseUpASide) {
  const MeshReport got = report<3>("box",
                                   {{"Size", "2 nm"},
                                    {"Cells", "4"},
                                    {"Regions", "gel: z < 1*nm"},
                                    {"Patches", "surface: abs(z - 1*nm) < 0.1*nm && x > 0.1*nm "
                                                "&& x < 1.9*nm && y > 0.1*nm && y < 1.9*nm;"
                                                "bath: z > 1.99*nm"}},
                                   false, 1, 1);
  EXPECT_NEAR(got.areas.at("surface"), 1.0, 1e-12);
  EXPECT_NEAR(got.areas.at("bath"), 1.0, 1e-12);
  EXPECT_EQ(got.areas.count("front"), 0u);
  EXPECT_NEAR(got.areas.at("back"), 1.0, 1e-12);
}

TEST(Box, AxisymmetricHasAnAxis) {
  const Entries entries = {{"Size", "1 um, 2 um"}, {"Cells", "4"}};
  const MeshReport got = report<2>("box", entries, true);
  EXPECT_EQ(got.areas.count("left"), 0u);
  EXPECT_NEAR(got.areas.at("axis"), 0.0, 1e-14);
  EXPECT_NEAR(got.areas.at("right"), 2 * M_PI * 0.5, 1e-12);
  EXPECT_NEAR(got.volumes.at("domain"), M_PI * 0.25, 1e-12);
  EXPECT_EQ(geometry<2>("box", entries, {0, 2, true})->labels().symmetries.count("axis"), 1u);
  const MeshReport ring = report<2>("box", {{"Origin", "1 um, 0 um"}}, true);
  EXPECT_NEAR(ring.areas.at("left"), 2 * M_PI, 1e-12);
}

TEST(Box, GradingAndDistortion) {
  const Entries graded = {
      {"Size", "1 um"}, {"Cells", "8"}, {"Grade towards", "left, top"}, {"First layer", "2 nm"}};
  const MeshReport got = report<2>("box", graded);
  EXPECT_NEAR(got.volumes.at("domain"), 1.0, 1e-12);
  EXPECT_GT(got.n_cells, 64u);
  const Entries distorted = {{"Cells", "6"}, {"Distortion", "0.3"}, {"Regions", "a: x < 0.5*um"}};
  EXPECT_NEAR(report<2>("box", distorted).volumes.at("a"), 0.5, 1e-12);
  EXPECT_NEAR(report<3>("box", distorted).volumes.at("a"), 0.5, 1e-12);
  EXPECT_GT(report<2>("box", distorted).largest_aspect, 1.1);
}

TEST(Box, WrongEntriesAreRefused) {
  EXPECT_NE(refusal<2>("box", {{"Regions", "gel: x >"}}).find("in the expression 'x >'"),
            std::string::npos);
  EXPECT_NE(refusal<2>("box", {{"Regions", "gel: q > 1"}}), "");
  EXPECT_NE(refusal<2>("box", {{"Regions", "gel: 1/0"}}), "");
  EXPECT_NE(refusal<2>("box", {{"Regions", "gel: x > 9"}}).find("no cell"), std::string::npos);
  EXPECT_NE(refusal<2>("box", {{"Patches", "gate: x > 9"}}).find("no face"), std::string::npos);
  EXPECT_NE(refusal<2>("box", {{"Patches", "gate"}}), "");
  EXPECT_NE(refusal<2>("box", {{"Size", "1 um, 1 um, 1 um"}}), "");
  EXPECT_NE(refusal<2>("box", {{"Cells", "1, 2, 3"}}), "");
  EXPECT_NE(refusal<2>("box", {{"Grade towards", "front"}}), "");
  EXPECT_NE(refusal<2>("box", {{"Origin", "-1 um, 0 um"}}, true), "");
}

TEST(Shell, ConvergesToTheRoundOne) {
  // In units of the gap: radii 1 and 2.
  for (unsigned int degree = 1; degree <= 3; ++degree) {
    double before = 1.0;
    for (unsigned int level = 0; level < 3; ++level) {
      const double d = M_PI / 8 / (1u << level);
      const double tolerance = degree == 1 ? d * d / 5 : d * d * d * d / 100;
      const MeshReport ring = report<2>("shell", {}, false, degree, level);
      const double error = std::abs(ring.areas.at("outer") / (4 * M_PI) - 1);
      EXPECT_LE(error, tolerance);
      EXPECT_LE(error, before / 3);
      before = error;
      EXPECT_NEAR(ring.volumes.at("domain"), 3 * M_PI, 3 * M_PI * tolerance);

      const MeshReport ball = report<2>("shell", {}, true, degree, level);
      EXPECT_NEAR(ball.areas.at("inner"), 4 * M_PI, 4 * M_PI * tolerance);
      EXPECT_NEAR(ball.volumes.at("domain"), 4 * M_PI / 3 * 7, 4 * M_PI / 3 * 7 * tolerance * 3);
      if (level == 2) continue;
      const MeshReport solid =
          report<3>("shell", {{"Grade towards", "inner"}, {"Cells", "2"}}, false, degree, level);
      EXPECT_NEAR(solid.areas.at("inner"), 4 * M_PI, 4 * M_PI * tolerance * 2);
      EXPECT_NEAR(solid.areas.at("outer"), 16 * M_PI, 16 * M_PI * tolerance * 2);
      EXPECT_NEAR(solid.volumes.at("domain"), 4 * M_PI / 3 * 7, 4 * M_PI / 3 * 7 * tolerance * 3);
    }
  }
}

TEST(Shell, Layers) {
  const Entries layers = {{"Layers", "coating: 0.25 um, gel: 0.5 um, domain: 0.25 um"},
                          {"Grade towards", "inner"}};
  const MeshReport ring = report<2>("shell", layers, false, 3, 1);
  EXPECT_NEAR(ring.volumes.at("coating"), M_PI * (1.25 * 1.25 - 1), 1e-4);
  EXPECT_NEAR(ring.volumes.at("gel"), M_PI * (1.75 * 1.75 - 1.25 * 1.25), 1e-4);
  EXPECT_NEAR(ring.areas.at("coating | gel"), 2.5 * M_PI, 1e-4);
  EXPECT_NEAR(ring.areas.at("gel | domain"), 3.5 * M_PI, 1e-4);
  const MeshReport ball = report<2>("shell", layers, true, 3, 1);
  EXPECT_NEAR(ball.areas.at("coating | gel"), 4 * M_PI * 1.25 * 1.25, 1e-3);
  const MeshReport solid = report<3>("shell", {{"Layers", "a: 0.5 um, b: 0.5 um"}}, false, 2);
  EXPECT_NEAR(solid.areas.at("a | b"), 4 * M_PI * 2.25, 0.02);
}

TEST(Shell, WrongEntriesAreRefused) {
  EXPECT_NE(refusal<2>("shell", {{"Shape", "sphere"}}), "");
  EXPECT_NE(refusal<2>("shell", {{"Shape", "cylinder"}}, true), "");
  EXPECT_NE(refusal<3>("shell", {{"Shape", "cylinder"}}), "");
  EXPECT_NE(refusal<2>("shell", {{"Outer radius", "0.5 um"}}), "");
  EXPECT_NE(refusal<2>("shell", {{"Layers", "a: 0.5 um"}}).find("add up"), std::string::npos);
  EXPECT_NE(refusal<2>("shell", {{"Layers", "a: 0.5 um, a: 0.5 um"}}), "");
  EXPECT_NE(refusal<2>("torus", {}).find("box, membrane, mesh file, nanopore, pore array, shell"),
            std::string::npos);
}

TEST(Membrane, PiecesAndFaces) {
  const Entries baths = {{"Thickness", "50 nm"},
                         {"Layers", "a: 20 nm, b: 30 nm"},
                         {"Left bath length", "25 nm"},
                         {"Right bath length", "100 nm"},
                         {"Width", "10 nm"},
                         {"First layer", "1 nm"}};
  const MeshReport got = report<2>("membrane", baths, false, 1, 1);
  const std::map<std::string, double> volumes = {
      {"left bath", 0.1}, {"a", 0.08}, {"b", 0.12}, {"right bath", 0.4}};
  for (const auto& [name, volume] : volumes)
    EXPECT_NEAR(got.volumes.at(name), volume, 1e-12) << name;
  for (const char* face : {"left", "right", "left face", "right face", "a | b"})
    EXPECT_NEAR(got.areas.at(face), 0.2, 1e-12) << face;
  EXPECT_NEAR(got.areas.at("side"), 7.0, 1e-12);
  const MeshReport disc = report<2>("membrane", baths, true);
  EXPECT_NEAR(disc.areas.at("left face"), M_PI * 0.04, 1e-12);
  EXPECT_NEAR(disc.areas.at("side"), 2 * M_PI * 0.2 * 3.5, 1e-12);
  EXPECT_NEAR(report<3>("membrane", baths).volumes.at("a"), 0.016, 1e-12);

  const MeshReport bare =
      report<2>("membrane", {{"Left bath length", "0 nm"}, {"Right bath length", "0 nm"}});
  EXPECT_NEAR(bare.areas.at("left"), 1.0, 1e-12);
  EXPECT_EQ(bare.areas.count("left face"), 0u);
  EXPECT_EQ(bare.volumes.size(), 1u);
}

/// Cells are thin on both sides of both faces.
TEST(Membrane, GradedAtBothFaces) {
  const auto object = geometry<2>("membrane", {{"Grading ratio", "1.5"}}, {2e-9, 2, false});
  dealii::parallel::distributed::Triangulation<2> mesh(MPI_COMM_WORLD);
  object->create_coarse_mesh(mesh);
  const MeshLabels labels = object->labels();
  for (const auto& cell : mesh.active_cell_iterators())
    for (const unsigned int f : cell->face_indices())
      if (cell->is_locally_owned() && labels.interfaces.count(cell->face(f)->manifold_id()) != 0) {
        EXPECT_LE(cell->extent_in_direction(0), 0.01 * (1 + 1e-9));
      }
}

TEST(Membrane, WrongEntriesAreRefused) {
  EXPECT_NE(refusal<2>("membrane", {{"Thickness", "0 nm"}}), "");
  EXPECT_NE(refusal<2>("membrane", {{"Left bath length", "-1 nm"}}), "");
  EXPECT_NE(refusal<2>("membrane", {{"Layers", "a: 10 nm"}}).find("add up"), std::string::npos);
  EXPECT_NE(refusal<2>("membrane", {{"Layers", "left bath: 100 nm"}}).find("name of a bath"),
            std::string::npos);
  EXPECT_NE(refusal<2>("membrane", {{"Layers", "a"}}), "");
}

TEST(Table, EveryRowMakesItsDefault) {
  for (const GeometryRow& row : geometries()) {
    SCOPED_TRACE(row.name);
    EXPECT_NE(row.documentation, "");
    const bool file =
        row.name == "mesh file";            // the one without a default: meshes of the repository
    const std::string meshes = "../meshes"; // from tests/
    if (row.make_2d != nullptr)
      for (const bool axisymmetric : {false, true}) {
        if (axisymmetric && row.name == "pore array") continue; // there is no such thing
        report<2>(row.name, file ? Entries{{"File", meshes + "/nanopore.msh"}} : Entries{},
                  axisymmetric, 2, 1);
      }
    if (row.make_3d != nullptr)
      report<3>(row.name, file ? Entries{{"File", meshes + "/membrane.msh"}} : Entries{}, false, 2);
  }
}

/// The volumes of the meshes in meshes/, which are boxes.
TEST(MeshFile, Volumes) {
  const std::string meshes = "../meshes"; // from tests/
  const MeshReport pore = report<2>("mesh file", {{"File", meshes + "/nanopore.msh"}}, true, 1, 1);
  EXPECT_NEAR(pore.volumes.at("pore"), M_PI * 25 * 20 / 1e6, 1e-12); // in units of 100 nm
  EXPECT_NEAR(pore.areas.at("pore wall"), 2 * M_PI * 5 * 20 / 1e4, 1e-12);
  EXPECT_NEAR(pore.areas.at("membrane faces"), 2 * M_PI * (1600 - 25) / 1e4, 1e-12);
  EXPECT_NEAR(pore.areas.at("axis"), 0, 1e-14);
  EXPECT_NEAR(pore.areas.at("lower reservoir | pore"), M_PI * 25 / 1e4, 1e-12);
  const MeshReport slab = report<3>("mesh file", {{"File", meshes + "/membrane.msh"}}, false, 1, 1);
  EXPECT_NEAR(slab.volumes.at("membrane"), 400.0 * 100 / std::pow(140, 3), 1e-12);
  EXPECT_NEAR(slab.areas.at("right face"), 400.0 / 140 / 140, 1e-12);
  EXPECT_NEAR(slab.areas.at("side"), 4.0 * 20 / 140, 1e-12);
  EXPECT_DOUBLE_EQ(
      geometry<3>("mesh file", {{"File", meshes + "/membrane.msh"}})->reference_length(), 140e-9);
}
