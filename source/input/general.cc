#include <ionflux/input/sections.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Selection;

void declare_general(dealii::ParameterHandler& prm) {
  prm.declare_entry("Title", "", Anything(), "A line for the log and the report.");
  prm.declare_entry(
      "Dimension", "2", Selection("2|3"),
      "Number of coordinates of the mesh. 2 is a plane (all fluxes are then per metre "
      "of depth), or with Coordinates = axisymmetric a body of revolution.");
  prm.declare_entry(
      "Coordinates", "planar", Selection("planar|axisymmetric"),
      "planar: (x, y) or (x, y, z). axisymmetric: the mesh is the half plane (r, z) of a "
      "body of revolution about the z axis; needs Dimension = 2.");
}

void read_general(InputReader& in, Parameters& p) {
  p.title = in.text("Title");
  p.dimension = in.integer("Dimension");
  p.axisymmetric = in.text("Coordinates") == "axisymmetric";
  if (p.axisymmetric && p.dimension != 2)
    in.fault("Coordinates", "axisymmetric coordinates need two dimensions", "Dimension = 2");
  in.axisymmetric = p.axisymmetric;
  in.is_planar = p.dimension == 2 && !p.axisymmetric;
}

} // namespace ionflux
