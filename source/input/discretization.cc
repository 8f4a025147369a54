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
  prm.declare_entry(
      "Stabilisation", "none", Selection("none|streamline"),
      "Streamline: diffusion along a flow, of neutral species whose concentration is the unknown, "
      "in "
      "elements of degree 1 (Brooks and Hughes 1982). It is consistent and conservative, keeps "
      "oscillations to the cells beside a sharp front, and lets multigrid solve at any cell Peclet "
      "number; small over- and undershoots at fronts remain.");
  prm.leave_subsection();
}

void read_discretization(InputReader& in, Parameters& p) {
  const InputReader::Section section(in, "Discretization");
  p.degree = in.integer("Degree");
  p.n_quadrature_points =
      in.text("Quadrature points") == "auto" ? 0 : in.integer("Quadrature points");
  p.streamline_diffusion = in.text("Stabilisation") == "streamline";
  if (!p.streamline_diffusion) return;
  bool any = false;
  for (const Species& species : p.electrolyte.species)
    any = any || (species.charge_number == 0 && species.unknown == PrimaryVariable::concentration);
  if (!p.electrolyte.flow.exists() || !any)
    in.fault("Stabilisation",
             "'Stabilisation' has no effect: no flow carries a neutral species whose concentration "
             "is the unknown",
             "a 'Profile' in section Flow, or Stabilisation = none");
  if (p.degree != 1)
    in.fault("Stabilisation", "streamline diffusion is for elements of degree 1",
             "Degree = 1, or Stabilisation = none");
}

} // namespace ionflux
