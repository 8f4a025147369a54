// Reactions on surfaces: where, equation, kinetics. Each becomes a law of every species it changes.

#include <ionflux/input/sections.h>
#include <ionflux/input/surface_equation.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <set>

namespace ionflux {

using dealii::Patterns::Anything;

namespace {

std::string kinetics_names(const std::string& separator) {
  std::vector<std::string> names;
  for (const BoundaryLaw& row : surface_kinetics())
    names.push_back(row.name);
  return join(names, separator);
}

const BoundaryLaw& chosen_kinetics(const std::string_view name) {
  for (const BoundaryLaw& row : surface_kinetics())
    if (row.name == name) return row;
  return surface_kinetics().front();
}

/// Rows that have a parameter of that name: "Butler-Volmer, Tafel".
std::string kinetics_with(const std::string& parameter) {
  std::vector<std::string> names;
  for (const BoundaryLaw& row : surface_kinetics())
    for (const LawParameter& one : row.parameters)
      if (one.name == parameter) names.push_back(row.name);
  return join(names, ", ");
}

void declare_kinetics(dealii::ParameterHandler& prm) {
  std::string words = "How fast the reaction is.";
  for (const BoundaryLaw& row : surface_kinetics())
    words += " " + row.name + ": " + row.documentation + ".";
  prm.declare_entry("Kinetics", "", dealii::Patterns::Selection("|" + kinetics_names("|")), words,
                    true);
  std::set<std::string> declared;
  for (const BoundaryLaw& row : surface_kinetics())
    for (const LawParameter& parameter : row.parameters)
      if (declared.insert(parameter.name).second)
        declare_given_value(prm, parameter.name, parameter.standard, parameter.unit,
                            "With '" + kinetics_with(parameter.name) +
                                "': " + parameter.documentation);
}

/// The entries of the kinetics; those of others are refused.
/// @param may_float the metal's potential may be left to a given current
void read_kinetics(InputReader& in, AppliedLaw& law, const std::string& name,
                   const bool may_float) {
  std::set<std::string> own;
  for (const LawParameter& parameter : law.row->parameters) {
    own.insert(parameter.name);
    const bool given = in.has_value(parameter.name);
    law.is_given.push_back(given);
    law.parameters.push_back(given ? in.given(parameter.name, parameter.unit) : GivenValue(0.0));
    const bool is_potential = parameter.name == electrode_potential_entry;
    if (!given && !parameter.optional && !in.is_set(parameter.name) && !(is_potential && may_float))
      in.fault({"the reaction needs '" + parameter.name + "' as well", in.where("Kinetics"),
                "Surface reactions/" + name, "",
                "'" + parameter.name + "' in this subsection" +
                    (is_potential ? ", or 'Current' in the subsection of its surfaces in Boundary "
                                    "conditions, without a bath"
                                  : "")});
  }
  for (const BoundaryLaw& row : surface_kinetics())
    for (const LawParameter& parameter : row.parameters)
      if (own.insert(parameter.name).second && in.is_set(parameter.name) &&
          in.text(parameter.name) != parameter.standard)
        in.fault(parameter.name,
                 "'" + parameter.name + "' has no effect with Kinetics = " + law.row->name,
                 "Kinetics = " + kinetics_with(parameter.name));
}

/// Conditions whose surfaces are those of the reaction; faults where none or a part is.
std::vector<BoundaryCondition*> conditions_of(InputReader& in, Parameters& p) {
  std::vector<BoundaryCondition*> found;
  const std::vector<std::string> surfaces = split_list(in.text("Surfaces"));
  std::set<std::string> covered;
  for (BoundaryCondition& condition : p.boundary_conditions) {
    unsigned int n = 0;
    for (const std::string& surface : condition.surfaces)
      if (contains(surfaces, surface)) {
        covered.insert(surface);
        ++n;
      }
    if (n == condition.surfaces.size()) found.push_back(&condition);
    if (n > 0 && n < condition.surfaces.size())
      in.fault("Surfaces",
               "a part of the surfaces of '" + join(condition.surfaces, ", ") +
                   "' only is named here",
               "a subsection of Boundary conditions for the surfaces of the reaction alone");
  }
  std::vector<std::string> known;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    known.insert(known.end(), condition.surfaces.begin(), condition.surfaces.end());
  for (const std::string& surface : surfaces)
    if (covered.count(surface) == 0)
      in.fault("Surfaces", "'" + surface + "' has no subsection of Boundary conditions",
               known.empty() ? "one, which may be empty" : join(known, ", ") + ", or a new one",
               nearest_name(surface, known));
  return found;
}

/// A reaction and a Stern layer of one electrode, or two reactions, stand at one potential.
void check_one_electrode(InputReader& in, const BoundaryCondition& condition,
                         const AppliedLaw& law) {
  const GivenValue* const own = law.metal_potential();
  if (own == nullptr || !own->is_constant()) return;
  for (const AppliedLaw& other : condition.laws) {
    const GivenValue* const theirs = other.metal_potential();
    if (theirs == nullptr || !theirs->is_constant() || (*theirs)({}) == (*own)({})) continue;
    in.fault(
        electrode_potential_entry,
        format_text("the electrode is at %.6g V here and at %.6g V ", (*own)({}), (*theirs)({})) +
            "in " + other.where.text(),
        "one potential for everything on one surface");
    return;
  }
}

AppliedLaw* given_current(BoundaryCondition* condition) {
  for (AppliedLaw& law : condition->laws)
    if (law.row->gives == Gives::current) return &law;
  return nullptr;
}

/// The current through a metal whose potential neither its reactions nor its compact layer give.
void float_metals(InputReader& in, Parameters& p) {
  for (BoundaryCondition& condition : p.boundary_conditions) {
    const AppliedLaw *floats = nullptr, *other = nullptr;
    for (const AppliedLaw& law : condition.laws)
      if (law.floats())
        floats = &law;
      else if (law.metal_potential() != nullptr ||
               (law.row->essential() && law.row->gives != Gives::current))
        other = &law;
    AppliedLaw* const current = given_current(&condition);
    if (floats == nullptr || current == nullptr) continue;
    if (other != nullptr)
      in.fault({"the potential of the metal would follow from 'Current', but what is given in " +
                    other->where.text() + " acts on the same surface",
                floats->where, floats->reaction ? "Surface reactions" : "Boundary conditions", "",
                "an 'Electrode potential'; or the given current, and reactions and a compact layer "
                "without one, alone"});
    current->row = &current_through_reactions();
  }
}

void read_surface_reaction(InputReader& in, const std::string& name, const ChosenNames& names,
                           Parameters& p) {
  if (!in.has_value("Equation") || !in.has_value("Kinetics") || !in.has_value("Surfaces"))
    return; // it was reported
  const BoundaryLaw& kinetics = chosen_kinetics(in.text("Kinetics"));
  const auto reaction = std::make_shared<SurfaceReaction>();
  reaction->n_species = names.species.size();
  reaction->stoichiometry.name = name;
  if (!read_surface_equation(in, names, kinetics, *reaction)) return;
  check_surface_equation(in, p, *reaction);
  AppliedLaw law{&kinetics, -1, 1.0, in.where("Equation")};
  law.reaction = reaction;
  const std::vector<BoundaryCondition*> conditions = conditions_of(in, p);
  const bool may_float =
      !conditions.empty() && std::all_of(conditions.begin(), conditions.end(), given_current);
  read_kinetics(in, law, name, may_float);
  for (const LawFault& fault : kinetics.check(law, p.electrolyte))
    in.fault({fault.what, law.where, "Surface reactions/" + name, "", fault.allowed});
  if (reaction->participants().size() > most_participants) return;
  for (BoundaryCondition* condition : conditions) {
    check_one_electrode(in, *condition, law);
    for (unsigned int i = 0; i < names.species.size(); ++i)
      if (reaction->changes(i)) {
        law.species = i;
        condition->laws.push_back(law);
      }
  }
}

} // namespace

void declare_surface_reactions(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Surface reactions");
  for (const std::string& reaction : names.surface_reactions) {
    prm.enter_subsection(reaction);
    prm.declare_entry("Surfaces", "", Anything(),
                      "Where: boundaries, or for a carrier an interface, that have a subsection of "
                      "Boundary conditions. Any number of reactions may share a surface.",
                      true);
    prm.declare_entry(
        "Equation", "", Anything(),
        "The reaction, such as Fe <-> Fe2 + 2 e or 2 H + 2 e <-> H2: names of species, "
        "'e' for electrons of the metal, numbers of particles before them. Of a "
        "carrier each name with its side, the region in brackets: 2 Na (outside) + "
        "glucose (outside) <-> 2 Na (inside) + glucose (inside).",
        true);
    prm.declare_entry("Held constant", "none", Anything(),
                      "Names in the equation that are no species of this file, such as a metal or "
                      "the solvent: none, or a list. Their activity is 1. An ion has its "
                      "charge number in brackets, H [+1], where the potential is given: O2 + 4 H + "
                      "4 e <-> 2 H2O with O2 alone as a species.");
    declare_kinetics(prm);
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_surface_reactions(InputReader& in, const ChosenNames& names, Parameters& p) {
  if (names.surface_reactions.empty()) return float_metals(in, p);
  const InputReader::Section reactions(in, "Surface reactions");
  for (const std::string& species : names.species)
    if (species == electron_name)
      in.fault({"a species is called 'e', which stands for electrons in equations", in.where(),
                "Surface reactions", "", "another name of the species"});
  for (const std::string& name : names.surface_reactions) {
    const InputReader::Section one(in, name);
    read_surface_reaction(in, name, names, p);
  }
  float_metals(in, p);
}

} // namespace ionflux
