// Activity models: whatever entries their rows name, for a run, a species or a pair of species.

#include <ionflux/input/input_names.h>
#include <ionflux/input/model_entries.h>
#include <ionflux/input/neutral_unknowns.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/material_activity.h>

#include <stdexcept>

namespace ionflux {

namespace {

/// Where concentrations are the unknowns they are continuous. Different activities would make them
/// jump, and so would jumps of the other concentrations.
void check_jumps(InputReader& in, const Parameters& p, const InputLocation& chosen) {
  const std::string alternative = "Primary variables = electrochemical potential";
  const Material* first = nullptr;
  for (const Material& material : p.materials) {
    if (dissolved_in(material).empty()) continue;
    if (!first) first = &material;
    if (!have_equal_activities(p.electrolyte, *first, material))
      in.fault({"activities in material '" + material.name + "' differ from those in '" +
                    first->name +
                    "' at equal concentrations (another model, permittivity, or other "
                    "species), but concentrations as unknowns cannot jump",
                chosen, "Electrolyte/Activity model", "", alternative});
  }
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
    const std::string& name = p.electrolyte.species[i].name;
    if (!p.electrolyte.solves_for_concentration(i) && has_partition(p, i))
      in.fault({"the concentration of " + name +
                    " jumps by its standard potential, and activities with it, but the "
                    "concentrations of other species, which are unknowns, cannot jump",
                chosen, "Electrolyte/Activity model", "", alternative});
  }
  if (p.electrolyte.potential_model == PotentialModel::electroneutral &&
      !p.electrolyte.is_neutral_in_concentrations() && has_fixed_charge(p))
    in.fault({"concentrations of ions in an electroneutral solution jump at fixed charges, and "
              "activities with them, but the concentrations of other species, which are unknowns, "
              "cannot jump",
              chosen, "Electrolyte/Activity model", "", alternative});
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
  bool all_made = true;
  for (const Material& material : p.materials)
    try {
      make_material_activity(p.electrolyte, material);
    } catch (const std::invalid_argument& error) {
      all_made = false;
      in.fault({error.what(), chosen, "Electrolyte/Activity model, in material " + material.name});
    }
  if (p.electrolyte.solves_for_any_concentration() && all_made) check_jumps(in, p, chosen);
}

} // namespace ionflux
