#include <ionflux/input/sections.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

const char* const goal_form = "'current through BOUNDARY' or 'flux of SPECIES through BOUNDARY'";

GoalDescription read_goal(InputReader& in, const std::string& name, const std::string& text,
                          const ChosenNames& names) {
  GoalDescription goal;
  goal.text = trim(text);
  const std::string through = " through ", flux_of = "flux of ";
  const std::size_t place = goal.text.find(through);
  const std::string quantity = trim(goal.text.substr(0, place));
  if (place == std::string::npos ||
      (quantity != "current" && quantity.compare(0, flux_of.size(), flux_of) != 0)) {
    in.fault(name, "'" + goal.text + "' is not a goal that ionflux knows", goal_form);
    return goal;
  }
  goal.boundary = trim(goal.text.substr(place + through.size()));
  if (quantity == "current") return goal;
  const std::string species = trim(quantity.substr(flux_of.size()));
  const auto found = std::find(names.species.begin(), names.species.end(), species);
  if (found == names.species.end())
    in.fault(name, "unknown species '" + species + "'", join(names.species, ", "),
             nearest_name(species, names.species));
  else
    goal.species = static_cast<int>(found - names.species.begin());
  return goal;
}

} // namespace ionflux
