#include <ionflux/input/estimators.h>
#include <ionflux/input/sections.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Integer;
using dealii::Patterns::List;
using dealii::Patterns::Selection;

namespace {

void read_goals(InputReader& in, const ChosenNames& names, ConvergenceSettings& study) {
  study.goals_where = in.where("Goals");
  for (const std::string& text : split_list(in.text("Goals")))
    study.goals.push_back(read_goal(in, "Goals", text, names));
  if (study.goals.empty() && study.reference != ReferenceKind::exact_solution)
    in.fault("Goals", "without an exact solution a study needs goals",
             std::string("a list of: ") + goal_form);
}

void read_reference_values(InputReader& in, const Parameters& p, ConvergenceSettings& study) {
  if (study.reference != ReferenceKind::reference_values) return;
  const std::vector<std::string> list = split_list(in.text("Reference values"));
  if (list.size() != study.goals.size()) {
    in.fault("Reference values",
             "there are " + std::to_string(list.size()) + " reference values for " +
                 std::to_string(study.goals.size()) + " goals",
             "one value for each of 'Goals', separated by commas");
    return;
  }
  const bool per_metre = p.dimension == 2 && !p.axisymmetric;
  for (std::size_t i = 0; i < list.size(); ++i)
    try {
      const std::string unit = study.goals[i].species < 0 ? "A" : "mol/s";
      study.reference_values.push_back(parse_quantity(list[i], per_metre ? unit + "/m" : unit));
    } catch (const std::invalid_argument& error) {
      in.fault("Reference values",
               "reference value of '" + study.goals[i].text + "': " + error.what());
    }
}

SmoothFunction read_exact(InputReader& in, const std::string& name, const std::string& text,
                          const std::string& unit) {
  try {
    return SmoothFunction(text, unit, in.axisymmetric, in.clock);
  } catch (const std::invalid_argument& error) {
    in.fault(name, error.what());
  }
  return SmoothFunction();
}

/// What parse_given_value() turns into this potential.
std::string text_of(const GivenValue& potential) {
  return potential.is_constant() ? number_text(potential({})) + " V" : potential.text();
}

void read_exact_potential(InputReader& in, const Parameters& p, ConvergenceSettings& study) {
  const bool given = p.electrolyte.potential_model == PotentialModel::given_expression;
  if (p.electrolyte.potential_model == PotentialModel::electroneutral)
    in.fault("Potential", "an exact solution cannot be prescribed where electroneutrality decides",
             "Reference = finest mesh, or Electrolyte/Potential = Poisson");
  else if (given && in.is_set("Potential"))
    in.fault("Potential", "the potential is given in Electrolyte: it is not solved for",
             "no exact 'Potential', or Electrolyte/Potential = Poisson");
  else if (given)
    study.potential = read_exact(in, "Potential", text_of(p.electrolyte.given_potential), "V");
  else if (!in.is_set("Potential"))
    in.fault("Potential", "the exact potential is missing",
             "an expression such as 0.01*sin(pi*x/(10*nm)) [V]");
  else if (in.has_value("Potential"))
    study.potential = read_exact(in, "Potential", in.text("Potential"), "V");
}

// Descending, each a whole number of times in the run.
void read_time_steps(InputReader& in, const Parameters& p, ConvergenceSettings& study) {
  study.time_steps = in.quantities("Time steps", "s");
  if (!p.time.requested && !study.time_steps.empty())
    in.fault("Time steps", "without a section 'Time' there are no steps to study",
             "a section Time, or no 'Time steps'");
  if (!p.time.requested) return;
  std::sort(study.time_steps.rbegin(), study.time_steps.rend());
  const std::size_t least = study.reference == ReferenceKind::richardson ? 3 : 2;
  if (study.time_steps.size() < least) {
    in.fault("Time steps", "a study of a run in time needs 'Time steps'",
             format_text("%zu or more, such as 4 us, 2 us, 1 us", least));
    return;
  }
  for (const double step : study.time_steps) {
    const double n = p.time.end / step;
    if (!(step > 0.0 && n < 1e6 && std::abs(n - std::round(n)) < 1e-6 * n))
      in.fault("Time steps", "the step " + number_text(step) + " s does not divide the whole time",
               "'End time', " + number_text(p.time.end) + " s, divided by whole numbers");
  }
  if (std::adjacent_find(study.time_steps.begin(), study.time_steps.end()) !=
      study.time_steps.end())
    in.fault("Time steps", "a step is listed twice", "each step once");
  if (study.adaptive)
    in.fault("Refinement", "the steps of a run in time are compared on one mesh",
             "Refinement = uniform");
}

void read_exact_solution(InputReader& in, const ChosenNames& names, const Parameters& p,
                         ConvergenceSettings& study) {
  // With another reference the section may stay in the file: one switches to and fro.
  if (study.reference != ReferenceKind::exact_solution) return;
  if (p.electrolyte.flow.dispersion || !p.electrolyte.releases.empty())
    in.fault({"an exact solution knows neither mixing by the flow nor point sources", in.where(),
              "Convergence study", "", "Reference = Richardson, or none of these"});
  if (p.electrolyte.limited_mobility)
    in.fault({"an exact solution does not say what limited fluxes need as sources", in.where(),
              "Convergence study", "", "Reference = Richardson, or another mobility model"});
  for (const Reaction& reaction : p.electrolyte.reactions)
    if (reaction.is_equilibrium)
      in.fault({"an exact solution does not say how much the equilibrium reaction '" +
                    reaction.name + "' makes of its species",
                in.where(), "Convergence study", "",
                "Reference = Richardson, or the rate constants of the reaction"});
  const InputReader::Section section(in, "Exact solution");
  read_exact_potential(in, p, study);
  for (const std::string& species : names.species) {
    const std::string name = "Concentration of " + species;
    if (!in.is_set(name))
      in.fault(name, "the exact concentration of '" + species + "' is missing",
               "an expression such as 100 + 30*cos(pi*x/(10*nm)) [mol/m^3]");
    study.concentration.push_back(
        in.has_value(name) ? read_exact(in, name, in.text(name), "mol/m^3") : SmoothFunction());
  }
}

} // namespace

void declare_convergence(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Convergence study");
  prm.declare_entry(
      "Reference", "Richardson", Selection("exact solution|reference values|Richardson"),
      "For `ionflux converge`: what errors are measured against. exact solution: the fields in "
      "'Exact solution'; sources and boundary values that belong to them are derived. reference "
      "values: known values of the goals. Richardson: limits extrapolated from the last three "
      "meshes.");
  prm.declare_entry("Levels", "4", Integer(2, 12),
                    "Number of meshes for each degree: that of 'Global refinements', then each "
                    "refined once more. Richardson needs 3.");
  declare_quantities(
      prm, "Time steps", "", "s",
      "Of a file with a section 'Time': the run is made with each of these fixed steps, on the one "
      "mesh of 'Global refinements', and errors are those at 'End time'. 'Levels' has no meaning "
      "then. With an exact solution, which may depend on t, errors of the mesh stay below all "
      "steps; "
      "currents of goals count with displacement.");
  prm.declare_entry("Refinement", "uniform", Selection("uniform|adaptive"),
                    "From mesh to mesh: uniform halves all cells; adaptive makes one step of "
                    "'Adaptive refinement' with its estimator, and orders are by the number of "
                    "unknowns, N^(-1/d).");
  prm.declare_entry("Degrees", "", List(Integer(1, 4), 0, 4),
                    "Polynomial degrees of the elements, one study each. Default: that of "
                    "'Discretization'.");
  prm.declare_entry(
      "Goals", "", Anything(),
      "Numbers whose convergence is studied, separated by commas: 'current through "
      "BOUNDARY', 'flux of SPECIES through BOUNDARY' (outward, conservative). With an exact "
      "solution: of a boundary whose neighbours have natural conditions, or the "
      "order is 1, as the nodes shared with a neighbour count for one of the two.");
  prm.declare_entry("Reference values", "", Anything(),
                    "One value with unit for each goal, for Reference = reference values (in "
                    "planar runs per metre of depth: A/m, mol/s/m).");
  prm.enter_subsection("Exact solution");
  declare_given_value(prm, "Potential", "", "V",
                      "Exact potential, a smooth expression of position (and of t, in a run in "
                      "time); unless the potential is "
                      "given in Electrolyte.");
  for (const std::string& species : names.species)
    declare_given_value(
        prm, "Concentration of " + species, "", "mol/m^3",
        "Exact concentration, a smooth expression of position. Where the standard potential of a "
        "material is not zero, the concentration there is this times the partition coefficient. "
        "With "
        "an activity model that says different things in different materials: that in the first "
        "material that all species enter; elsewhere activities are the same.");
  prm.leave_subsection();
  prm.leave_subsection();
}

void read_convergence(InputReader& in, const ParameterFile& file, const ChosenNames& names,
                      Parameters& p) {
  ConvergenceSettings& study = p.convergence;
  study.requested = file.has_section("Convergence study");
  if (!study.requested) return;
  const InputReader::Section section(in, "Convergence study");
  const std::string reference = in.text("Reference");
  study.reference = reference == "exact solution"     ? ReferenceKind::exact_solution
                    : reference == "reference values" ? ReferenceKind::reference_values
                                                      : ReferenceKind::richardson;
  study.n_levels = in.integer("Levels");
  study.adaptive = in.text("Refinement") == "adaptive";
  read_time_steps(in, p, study);
  if (study.reference == ReferenceKind::richardson && study.n_levels < 3)
    in.fault("Levels", "Richardson's extrapolation needs three meshes", "3 or more");
  if (study.adaptive && p.adaptivity.estimator == "none")
    in.fault("Refinement", "adaptive refinement needs an estimator",
             "Estimator in 'Adaptive refinement', or Refinement = uniform");
  if (study.adaptive && study.reference == ReferenceKind::exact_solution &&
      estimator(p.adaptivity.estimator).estimates_goal)
    in.fault("Refinement",
             "the estimator '" + p.adaptivity.estimator +
                 "' knows nothing of the sources of an exact solution",
             "another Estimator in 'Adaptive refinement'");
  for (const std::string& degree : split_list(in.text("Degrees")))
    study.degrees.push_back(std::stoi(degree));
  if (study.degrees.empty()) study.degrees = {p.degree};
  std::sort(study.degrees.begin(), study.degrees.end());
  if (std::adjacent_find(study.degrees.begin(), study.degrees.end()) != study.degrees.end())
    in.fault("Degrees", "a degree is listed twice", "each degree once");
  read_goals(in, names, study);
  read_reference_values(in, p, study);
  read_exact_solution(in, names, p, study);
}

} // namespace ionflux
