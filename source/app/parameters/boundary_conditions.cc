#include <ionflux/app/parameters/sections.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <stdexcept>

namespace ionflux {

using dealii::Patterns::Anything;

namespace {

std::string entry_name(const BoundaryLaw& law, const std::string& species) {
  return law.of_species ? law.name + " of " + species : law.name;
}

/// A bath is short for the concentrations of all its species.
void expand_bath(InputReader& in, const Parameters& p, BoundaryCondition& condition) {
  if (!in.is_set("Bath")) return;
  const std::string name = in.text("Bath");
  std::vector<std::string> known;
  for (const Bath& bath : p.baths) {
    known.push_back(bath.name);
    if (bath.name != name) continue;
    condition.bath = name;
    for (std::size_t i = 0; i < bath.concentrations.size(); ++i)
      condition.laws.push_back({BoundaryLawKind::concentration, static_cast<int>(i),
                                bath.concentrations[i], in.where("Bath")});
  }
  if (condition.bath.empty())
    in.fault("Bath", name.empty() ? "'Bath' has no value" : "unknown bath '" + name + "'",
             known.empty() ? "a subsection of Baths; there is none" : join(known, ", "),
             nearest_name(name, known));
}

/// A total over the boundary: a constant, in planar 2-D per metre of depth.
GivenValue read_total(InputReader& in, const Parameters& p, const std::string& entry,
                      const std::string& units) {
  const std::size_t middle = units.find(" or ");
  const bool planar = p.dimension == 2 && !p.axisymmetric;
  const std::string unit = planar ? units.substr(middle + 4) : units.substr(0, middle);
  try {
    const GivenValue value = parse_given_value(in.text(entry), unit, in.axisymmetric);
    if (value.is_constant()) return value;
    in.fault(entry, "'" + entry + "' is a total of the boundary, not a function of position",
             "a constant in " + unit);
  } catch (const std::invalid_argument& error) {
    in.fault(entry, error.what(),
             unit + (planar ? ", per metre of depth, in planar 2-D" : " in this geometry"));
  }
  return 0.0;
}

void read_laws(InputReader& in, const Parameters& p, const ChosenNames& names,
               BoundaryCondition& condition) {
  for (const BoundaryLaw& law : boundary_laws()) {
    const int n = law.of_species ? static_cast<int>(names.species.size()) : 1;
    for (int i = 0; i < n; ++i) {
      const std::string entry = entry_name(law, law.of_species ? names.species[i] : "");
      if (!in.is_set(entry) || !in.has_value(entry)) continue;
      const bool total = law.unit.find(" or ") != std::string::npos;
      condition.laws.push_back(
          {law.kind, law.of_species ? i : -1,
           total ? read_total(in, p, entry, law.unit) : in.given(entry, law.unit),
           in.where(entry)});
    }
  }
}

} // namespace

void declare_boundary_conditions(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Boundary conditions");
  for (const std::string& surfaces : names.surfaces) {
    prm.enter_subsection(surfaces);
    prm.declare_entry("Bath", "", Anything(),
                      "Name of a subsection of Baths: gives the concentrations of all species.");
    for (const BoundaryLaw& law : boundary_laws())
      for (const std::string& species :
           law.of_species ? names.species : std::vector<std::string>{""})
        declare_given_value(prm, entry_name(law, species), "", law.unit, law.documentation);
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
    expand_bath(in, p, condition);
    read_laws(in, p, names, condition);
    p.boundary_conditions.push_back(condition);
  }
}

} // namespace ionflux
