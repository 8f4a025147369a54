#include <ionflux/input/sections.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <iterator>
#include <sstream>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Bool;
using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

namespace {

/// Names of the rows of preconditioners(), and what their documentation says.
std::string preconditioner_names() {
  std::string names;
  for (const PreconditionerRow& row : preconditioners())
    names += (names.empty() ? "" : "|") + row.name;
  return names;
}

std::string preconditioner_documentation() {
  std::string text = "Of the linear systems.";
  for (const PreconditionerRow& row : preconditioners())
    text += " " + row.name + ": " + row.documentation;
  return text;
}

/// Options with which PETSc would call anything converged: no such result is ours.
void refuse_blind_options(InputReader& in, const std::string& options) {
  std::istringstream text(options);
  const std::vector<std::string> words{std::istream_iterator<std::string>(text), {}};
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if ((contains({"-ksp_convergence_test", "-snes_convergence_test"}, words[i]) &&
         words[i + 1] == "skip") ||
        (words[i] == "-ksp_norm_type" && words[i + 1] == "none"))
      in.fault("PETSc options",
               "'" + words[i] + " " + words[i + 1] +
                   "' switches off the test of convergence: whatever comes out would be a result",
               "options that leave the test of convergence on");
}

} // namespace

void declare_solver(dealii::ParameterHandler& prm) {
  prm.enter_subsection("Solver");
  prm.declare_entry("Preconditioner", SolverSettings().preconditioner,
                    Selection(preconditioner_names()), preconditioner_documentation());
  prm.declare_entry("Relative tolerance", "1e-8", patterns::Value(patterns::Kind::quantity, ""),
                    "Newton's method ends when its last step changed every flux, current and "
                    "unknown potential by "
                    "less than this part of itself, or by rounding only.");
  prm.declare_entry("Maximum Newton steps", "50", Integer(1, 10000),
                    "More steps than this are a failure.");
  prm.declare_entry("Largest step", "2", patterns::Value(patterns::Kind::quantity, ""),
                    "Largest change of an unknown in one Newton step, in units of RT and RT/F; the "
                    "whole step is scaled to it.");
  prm.declare_entry(
      "Linear tolerance", "auto", patterns::Value(patterns::Kind::automatic, "", 0, 1),
      "Relative tolerance of the linear solver in each Newton step; auto adapts it to "
      "the progress of Newton's method (Eisenstat-Walker).");
  prm.declare_entry("Keep preconditioner", "true", Bool(),
                    "Use a preconditioner for several Newton steps, as long as that costs few "
                    "iterations; false makes a new one in each step.");
  prm.declare_entry(
      "Start", "automatic", Selection("automatic|equilibrium|electroneutral|plain"),
      "Where Newton's method starts on the coarsest mesh. equilibrium: the Poisson-Boltzmann "
      "potential of boundary values carried inside; electroneutral: the solution without double "
      "layers, then the potential of its electrochemical potentials; plain: boundary values "
      "carried inside. automatic: electroneutral where a material with fixed charge and ions has a "
      "Debye length below 1/200 of the length and that solution is found in a few steps, else "
      "equilibrium. When Newton's method fails from one of these two, the other is tried.");
  prm.declare_entry("Continuation", "automatic", Selection("automatic|never|always"),
                    "When voltages, charges and differences of concentration are applied in steps: "
                    "automatic does so after a failure of Newton's method.");
  prm.declare_entry("Nested iteration", "true", Bool(),
                    "Solve on the coarser global refinements first and carry the solution over.");
  prm.declare_entry(
      "PETSc options", "", Anything(),
      "Options passed to PETSc as they are; one that PETSc does not use is an error.");
  prm.leave_subsection();
}

void read_solver(InputReader& in, Parameters& p) {
  const InputReader::Section section(in, "Solver");
  SolverSettings& s = p.solver;
  s.preconditioner = in.text("Preconditioner");
  const std::vector<std::string> available = available_preconditioners();
  if (!contains(available, s.preconditioner))
    in.fault("Preconditioner", "the PETSc of this program was built without it",
             join(available, ", "));
  s.relative_tolerance = in.positive("Relative tolerance", "", s.relative_tolerance);
  if (s.relative_tolerance >= 1.0)
    in.fault("Relative tolerance", "a tolerance of 1 or more asks for nothing", "a number below 1");
  s.maximum_newton_steps = in.integer("Maximum Newton steps");
  s.largest_step = in.positive("Largest step", "", s.largest_step);
  s.linear_tolerance =
      in.text("Linear tolerance") == "auto" ? 0.0 : in.quantity("Linear tolerance", "");
  s.keep_preconditioner = in.flag("Keep preconditioner");
  const std::string start = in.text("Start");
  s.start = start == "plain"            ? StartMode::plain
            : start == "equilibrium"    ? StartMode::equilibrium
            : start == "electroneutral" ? StartMode::electroneutral
                                        : StartMode::automatic;
  const std::string continuation = in.text("Continuation");
  s.continuation = continuation == "never"    ? ContinuationMode::never
                   : continuation == "always" ? ContinuationMode::always
                                              : ContinuationMode::automatic;
  s.nested_iteration = in.flag("Nested iteration");
  s.petsc_options = in.text("PETSc options");
  refuse_blind_options(in, s.petsc_options);
}

} // namespace ionflux
