#include <ionflux/input/sections.h>
#include <ionflux/physics/charge_sum.h>
#include <ionflux/solver/tableau.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>
#include <ionflux/support/time_breaks.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

namespace {

// More tables and pictures would fill a disk before anybody looks at them.
constexpr double most_outputs = 10000.0;

std::string scheme_names() {
  std::vector<std::string> names;
  for (const Tableau& tableau : tableaus())
    names.push_back(tableau.name);
  return join(names, "|");
}

std::string scheme_words() {
  std::string words;
  for (const Tableau& tableau : tableaus())
    words += " " + tableau.name + ": " + tableau.documentation;
  return words;
}

// Ascending, each once, those beyond the end refused.
std::vector<double> read_times(InputReader& in, const std::string& name, const double end) {
  std::vector<double> times = in.quantities(name, "s");
  for (const double time : times)
    if (!(time >= 0.0 && time <= end)) {
      in.fault(name, "the time " + number_text(time) + " s is not in the run",
               "times between 0 s and 'End time', " + number_text(end) + " s");
      return {};
    }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

void read_outputs(InputReader& in, TimeSettings& time) {
  time.outputs = read_times(in, "Output times", time.end);
  const double interval = in.quantity("Output interval", "s");
  if (in.has_value("Output interval")) {
    if (!time.outputs.empty())
      in.fault("Output interval", "'Output times' and 'Output interval' exclude each other",
               "one of them");
    if (!(interval > 0.0 && time.end / interval <= most_outputs))
      in.fault("Output interval", "the interval makes no sensible number of outputs",
               "between " + number_text(time.end / most_outputs) + " s and 'End time'");
    else
      for (unsigned int k = 1; k * interval < time.end * (1.0 - 1e-9); ++k)
        time.outputs.push_back(k * interval);
  }
  if (const unsigned int n = in.integer("Outputs a decade"); n > 0)
    for (unsigned int k = 1; std::pow(10.0, -1.0 * k / n) * time.end >= time.first_step; ++k)
      time.outputs.push_back(std::pow(10.0, -1.0 * k / n) * time.end);
  std::sort(time.outputs.begin(), time.outputs.end());
  time.outputs.erase(std::unique(time.outputs.begin(), time.outputs.end(), is_same_time),
                     time.outputs.end());
  if (!time.outputs.empty() && is_same_time(time.outputs.back(), time.end))
    time.outputs.back() = time.end;
  else
    time.outputs.push_back(time.end);
  if (time.outputs.front() == 0.0) time.outputs.erase(time.outputs.begin()); // written anyway
}

void read_steps(InputReader& in, TimeSettings& time) {
  time.scheme = in.text("Scheme");
  time.tolerance = in.positive("Error tolerance", "", 1e-3);
  if (time.tolerance > 0.5)
    in.fault("Error tolerance", "so large an error is none that could be controlled",
             "0.5 or less");
  if (in.has_value("Fixed step")) time.fixed_step = in.positive("Fixed step", "s", time.end);
  const auto step = [&](const std::string& name, const double standard) {
    return in.has_value(name) ? in.positive(name, "s", standard) : standard;
  };
  time.first_step = step("First step", 1e-6 * time.end);
  time.largest_step = step("Largest step", time.end);
  time.smallest_step = step("Smallest step", 1e-8 * std::min(time.first_step, time.largest_step));
  if (time.smallest_step > time.first_step)
    in.fault("Smallest step", "'Smallest step' is larger than 'First step'",
             "at most " + number_text(time.first_step) + " s");
  if (time.first_step > time.largest_step)
    in.fault("First step", "'First step' is larger than 'Largest step'",
             "at most " + number_text(time.largest_step) + " s");
  time.steady_change = in.non_negative("Steady change", "");
  time.checkpoint_interval = in.non_negative("Checkpoint interval", "s", 600.0);
  time.wall_time = in.non_negative("Wall time", "s");
  time.largest_number_of_steps = in.integer("Largest number of steps", 100000);
}

void read_start(InputReader& in, const ChosenNames& names, TimeSettings& time) {
  const std::string start = in.text("Start");
  const bool given = start == "initial concentrations", another = start == "another run";
  time.start = given     ? TimeStart::initial_concentrations
               : another ? TimeStart::another_run
                         : TimeStart::steady_state;
  time.start_folder = in.text("Start folder");
  if (another && time.start_folder.empty())
    in.fault("Start folder", "'Start = another run' needs its output folder",
             "for example: set Start folder = charged");
  if (!another && !time.start_folder.empty())
    in.fault("Start folder", "'Start folder' has no effect with 'Start = " + start + "'",
             "Start = another run");
  for (const std::string& species : names.species) {
    const std::string entry = "Initial concentration of " + species;
    if (given && !in.is_set(entry))
      in.fault(entry, "'Start = initial concentrations' needs '" + entry + "'",
               "for example: set " + entry + " = 100 mol/m^3");
    if (!given && in.is_set(entry) && in.has_value(entry))
      in.fault(entry, "'" + entry + "' has no effect with 'Start = " + start + "'",
               "Start = initial concentrations, or no initial concentrations");
    time.initial_concentration.push_back(in.given(entry, "mol/m^3"));
    if (time.initial_concentration.back().depends_on_time())
      in.fault(entry, "an initial concentration does not depend on time", "no t in it");
  }
}

} // namespace

void declare_time(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Time");
  declare_quantity(prm, "End time", "", "s",
                   "A run whose file has this section is one in time, from 0 s to this time.");
  prm.declare_entry(
      "Start", "steady state", Selection("steady state|initial concentrations|another run"),
      "What the run starts from. steady state: that of this file with all given values as they are "
      "just before t = 0: where an expression has step(t), without the step. initial "
      "concentrations: those below; the potential follows from them. another run: the last "
      "state of the run in 'Start folder', on its mesh; the potential follows from its "
      "concentrations and the values given here. Time begins at 0 again.");
  prm.declare_entry(
      "Start folder", "", Anything(),
      "With 'Start = another run': the output folder of a run in time, or of a steady "
      "one with 'Output/Checkpoint = true', relative to the working directory. It "
      "must have the same species with the same unknowns, activities and standard "
      "potentials, temperature, coarse mesh and degree.");
  for (const std::string& species : names.species)
    declare_given_value(prm, "Initial concentration of " + species, "", "mol/m^3",
                        "With 'Start = initial concentrations': a constant or an expression of "
                        "position; positive where the unknown is an electrochemical potential. "
                        "Where it jumps let edges of cells lie there: their nodes take the mean of "
                        "both sides, and the amount is exact.");
  prm.declare_entry("Scheme", default_tableau, Selection(scheme_names()),
                    "How a step is made; all are implicit, L-stable and stiffly accurate." +
                        scheme_words());
  declare_quantity(prm, "Error tolerance", "1e-3", "",
                   "Largest error of a step, estimated: of the potential at any node relative to "
                   "the range of potentials so far (at least 1e-3 RT/F), of a concentration "
                   "relative to itself plus its mean (the greatest so far). Half the error of a "
                   "flux through a boundary, "
                   "relative to the greatest one of its species so far, counts too.");
  declare_quantity(prm, "First step", "", "s",
                   "Length of the first step, and of the first one after a time of 'Break times'. "
                   "Default: 1e-6 of the whole time. Too long a step is repeated with a shorter "
                   "one.");
  declare_quantity(prm, "Smallest step", "", "s",
                   "Where shorter steps are needed the run ends (exit code 76). Default: 1e-8 of "
                   "'First step'.");
  declare_quantity(prm, "Largest step", "", "s", "Default: no limit.");
  declare_quantity(prm, "Fixed step", "", "s",
                   "All steps have this length, whatever their error: for studies of the scheme. "
                   "Default: the error decides.");
  prm.declare_entry("Largest number of steps", "100000", Integer(1, 100000000),
                    "The run ends (exit code 76) if the end is not reached by then.");
  declare_quantities(prm, "Output times", "", "s",
                     "Times at which observables and fields are written, separated by commas; "
                     "steps end there. The start and the end are always written.");
  declare_quantity(prm, "Output interval", "", "s", "Instead: time from output to output.");
  prm.declare_entry("Outputs a decade", "0", Integer(0, 100),
                    "So many more output times in each decade, from 'End time' down to 'First "
                    "step'; 0: none.");
  declare_quantity(prm, "Steady change", "0", "",
                   "The run ends before 'End time' when given values change no more at times to "
                   "come and nothing changes by more than this in an e-fold of time (relative, as "
                   "in 'Error tolerance'; the change of a step times time over step); 0: never.");
  declare_quantity(prm, "Checkpoint interval", "600 s", "s",
                   "So long on the clock, at least, between two checkpoints, from which `ionflux "
                   "run --continue` goes on; 0: after every step. One is written at the end, too.");
  declare_quantity(prm, "Wall time", "0", "s",
                   "So long on the clock after its start the run stops after the next step, with a "
                   "checkpoint (exit code 75); 0: never. It does likewise at the signals USR1 and "
                   "TERM.");
  declare_quantities(
      prm, "Break times", "", "s",
      "Times at which a given value jumps or bends: steps end there, and begin "
      "small again. Those of step, ramp, triangle, pulse, table, abs, sign, min, max, "
      "floor and ceil are found; others, as of a ? b : c, need to be named here.");
  prm.leave_subsection();
}

void find_clock(InputReader& in, const ParameterFile& file, Parameters& p) {
  p.time.requested = file.has_section("Time");
  if (p.time.requested) in.clock = p.time.clock = std::make_shared<double>(0.0);
}

void read_time(InputReader& in, const ChosenNames& names, Parameters& p) {
  if (!p.time.requested) return;
  const InputReader::Section section(in, "Time");
  if (!in.has_value("End time")) {
    in.fault("End time", "a run in time needs an 'End time'", "for example: set End time = 1 ms");
    return;
  }
  p.time.end = in.positive("End time", "s");
  read_start(in, names, p.time);
  read_steps(in, p.time);
  read_outputs(in, p.time);
  p.time.breaks = read_times(in, "Break times", p.time.end);
}

} // namespace ionflux
