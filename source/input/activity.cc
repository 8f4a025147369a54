// Activity models: whatever entries their rows name, for a run, a species or a pair of species.

#include <ionflux/input/input_names.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/material_activity.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <set>
#include <stdexcept>

namespace ionflux {

namespace {

using Scope = ActivityEntry::Scope;

// The species' own 'Diameter'.
bool is_of_species_section(const ActivityEntry& entry) { return entry.name == "Diameter"; }

std::string unit_of(const ActivityEntry& entry) { return entry.unit == "1" ? "" : entry.unit; }

/// Calls visit(entry) once for each name among the rows.
template <typename Visit>
void for_each_entry(const Visit& visit) {
  std::set<std::string> seen;
  for (const ActivityRow& row : activity_models())
    for (const ActivityEntry& entry : row.entries)
      if (!is_of_species_section(entry) && seen.insert(entry.name).second) visit(entry);
}

/// Calls visit(name in the file, first species, second species) for what an entry stands for.
template <typename Visit>
void for_each_name(const ActivityEntry& entry, const std::vector<std::string>& species,
                   const Visit& visit) {
  if (entry.scope == Scope::run) return visit(entry.name, 0u, 0u);
  for (unsigned int i = 0; i < species.size(); ++i) {
    if (entry.scope == Scope::species) visit(entry.name + " of " + species[i], i, i);
    for (unsigned int j = i; j < species.size() && entry.scope == Scope::pair; ++j)
      visit(entry.name + " of " + species[i] + " and " + species[j], i, j);
  }
}

std::string used_by(const ActivityEntry& entry) {
  std::vector<std::string> models;
  for (const ActivityRow& row : activity_models())
    for (const ActivityEntry& other : row.entries)
      if (other.name == entry.name) models.push_back(row.name);
  std::string standard = entry.standard_text;
  if (!entry.is_text && entry.standard == entry.standard) // not NaN
    standard = number_text(entry.standard) + (unit_of(entry).empty() ? "" : " " + entry.unit);
  return " Activity model: " + join(models, ", ") + "." +
         (standard.empty() ? "" : " Where it is not set: " + standard + ".");
}

std::set<std::string> entries_of(const std::set<std::string>& models) {
  std::set<std::string> names;
  for (const ActivityRow& row : activity_models())
    for (const ActivityEntry& entry : row.entries)
      if (models.count(row.name)) names.insert(entry.name);
  return names;
}

void read_entry(InputReader& in, const ActivityEntry& entry, const std::string& name,
                const unsigned int i, const unsigned int j, ActivityInput& activity) {
  if (!in.has_value(name)) return;
  if (entry.is_text)
    activity.texts[entry.name][i] = in.text(name);
  else if (entry.scope == Scope::run)
    activity.per_run[entry.name] = in.quantity(name, unit_of(entry));
  else if (entry.scope == Scope::species)
    activity.per_species[entry.name][i] = in.quantity(name, unit_of(entry));
  else
    activity.per_pair[entry.name][{i, j}] = in.quantity(name, unit_of(entry));
}

/// Where concentrations are the unknowns they are continuous; different activities would make them
/// jump.
void check_jumps(InputReader& in, const Parameters& p, const InputLocation& chosen) {
  const Material* first = nullptr;
  for (const Material& material : p.materials) {
    if (dissolved_in(material).empty()) continue;
    if (!first) first = &material;
    if (!have_equal_activities(p.electrolyte, *first, material))
      in.fault({"activities in material '" + material.name + "' differ from those in '" +
                    first->name +
                    "' at equal concentrations (another model, permittivity, or other "
                    "species), but concentrations as unknowns cannot jump",
                chosen, "Electrolyte/Activity model", "",
                "Primary variables = electrochemical potential"});
  }
}

} // namespace

std::string activity_model_names() {
  std::string names;
  for (const ActivityRow& row : activity_models())
    names += (names.empty() ? "" : "|") + row.name;
  return names;
}

void declare_activity(dealii::ParameterHandler& prm, const ChosenNames& names) {
  std::string documentation = "How activities follow from concentrations, a = gamma c.";
  for (const ActivityRow& row : activity_models())
    documentation += " " + row.name + ": " + row.documentation + " " + row.formula + " (" +
                     row.source + "; holds for " + row.range + ").";
  prm.declare_entry("Activity model", "ideal", dealii::Patterns::Selection(activity_model_names()),
                    documentation);
  prm.enter_subsection("Activity");
  for_each_entry([&](const ActivityEntry& entry) {
    const std::string text = entry.documentation + used_by(entry);
    for_each_name(entry, names.species, [&](const std::string& name, unsigned int, unsigned int) {
      if (entry.is_text)
        prm.declare_entry(name, "", dealii::Patterns::Anything(), text);
      else
        declare_quantity(prm, name, "", unit_of(entry), text);
    });
  });
  prm.leave_subsection();
}

void read_activity(InputReader& in, const ChosenNames& names, Parameters& p) {
  Electrolyte& electrolyte = p.electrolyte;
  std::set<std::string> models;
  for (const Material& material : p.materials)
    models.insert(activity_model_in(electrolyte, material));
  electrolyte.ideal = models.empty() || (models.size() == 1 && *models.begin() == "ideal");
  ActivityInput& activity = electrolyte.activity;
  for (const Species& species : electrolyte.species) {
    activity.names.push_back(species.name);
    activity.charge_numbers.push_back(species.charge_number);
    if (species.diameter > 0.0)
      activity.per_species["Diameter"][activity.names.size() - 1] = species.diameter;
  }
  const std::set<std::string> used = entries_of(models);
  const InputReader::Section section(in, "Electrolyte");
  const InputReader::Section own(in, "Activity");
  for_each_entry([&](const ActivityEntry& entry) {
    for_each_name(entry, names.species,
                  [&](const std::string& name, const unsigned int i, const unsigned int j) {
                    read_entry(in, entry, name, i, j, activity);
                    if (in.is_set(name) && !used.count(entry.name))
                      in.fault(name, "it has no effect: no chosen activity model uses it");
                  });
  });
}

void check_activity(InputReader& in, const Parameters& p) {
  if (p.electrolyte.ideal) return;
  const InputLocation chosen = location_of(p, "Electrolyte/Activity model");
  unsigned int n_concentrations = 0;
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    n_concentrations += p.electrolyte.solves_for_concentration(i);
  if (n_concentrations > 0 && n_concentrations < p.electrolyte.n_species())
    in.fault(
        {"some species have their concentration as unknown and others not, which this activity "
         "model does not allow",
         chosen, "Electrolyte/Primary variables", "",
         "the same for all species: electrochemical potential, or concentration"});
  bool all_made = true;
  for (const Material& material : p.materials)
    try {
      make_material_activity(p.electrolyte, material);
    } catch (const std::invalid_argument& error) {
      all_made = false;
      in.fault({error.what(), chosen, "Electrolyte/Activity model, in material " + material.name});
    }
  if (n_concentrations > 0 && all_made) check_jumps(in, p, chosen);
  for (const BoundaryCondition& condition : p.boundary_conditions) {
    unsigned int n_given = 0;
    bool mu_given = false;
    for (const AppliedLaw& law : condition.laws) {
      n_given += law.row->gives == Gives::concentration;
      mu_given |= law.row->gives == Gives::electrochemical_potential;
    }
    const std::string section = "Boundary conditions/" + join(condition.surfaces, ", ");
    if (n_given > 0 && n_given < p.electrolyte.n_species())
      in.fault(
          {"some concentrations are given here and others not: activities depend on all of them",
           condition.where, section, "", "concentrations of all species (a bath), or of none"});
    if (mu_given && n_concentrations > 0)
      in.fault({"an electrochemical potential is given where concentrations are the unknowns of a "
                "solution that is not ideal",
                condition.where, section, "", "Primary variables = electrochemical potential"});
  }
}

} // namespace ionflux
