#include <ionflux/geometry/block_geometry.h>
#include <ionflux/geometry/box.h>
#include <ionflux/geometry/manifolds.h>
#include <ionflux/geometry/named_lengths.h>
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

const std::string me = "membrane";
constexpr int first_interface = 101;

void declare(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  declare_quantity(prm, "Thickness", "100 nm", "m", "Thickness of the membrane.");
  prm.declare_entry(
      "Layers", "", Anything(),
      "Layers of the membrane from left to right, \"cation layer: 50 nm, anion layer: 50 nm\"; "
      "they add "
      "up to the thickness and are regions of these names. Empty: one region \"membrane\".");
  declare_quantity(
      prm, "Left bath length", "50 nm", "m",
      "Length of the bath on the left; 0: the boundary left is the face of the membrane.");
  declare_quantity(prm, "Right bath length", "50 nm", "m", "The same on the right.");
  declare_length_or_auto(
      prm, "Width",
      "Extent along the membrane: all results are proportional to it (planar), to its "
      "square (3-D, and as the radius when axisymmetric). Automatic: the thickness.");
  prm.declare_entry("Cells along the membrane", "1", Integer(1, 10000),
                    "Number of cells along the membrane, in each direction.");
  declare_grading(prm);
  declare_length_or_auto(prm, "Largest cell in the membrane",
                         "Cells grow from the faces up to this size. Automatic: a tenth of the "
                         "thickness.");
  declare_length_or_auto(prm, "Largest cell in the baths",
                         "The same outside. Automatic: a fifth of the longer bath.");
}

/// A piece of the line across: a bath or a layer, and its largest cell [m].
struct Piece {
  std::string region;
  double length, largest;
};

std::vector<NamedLength> read_layers(const ParameterHandler& prm, const double thickness) {
  const std::string text = prm.get("Layers");
  if (text.empty()) return {{"membrane", thickness}};
  std::vector<NamedLength> layers;
  const std::string form = "name: length, name: length, ... that add up to the Thickness";
  try {
    layers = parse_named_lengths(text, "m");
  } catch (const std::invalid_argument& error) {
    refuse_value(me, "Layers", text, error.what(), form);
  }
  double sum = 0;
  for (const NamedLength& layer : layers) {
    sum += layer.length;
    if (contains({"left bath", "right bath"}, layer.name))
      refuse_value(me, "Layers", text, "'" + layer.name + "' is the name of a bath", form);
  }
  if (!(std::abs(sum - thickness) <= 1e-6 * thickness))
    refuse_value(me, "Layers", text,
                 "the layers add up to " + number_text(sum) + " m, the thickness is " +
                     prm.get("Thickness"),
                 form);
  return layers;
}

double bath_length(const ParameterHandler& prm, const std::string& name) {
  const double length = get_quantity(prm, name, "m");
  if (!(length >= 0))
    refuse_value(me, name, prm.get(name), "a length must not be negative", "0 (none) or a length");
  return length;
}

std::vector<Piece> read_pieces(const ParameterHandler& prm) {
  const double thickness = positive_length(prm, me, "Thickness");
  const double left = bath_length(prm, "Left bath length"),
               right = bath_length(prm, "Right bath length");
  const double in_bath =
      length_or(prm, me, "Largest cell in the baths", 0.2 * std::max(left, right));
  const double inside = length_or(prm, me, "Largest cell in the membrane", 0.1 * thickness);
  std::vector<Piece> pieces;
  if (left > 0) pieces.push_back({"left bath", left, in_bath});
  for (const NamedLength& layer : read_layers(prm, thickness))
    pieces.push_back({layer.name, layer.length, inside});
  if (right > 0) pieces.push_back({"right bath", right, in_bath});
  return pieces;
}

/// Ends of the pieces, from 0 at the middle of the membrane.
std::vector<double> ends_of(const std::vector<Piece>& pieces, const double thickness) {
  double z = -0.5 * thickness - (pieces.front().region == "left bath" ? pieces[0].length : 0.0);
  std::vector<double> ends = {z};
  for (const Piece& piece : pieces)
    ends.push_back(z += piece.length);
  return ends;
}

/// Points across, graded towards every joint of two pieces and towards faces without a bath.
std::vector<double> points_across(const std::vector<Piece>& pieces, const std::vector<double>& ends,
                                  const double first, const double ratio) {
  std::vector<double> points = {ends.front()};
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const bool far_left = pieces[p].region == "left bath",
               far_right = pieces[p].region == "right bath";
    const Grading grading{far_left ? 0.0 : first, far_right ? 0.0 : first, ratio,
                          pieces[p].largest};
    const auto fractions = graded_fractions(pieces[p].length, grading);
    for (std::size_t i = 1; i < fractions.size(); ++i)
      points.push_back(ends[p] + fractions[i] * pieces[p].length);
    points.back() = ends[p + 1];
  }
  return points;
}

/// Name of the surface between two pieces.
std::string interface_name(const Piece& below, const Piece& above) {
  return below.region == "left bath"    ? "left face"
         : above.region == "right bath" ? "right face"
                                        : below.region + " | " + above.region;
}

/// Regions of the cells, ids of the faces and their names.
template <int dim>
MeshLabels name_pieces(BlockMesh<dim>& mesh, const std::vector<Piece>& pieces,
                       const std::vector<double>& ends, const int normal, const bool axis) {
  MeshLabels labels;
  std::vector<NamedLength> regions;
  for (const Piece& piece : pieces)
    regions.push_back({piece.region, piece.length});
  labels.regions = distinct_names(regions);
  const auto region = [&](const double z) {
    std::size_t p = 0;
    while (p + 1 < pieces.size() && z > ends[p + 1])
      ++p;
    return std::find(labels.regions.begin(), labels.regions.end(), pieces[p].region) -
           labels.regions.begin();
  };
  for (auto& cell : mesh.cells)
    cell.region = region(0.5 * (mesh.vertices[cell.vertices.front()][normal] +
                                mesh.vertices[cell.vertices.back()][normal]));
  // sides of the box in deal.II's order, of which those along the membrane are one boundary
  enum { left, right, side, on_axis };
  labels.boundaries = {"left", "right", "side"};
  if (axis) {
    labels.boundaries.push_back("axis");
    labels.symmetries = {"axis"};
  }
  for (auto& [face, mark] : mesh.marks)
    mark.boundary = mark.boundary == 2 * normal       ? left
                    : mark.boundary == 2 * normal + 1 ? right
                    : axis && mark.boundary == 0      ? on_axis
                                                      : side;
  for (std::size_t p = 0; p + 1 < pieces.size(); ++p) // layers may continue in one of the same name
    if (pieces[p].region != pieces[p + 1].region)
      labels.interfaces[first_interface + p] = interface_name(pieces[p], pieces[p + 1]);
  mesh.mark_faces([&](const FaceView<dim>& face) {
    FaceMark mark;
    for (std::size_t p = 0; p + 1 < pieces.size(); ++p)
      if (std::abs(face.centre[normal] - ends[p + 1]) < 1e-9 * mesh.size)
        mark.manifold = first_interface + static_cast<int>(p);
    return mark;
  });
  return labels;
}

template <int dim>
std::unique_ptr<Geometry<dim>> make(ParameterHandler& prm, const MeshContext& context) {
  const double unit = positive_length(prm, me, "Thickness");
  const double width = length_or(prm, me, "Width", unit) / unit;
  const double first =
      length_or(prm, me, "First layer", automatic_first_layer(context, 0.05 * unit));
  std::vector<Piece> pieces = read_pieces(prm);
  for (Piece& piece : pieces) {
    piece.length /= unit;
    piece.largest /= unit;
  }
  const std::vector<double> ends = ends_of(pieces, 1.0);

  // The membrane's normal is x; when axisymmetric, r is along the membrane and z across.
  const bool axisymmetric = dim == 2 && context.axisymmetric;
  const int normal = axisymmetric ? 1 : 0;
  std::array<std::vector<double>, dim> coordinates;
  for (int d = 0; d < dim; ++d)
    if (d == normal)
      coordinates[d] = points_across(pieces, ends, first / unit, prm.get_double("Grading ratio"));
    else
      for (const double t : uniform_fractions(prm.get_integer("Cells along the membrane")))
        coordinates[d].push_back(t * width);
  BlockMesh<dim> mesh = box_lattice<dim>(coordinates);
  const MeshLabels labels = name_pieces(mesh, pieces, ends, normal, axisymmetric);
  Manifolds<dim> manifolds;
  for (const auto& [id, name] : labels.interfaces)
    manifolds[id] = flat_manifold<dim>();
  return std::make_unique<BlockGeometry<dim>>(unit, labels, std::move(mesh), std::move(manifolds));
}

} // namespace

GeometryRow membrane_row() {
  return {
      me,
      "A slab between two baths: bath | membrane | bath, such as an ion-exchange membrane (its "
      "fixed "
      "charge is a property of the material). The membrane is centred at 0; its normal is x, or z "
      "when "
      "axisymmetric (a disc). Boundaries: left, right (ends of the baths, or faces of the membrane "
      "where there is no bath), side; symmetry: axis. Regions: left bath, membrane (or the names "
      "of "
      "its layers), right bath. Interfaces: left face, right face, \"a | b\" between layers.",
      declare, make<2>, make<3>};
}

} // namespace ionflux
