#pragma once

#include <ionflux/input/reader.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/reactions/reaction.h>

namespace dealii {
class ParameterHandler;
}

namespace ionflux {

/// Entries of a reaction beyond mass action: orders, and constants that follow the field.
void declare_kinetics(dealii::ParameterHandler& prm);

/// Orders of a reaction whose equation is known.
void read_orders(InputReader& in, const ChosenNames& names, Reaction& reaction);

/// How its constants follow the field; charges of all species are known.
void read_field_dependence(InputReader& in, const std::vector<Species>& species,
                           Reaction& reaction);

} // namespace ionflux
