/// The flow of the solvent: built in, or typed as expressions.

#include <ionflux/input/sections.h>
#include <ionflux/physics/flow/flow_profiles.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Selection;

namespace {

const char* const typed = "expression";
const char* const at_rest = "none";

std::string profile_names() {
  std::string names = std::string(at_rest) + "|" + typed;
  for (const FlowProfile& row : flow_profiles())
    names += "|" + row.name;
  return names;
}

std::string used_by_profiles(const std::string& entry) {
  std::vector<std::string> names;
  for (const FlowProfile& row : flow_profiles())
    if (row.uses(entry)) names.push_back(row.name);
  return " Profile: " + join(names, ", ") + ".";
}

/// Names of the coordinates, in the order of components.
std::vector<std::string> coordinate_names(const Parameters& p) {
  if (p.axisymmetric) return {"r", "z"};
  if (p.dimension == 2) return {"x", "y"};
  return {"x", "y", "z"};
}

std::string velocity_entry(const std::string& coordinate) { return "Velocity " + coordinate; }

/// Index of the coordinate that an entry names, or `otherwise` where it says automatic.
unsigned int read_axis(InputReader& in, const Parameters& p, const std::string& entry,
                       const unsigned int otherwise) {
  const std::vector<std::string> names = coordinate_names(p);
  const std::string text = in.text(entry);
  if (text == "automatic") return otherwise;
  for (unsigned int k = 0; k < names.size(); ++k)
    if (names[k] == text) return k;
  in.fault(entry, "there is no coordinate '" + text + "' here", join(names, ", "));
  return otherwise;
}

FlowNumbers read_axes(InputReader& in, const Parameters& p, const FlowProfile& row) {
  FlowNumbers numbers;
  numbers.axisymmetric = p.axisymmetric;
  numbers.along = read_axis(in, p, "Direction", p.axisymmetric && !row.radial ? 1 : 0);
  const unsigned int last = p.dimension == 3 ? 2 : 1;
  numbers.across = read_axis(in, p, "Across", numbers.along == last ? 0 : last);
  if (numbers.across == numbers.along)
    in.fault("Across", "'Across' and 'Direction' are the same coordinate", "two of them");
  const unsigned int needed = row.radial ? 0 : 1;
  if (p.axisymmetric && numbers.along != needed)
    in.fault("Direction",
             "'" + row.name + "' goes along " + (row.radial ? "r" : "z") + " in axisymmetric runs",
             row.radial ? "r" : "z");
  return numbers;
}

void check_coordinates(InputReader& in, const Parameters& p, const FlowProfile& row) {
  const bool round = p.axisymmetric || p.dimension == 3;
  const auto fault = [&](const std::string& where) {
    in.fault("Profile", "'" + row.name + "' is a flow for " + where, "another profile");
  };
  if (row.coordinates == FlowCoordinates::planar && p.axisymmetric)
    fault("planar and 3-D runs");
  else if (row.coordinates == FlowCoordinates::round && !round)
    fault("axisymmetric and 3-D runs");
  else if (row.coordinates == FlowCoordinates::axisymmetric && !p.axisymmetric)
    fault("axisymmetric runs");
}

bool must_be_positive(const std::string& entry) {
  for (const char* name : {"Radius", "Reference height", "Roughness length", "Angular velocity",
                           "Kinematic viscosity", "Exponent"})
    if (entry == name) return true;
  return false;
}

/// The numbers of the chosen flow; faults where one is missing or makes no flow.
void read_numbers(InputReader& in, const FlowProfile& row, FlowNumbers& numbers) {
  for (const FlowEntry& entry : flow_entries()) {
    if (!row.uses(entry.name)) continue;
    if (!in.has_value(entry.name) && !in.is_set(entry.name))
      in.fault("Profile", "'" + row.name + "' needs '" + entry.name + "' as well",
               "'" + entry.name + "' in the same section");
    numbers.values[entry.name] = must_be_positive(entry.name) && in.has_value(entry.name)
                                     ? in.positive(entry.name, entry.unit)
                                     : in.quantity(entry.name, entry.unit, 1.0);
  }
  if (row.uses("Upper wall") && !(numbers("Upper wall") > numbers("Lower wall")))
    in.fault("Upper wall", "the upper wall is not above the lower one",
             "'Upper wall' greater than 'Lower wall'");
}

/// Entries without effect were set by mistake. Defaults are spared, as in boundary conditions.
void refuse_others(InputReader& in, const Parameters& p, const std::string& profile,
                   const FlowProfile* row) {
  for (const FlowEntry& entry : flow_entries())
    if (in.is_set(entry.name) && in.text(entry.name) != entry.standard &&
        (row == nullptr || !row->uses(entry.name)))
      in.fault(entry.name, "'" + entry.name + "' has no effect with 'Profile = " + profile + "'",
               "another 'Profile', or no '" + entry.name + "'");
  const std::vector<std::string> names = coordinate_names(p);
  for (const std::string coordinate : {"x", "y", "z", "r"}) {
    const std::string entry = velocity_entry(coordinate);
    if (!in.is_set(entry) || in.text(entry) == "0 m/s") continue;
    if (profile != typed)
      in.fault(entry, "'" + entry + "' has no effect with 'Profile = " + profile + "'",
               std::string("Profile = ") + typed);
    else if (!contains(names, coordinate))
      in.fault(entry, "there is no coordinate '" + coordinate + "' here", join(names, ", "));
  }
}

Flow read_expressions(InputReader& in, const Parameters& p) {
  std::vector<GivenValue> components;
  for (const std::string& coordinate : coordinate_names(p)) {
    components.push_back(in.given(velocity_entry(coordinate), "m/s"));
    if (components.back().depends_on_time())
      in.fault(velocity_entry(coordinate), "a velocity may not depend on time yet", "no t in it");
  }
  return {[components](const GivenValue::Point& x) {
            Flow::Vector velocity{};
            for (unsigned int k = 0; k < components.size(); ++k)
              velocity[k] = components[k](x);
            return velocity;
          },
          {}};
}

/// Material::flows of those that the entry names.
void read_flowing_materials(InputReader& in, const ChosenNames& names, Parameters& p) {
  const bool all = in.text("Materials") == "all";
  const std::vector<std::string> chosen = read_material_list(in, names);
  for (Material& material : p.materials) {
    const bool enters = std::find(material.excluded.begin(), material.excluded.end(), false) !=
                        material.excluded.end();
    material.flows = all ? enters : contains(chosen, material.name);
  }
}

} // namespace

void declare_flow(dealii::ParameterHandler& prm) {
  prm.enter_subsection("Flow");
  std::string documentation =
      "Velocity of the solvent, which carries all species along (flux + c v). It is given, not "
      "solved for, and must be free of divergence. none: at rest. expression: 'Velocity x' and so "
      "on.";
  for (const FlowProfile& row : flow_profiles())
    documentation += " " + row.name + ": " + row.documentation +
                     (row.source.empty() ? "." : " (" + row.source + ").");
  prm.declare_entry("Profile", at_rest, Selection(profile_names()), documentation);
  for (const char* coordinate : {"x", "y", "z", "r"})
    declare_given_value(prm, velocity_entry(coordinate), "0 m/s", "m/s",
                        std::string("With Profile = expression: component of the velocity along ") +
                            coordinate +
                            ", a constant or an expression such as "
                            "1e-3*(1 - (y/mm)^2) [m/s].");
  prm.declare_entry("Direction", "automatic", Selection("automatic|x|y|z|r"),
                    "Coordinate along which a built-in flow goes. Automatic: x; z in axisymmetric "
                    "runs, but r for stagnation and rotating disc.");
  prm.declare_entry(
      "Across", "automatic", Selection("automatic|x|y|z|r"),
      "Coordinate on which the velocity of a built-in flow depends, or which it comes "
      "from. Automatic: the last one that is not 'Direction'.");
  for (const FlowEntry& entry : flow_entries())
    declare_quantity(prm, entry.name, entry.standard, entry.unit,
                     entry.documentation + used_by_profiles(entry.name));
  prm.declare_entry(
      "Materials", "all", Anything(),
      "Materials in which the solvent flows, a comma-separated list; it is at rest in "
      "the others. all: those that some species may enter.");
  declare_dispersion(prm);
  prm.leave_subsection();
}

void read_flow(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section section(in, "Flow");
  const std::string profile = in.text("Profile");
  const FlowProfile* chosen = nullptr;
  for (const FlowProfile& row : flow_profiles())
    if (row.name == profile) chosen = &row;
  refuse_others(in, p, profile, chosen);
  if (profile == at_rest) return read_dispersion(in, p);
  read_flowing_materials(in, names, p);
  if (chosen == nullptr) {
    p.electrolyte.flow = read_expressions(in, p);
    return read_dispersion(in, p);
  }
  check_coordinates(in, p, *chosen);
  FlowNumbers numbers = read_axes(in, p, *chosen);
  read_numbers(in, *chosen, numbers);
  p.electrolyte.flow = {chosen->make(numbers), {}};
  read_dispersion(in, p);
}

void leave_out_potential(InputReader& in, Parameters& p) {
  for (const Species& species : p.electrolyte.species)
    if (species.charge_number != 0) return;
  for (const Material& material : p.materials)
    if (!material.fixed_charge.is_zero()) return;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.species < 0 && !law.stores_species()) return;
  const InputReader::Section electrolyte(in, "Electrolyte");
  if (in.is_set("Potential") && in.text("Potential") != "Poisson") return;
  p.electrolyte.potential_model = PotentialModel::given_expression;
  p.electrolyte.given_potential = 0.0;
}

} // namespace ionflux
