// with: support/geometry_helpers.cc
/// Pores of all shapes, and walls of several parts, against closed formulas.

#include "support/geometry_helpers.h"

#include <ionflux/geometry/geometry.h>
#include <ionflux/geometry/pore_profile.h>
#include <ionflux/support/errors.h>

#include <deal.II/base/parameter_handler.h>

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

using namespace ionflux;

namespace {

struct Shape {
  std::string name;
  Entries entries;
  double volume, half_area; ///< of the pore of length 20 nm, exact, in units of it
};

constexpr double a = 0.1, b = 0.25, c = 0.4; // 2, 5, 8 nm

/// Closed formulas of the pore's volume (axisymmetric, 3-D) and half of the slit's area.
std::vector<Shape> shapes() {
  const double q = std::sqrt(b * b - a * a); // hyperbola r^2 = a^2 + (2 q z)^2
  const double hyperbola = 0.5 * (b + a * a / q * std::asinh(q / a));
  const double rate = std::log(c / b);
  return {
      {"hourglass",
       {{"Shape", "hourglass"}, {"Waist radius", "2 nm"}},
       M_PI * (a * a + q * q / 3),
       hyperbola},
      {"trumpet",
       {{"Shape", "trumpet"}, {"Upper radius", "8 nm"}},
       M_PI * (c * c - b * b) / (2 * rate),
       (c - b) / rate},
      {"expression",
       {{"Shape", "expression"}, {"Profile", "3*nm + 1*nm*cos(2*pi*z/(20*nm)) [m]"}},
       M_PI * (0.15 * 0.15 + 0.05 * 0.05 / 2),
       0.15},
      {"table of a cone",
       {{"Shape", "table"},
        {"Profile positions", "5 nm, 9 nm, 25 nm"},
        {"Profile radii", "5 nm, 5.6 nm, 8 nm"}},
       M_PI / 3 * (b * b + b * c + c * c),
       0.5 * (b + c)},
  };
}

template <int dim>
void check(const Shape& shape, const bool axisymmetric, const bool rounded, const bool membrane) {
  SCOPED_TRACE(shape.name + (rounded ? ", rounded" : "") + (membrane ? ", with membrane" : ""));
  Entries entries = {{"Reservoir radius", "30 nm"},
                     {"Reservoir length", "25 nm"},
                     {"Rim radius", rounded ? "1 nm" : "0 nm"},
                     {"Mesh membrane", membrane ? "true" : "false"},
                     {"Wall parts", "low: 0.3, middle: 0.3, low: 0.4"}};
  if (dim == 3)
    entries.insert({{"Grading ratio", "2.5"},
                    {"First layer", "1 nm"},
                    {"Largest cell in the reservoirs", "8 nm"},
                    {"Largest cell in the pore", "4 nm"}});
  entries.insert(shape.entries.begin(), shape.entries.end());
  const auto pore = geometry<dim>("nanopore", entries, {0.96e-9, 2, axisymmetric});
  dealii::parallel::distributed::Triangulation<dim> mesh(MPI_COMM_WORLD);
  pore->create_coarse_mesh(mesh);
  const bool planar = dim == 2 && !axisymmetric;
  const double part = dim == 3 ? 0.25 : 1.0;
  const double across = planar ? 1.5 : M_PI * 1.5 * 1.5 * part;
#ifdef DEBUG
  const unsigned int n_levels = dim == 2 ? 2 : 1;
#else
  const unsigned int n_levels = dim == 2 ? 3 : 2;
#endif
  double before = 0.02;
  for (unsigned int level = 0; level < n_levels; ++level) {
    if (level > 0) mesh.refine_global(1);
    const MeshReport got = measure<dim>(*pore, mesh, 2, axisymmetric);
    EXPECT_GT(got.smallest_jacobian, 0.1);
    EXPECT_EQ(got.n_marked_cells, 0);
    for (const auto& [name, number] : got.n_faces)
      EXPECT_GT(number, 0) << name;
    double all = 0;
    for (const auto& [name, volume] : got.volumes)
      all += volume;
    const double reservoirs = 2 * 1.25 * across;
    if (membrane) {
      EXPECT_NEAR(all, reservoirs + across, 1e-4 * all);
    }
    if (rounded) continue;
    const double exact = part * (planar ? shape.half_area : shape.volume);
    // curves of degree 2: error of fourth order (3-D: of the circle too, d^4/100 of the angle d)
    const double error = std::abs(got.volumes.at("pore") / exact - 1);
    EXPECT_LE(error, dim == 2 ? 2e-5 : 3e-4);
    EXPECT_LE(error, std::max(before / 8, 1e-10));
    before = error;
  }
}

} // namespace

TEST(PoreShapes, VolumesAndRefinement) {
  for (const Shape& shape : shapes())
    for (const bool rounded : {false, true})
      for (const bool membrane : {false, true}) {
        for (const bool axisymmetric : {false, true})
          check<2>(shape, axisymmetric, rounded, membrane);
        if (membrane != rounded) check<3>(shape, false, rounded, membrane);
      }
}

/// New nodes of a refined mesh lie on the exact wall.
TEST(PoreShapes, RefinementFollowsTheWall) {
  for (const Shape& shape : shapes()) {
    SCOPED_TRACE(shape.name);
    Entries entries = shape.entries;
    entries["Mesh membrane"] = "false";
    const auto pore = geometry<2>("nanopore", entries, {0.96e-9, 2, true});
    dealii::ParameterHandler prm;
    declare_pore_profile(prm);
    for (const auto& [name, value] : shape.entries)
      prm.set(name, value);
    const PoreProfile wall = read_pore_profile(prm, 20e-9, {});
    dealii::parallel::distributed::Triangulation<2> mesh(MPI_COMM_WORLD);
    pore->create_coarse_mesh(mesh);
    mesh.refine_global(2);
    const auto names = pore->labels().boundaries;
    for (const auto& cell : mesh.active_cell_iterators())
      for (const auto& face : cell->face_iterators())
        if (cell->is_locally_owned() && face->at_boundary() &&
            names[face->boundary_id()] == "pore wall") {
          EXPECT_NEAR(face->vertex(0)[0], wall.radius(face->vertex(0)[1]), 1e-12);
        }
  }
}

/// Every shape's slope is the derivative of its radius.
TEST(PoreShapes, SlopesAreDerivatives) {
  const std::vector<PoreProfile> profiles = {
      cone_profile(0.2, 0.3), hourglass_profile(0.1, 0.3), trumpet_profile(0.1, 0.4),
      table_profile({-0.5, -0.2, 0.0, 0.3, 0.5}, {0.3, 0.1, 0.12, 0.2, 0.2})};
  for (const PoreProfile& profile : profiles)
    for (const double z : {-0.49, -0.31, -0.1, 0.01, 0.22, 0.4}) {
      const double difference = (profile.radius(z + 1e-6) - profile.radius(z - 1e-6)) / 2e-6;
      EXPECT_NEAR(profile.slope(z), difference, 1e-6);
    }
}

TEST(PoreShapes, TablesDoNotOvershoot) {
  const std::vector<double> z = {-0.5, -0.3, -0.2, 0.1, 0.3, 0.5}, r = {1, 1, 0.2, 0.2, 0.9, 1};
  const PoreProfile profile = table_profile(z, r);
  for (std::size_t i = 0; i < z.size(); ++i)
    EXPECT_NEAR(profile.radius(z[i]), r[i], 1e-14);
  EXPECT_GE(profile.narrowest(), 0.2 - 1e-14);
  EXPECT_LE(profile.widest(), 1 + 1e-14);
}

TEST(WallParts, LengthsAndNames) {
  for (const std::string membrane : {"true", "false"}) {
    const auto pore = geometry<2>("nanopore",
                                  {{"Wall parts", "minus: 0.25, plus: 0.5, minus: 0.25"},
                                   {"Mesh membrane", membrane},
                                   {"Rim radius", membrane == "true" ? "0 nm" : "2 nm"}},
                                  {0.96e-9, 2, false});
    dealii::parallel::distributed::Triangulation<2> mesh(MPI_COMM_WORLD);
    pore->create_coarse_mesh(mesh);
    mesh.refine_global(1);
    const MeshReport got = measure<2>(*pore, mesh, 2);
    const double arc = membrane == "true" ? 0.0 : 2 * (0.5 * M_PI - 1) * 0.1;
    EXPECT_NEAR(got.areas.at("minus"), 0.5 + arc, 1e-4);
    EXPECT_NEAR(got.areas.at("plus"), 0.5, 1e-12);
    EXPECT_EQ(got.areas.count("pore wall"), 0u);
  }
}

TEST(PoreShapes, WrongEntriesAreRefused) {
  const std::vector<std::pair<std::string, Entries>> wrong = {
      {"no meaning with Shape = cone", {{"Waist radius", "1 nm"}}},
      {"no meaning with Shape = table", {{"Shape", "table"}, {"Pore radius", "1 nm"}}},
      {"wider than its mouths", {{"Shape", "hourglass"}, {"Waist radius", "6 nm"}}},
      {"Profile", {{"Shape", "expression"}}},
      {"Profile", {{"Shape", "expression"}, {"Profile", "q*nm [m]"}}},
      {"radius is -", {{"Shape", "expression"}, {"Profile", "z [m]"}}},
      {"too steep", {{"Shape", "expression"}, {"Profile", "5*nm + 4*z*(z>0) [m]"}}},
      {"too steep", {{"Shape", "expression"}, {"Profile", "5*nm + 4*nm*(z>0) [m]"}}},
      {"Profile positions", {{"Shape", "table"}}},
      {"2 radii",
       {{"Shape", "table"},
        {"Profile positions", "0 nm, 5 nm, 20 nm"},
        {"Profile radii", "1 nm, 2 nm"}}},
      {"Pore length",
       {{"Shape", "table"}, {"Profile positions", "0 nm, 15 nm"}, {"Profile radii", "1 nm, 2 nm"}}},
      {"does not exceed",
       {{"Shape", "table"}, {"Profile positions", "0 nm, 0 nm"}, {"Profile radii", "1 nm, 2 nm"}}},
      {"add up to 0.5", {{"Wall parts", "a: 0.5"}}},
      {"not of the form", {{"Wall parts", "a"}}},
      {"another boundary", {{"Wall parts", "side: 1"}}},
      {"zero or negative", {{"Wall parts", "a: 0, b: 1"}}},
      {"rounded rim", {{"Wall parts", "a: 0.05, b: 0.95"}, {"Rim radius", "2 nm"}}},
  };
  for (const auto& [words, entries] : wrong) {
    std::string message;
    try {
      geometry<2>("nanopore", entries);
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_parameters);
      message = error.what();
    }
    EXPECT_NE(message.find(words), std::string::npos) << words << ": " << message;
  }
}

TEST(PoreShapes, ProfileFiles) {
  const auto refusal = [](const std::string& text) -> std::string {
    const std::string file = "/tmp/ionflux_profile_test.csv";
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0) std::ofstream(file) << text;
    try {
      geometry<2>("nanopore", {{"Shape", "table"}, {"Profile file", file}});
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input_file);
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(refusal("# HOLE\nz [nm], r [angstrom]\n0, 30\n1e1, 20\n20, 25\n"), "");
  EXPECT_NE(refusal("z, r\n0, 1\n").find("no unit"), std::string::npos);
  EXPECT_NE(refusal("z [V], r [nm]\n0, 1\n"), "");
  EXPECT_NE(refusal("z [nm], r [nm]\n0, 1, 2\n").find("3 columns"), std::string::npos);
  EXPECT_NE(refusal("z [nm], r [nm]\n0, 1\n20, nan\n").find(":3"), std::string::npos);
  EXPECT_NE(refusal("").find("empty"), std::string::npos);
}
