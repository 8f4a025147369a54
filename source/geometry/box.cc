#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/box.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>
#include <deal.II/base/utilities.h>

#include <algorithm>
#include <stdexcept>

namespace ionflux {

namespace {

using dealii::ParameterHandler;

const std::string me = "box";
constexpr unsigned int none_such = static_cast<unsigned int>(-1);

void declare(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  declare_quantities(prm, "Size", "1 um", "m",
                     "Lengths in x, y (, z), or r, z; one value: equal in all directions.");
  declare_quantities(
      prm, "Origin", "0 m", "m",
      "Corner with the smallest coordinates; one value: the same in all directions.");
  prm.declare_entry(
      "Cells", "10", List(Integer(1, 1000000), 1, 3),
      "Number of cells in each direction; one value: the same in all. In a graded direction "
      "the largest cell is the size divided by this number.");
  prm.declare_entry("Grade towards", "", List(Selection("left|right|bottom|top|back|front"), 0, 6),
                    "Sides with a fine first layer of cells, which grow from there.");
  declare_grading(prm);
  prm.declare_entry(
      "Regions", "", Anything(),
      "Parts by conditions on the centre of a cell, \"membrane: x > 40*nm && x < 60*nm; "
      "gel: ...\"; the first that holds counts, the rest is \"domain\". Variables x, y, "
      "z (r, z) in metres; nm, um, mm, pi are known. Choose cells that fit the "
      "conditions. Faces between regions a and b are the interface \"a | b\", unless a "
      "patch names them.");
  prm.declare_entry(
      "Patches", "", Anything(),
      "New names for faces of the boundary and between regions whose centre fulfils a "
      "condition, \"gate: y > 9.9*nm && x > 3*nm; ...\".");
  prm.declare_entry(
      "Periodic sides", "", List(Selection("left and right|bottom and top|back and front"), 0, 3),
      "Opposite sides that are the same place: what leaves through one enters through "
      "the other. They take no condition.");
  prm.declare_entry("Distortion", "0", Double(0.0, 0.4),
                    "Shift of inner vertices as a fraction of the cell size, for tests.");
}

/// One value for all directions or one for each.
template <typename T>
std::vector<T> for_directions(std::vector<T> values, const unsigned int dim,
                              const ParameterHandler& prm, const std::string& name) {
  if (values.size() == 1) values.resize(dim, values[0]);
  if (values.size() != dim)
    refuse_value(me, name, prm.get(name), std::to_string(values.size()) + " values are given",
                 "one value for all directions, or " + std::to_string(dim) +
                     " separated by commas (Dimension = " + std::to_string(dim) + ")");
  return values;
}

/// Parts from an entry, with its name on what is wrong.
template <int dim>
std::vector<NamedPart<dim>> read_parts(const ParameterHandler& prm, const std::string& name,
                                       const bool axisymmetric) {
  try {
    return parse_named_parts<dim>(prm.get(name), axisymmetric);
  } catch (const std::invalid_argument& error) {
    refuse_value(
        me, name, prm.get(name), error.what(),
        "name: condition; name: condition; ... such as gel: x > 5*nm && x < 9*nm (metres)");
  }
}

/// Opposite sides that are the same place.
template <int dim>
void name_periodic_sides(const ParameterHandler& prm, const bool axisymmetric, MeshLabels& labels) {
  for (const std::string& text : dealii::Utilities::split_string_list(prm.get("Periodic sides"))) {
    unsigned int direction = 0;
    while (text != std::string(box_sides[2 * direction]) + " and " + box_sides[2 * direction + 1])
      ++direction;
    PeriodicSides sides{none_such, none_such, direction};
    for (unsigned int id = 0; id < labels.boundaries.size(); ++id) {
      if (labels.boundaries[id] == box_sides[2 * direction]) sides.first = id;
      if (labels.boundaries[id] == box_sides[2 * direction + 1]) sides.second = id;
    }
    if ((axisymmetric && direction == 0) || direction >= dim || sides.first == none_such ||
        sides.second == none_such)
      refuse_value(me, "Periodic sides", text,
                   axisymmetric && direction == 0 ? "r is no periodic coordinate"
                   : direction >= dim             ? "there are no such sides in 2-D"
                                                  : "the sides have other names by 'Patches'",
                   "pairs of sides of the box that exist");
    labels.periodic.push_back(sides);
    labels.symmetries.insert({labels.boundaries[sides.first], labels.boundaries[sides.second]});
  }
}

template <int dim>
std::unique_ptr<Geometry<dim>> make(ParameterHandler& prm, const MeshContext& context) {
  const auto size = for_directions(get_quantities(prm, "Size", "m"), dim, prm, "Size");
  const auto origin = for_directions(get_quantities(prm, "Origin", "m"), dim, prm, "Origin");
  const auto cells = for_directions(
      dealii::Utilities::string_to_int(dealii::Utilities::split_string_list(prm.get("Cells"))), dim,
      prm, "Cells");
  if (!(*std::min_element(size.begin(), size.end()) > 0))
    refuse_value(me, "Size", prm.get("Size"), "a length is zero or negative", "positive lengths");
  const double unit = *std::max_element(size.begin(), size.end());
  const bool axisymmetric = dim == 2 && context.axisymmetric;
  if (axisymmetric && origin[0] < 0)
    refuse_value(me, "Origin", prm.get("Origin"), "the radius r cannot be negative",
                 "a first coordinate of 0 or more in axisymmetric coordinates");

  const auto walls = dealii::Utilities::split_string_list(prm.get("Grade towards"));
  std::array<std::vector<double>, dim> coordinates;
  for (unsigned int d = 0; d < dim; ++d) {
    const double first =
        length_or(prm, me, "First layer", automatic_first_layer(context, 0.1 * size[d]));
    const auto first_at = [&](const unsigned int side) {
      return std::find(walls.begin(), walls.end(), box_sides[side]) != walls.end() ? first : 0.0;
    };
    const Grading grading{first_at(2 * d), first_at(2 * d + 1), prm.get_double("Grading ratio"),
                          size[d] / cells[d]};
    for (const double t : graded_fractions(size[d], grading))
      coordinates[d].push_back((origin[d] + t * size[d]) / unit);
  }
  for (const std::string& wall : walls)
    if (std::find(box_sides.begin(), box_sides.begin() + 2 * dim, wall) ==
        box_sides.begin() + 2 * dim)
      refuse_value(me, "Grade towards", wall, "there is no such side in 2-D",
                   "left, right, bottom, top");

  BlockMesh<dim> mesh = box_lattice<dim>(coordinates);
  const auto regions = read_parts<dim>(prm, "Regions", axisymmetric);
  const auto patches = read_parts<dim>(prm, "Patches", axisymmetric);
  const int axis = axisymmetric && origin[0] == 0 ? 0 : none;
  MeshLabels labels;
  try {
    labels = name_parts<dim>(mesh, regions, patches, unit, axis);
  } catch (const std::invalid_argument& error) {
    refuse_value(me, "Regions, Patches", prm.get("Regions") + " / " + prm.get("Patches"),
                 error.what(),
                 "conditions that hold at the centre of some cell (Regions) or face (Patches); "
                 "positions are in metres: write 5*nm, and choose cells that fit");
  }
  name_periodic_sides<dim>(prm, axisymmetric, labels);
  distort(mesh, prm.get_double("Distortion"));

  Manifolds<dim> manifolds;
  for (const auto& [id, name] : labels.interfaces)
    manifolds[id] = flat_manifold<dim>();
  return std::make_unique<BlockGeometry<dim>>(unit, labels, std::move(mesh), std::move(manifolds));
}

} // namespace

GeometryRow box_row() {
  return {
      me,
      "A rectangle or a box with sides parallel to the coordinates. Boundaries: left, right (x or "
      "r), bottom, top (y, or z when axisymmetric), back, front (z); left is the symmetry \"axis\" "
      "where it lies at r = 0. Regions: domain, and those of \"Regions\".",
      declare, make<2>, make<3>};
}

} // namespace ionflux
