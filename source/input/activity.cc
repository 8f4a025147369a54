// Activity models: whatever entries their rows name, for a run, a species or a pair of species.

#include <ionflux/input/input_names.h>
#include <ionflux/input/model_entries.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/material_activity.h>

#include <stdexcept>

namespace ionflux {

namespace {

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

std::string activity_model_names() { return selection_of(activity_models()); }

void declare_activity(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.declare_entry("Activity model", "ideal", dealii::Patterns::Selection(activity_model_names()),
                    "How activities follow from concentrations, a = gamma c." +
                        documentation_of(activity_models()));
  prm.enter_subsection("Activity");
  declare_entries(prm, activity_models(), "Activity model", names.species);
  prm.leave_subsection();
}

void read_activity(InputReader& in, const ChosenNames& names, Parameters& p) {
  Electrolyte& electrolyte = p.electrolyte;
  std::set<std::string> models;
  for (const Material& material : p.materials)
    models.insert(activity_model_in(electrolyte, material));
  electrolyte.ideal = models.empty() || (models.size() == 1 && *models.begin() == "ideal");
  const std::set<std::string> used = entries_of(activity_models(), models);
  ActivityInput& activity = electrolyte.activity;
  for (const Species& species : electrolyte.species) {
    activity.names.push_back(species.name);
    activity.charge_numbers.push_back(species.charge_number);
    if (!(species.diameter > 0.0)) continue;
    activity.per_species["Diameter"][activity.names.size() - 1] = species.diameter;
    const std::string path = "Electrolyte/Species/" + species.name + "/Diameter";
    if (used.count("Diameter") == 0)
      in.fault({"it has no effect: no chosen activity model uses it", location_of(p, path), path,
                "",
                used.count("Ion size") != 0
                    ? "'Ion size of " + species.name + "' in Electrolyte/Activity"
                    : "no 'Diameter', or an activity model with sizes"});
  }
  const InputReader::Section section(in, "Electrolyte");
  const InputReader::Section own(in, "Activity");
  read_entries(in, activity_models(), "activity model", models, names.species, activity);
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
}

} // namespace ionflux
