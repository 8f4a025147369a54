#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/named_lengths.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>
#include <deal.II/base/utilities.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

using dealii::ParameterHandler;

const std::string me = "shell";
constexpr int curved = 1; ///< manifold id of all cells
constexpr int first_interface = 101;
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
  prm.declare_entry(
      "Layers", "", Anything(),
      "Layers from the inner radius to the outer one, \"coating: 0.1 um, domain: 0.9 um\", "
      "which are regions of these names; in all the gap. Empty: one region \"domain\". With "
      "grading, the mesh is fine on both sides of their surfaces too.");
  prm.declare_entry("Grade towards", "", List(Selection("inner|outer"), 0, 2),
                    "Boundaries with a fine first layer.");
  declare_grading(prm);
}

struct Shell {
  double inner_radius, outer_radius, gap; ///< [m]
  unsigned int angular_cells;
  std::vector<NamedLength> layers; ///< from inside out, in units of the gap
  std::vector<double> radii;       ///< of the vertices, in units of the gap

  /// Radius at the end of a layer, in units of the gap.
  double joint(const std::size_t layer) const {
    double radius = inner_radius / gap;
    for (std::size_t l = 0; l <= layer; ++l)
      radius += layers[l].length;
    return radius;
  }
};

std::vector<NamedLength> read_layers(const ParameterHandler& prm, const double gap) {
  const std::string text = prm.get("Layers");
  if (text.empty()) return {{"domain", 1.0}};
  std::vector<NamedLength> layers;
  const std::string form = "name: length, name: length, ... that add up to the gap";
  try {
    layers = parse_named_lengths(text, "m");
  } catch (const std::invalid_argument& error) {
    refuse_value(me, "Layers", text, error.what(), form);
  }
  double sum = 0;
  for (NamedLength& layer : layers) {
    sum += layer.length;
    layer.length /= gap;
  }
  if (!(std::abs(sum - gap) <= 1e-6 * gap))
    refuse_value(me, "Layers", text,
                 "the layers add up to " + number_text(sum) + " m, the gap between the radii is " +
                     number_text(gap) + " m",
                 form);
  if (distinct_names(layers).size() != layers.size())
    refuse_value(me, "Layers", text, "two layers have the same name", form);
  return layers;
}

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
  shell.layers = read_layers(prm, shell.gap);
  const std::size_t n = shell.layers.size();
  const double at_joint = walls.empty() ? 0.0 : first;
  shell.radii = {shell.inner_radius / shell.gap};
  for (std::size_t layer = 0; layer < n; ++layer) {
    const bool innermost = layer == 0, outermost = layer + 1 == n;
    const Grading grading{innermost ? (graded("inner") ? first : 0.0) : at_joint,
                          outermost ? (graded("outer") ? first : 0.0) : at_joint,
                          prm.get_double("Grading ratio"), 1.0 / prm.get_integer("Cells")};
    const double start = shell.radii.back(), length = shell.layers[layer].length;
    for (const double t : graded_fractions(length, grading))
      if (t > 0) shell.radii.push_back(start + t * length);
    shell.radii.back() = outermost ? shell.outer_radius / shell.gap : shell.joint(layer);
  }
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
    mark.boundary = face.neighbour == none ? static_cast<int>(axis) : none;
    const auto on = [&](const double radius) {
      return std::all_of(face.vertices.begin(), face.vertices.end(), [&](const auto& v) {
        return std::abs(norm<dim>(v) - radius) < 1e-9 * radius;
      });
    };
    if (on(shell.radii.front())) mark.boundary = inner;
    if (on(shell.radii.back())) mark.boundary = outer;
    for (std::size_t layer = 0; layer + 1 < shell.layers.size(); ++layer)
      if (face.neighbour != none && on(shell.joint(layer)))
        mark.manifold = first_interface + static_cast<int>(layer);
    return mark;
  });
}

template <int dim>
std::unique_ptr<Geometry<dim>> finish(BlockMesh<dim> mesh, const Shell& shell,
                                      const bool has_axis) {
  for (auto& cell : mesh.cells) {
    double radius = 0; // of the middle of the cell, well inside of its layer
    for (const unsigned int v : cell.vertices)
      radius += norm<dim>(mesh.vertices[v]) / cell.vertices.size();
    while (cell.region + 1 < shell.layers.size() && radius > shell.joint(cell.region))
      ++cell.region;
  }
  mark(mesh, shell);
  MeshLabels labels;
  labels.boundaries = {"inner", "outer"};
  if (has_axis) {
    labels.boundaries.push_back("axis");
    labels.symmetries = {"axis"};
  }
  labels.regions = distinct_names(shell.layers);
  Manifolds<dim> manifolds = {{curved, centred_sphere_manifold<dim>()}};
  for (std::size_t layer = 0; layer + 1 < shell.layers.size(); ++layer) {
    labels.interfaces[first_interface + layer] =
        shell.layers[layer].name + " | " + shell.layers[layer + 1].name;
    manifolds[first_interface + layer] = centred_sphere_manifold<dim>();
  }
  return std::make_unique<BlockGeometry<dim>>(shell.gap, labels, std::move(mesh),
                                              std::move(manifolds));
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
      "Boundaries: inner, outer; symmetry: axis (axisymmetric). Regions: domain, or the names of "
      "the layers; "
      "interfaces: \"a | b\" between layers.",
      declare, make_2d, make_3d};
}

} // namespace ionflux
