#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/nanopore.h>
#include <ionflux/geometry/revolve.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using dealii::ParameterHandler;
using Ids = NanoporeIds;

const std::string me = "nanopore";

/// Of the reservoirs to the pore; beyond it, rounding errors would turn cells over.
constexpr double largest_ratio = 1e5;

void declare(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  declare_quantity(
      prm, "Pore radius", "5 nm", "m",
      "Radius of the pore at its lower mouth (before the rim is rounded); half the width "
      "of a slit (planar, 2-D).");
  declare_quantity(prm, "Pore length", "20 nm", "m",
                   "Length of the pore, which is the thickness of the membrane.");
  declare_quantity(
      prm, "Cone angle", "0 degree", "rad",
      "Half opening angle of a conical pore; positive: wider towards the upper mouth, so "
      "that Pore radius is the radius of the tip.");
  declare_quantity(prm, "Rim radius", "0 nm", "m",
                   "Radius of the fillet at both mouths; 0: sharp.");
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

/// The measures, checked. In units of the pore length.
NanoporeShape read_shape(const ParameterHandler& prm) {
  const double unit = positive_length(prm, me, "Pore length");
  NanoporeShape shape;
  shape.radius = positive_length(prm, me, "Pore radius") / unit;
  shape.cone_angle = get_quantity(prm, "Cone angle", "rad");
  shape.rim_radius = get_quantity(prm, "Rim radius", "m") / unit;
  shape.reservoir_radius = positive_length(prm, me, "Reservoir radius") / unit;
  shape.reservoir_length = positive_length(prm, me, "Reservoir length") / unit;
  shape.mesh_membrane = prm.get_bool("Mesh membrane");
  for (const auto& [name, size] :
       {std::pair<const char*, double>{"Reservoir radius", shape.reservoir_radius},
        {"Reservoir length", shape.reservoir_length}})
    if (size > largest_ratio * std::min(1.0, shape.radius))
      refuse_value(me, name, prm.get(name), "much larger than the pore; is the unit right?",
                   "at most 1e5 times the radius and the length of the pore");

  if (!(std::abs(shape.cone_angle) <= 75 * M_PI / 180))
    refuse_value(me, "Cone angle", prm.get("Cone angle"), "the pore is too open",
                 "between -75 degree and 75 degree (a bare number is in radian)");
  if (!(shape.wall_radius(0.5) > 0))
    refuse_value(me, "Cone angle", prm.get("Cone angle"), "the pore closes before its upper mouth",
                 "more than -" + std::to_string(std::atan(shape.radius) * 180 / M_PI) +
                     " degree with this radius and length");
  if (!(shape.rim_radius >= 0))
    refuse_value(me, "Rim radius", prm.get("Rim radius"), "a radius must not be negative",
                 "0 (sharp) or a length");
  const auto lower = shape.rim(-1), upper = shape.rim(1);
  if (!(lower.on_wall[1] < upper.on_wall[1] && lower.centre[1] < upper.centre[1]))
    refuse_value(me, "Rim radius", prm.get("Rim radius"),
                 "the fillets of the two mouths meet; no wall is left between them",
                 "less than half of the pore length (less for a conical pore)");
  if (!(shape.reservoir_radius > 1.01 * std::max(lower.on_face[0], upper.on_face[0])))
    refuse_value(me, "Reservoir radius", prm.get("Reservoir radius"),
                 "the reservoirs are narrower than the mouth of the pore with its rim",
                 "more than the radius of the pore at both mouths plus the rim (see Pore radius)");
  return shape;
}

NanoporeResolution read_resolution(const ParameterHandler& prm, const NanoporeShape& shape,
                                   const MeshContext& context, const int dim) {
  const double part = dim == 2 ? 1.0 / 16 : 1.0 / 10; // 3-D meshes are coarse and refined later
  const double unit = get_quantity(prm, "Pore length", "m");
  const double narrow = std::min(shape.wall_radius(-0.5), shape.wall_radius(0.5));
  const double wide = std::max(shape.wall_radius(-0.5), shape.wall_radius(0.5));
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
    labels.interfaces[Ids::straight_wall] = "pore wall";
    labels.interfaces[Ids::membrane_face] = "membrane faces";
    if (shape.rim_radius > 0)
      labels.interfaces[Ids::lower_rim] = labels.interfaces[Ids::upper_rim] = "pore wall";
  } else {
    labels.boundaries.insert(labels.boundaries.end(), {"pore wall", "membrane faces"});
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
  for (const unsigned int id :
       {static_cast<unsigned int>(off_core), static_cast<unsigned int>(Ids::straight_wall),
        static_cast<unsigned int>(Ids::membrane_face)})
    manifolds[id] = swept_line_manifold<dim>();
  if (shape.rim_radius > 0)
    for (const int side : {-1, 1}) {
      const auto centre = shape.rim(side).centre;
      manifolds[side < 0 ? Ids::lower_rim : Ids::upper_rim] =
          swept_circle_manifold<dim>(centre[0], centre[1]);
    }
  return manifolds;
}

std::unique_ptr<Geometry<2>> make_2d(ParameterHandler& prm, const MeshContext& context) {
  const NanoporeShape shape = read_shape(prm);
  NanoporeResolution resolution = read_resolution(prm, shape, context, 2);
  resolution.angular_cells = 0;
  const bool axisymmetric = context.axisymmetric;
  return std::make_unique<BlockGeometry<2>>(
      get_quantity(prm, "Pore length", "m"),
      make_labels(shape, {axisymmetric ? "axis" : "symmetry plane"}),
      nanopore_half_plane(shape, resolution, flat), make_manifolds<2>(shape),
      axisymmetric ? 1.0 : 0.5); // the mesh of a slit is one of its halves
}

std::unique_ptr<Geometry<3>> make_3d(ParameterHandler& prm, const MeshContext& context) {
  const NanoporeShape shape = read_shape(prm);
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
  return std::make_unique<BlockGeometry<3>>(
      get_quantity(prm, "Pore length", "m"), make_labels(shape, planes),
      revolve(half_plane, revolution), make_manifolds<3>(shape), 0.25 * revolution.n_quarters);
}

} // namespace

GeometryRow nanopore_row() {
  return {
      me,
      "A pore through a membrane between two reservoirs: cylindrical or conical, with sharp or "
      "rounded rims. In 2-D the half plane (r, z) when axisymmetric, or half of a slit; in 3-D a "
      "sector about the z axis. The last coordinate runs along the pore; the membrane is centred "
      "at 0. Boundaries: lower end, upper end, side (with the membrane's outer edge), pore wall "
      "(with the fillets of the rims), membrane faces; symmetries: axis, symmetry plane (slit), "
      "symmetry x, symmetry y (sector). Regions: lower reservoir, pore, upper reservoir, "
      "membrane.",
      declare, make_2d, make_3d};
}

} // namespace ionflux
