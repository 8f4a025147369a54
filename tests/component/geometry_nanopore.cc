// with: support/geometry_helpers.cc
/// The nanopore in all its forms against closed formulas.

#include "support/geometry_helpers.h"

#include <ionflux/geometry/nanopore.h>
#include <ionflux/support/errors.h>

#include <gtest/gtest.h>

#include <cmath>

using namespace ionflux;

namespace {

using Vertex = std::array<double, 2>;

/// Contributions to the integral over r of r^p dr dz from the boundary, counter-clockwise: planar
/// (area, p = 0) or of revolution (volume, 2 pi r). A straight piece and the arc from angle a to b
/// about c.
struct Green {
  bool planar;
  double line(const Vertex& a, const Vertex& b) const {
    const double dz = b[1] - a[1];
    return planar ? 0.5 * dz * (a[0] + b[0])
                  : M_PI / 3 * dz * (a[0] * a[0] + a[0] * b[0] + b[0] * b[0]);
  }
  /// r = c - rho cos t, z = z_c + rho sin t
  double arc(const double c, const double rho, const double a, const double b) const {
    const auto primitive = [&](const double t) {
      const double s = std::sin(t), cos2 = 0.5 * t + 0.25 * std::sin(2 * t);
      return planar
                 ? c * rho * s - rho * rho * cos2
                 : M_PI * rho * (c * c * s - 2 * c * rho * cos2 + rho * rho * (s - s * s * s / 3));
    };
    return primitive(b) - primitive(a);
  }
  /// Length times width (planar: 1; else 2 pi r) of the same pieces.
  double line_area(const Vertex& a, const Vertex& b) const {
    return std::hypot(b[0] - a[0], b[1] - a[1]) * (planar ? 1.0 : M_PI * (a[0] + b[0]));
  }
  double arc_area(const double c, const double rho, const double a, const double b) const {
    return planar ? rho * (b - a)
                  : 2 * M_PI * rho * (c * (b - a) - rho * (std::sin(b) - std::sin(a)));
  }
};

/// Exact volumes and areas of the whole pore (planar: of the half).
MeshReport exact(const NanoporeShape& shape, const bool planar) {
  const Green green{planar};
  const double rho = shape.rim_radius, big = shape.reservoir_radius, h = shape.reservoir_length;
  const auto lower = shape.rim(-1), upper = shape.rim(1);
  const double across = planar ? big : M_PI * big * big;
  const auto within = [&](const double r) { return planar ? r : M_PI * r * r; };
  // Angles of the arcs, t = 0 towards the axis
  const double alpha = std::atan(shape.wall.slope(0));
  const double low_mid = -0.5 * M_PI + 0.5 * lower.sweep, up_mid = 0.5 * M_PI - 0.5 * upper.sweep;

  MeshReport report;
  double wall = green.line_area(lower.on_wall, upper.on_wall);
  double solid_hole = green.line(lower.on_wall, upper.on_wall); // below the wall: pore and mouths
  double pore = solid_hole;
  if (rho > 0) {
    wall += green.arc_area(lower.centre[0], rho, -0.5 * M_PI, alpha) +
            green.arc_area(upper.centre[0], rho, alpha, 0.5 * M_PI);
    pore += green.arc(lower.centre[0], rho, low_mid, alpha) +
            green.arc(upper.centre[0], rho, alpha, up_mid);
    solid_hole += green.arc(lower.centre[0], rho, -0.5 * M_PI, alpha) +
                  green.arc(upper.centre[0], rho, alpha, 0.5 * M_PI);
  }
  report.volumes["pore"] = pore;
  report.volumes["membrane"] = across - solid_hole;
  report.volumes["reservoirs"] = across * (1 + 2 * h) - pore - (across - solid_hole);
  report.areas["pore wall"] = wall;
  report.areas["membrane faces"] = 2 * across - within(lower.on_face[0]) - within(upper.on_face[0]);
  report.areas["lower end"] = report.areas["upper end"] = across;
  report.areas["side"] = (2 * h + (shape.mesh_membrane ? 1 : 0)) * (planar ? 1 : 2 * M_PI * big);
  return report;
}

struct Case {
  std::string cone, rim, membrane, sector;
};

std::vector<Case> cases(const int dim) {
  std::vector<Case> list;
  for (const char* cone : {"0 degree", "8 degree", "-6 degree"})
    for (const char* rim : {"0 nm", "2 nm"})
      for (const char* membrane : {"true", "false"})
        list.push_back({cone, rim, membrane, "quarter"});
  if (dim == 3) {
    list.push_back({"8 degree", "2 nm", "true", "half"});
    list.push_back({"8 degree", "2 nm", "true", "full"});
    list.push_back({"0 degree", "0 nm", "false", "full"});
  }
  return list;
}

NanoporeShape shape_of(const Case& c) {
  NanoporeShape shape; // radius 5 nm, length 20 nm
  shape.wall = cone_profile(0.25, std::stod(c.cone) * M_PI / 180);
  shape.rim_radius = std::stod(c.rim) / 20;
  shape.reservoir_radius = 1.5;
  shape.reservoir_length = 1.25;
  shape.mesh_membrane = c.membrane == "true";
  return shape;
}

template <int dim>
void check(const Case& c, const MeshContext& context) {
  SCOPED_TRACE("cone " + c.cone + ", rim " + c.rim + ", membrane " + c.membrane + ", " + c.sector);
  const auto pore = geometry<dim>("nanopore",
                                  {{"Cone angle", c.cone},
                                   {"Rim radius", c.rim},
                                   {"Mesh membrane", c.membrane},
                                   {"Sector", c.sector},
                                   {"Reservoir radius", "30 nm"},
                                   {"Reservoir length", "25 nm"},
                                   {"Grading ratio", dim == 2 ? "1.6" : "2.5"},
                                   {"First layer", dim == 2 ? "auto" : "1 nm"},
                                   {"Largest cell in the reservoirs", "8 nm"},
                                   {"Largest cell in the pore", "4 nm"}},
                                  context);
  EXPECT_DOUBLE_EQ(pore->reference_length(), 20e-9);
  const NanoporeShape shape = shape_of(c);
  const bool planar = dim == 2 && !context.axisymmetric;
  const MeshReport right = exact(shape, planar);
  const double part = dim == 3 ? pore->symmetry_fraction() : 1.0;
  const double sector = c.sector == "full" ? 1.0 : c.sector == "half" ? 0.5 : 0.25;
  EXPECT_EQ(pore->symmetry_fraction(), dim == 3 ? sector : planar ? 0.5 : 1.0);

  dealii::parallel::distributed::Triangulation<dim> mesh(MPI_COMM_WORLD);
  pore->create_coarse_mesh(mesh);
  // Refined 3-D meshes are dear (deal.II's debug library is 50 times slower): one degree is enough.
#ifdef DEBUG
  const unsigned int n_levels = dim == 2 ? 2 : 1;
#else
  const unsigned int n_levels = dim == 2 ? 3 : c.sector == "quarter" ? 2 : 1;
#endif
  for (unsigned int level = 0; level < n_levels; ++level) {
    if (level > 0) mesh.refine_global(1);
    for (unsigned int degree = 1; degree <= 3; ++degree) {
      if (degree != 2 && (level == 2 || (dim == 3 && level > 0))) continue;
      SCOPED_TRACE("level " + std::to_string(level) + ", degree " + std::to_string(degree));
      const MeshReport got = measure<dim>(*pore, mesh, degree, context.axisymmetric);
      EXPECT_GT(got.smallest_jacobian, 0.2);
      EXPECT_EQ(got.n_marked_cells, 0);
      for (const auto& [name, number] : got.n_faces)
        EXPECT_GT(number, 0) << name;
      // Relative errors of a circle cut in arcs of angle d: d^2/6 (degree 1), about d^4/200 above.
      const double d = (dim == 3 ? M_PI / 8 : M_PI / 12) / (1u << level);
      const double tolerance = degree == 1 ? d * d / 5 : d * d * d * d / 100;
      const auto near = [&](const double value, const double expected, const char* what) {
        EXPECT_NEAR(value, part * expected, tolerance * part * expected) << what;
      };
      near(got.volumes.at("pore"), right.volumes.at("pore"), "pore");
      near(got.volumes.at("lower reservoir") + got.volumes.at("upper reservoir"),
           right.volumes.at("reservoirs"), "reservoirs");
      EXPECT_EQ(got.volumes.count("membrane"), shape.mesh_membrane ? 1u : 0u);
      if (shape.mesh_membrane)
        near(got.volumes.at("membrane"), right.volumes.at("membrane"), "membrane");
      for (const auto& [name, area] : right.areas)
        near(got.areas.at(name), area, name.c_str());
    }
  }
}

} // namespace

TEST(NanoporeShape, RimTouchesWallAndFace) {
  for (const Case& c : cases(2)) {
    const NanoporeShape shape = shape_of(c);
    for (const int side : {-1, 1}) {
      const auto rim = shape.rim(side);
      EXPECT_NEAR(rim.on_wall[0], shape.wall.radius(rim.on_wall[1]), 1e-14);
      EXPECT_DOUBLE_EQ(rim.on_face[1], 0.5 * side);
      for (const auto& p : {rim.on_wall, rim.middle, rim.on_face})
        EXPECT_NEAR(std::hypot(p[0] - rim.centre[0], p[1] - rim.centre[1]), shape.rim_radius,
                    1e-14);
      // The tangent there is the wall.
      const double angle = std::atan(shape.wall.slope(0));
      EXPECT_NEAR((rim.on_wall[0] - rim.centre[0]) * std::sin(angle) +
                      (rim.on_wall[1] - rim.centre[1]) * std::cos(angle),
                  0, 1e-14);
    }
  }
}

TEST(Nanopore, ExactFormulasForTheCylinder) {
  const MeshReport right = exact(shape_of({"0 degree", "0 nm", "true", "full"}), false);
  EXPECT_NEAR(right.volumes.at("pore"), M_PI / 16, 1e-14);
  EXPECT_NEAR(right.areas.at("pore wall"), M_PI / 2, 1e-14);
}

TEST(Nanopore, Axisymmetric) {
  for (const Case& c : cases(2))
    check<2>(c, {0.96e-9, 2, true});
}

TEST(Nanopore, Slit) {
  for (const Case& c : cases(2))
    check<2>(c, {0.96e-9, 2, false});
}

TEST(Nanopore, ThreeDimensions) {
  for (const Case& c : cases(3))
    check<3>(c, {2e-9, 2, false});
}

TEST(Nanopore, DefaultMeshesAreSmallAndWellShaped) {
  dealii::parallel::distributed::Triangulation<2> plane(MPI_COMM_WORLD);
  const auto flat_pore = geometry<2>("nanopore", {}, {0.96e-9, 2, true});
  flat_pore->create_coarse_mesh(plane);
  const MeshReport two = measure<2>(*flat_pore, plane, 2, true);
  EXPECT_GE(two.n_cells, 1000u);
  EXPECT_LE(two.n_cells, 3000u);
  EXPECT_LE(two.largest_aspect, 20);
  EXPECT_LE(two.largest_jump, 3);

  dealii::parallel::distributed::Triangulation<3> space(MPI_COMM_WORLD);
  const auto pore = geometry<3>("nanopore", {}, {0.96e-9, 2, false});
  pore->create_coarse_mesh(space);
  const MeshReport three = measure<3>(*pore, space, 2);
  EXPECT_LE(three.n_cells, 10000u);
  EXPECT_LE(three.largest_jump, 3);
}

/// The layer at the wall, measured in the mesh, is what automatic_first_layer() asks for.
TEST(Nanopore, FirstLayerResolvesTheDebyeLength) {
  for (const unsigned int degree : {1u, 2u})
    for (const double debye : {0.2e-9, 0.96e-9}) {
      const auto pore =
          geometry<2>("nanopore", {{"Cone angle", "5 degree"}}, {debye, degree, true});
      dealii::parallel::distributed::Triangulation<2> mesh(MPI_COMM_WORLD);
      pore->create_coarse_mesh(mesh);
      const double allowed = debye / 20e-9 / (degree == 1 ? 4 : 2) * (1 + 1e-9);
      for (const auto& cell : mesh.active_cell_iterators())
        for (const unsigned int f : cell->face_indices())
          if (cell->is_locally_owned() && cell->material_id() != 3 &&
              pore->labels().interfaces.count(cell->face(f)->manifold_id()) != 0) {
            EXPECT_LE(cell->face(f)->center().distance(cell->face(f ^ 1u)->center()),
                      allowed * 1.06); // cell edges are oblique by up to 20 degrees
          }
    }
}

TEST(Nanopore, FixedNumberOfCellsAlongThePore) {
  const auto pore = geometry<2>("nanopore", {{"Cells along the pore", "11"}}, {0.96e-9, 2, true});
  dealii::parallel::distributed::Triangulation<2> mesh(MPI_COMM_WORLD);
  pore->create_coarse_mesh(mesh);
  EXPECT_EQ(measure<2>(*pore, mesh, 1).n_faces.at("pore wall"), 11);
}

TEST(Nanopore, ImpossibleShapesAreRefused) {
  const std::vector<std::pair<std::string, Entries>> wrong = {
      {"Rim radius", {{"Rim radius", "12 nm"}}},
      {"Rim radius", {{"Rim radius", "-1 nm"}}},
      {"Cone angle", {{"Cone angle", "-20 degree"}}},
      {"Cone angle", {{"Cone angle", "5"}}},
      {"Reservoir radius", {{"Reservoir radius", "4 nm"}}},
      {"Pore radius", {{"Pore radius", "0 nm"}}},
      {"First layer", {{"First layer", "fine"}}}};
  for (const auto& [parameter, entries] : wrong)
    try {
      geometry<2>("nanopore", entries, {});
      ADD_FAILURE() << parameter << " was accepted";
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_parameters);
      EXPECT_EQ(error.faults().at(0).parameter, "Geometry/nanopore/" + parameter);
    }
}
