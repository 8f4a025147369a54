#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/nanopore.h>
#include <ionflux/geometry/revolve.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

using dealii::ParameterHandler;
using Ids = NanoporeIds;

const std::string me = "nanopore";

/// Of the reservoirs to the pore; beyond it, rounding errors would turn cells over.
constexpr double largest_ratio = 1e5;

void declare(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  declare_quantity(prm, "Pore length", "20 nm", "m",
                   "Length of the pore, which is the thickness of the membrane.");
  declare_pore_profile(prm);
  declare_quantity(prm, "Rim radius", "0 nm", "m",
                   "Radius of the fillet at both mouths; 0: sharp.");
  prm.declare_entry("Wall parts", "pore wall: 1", Anything(),
                    "Names for parts of the wall from the lower mouth to the upper one, each with "
                    "its fraction of the "
                    "Pore length: \"negative wall: 0.5, positive wall: 0.5\", or \"pore wall: 0.4, "
                    "patch: 0.2, pore "
                    "wall: 0.4\". Each name may carry its own boundary condition; the mesh is "
                    "graded at the joints.");
  declare_quantity(prm, "Reservoir radius", "40 nm", "m",
                   "Outer radius of the reservoirs and the membrane (half width for a slit).");
  declare_quantity(prm, "Reservoir length", "40 nm", "m", "Length of each reservoir.");
  prm.declare_entry(
      "Mesh membrane", "true", Bool(),
      "Mesh the body of the membrane too (region \"membrane\"). Otherwise its surfaces "
      "become outer boundaries of the same names.");
  prm.declare_entry("Sector", "quarter", Selection("full|half|quarter"),
                    "In 3-D: what part of the pore is meshed. The planes of the cut are symmetry "
                    "planes.");
  declare_grading(prm);
  prm.declare_entry(
      "Cells along the pore", "0", Integer(0, 10000),
      "Number of cells along the pore wall between the rims; 0: as many as the grading "
      "from both mouths needs.");
  prm.declare_entry("Angular cells", "4", Integer(2, 64),
                    "In 3-D: cells of a quarter of the circle; even.");
  declare_length_or_auto(prm, "Largest cell in the pore",
                         "Cells grow from the walls up to this size. Automatic: a third of the "
                         "radius, but no more than 1/16 (3-D: 1/10) of the length.");
  declare_length_or_auto(
      prm, "Largest cell in the reservoirs",
      "The same outside. Automatic: a tenth of the reservoir's radius or length, "
      "whichever is larger.");
}

/// The parts of the wall: positive fractions, in all 1, and names that nothing else has.
std::vector<NamedLength> read_wall_parts(const ParameterHandler& prm) {
  const std::string name = "Wall parts", text = prm.get(name),
                    form = "name: fraction, name: fraction, ... with fractions that add up to 1";
  std::vector<NamedLength> parts;
  try {
    parts = parse_named_lengths(text, "");
  } catch (const std::invalid_argument& error) {
    refuse_value(me, name, text, error.what(), form);
  }
  double sum = 0;
  for (const NamedLength& part : parts) {
    sum += part.length;
    if (contains({"lower end", "upper end", "side", "axis", "symmetry plane", "symmetry x",
                  "symmetry y", "membrane faces"},
                 part.name))
      refuse_value(me, name, text, "'" + part.name + "' is the name of another boundary", form);
  }
  if (!(std::abs(sum - 1) < 1e-6))
    refuse_value(me, name, text, "the fractions add up to " + number_text(sum), form);
  return parts;
}

/// The measures, checked. In units of the pore length.
NanoporeShape read_shape(const ParameterHandler& prm, const MeshContext& context) {
  const double unit = positive_length(prm, me, "Pore length");
  NanoporeShape shape;
  shape.wall = read_pore_profile(prm, unit, context);
  shape.wall_parts = read_wall_parts(prm);
  shape.rim_radius = get_quantity(prm, "Rim radius", "m") / unit;
  shape.reservoir_radius = positive_length(prm, me, "Reservoir radius") / unit;
  shape.reservoir_length = positive_length(prm, me, "Reservoir length") / unit;
  shape.mesh_membrane = prm.get_bool("Mesh membrane");
  for (const auto& [name, size] :
       {std::pair<const char*, double>{"Reservoir radius", shape.reservoir_radius},
        {"Reservoir length", shape.reservoir_length}})
    if (size > largest_ratio * std::min(1.0, shape.wall.narrowest()))
      refuse_value(me, name, prm.get(name), "much larger than the pore; is the unit right?",
                   "at most 1e5 times the radius and the length of the pore");

  if (!(shape.rim_radius >= 0))
    refuse_value(me, "Rim radius", prm.get("Rim radius"), "a radius must not be negative",
                 "0 (sharp) or a length");
  const auto lower = shape.rim(-1), upper = shape.rim(1);
  if (!(lower.on_wall[1] < upper.on_wall[1] && lower.centre[1] < upper.centre[1]))
    refuse_value(me, "Rim radius", prm.get("Rim radius"),
                 "the fillets of the two mouths meet; no wall is left between them",
                 "less than half of the pore length (less for a conical pore)");
  const double body = shape.wall.widest() + shape.rim_radius;
  if (!(shape.reservoir_radius > 1.01 * std::max({lower.on_face[0], upper.on_face[0], body})))
    refuse_value(me, "Reservoir radius", prm.get("Reservoir radius"),
                 "the reservoirs are narrower than the mouth of the pore with its rim",
                 "more than the largest radius of the pore plus the rim (see Pore radius)");
  for (const double joint : shape.joints())
    if (!(lower.on_wall[1] + 1e-3 < joint && joint < upper.on_wall[1] - 1e-3))
      refuse_value(me, "Wall parts", prm.get("Wall parts"),
                   "a part of the wall ends in a rounded rim",
                   "joints between the rims, or a smaller Rim radius");
  return shape;
}

NanoporeResolution read_resolution(const ParameterHandler& prm, const NanoporeShape& shape,
                                   const MeshContext& context, const int dim) {
  const double part = dim == 2 ? 1.0 / 16 : 1.0 / 10; // 3-D meshes are coarse and refined later
  const double unit = get_quantity(prm, "Pore length", "m");
  const double narrow = shape.wall.narrowest(), wide = shape.wall.widest();
  NanoporeResolution resolution;
  resolution.first_layer =
      length_or(prm, me, "First layer", automatic_first_layer(context, 0.1 * narrow * unit)) / unit;
  resolution.ratio = prm.get_double("Grading ratio");
  resolution.largest_in_pore =
      length_or(prm, me, "Largest cell in the pore", unit * std::min(wide / 3, part)) / unit;
  resolution.largest_in_reservoir =
      length_or(prm, me, "Largest cell in the reservoirs",
                part * unit * std::max(shape.reservoir_radius, shape.reservoir_length)) /
      unit;
  resolution.cells_along = prm.get_integer("Cells along the pore");
  return resolution;
}

MeshLabels make_labels(const NanoporeShape& shape, const std::vector<std::string>& symmetries) {
  MeshLabels labels;
  labels.boundaries = {"lower end", "upper end", "side"};
  labels.boundaries.insert(labels.boundaries.end(), symmetries.begin(), symmetries.end());
  labels.symmetries = {symmetries.begin(), symmetries.end()};
  labels.regions = {"lower reservoir", "pore", "upper reservoir"};
  if (shape.mesh_membrane) {
    labels.regions.push_back("membrane");
    for (std::size_t part = 0; part < shape.wall_parts.size(); ++part)
      labels.interfaces[Ids::wall_part + part] = shape.wall_parts[part].name;
    labels.interfaces[Ids::membrane_face] = "membrane faces";
    if (shape.rim_radius > 0) {
      labels.interfaces[Ids::lower_rim] = shape.wall_parts.front().name;
      labels.interfaces[Ids::upper_rim] = shape.wall_parts.back().name;
    }
  } else {
    labels.boundaries.push_back("membrane faces");
    for (const std::string& name : distinct_names(shape.wall_parts))
      labels.boundaries.push_back(name);
  }
  return labels;
}

/// Boundary ids of the half plane that come after `axis` move up by `shift`.
template <int dim>
void shift_wall_ids(BlockMesh<dim>& mesh, const int shift) {
  for (auto& [face, mark] : mesh.marks)
    if (mark.boundary > Ids::axis) mark.boundary += shift;
}

constexpr int off_core = 1; ///< manifold id of the revolved cells

template <int dim>
Manifolds<dim> make_manifolds(const NanoporeShape& shape) {
  Manifolds<dim> manifolds;
  manifolds[off_core] = manifolds[Ids::membrane_face] = swept_line_manifold<dim>();
  for (std::size_t part = 0; part < shape.wall_parts.size(); ++part)
    manifolds[Ids::wall_part + part] =
        swept_curve_manifold<dim>(shape.wall.radius, shape.wall.slope);
  if (shape.rim_radius > 0)
    for (const int side : {-1, 1}) {
      const auto centre = shape.rim(side).centre;
      manifolds[side < 0 ? Ids::lower_rim : Ids::upper_rim] =
          swept_circle_manifold<dim>(centre[0], centre[1]);
    }
  return manifolds;
}

/// The finished geometry; a wall so rough that cells turn over is the user's to mend.
template <int dim>
std::unique_ptr<Geometry<dim>> finish(const ParameterHandler& prm, const NanoporeShape& shape,
                                      const std::vector<std::string>& symmetries,
                                      BlockMesh<dim> mesh, const double fraction) {
  try {
    return std::make_unique<BlockGeometry<dim>>(get_quantity(prm, "Pore length", "m"),
                                                make_labels(shape, symmetries), std::move(mesh),
                                                make_manifolds<dim>(shape), fraction);
  } catch (const std::logic_error& error) {
    const std::string why = std::string("the mesh does not follow the wall (") + error.what() + ")";
    constexpr double thin = 1e-5; // of the pore's radius
    const double unit = get_quantity(prm, "Pore length", "m");
    if (prm.get("First layer") != "auto" &&
        get_quantity(prm, "First layer", "m") < thin * shape.wall.narrowest() * unit)
      refuse_value(me, "First layer", prm.get("First layer"), why,
                   "a thicker layer: some fraction of the Debye length");
    refuse_value(me, "Shape", prm.get("Shape"), why,
                 "a smoother wall, a smaller rim, or smaller cells in the pore");
  }
}

std::unique_ptr<Geometry<2>> make_2d(ParameterHandler& prm, const MeshContext& context) {
  const NanoporeShape shape = read_shape(prm, context);
  NanoporeResolution resolution = read_resolution(prm, shape, context, 2);
  resolution.angular_cells = 0;
  const bool axisymmetric = context.axisymmetric;
  return finish<2>(prm, shape, {axisymmetric ? "axis" : "symmetry plane"},
                   nanopore_half_plane(shape, resolution, flat),
                   axisymmetric ? 1.0 : 0.5); // the mesh of a slit is one of its halves
}

std::unique_ptr<Geometry<3>> make_3d(ParameterHandler& prm, const MeshContext& context) {
  const NanoporeShape shape = read_shape(prm, context);
  NanoporeResolution resolution = read_resolution(prm, shape, context, 3);
  resolution.angular_cells = prm.get_integer("Angular cells");
  if (resolution.angular_cells % 2 != 0)
    refuse_value(me, "Angular cells", prm.get("Angular cells"),
                 "the square core about the axis needs an even number", "2, 4, 6, ...");

  Revolution revolution;
  revolution.cells_per_quarter = resolution.angular_cells;
  revolution.cell_manifold = off_core;
  const std::string sector = prm.get("Sector");
  revolution.n_quarters = sector == "full" ? 4 : sector == "half" ? 2 : 1;
  std::vector<std::string> planes;
  if (sector != "full") planes.push_back("symmetry y");
  if (sector == "quarter") planes.push_back("symmetry x");
  revolution.symmetry_y = Ids::axis;
  revolution.symmetry_x = Ids::axis + 1;

  // The axis (one id of the half plane) gives way to no, one or two symmetry planes.
  BlockMesh<2> half_plane = nanopore_half_plane(shape, resolution, off_core);
  shift_wall_ids(half_plane, static_cast<int>(planes.size()) - 1);
  return finish<3>(prm, shape, planes, revolve(half_plane, revolution),
                   0.25 * revolution.n_quarters);
}

} // namespace

GeometryRow nanopore_row() {
  return {
      me,
      "A pore through a membrane between two reservoirs: cylinder, cone, hourglass, trumpet, or "
      "any "
      "profile r(z) from an expression or a table (a protein channel), with sharp or rounded rims. "
      "In "
      "2-D the half plane (r, z) when axisymmetric, or half of a slit when planar (r is then half "
      "of "
      "the width); in 3-D a sector about the z axis. The last coordinate runs along the pore; the "
      "membrane is centred "
      "at 0. Boundaries: lower end, upper end, side (with the membrane's outer edge), pore wall "
      "(with the fillets of the rims) or its parts by their names, membrane faces; symmetries: "
      "axis, symmetry plane (slit), "
      "symmetry x, symmetry y (sector). Regions: lower reservoir, pore, upper reservoir, "
      "membrane.",
      declare, make_2d, make_3d};
}

} // namespace ionflux
