#pragma once

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/material.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// Name of the activity model that rules in a material.
const std::string& activity_model_in(const Electrolyte& electrolyte, const Material& material);

/// The species that can enter a material, by number.
std::vector<unsigned int> dissolved_in(const Material& material);

/// Numbers of some entries for some of the species, numbered anew.
ActivityInput restricted(const ActivityInput& all, const std::vector<ActivityEntry>& entries,
                         const std::vector<unsigned int>& kept);

/// The model of the species dissolved in a material; null where it is ideal.
///
/// Throws std::invalid_argument, the reason in one sentence, for numbers that make no model.
std::shared_ptr<const ActivityModel> make_material_activity(const Electrolyte& electrolyte,
                                                            const Material& material);

/// Do equal activities mean equal concentrations on both sides of an interface between the two:
/// the same species, with the same coefficients?
bool have_equal_activities(const Electrolyte& electrolyte, const Material& a, const Material& b);

} // namespace ionflux
