#include <ionflux/input/sections.h>
#include <ionflux/output/observables/observable.h>
#include <ionflux/physics/activity/solution_properties.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Selection;

namespace {

// What rows of the table may need or take.
const std::vector<std::string> entries = {"Regions",  "Bath", "Quantity", "Normal",
                                          "Position", "From", "To",       "Length"};

const ObservableRow& row_of(const std::string& type) {
  const auto& table = observables();
  return *std::find_if(table.begin(), table.end(),
                       [&](const ObservableRow& row) { return row.name == type; });
}

// Every type, what it is and what it wants to be told, for the manual.
std::string documentation_of_types() {
  std::string text = "What to find:";
  for (const ObservableRow& row : observables()) {
    text += " \"" + row.name + "\": " + row.documentation;
    if (row.automatic) text += " In every run, also without being asked for.";
    if (!row.needs.empty()) text += " Needs '" + join(row.needs, "', '") + "'.";
    if (!row.takes.empty()) text += " May have '" + join(row.takes, "', '") + "'.";
  }
  return text;
}

std::string names_of_types() {
  std::string names;
  for (const ObservableRow& row : observables())
    names += (names.empty() ? "" : "|") + row.name;
  return names;
}

void check_entries(InputReader& in, const ObservableRow& row) {
  for (const std::string& name : entries) {
    const bool needed = contains(row.needs, name);
    if (needed && !in.is_set(name))
      in.fault("Type", "'" + row.name + "' needs the entry '" + name + "'",
               "set " + name + " = ...");
    std::vector<std::string> allowed = row.needs;
    allowed.insert(allowed.end(), row.takes.begin(), row.takes.end());
    if (in.is_set(name) && !contains(allowed, name))
      in.fault(name, "'" + name + "' says nothing to the observable '" + row.name + "'",
               allowed.empty() ? "no entry but 'Type'" : join(allowed, ", "));
  }
}

// Names of the scalars of PointQuantities, without their units.
std::vector<std::string> quantity_names(const Electrolyte& electrolyte) {
  std::vector<std::string> names = {"phi"};
  const auto of_each = [&](const std::string& kind) {
    for (const Species& one : electrolyte.species)
      names.push_back(kind + one.name);
  };
  of_each("c_");
  of_each("mu_");
  names.push_back("charge density");
  for (const Reaction& reaction : electrolyte.reactions)
    for (const char* kind : {"rate_", "Gamma_", "affinity_"})
      names.push_back(kind + reaction.name);
  if (electrolyte.ideal) return names;
  of_each("gamma_");
  const SolutionProperties solution(electrolyte.species);
  for (const std::string& name : solution.names())
    names.push_back(name.substr(0, name.find(" [")));
  return names;
}

void check_name(InputReader& in, const std::string& entry, const std::string& name,
                const std::vector<std::string>& known, const std::string& what) {
  if (!name.empty() && !contains(known, name))
    in.fault(entry, "unknown " + what + " '" + name + "'", join(known, ", "),
             nearest_name(name, known));
}

ObservableSettings read_one(InputReader& in, const std::string& name, const ChosenNames& names,
                            const Parameters& p) {
  ObservableSettings settings;
  settings.name = name;
  settings.type = in.text("Type");
  settings.where = in.where();
  if (!in.is_set("Type")) return settings; // reported as missing
  check_entries(in, row_of(settings.type));
  settings.regions = split_list(in.text("Regions"));
  settings.bath = trim(in.text("Bath"));
  check_name(in, "Bath", settings.bath, names.baths, "bath");
  settings.quantity = trim(in.text("Quantity"));
  check_name(in, "Quantity", settings.quantity, quantity_names(p.electrolyte), "quantity");
  settings.from = trim(in.text("From"));
  settings.to = trim(in.text("To"));
  if (in.is_set("From") != in.is_set("To"))
    in.fault(in.is_set("From") ? "From" : "To", "one boundary alone makes no pair",
             "both 'From' and 'To', or none of them");
  const std::string axis = in.text("Normal");
  if (in.is_set("Normal")) {
    const std::vector<std::string> axes = p.axisymmetric ? std::vector<std::string>{"r", "z"}
                                          : p.dimension == 2
                                              ? std::vector<std::string>{"x", "y"}
                                              : std::vector<std::string>{"x", "y", "z"};
    check_name(in, "Normal", axis, axes, "direction");
    settings.axis = std::find(axes.begin(), axes.end(), axis) - axes.begin();
  }
  settings.position = in.quantity("Position", "m");
  if (in.is_set("Length")) settings.length = in.positive("Length", "m");
  return settings;
}

} // namespace

void declare_observables(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Observables");
  for (const std::string& name : names.observables) {
    prm.enter_subsection(name);
    // The declared default must be a row; that the user names one is enforced as "mandatory".
    prm.declare_entry("Type", observables().front().name, Selection(names_of_types()),
                      documentation_of_types(), true);
    prm.declare_entry("Regions", "", Anything(), "Names of regions of the geometry; none: all.");
    prm.declare_entry("Bath", "", Anything(), "Name of a bath to compare with.");
    prm.declare_entry(
        "Quantity", "", Anything(),
        "A field: phi, c_<species>, mu_<species> or charge density; where the solution is "
        "not ideal also gamma_<species>, gamma_<cation>_<anion>, chi_<cation>_<anion>, "
        "osmotic coefficient or water activity; rate_<reaction>, Gamma_<reaction> or "
        "affinity_<reaction>.");
    prm.declare_entry("Normal", "z", Selection("x|y|z|r"), "Direction of the normal of a plane.");
    declare_quantity(prm, "Position", "0 m", "m", "Coordinate of the plane in that direction.");
    prm.declare_entry("From", "", Anything(), "Boundary at which the current enters.");
    prm.declare_entry("To", "", Anything(), "Boundary at which it leaves.");
    declare_quantity(prm, "Length", "", "m", "Of the Sherwood number, such as a diameter.");
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_observables(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section section(in, "Observables");
  for (const std::string& name : names.observables) {
    const InputReader::Section one(in, name);
    p.output.observables.push_back(read_one(in, name, names, p));
  }
}

} // namespace ionflux
