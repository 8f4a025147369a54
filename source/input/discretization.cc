#include <ionflux/input/sections.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

void declare_discretization(dealii::ParameterHandler& prm) {
  prm.enter_subsection("Discretization");
  prm.declare_entry("Degree", "2", Integer(1, 4),
                    "Polynomial degree of the finite elements for all fields.");
  prm.declare_entry("Quadrature points", "auto", Selection("auto|1|2|3|4|5|6|7|8|9|10"),
                    "Gauss points of a cell in each direction; auto is Degree + 1.");
  prm.leave_subsection();
}

void read_discretization(InputReader& in, Parameters& p) {
  const InputReader::Section section(in, "Discretization");
  p.degree = in.integer("Degree");
  p.n_quadrature_points =
      in.text("Quadrature points") == "auto" ? 0 : in.integer("Quadrature points");
}

} // namespace ionflux
