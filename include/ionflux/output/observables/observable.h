#pragma once

/// The table of observables. An observable is one row: its name in the input, what it needs to be
/// told, and how it is made from a solved state.

#include <ionflux/output/observables/observation.h>
#include <ionflux/output/observables/solved_state.h>
#include <ionflux/output/settings.h>

#include <string>
#include <vector>

namespace ionflux {

/// A row of the table.
struct ObservableRow {
  std::string name; ///< value of "Type"
  std::string documentation;
  std::vector<std::string> needs; ///< entries that must be set
  std::vector<std::string> takes; ///< entries that may be set
  bool automatic;                 ///< made in every run, with nothing set; needs nothing then
  /// Empty where the state does not have it (a conductance without a current).
  std::vector<Observation> (*observe)(const SolvedState&, const ObservableSettings&);
};

/// All observables, in the order of the manual and of the output.
const std::vector<ObservableRow>& observables();

/// The automatic ones, then those the user asked for. Collective.
std::vector<Observation> observe(const SolvedState& state,
                                 const std::vector<ObservableSettings>& requested);

} // namespace ionflux
