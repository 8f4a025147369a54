#include <ionflux/fem/adaptivity/marking.h>
#include <ionflux/input/estimators.h>
#include <ionflux/input/sections.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

namespace {

template <typename Row>
std::string names(const std::vector<Row>& table) {
  std::string text;
  for (const Row& row : table)
    text += (text.empty() ? "" : "|") + row.name;
  return text;
}

template <typename Row>
std::string documentation(std::string text, const std::vector<Row>& table) {
  for (const Row& row : table)
    text += " " + row.name + ": " + row.documentation;
  return text;
}

double fraction(InputReader& in, const std::string& name, const double otherwise) {
  const double value = in.non_negative(name, "", otherwise);
  if (value > 1.0) in.fault(name, "a fraction above 1 has no meaning", "a number from 0 to 1");
  return value;
}

} // namespace

void declare_adaptivity(dealii::ParameterHandler& prm) {
  const patterns::Value number(patterns::Kind::quantity, "");
  prm.enter_subsection("Adaptive refinement");
  prm.declare_entry("Estimator", "none", Selection(names(estimators())),
                    documentation("What tells where the mesh is refined and coarsened, after the "
                                  "global refinements.",
                                  estimators()));
  prm.declare_entry("Goal", "", Anything(),
                    std::string("The number that is wanted: ") + goal_form +
                        ", outward. Needed by the estimator 'goal', else only reported.");
  prm.declare_entry("Target relative error", "1e-3", number,
                    "Refinement ends when the estimated error of the goal, divided by the goal, is "
                    "below this (flux jumps: the relative error of the fluxes). 0: a limit ends "
                    "it.");
  prm.declare_entry("Marking", "fraction of error", Selection(names(marking_rules())),
                    documentation("Which cells are refined.", marking_rules()));
  prm.declare_entry("Refined fraction", "0.6", number,
                    "Fraction that is refined in each step; of what, says 'Marking'.");
  prm.declare_entry("Coarsened fraction", "0.1", number,
                    "Cells with the smallest shares are coarsened in each step: this fraction of "
                    "all cells, or (fraction of error) as many as add this fraction of the error.");
  prm.declare_entry("Maximum steps", "20", Integer(0, 1000),
                    "No more adaptive refinements than this.");
  prm.declare_entry("Maximum cells", "0", number,
                    "No mesh with more cells than this; 0: no limit.");
  prm.declare_entry("Maximum unknowns", "1000000", number,
                    "No mesh with more unknowns than this; 0: no limit.");
  prm.declare_entry("Maximum memory in GB", "0", number,
                    "No mesh that is estimated to take more memory than this, all ranks together; "
                    "0: no limit.");
  prm.declare_entry("Cells per Debye length at charged walls", "0", number,
                    "Before the first solve, cells at charged walls are refined until they are "
                    "thinner than the Debye length divided by this; 0: the coarse mesh is left as "
                    "it is. Global refinements count: they halve these cells as well.");
  prm.declare_entry("Steps between meshes", "5", Integer(1, 1000000),
                    "In a run in time: accepted steps after which the error is estimated (flux "
                    "jumps) and the mesh follows, so that each cell has about the same share of "
                    "'Target relative error'. 'Marking' and its fractions play no part then.");
  declare_quantity(prm, "Smallest cell", "0 m", "m",
                   "No cell is refined to an edge below this length; 0: no limit. A layer that "
                   "starts with no thickness and a point source ask for ever smaller cells.");
  prm.leave_subsection();
}

void read_adaptivity(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section section(in, "Adaptive refinement");
  AdaptivitySettings& s = p.adaptivity;
  s.estimator = in.text("Estimator");
  if (in.has_value("Goal")) s.goal = read_goal(in, "Goal", in.text("Goal"), names);
  if (estimator(s.estimator).needs_goal && s.goal.text.empty())
    in.fault("Estimator", "the estimator '" + s.estimator + "' needs a 'Goal', which is missing",
             std::string("set Goal = ") + goal_form);
  s.target = in.non_negative("Target relative error", "", s.target);
  s.marking.rule = in.text("Marking");
  s.marking.refined = fraction(in, "Refined fraction", s.marking.refined);
  s.marking.coarsened = fraction(in, "Coarsened fraction", s.marking.coarsened);
  if (s.marking.refined == 0.0)
    in.fault("Refined fraction", "nothing would be refined", "a number above 0, up to 1");
  if (s.marking.refined <= 1.0 && s.marking.coarsened <= 1.0 &&
      s.marking.refined + s.marking.coarsened > 1.0)
    in.fault("Coarsened fraction", "refined and coarsened fraction are more than the whole",
             "fractions whose sum is at most 1");
  s.maximum_steps = in.integer("Maximum steps");
  s.maximum_cells = in.non_negative("Maximum cells", "");
  s.maximum_unknowns = in.non_negative("Maximum unknowns", "", s.maximum_unknowns);
  s.maximum_memory = in.non_negative("Maximum memory in GB", "");
  s.steps_between = in.integer("Steps between meshes");
  s.smallest_cell = in.non_negative("Smallest cell", "m");
  s.cells_per_debye_length = in.non_negative("Cells per Debye length at charged walls", "");
  if (s.cells_per_debye_length > 100.0)
    in.fault("Cells per Debye length at charged walls", "more cells than any double layer needs",
             "a number from 0 to 100");
}

} // namespace ionflux
