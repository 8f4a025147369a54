#include <ionflux/input/sections.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <stdexcept>

namespace ionflux {

using dealii::Patterns::Anything;

namespace {

std::string entry_name(const BoundaryLaw& law, const std::string& name,
                       const std::string& species) {
  return law.of_species ? name + " of " + species : name;
}

std::string entry_name(const BoundaryLaw& law, const std::string& species) {
  return entry_name(law, law.name, species);
}

/// A bath is short for the concentrations of all its species, by a law of concentrations.
/// @return its name, empty if none was found
std::string expand_bath(InputReader& in, const Parameters& p, const std::string& entry,
                        const BoundaryLaw& row, BoundaryCondition& condition) {
  if (!in.is_set(entry)) return "";
  const std::string name = in.text(entry);
  std::vector<std::string> known;
  for (const Bath& bath : p.baths) {
    known.push_back(bath.name);
    if (bath.name != name) continue;
    for (std::size_t i = 0; i < bath.concentrations.size(); ++i)
      condition.laws.push_back(
          {&row, static_cast<int>(i), bath.concentrations[i], in.where(entry)});
    return name;
  }
  in.fault(entry, name.empty() ? "'" + entry + "' has no value" : "unknown bath '" + name + "'",
           known.empty() ? "a subsection of Baths; there is none" : join(known, ", "),
           nearest_name(name, known));
  return "";
}

/// "Outflow = true" is short for the outflow of all species that have none of their own.
void expand_outflow(InputReader& in, const ChosenNames& names, BoundaryCondition& condition) {
  if (!in.flag("Outflow")) return;
  const BoundaryLaw& row = boundary_law("Outflow");
  for (std::size_t i = 0; i < names.species.size(); ++i)
    if (!in.is_set(entry_name(row, names.species[i])))
      condition.laws.push_back({&row, static_cast<int>(i), 1.0, in.where("Outflow")});
}

/// The further entries of a law that is set: faults where one is missing.
void read_parameters(InputReader& in, const ChosenNames& names, const BoundaryLaw& row,
                     AppliedLaw& law) {
  const std::string species = row.of_species ? names.species[law.species] : "";
  for (const LawParameter& parameter : row.parameters) {
    const std::string entry = entry_name(row, parameter.name, species);
    const bool given = in.has_value(entry);
    law.is_given.push_back(given);
    law.parameters.push_back(given && !parameter.names_species ? in.given(entry, parameter.unit)
                                                               : GivenValue(0.0));
    // That of a metal may follow from its current.
    const bool may_float = entry == electrode_potential_entry && in.has_value("Current");
    if (!given && !parameter.optional && !in.is_set(entry) && !may_float)
      in.fault(entry_name(row, species),
               "'" + entry_name(row, species) + "' needs '" + entry + "' as well",
               "'" + entry + "' in the same subsection");
    if (!given || !parameter.names_species) continue;
    for (std::size_t i = 0; i < names.species.size(); ++i)
      if (names.species[i] == in.text(entry)) law.partner = i;
    if (law.partner < 0)
      in.fault(entry, "unknown species '" + in.text(entry) + "'", join(names.species, ", "),
               nearest_name(in.text(entry), names.species));
  }
}

/// Entries of a law that is not set have no effect: the user forgot something. Defaults are spared:
/// resolved.prm, which has them all, must be as good as the file it came from.
void refuse_parameters(InputReader& in, const BoundaryLaw& row, const std::string& species) {
  for (const LawParameter& parameter : row.parameters) {
    const std::string entry = entry_name(row, parameter.name, species);
    if (in.is_set(entry) && in.text(entry) != parameter.standard)
      in.fault(entry, "'" + entry + "' has no effect without '" + entry_name(row, species) + "'",
               "'" + entry_name(row, species) + "' in the same subsection");
  }
}

void read_laws(InputReader& in, const ChosenNames& names, BoundaryCondition& condition) {
  for (const BoundaryLaw& law : boundary_laws()) {
    const int n = law.of_species ? static_cast<int>(names.species.size()) : 1;
    for (int i = 0; i < n; ++i) {
      const std::string entry = entry_name(law, law.of_species ? names.species[i] : "");
      if (!in.is_set(entry)) refuse_parameters(in, law, law.of_species ? names.species[i] : "");
      if (!in.is_set(entry) || !in.has_value(entry)) continue;
      const bool total = law.total != nullptr;
      condition.laws.push_back({&law, law.of_species ? i : -1,
                                total ? in.given_total(entry, law.unit, "a total of the boundary")
                                      : in.given(entry, law.unit),
                                in.where(entry)});
      read_parameters(in, names, law, condition.laws.back());
    }
  }
}

void declare_parameter(dealii::ParameterHandler& prm, const BoundaryLaw& law,
                       const LawParameter& parameter, const std::string& species) {
  const std::string name = entry_name(law, parameter.name, species),
                    text = "With '" + law.name + "': " + parameter.documentation;
  if (parameter.names_species)
    prm.declare_entry(name, "", Anything(), text);
  else
    declare_given_value(prm, name, parameter.standard, parameter.unit, text);
}

} // namespace

void declare_boundary_conditions(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Boundary conditions");
  for (const std::string& surfaces : names.surfaces) {
    prm.enter_subsection(surfaces);
    prm.declare_entry("Bath", "", Anything(),
                      "Name of a subsection of Baths: gives the concentrations of all species.");
    prm.declare_entry("Inflow bath", "", Anything(),
                      "Name of a subsection of Baths: what a flow brings along where it enters, "
                      "'Inflow concentration of' all species.");
    prm.declare_entry("Outflow", "false", dealii::Patterns::Bool(),
                      "Does a flow leave here and take all species along ('Outflow of' each = 1)?");
    for (const BoundaryLaw& law : boundary_laws())
      for (const std::string& species :
           law.of_species ? names.species : std::vector<std::string>{""}) {
        declare_given_value(prm, entry_name(law, species), "", law.unit, law.documentation);
        for (const LawParameter& parameter : law.parameters)
          declare_parameter(prm, law, parameter, species);
      }
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_boundary_conditions(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section conditions(in, "Boundary conditions");
  for (const std::string& surfaces : names.surfaces) {
    const InputReader::Section one(in, surfaces);
    BoundaryCondition condition;
    condition.surfaces = split_list(surfaces);
    condition.where = in.where();
    if (condition.surfaces.size() != split(surfaces, ",").size())
      in.fault({"the list of surfaces '" + surfaces + "' has an empty piece", in.where()});
    condition.bath = expand_bath(in, p, "Bath", law_that_gives(Gives::concentration), condition);
    expand_bath(in, p, "Inflow bath", boundary_law("Inflow concentration"), condition);
    expand_outflow(in, names, condition);
    read_laws(in, names, condition);
    p.boundary_conditions.push_back(condition);
  }
}

} // namespace ionflux
