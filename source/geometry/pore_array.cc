#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/pore_array.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using dealii::ParameterHandler;

const std::string me = "pore array";

void declare(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  declare_quantity(prm, "Pore length", "10 nm", "m",
                   "Thickness of the membrane. It is the unit of length of the mesh.");
  declare_quantity(prm, "Pore radius", "5 nm", "m",
                   "Radius of the pore; in 2-D half the width of "
                   "the slit.");
  declare_quantities(prm, "Period", "30 nm", "m",
                     "Distance from pore to pore: the widths of the unit cell in x (and y); one "
                     "value: a square cell.");
  declare_quantities(prm, "Displacement", "0 nm", "m",
                     "Of the pore from the centre of the cell, in x (and y); one value: in x. In a "
                     "periodic array it changes nothing.");
  declare_quantity(prm, "Reservoir length", "20 nm", "m", "Length of each reservoir, along z.");
  prm.declare_entry(
      "Lateral sides", "periodic", Selection("periodic|symmetry"),
      "What the lateral sides are: opposite ones the same place (true periodicity), "
      "or symmetry planes, which is the same where the cell is its own mirror image.");
  prm.declare_entry("Angular cells", "2", Integer(2, 64),
                    "Cells of a quarter of the circumference; an even number. 3-D only.");
  declare_grading(prm);
  declare_length_or_auto(prm, "Largest cell in the pore",
                         "Upper bound of the cell size in the pore. Automatic: a third of the "
                         "radius, at most a fourth of the length.");
  declare_length_or_auto(prm, "Largest cell in the reservoirs",
                         "The same outside. Automatic: a fourth of the reservoir's length or of "
                         "the period, whichever is larger.");
}

template <int dim>
PoreArrayShape read_shape(const ParameterHandler& prm, const MeshContext& context) {
  PoreArrayShape shape;
  const double unit = positive_length(prm, me, "Pore length");
  shape.radius = positive_length(prm, me, "Pore radius") / unit;
  shape.reservoir_length = positive_length(prm, me, "Reservoir length") / unit;
  auto period = get_quantities(prm, "Period", "m"),
       displacement = get_quantities(prm, "Displacement", "m");
  if (period.size() == 1) period.resize(dim - 1, period[0]);
  if (displacement.size() == 1) displacement.resize(dim - 1, 0.0);
  for (const auto& [name, size] : {std::pair<const char*, std::size_t>{"Period", period.size()},
                                   {"Displacement", displacement.size()}})
    if (size != dim - 1)
      refuse_value(me, name, prm.get(name), std::to_string(size) + " values are given",
                   dim == 2 ? "one value (x)" : "one or two values (x, y)");
  for (unsigned int d = 0; d < dim - 1; ++d) {
    shape.period[d] = period[d] / unit;
    shape.displacement[d] = displacement[d] / unit;
    if (!(2 * shape.radius < 0.98 * shape.period[d]))
      refuse_value(me, "Period", prm.get("Period"), "the pores of neighbouring cells touch",
                   "more than twice the pore radius");
    if (!(shape.radius + std::abs(shape.displacement[d]) < 0.49 * shape.period[d]))
      refuse_value(me, "Displacement", prm.get("Displacement"), "the pore leaves its cell",
                   "less than half of the period minus the radius");
  }
  shape.periodic = prm.get("Lateral sides") == "periodic";
  shape.angular_cells = prm.get_integer("Angular cells");
  if (dim == 3 && shape.angular_cells % 2 != 0)
    refuse_value(me, "Angular cells", prm.get("Angular cells"),
                 "the square core about the axis needs an even number", "2, 4, 6, ...");
  shape.first_layer =
      length_or(prm, me, "First layer", automatic_first_layer(context, 0.1 * shape.radius * unit)) /
      unit;
  shape.ratio = prm.get_double("Grading ratio");
  shape.largest_in_pore =
      length_or(prm, me, "Largest cell in the pore", unit * std::min(shape.radius / 3, 0.25)) /
      unit;
  shape.largest_in_reservoir =
      length_or(prm, me, "Largest cell in the reservoirs",
                unit * 0.25 *
                    std::max({shape.reservoir_length, shape.period[0], shape.period[1]})) /
      unit;
  return shape;
}

template <int dim>
MeshLabels make_labels(const PoreArrayShape& shape) {
  MeshLabels labels;
  labels.boundaries = {"lower end", "upper end", "pore wall", "membrane faces", "left", "right"};
  if (dim == 3) labels.boundaries.insert(labels.boundaries.end(), {"front", "back"});
  labels.regions = {"lower reservoir", "pore", "upper reservoir"};
  for (unsigned int d = 0; d < dim - 1; ++d) {
    const unsigned int first = PoreArrayShape::first_lateral_side + 2 * d;
    labels.symmetries.insert({labels.boundaries[first], labels.boundaries[first + 1]});
    if (shape.periodic) labels.periodic.push_back({first, first + 1, d});
  }
  return labels;
}

template <int dim>
std::unique_ptr<Geometry<dim>> make(ParameterHandler& prm, const MeshContext& context) {
  if (context.axisymmetric)
    refuse_value(me, "Period", prm.get("Period"), "an array of pores is not axisymmetric",
                 "Coordinates = planar, or Dimension = 3");
  const PoreArrayShape shape = read_shape<dim>(prm, context);
  Manifolds<dim> manifolds;
  if constexpr (dim == 3)
    manifolds[PoreArrayShape::cylinder] =
        cylinder_manifold(shape.displacement[0], shape.displacement[1]);
  return std::make_unique<BlockGeometry<dim>>(get_quantity(prm, "Pore length", "m"),
                                              make_labels<dim>(shape),
                                              pore_array_blocks<dim>(shape), manifolds);
}

} // namespace

GeometryRow pore_array_row() {
  return {
      me,
      "One cell of a regular array of cylindrical pores (3-D) or slits (2-D) through a membrane "
      "between two reservoirs. Opposite lateral sides are the same place, so nothing need be "
      "symmetric in the cell; fluxes are those of one pore. The last coordinate runs along the "
      "pore; the membrane is centred at 0 and not meshed. Boundaries: lower end, upper end, "
      "pore wall, membrane faces; without conditions: left, right (x), front, back (y). "
      "Regions: lower reservoir, pore, upper reservoir.",
      declare, make<2>, make<3>};
}

} // namespace ionflux
