#pragma once

#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/material.h>
#include <ionflux/physics/mobility/mobility_model.h>

#include <memory>
#include <string>

namespace ionflux {

/// Name of the mobility model that rules in a material.
const std::string& mobility_model_in(const Electrolyte& electrolyte, const Material& material);

/// The model of the species dissolved in a material; null where it is Nernst and Einstein's.
///
/// Throws std::invalid_argument, the reason in one sentence, for numbers that make no model.
std::shared_ptr<const MobilityModel> make_material_mobility(const Electrolyte& electrolyte,
                                                            const Material& material);

} // namespace ionflux
