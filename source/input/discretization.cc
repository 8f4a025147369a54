#include <ionflux/input/neutral_unknowns.h>
#include <ionflux/input/sections.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

namespace {

// Of first order, and nothing that the equations know comes of it.
bool is_decay(const Reaction& reaction) {
  return Reaction::particles(reaction.reactants) == 1 && reaction.products.empty() &&
         reaction.forward_orders.size() == 1 && reaction.forward_orders[0].order == 1.0;
}

} // namespace

void declare_discretization(dealii::ParameterHandler& prm) {
  prm.enter_subsection("Discretization");
  prm.declare_entry(
      "Degree", "2", Integer(1, 4),
      "Polynomial degree of the finite elements for all fields. Electroneutral runs in "
      "time that start with a front at a boundary (an ion is a thousand times rarer "
      "on one side) have 1 if nothing is set: concentrations stay positive there.");
  prm.declare_entry("Quadrature points", "auto", Selection("auto|1|2|3|4|5|6|7|8|9|10"),
                    "Gauss points of a cell in each direction; auto is Degree + 1.");
  prm.declare_entry(
      "Stabilisation", "none", Selection("none|streamline|upwind|limited"),
      "In elements of degree 1, where a flow carries species faster than cells resolve. "
      "Streamline: diffusion along the flow (Brooks and Hughes 1982) of all species, consistent "
      "and "
      "conservative; it keeps oscillations to the cells beside a sharp front, where small over- "
      "and undershoots remain. The others are for neutral species whose concentration is the "
      "unknown. Upwind: as much diffusion between nodes as "
      "keeps every concentration between the values given (Kuzmin 2010), conservative; first order "
      "only: fronts are smeared over some cells. Limited: the same, less what a smooth solution "
      "does not need (Badia and Bonilla 2017): the same bounds, of second order where the "
      "solution is smooth, for a few Newton steps; ideal solutes.");
  prm.leave_subsection();
}

void read_discretization(InputReader& in, Parameters& p) {
  const InputReader::Section section(in, "Discretization");
  p.degree = in.integer("Degree");
  if (p.locations.count("Discretization/Degree") == 0 && starts_with_front(p)) p.degree = 1;
  p.n_quadrature_points =
      in.text("Quadrature points") == "auto" ? 0 : in.integer("Quadrature points");
  const std::string kind = in.text("Stabilisation");
  if (kind == "none") return;
  p.stabilisation = kind == "upwind"    ? Stabilisation::upwind
                    : kind == "limited" ? Stabilisation::limited
                                        : Stabilisation::streamline;
  bool any = false;
  for (const Species& species : p.electrolyte.species)
    any = any || p.stabilisation == Stabilisation::streamline ||
          (species.charge_number == 0 && species.unknown == PrimaryVariable::concentration);
  if (!p.electrolyte.flow.exists() || !any)
    in.fault("Stabilisation",
             p.electrolyte.flow.exists()
                 ? "'Stabilisation' has no effect: no flow carries a neutral species whose "
                   "concentration is the unknown"
                 : "'Stabilisation' has no effect: nothing flows",
             "a 'Profile' in section Flow, or Stabilisation = none");
  if (!p.electrolyte.nernst_einstein)
    in.fault("Stabilisation", "'Stabilisation' knows no mobility models yet",
             "Stabilisation = none");
  for (const Reaction& reaction : p.electrolyte.reactions)
    if (p.stabilisation == Stabilisation::streamline || !is_decay(reaction)) {
      in.fault("Stabilisation",
               "'Stabilisation = " + kind + "' knows no reactions" +
                   (is_decay(reaction) ? "" : " other than decay"),
               is_decay(reaction) ? "limited, upwind or none" : "Stabilisation = none");
      break;
    }
  if (p.stabilisation == Stabilisation::limited && !p.electrolyte.ideal)
    in.fault("Stabilisation", "'Stabilisation = limited' is for ideal solutes",
             "Activity model = ideal, or Stabilisation = upwind");
  if (p.degree != 1)
    in.fault("Stabilisation", "'Stabilisation = " + kind + "' is for elements of degree 1",
             "Degree = 1, or Stabilisation = none");
}

} // namespace ionflux
