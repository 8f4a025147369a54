#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>
#include <deal.II/base/utilities.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using dealii::ParameterHandler;

const std::string me = "shell";
constexpr int curved = 1; ///< manifold id of all cells
enum Boundary { inner, outer, axis };

void declare(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  prm.declare_entry(
      "Shape", "auto", Selection("auto|cylinder|sphere"),
      "Between two cylinders (2-D planar: an annulus) or two spheres (2-D axisymmetric: "
      "half an annulus; 3-D: a full shell). Automatic: what the coordinates allow.");
  declare_quantity(prm, "Inner radius", "1 um", "m", "Radius of the inner boundary.");
  declare_quantity(prm, "Outer radius", "2 um", "m", "Radius of the outer boundary.");
  prm.declare_entry(
      "Cells", "4", Integer(1, 100000),
      "Cells along the radius; with grading: their size away from the graded walls is "
      "the gap divided by this number.");
  prm.declare_entry("Angular cells", "4", Integer(1, 10000),
                    "Cells of a quarter of a great circle.");
  prm.declare_entry("Grade towards", "", List(Selection("inner|outer"), 0, 2),
                    "Boundaries with a fine first layer.");
  declare_grading(prm);
}

struct Shell {
  double inner_radius, outer_radius, gap; ///< [m]
  unsigned int angular_cells;
  std::vector<double> radii; ///< of the vertices, in units of the gap
};

Shell read(const ParameterHandler& prm, const MeshContext& context) {
  Shell shell;
  shell.inner_radius = positive_length(prm, me, "Inner radius");
  shell.outer_radius = positive_length(prm, me, "Outer radius");
  if (!(shell.outer_radius > shell.inner_radius))
    refuse_value(me, "Outer radius", prm.get("Outer radius"), "the shell has no thickness",
                 "more than the inner radius");
  shell.gap = shell.outer_radius - shell.inner_radius;
  shell.angular_cells = prm.get_integer("Angular cells");

  const auto walls = dealii::Utilities::split_string_list(prm.get("Grade towards"));
  const auto graded = [&](const char* wall) {
    return std::find(walls.begin(), walls.end(), wall) != walls.end();
  };
  const double first =
      length_or(prm, me, "First layer", automatic_first_layer(context, 0.1 * shell.gap)) /
      shell.gap;
  const Grading grading{graded("inner") ? first : 0.0, graded("outer") ? first : 0.0,
                        prm.get_double("Grading ratio"), 1.0 / prm.get_integer("Cells")};
  for (const double t : graded_fractions(1.0, grading))
    shell.radii.push_back(shell.inner_radius / shell.gap + t);
  return shell;
}

/// A sphere where the run can only have a cylinder, or the other way round, is refused.
void check_shape(const ParameterHandler& prm, const std::string& possible,
                 const std::string& where) {
  const std::string shape = prm.get("Shape");
  if (shape != "auto" && shape != possible)
    refuse_value(me, "Shape", shape, "there is no " + shape + " " + where, possible);
}

template <int dim>
double norm(const std::array<double, dim>& place) {
  double square = 0;
  for (const double x : place)
    square += x * x;
  return std::sqrt(square);
}

/// Give the two round boundaries their ids; the rest of the outer faces is the axis.
template <int dim>
void mark(BlockMesh<dim>& mesh, const Shell& shell) {
  mesh.mark_faces([&](const FaceView<dim>& face) {
    FaceMark mark;
    mark.boundary = axis;
    const auto on = [&](const double radius) {
      return std::all_of(face.vertices.begin(), face.vertices.end(), [&](const auto& v) {
        return std::abs(norm<dim>(v) - radius) < 1e-9 * radius;
      });
    };
    if (on(shell.radii.front())) mark.boundary = inner;
    if (on(shell.radii.back())) mark.boundary = outer;
    return mark;
  });
}

template <int dim>
std::unique_ptr<Geometry<dim>> finish(BlockMesh<dim> mesh, const Shell& shell,
                                      const bool has_axis) {
  mark(mesh, shell);
  MeshLabels labels;
  labels.boundaries = {"inner", "outer"};
  if (has_axis) {
    labels.boundaries.push_back("axis");
    labels.symmetries = {"axis"};
  }
  labels.regions = {"domain"};
  return std::make_unique<BlockGeometry<dim>>(
      shell.gap, labels, std::move(mesh), Manifolds<dim>{{curved, centred_sphere_manifold<dim>()}});
}

std::unique_ptr<Geometry<2>> make_2d(ParameterHandler& prm, const MeshContext& context) {
  const bool half = context.axisymmetric;
  check_shape(prm, half ? "sphere" : "cylinder",
              half ? "in axisymmetric coordinates (r, z); use the box" : "in planar coordinates");
  const Shell shell = read(prm, context);
  BlockMesh<2> mesh(2 * shell.radii.back());
  const unsigned int n_radii = shell.radii.size() - 1,
                     n_angles = (half ? 2 : 4) * shell.angular_cells;
  mesh.add_block(
      {{n_radii, n_angles}},
      [&](const std::array<unsigned int, 2>& i) {
        // counted from the middle, so that the poles lie on the axis exactly
        const int steps = static_cast<int>(i[1]) - static_cast<int>(n_angles / 2);
        const double angle = 0.5 * M_PI * steps / shell.angular_cells;
        const bool pole = half && (i[1] == 0 || i[1] == n_angles);
        return std::array<double, 2>{{pole ? 0.0 : shell.radii[i[0]] * std::cos(angle),
                                      shell.radii[i[0]] * std::sin(angle)}};
      },
      0, curved);
  return finish<2>(std::move(mesh), shell, half);
}

std::unique_ptr<Geometry<3>> make_3d(ParameterHandler& prm, const MeshContext& context) {
  check_shape(prm, "sphere", "in 3-D");
  const Shell shell = read(prm, context);
  BlockMesh<3> mesh(2 * shell.radii.back());
  const unsigned int n_radii = shell.radii.size() - 1, n = shell.angular_cells;
  // The six sides of a cube, pushed out to spheres; equal angles make nearly equal cells.
  for (unsigned int side = 0; side < 6; ++side)
    mesh.add_block(
        {{n_radii, n, n}},
        [&](const std::array<unsigned int, 3>& i) {
          std::array<double, 3> p;
          p[side / 2] = side % 2 == 0 ? -1.0 : 1.0;
          for (unsigned int d = 1; d < 3; ++d)
            p[(side / 2 + d) % 3] = std::tan(0.25 * M_PI * (2.0 * i[d] / n - 1.0));
          const double scale = shell.radii[i[0]] / norm<3>(p);
          for (double& x : p)
            x *= scale;
          return p;
        },
        0, curved);
  return finish<3>(std::move(mesh), shell, false);
}

} // namespace

GeometryRow shell_row() {
  return {
      me,
      "The space between two concentric cylinders or spheres, for verification on curved walls. "
      "Boundaries: inner, outer; symmetry: axis (axisymmetric). Region: domain.",
      declare, make_2d, make_3d};
}

} // namespace ionflux
