#pragma once

#include <ionflux/support/given_value.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// What a transient starts from.
enum class TimeStart {
  steady_state,           ///< the steady state of the values just before t = 0
  initial_concentrations, ///< given expressions; the potential follows from them
  another_run             ///< its last checkpoint; the potential follows from its concentrations
};

/// The section 'Time' of the input; times in seconds.
struct TimeSettings {
  bool requested = false; ///< whether the file has the section
  double end = 0.0;
  TimeStart start = TimeStart::steady_state;
  std::vector<GivenValue> initial_concentration; ///< one a species [mol/m^3]
  std::string start_folder;                      ///< of results, for another_run
  double checkpoint_interval = 0.0; ///< at least this long between two [s of the clock]
  double wall_time = 0.0;           ///< the run stops then [s of the clock]; 0: never
  std::string scheme;               ///< a name of tableaus()
  double tolerance = 1e-3;          ///< error of a step, see solver/step_control.h
  double fixed_step = 0.0;          ///< 0: steps are controlled
  double first_step = 0.0, smallest_step = 0.0, largest_step = 0.0;
  unsigned int largest_number_of_steps = 0;
  double steady_change = 0.0;    ///< the run ends when less changes, an e-fold of time; 0: never
  std::vector<double> outputs;   ///< times of results, ascending, the end among them
  std::vector<double> breaks;    ///< times at which given values jump or bend, ascending
  std::shared_ptr<double> clock; ///< the time that expressions see
};

} // namespace ionflux
