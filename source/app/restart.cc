#include <ionflux/app/restart.h>

#include <ionflux/output/files.h>
#include <ionflux/support/text.h>
#include <ionflux/support/value_table.h>

#include <algorithm>
#include <map>

namespace ionflux {

using namespace dealii;
using nlohmann::json;

namespace {

using Entries = std::map<std::string, std::string>;

// With the sums of the tables that it names: their rows are input too.
std::string with_tables(const std::string& value) {
  std::string more;
  for (const auto& [file, text] : texts_of_tables(value))
    more += " (" + file + ": CRC-32 " + crc32_of(text) + ")";
  return value + more;
}

Entries entries_of(const Parameters& parameters) {
  Entries entries;
  for (const ResolvedEntry& entry : parameters.resolved) {
    std::string path;
    for (const std::string& section : entry.section)
      path += section + "/";
    if (!entry.value.empty()) entries[path + entry.name] = with_tables(entry.value);
  }
  return entries;
}

bool begins_with_any(const std::string& text, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](const std::string& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0;
  });
}

// Of what a run that goes on may do differently: how it is solved, how long it lasts, what is
// written.
bool may_change_on_the_way(const std::string& path) {
  return begins_with_any(path, {"Title", "Output/", "Solver/", "Impedance/", "Convergence study/",
                                "Time/End time", "Time/Output", "Time/Scheme",
                                "Time/Error tolerance", "Time/First step", "Time/Smallest step",
                                "Time/Largest", "Time/Fixed step", "Time/Steady change",
                                "Time/Checkpoint interval", "Time/Wall time"});
}

// What makes concentrations of unknowns must be the same in a run that starts from another one.
bool may_differ_at_start(const std::string& path) {
  if (path == "Dimension" || path == "Coordinates" || path == "Discretization/Degree") return false;
  if (!begins_with_any(path, {"Electrolyte/", "Materials/"})) return true;
  const std::string name = path.substr(path.rfind('/') + 1);
  return begins_with_any(path, {"Electrolyte/Mobility"}) ||
         begins_with_any(name, {"Diffusivity", "Source", "Decay constant", "Relative permittivity",
                                "Fixed charge", "Mobility", "Primary variable"});
}

InputLocation where_it_stands(const Parameters& parameters, const std::string& path) {
  for (const std::string& known : {path, path.substr(0, path.find('/')), std::string("Time")})
    if (const auto found = parameters.locations.find(known); found != parameters.locations.end())
      return found->second;
  return {parameters.file_name, 0};
}

template <typename MayDiffer>
void compare_entries(const Parameters& parameters, const Entries& before, const std::string& folder,
                     const MayDiffer& may_differ, const std::string& allowed) {
  const Entries now = entries_of(parameters);
  Entries all = before;
  all.insert(now.begin(), now.end());
  std::vector<Fault> faults;
  const auto value = [](const Entries& entries, const std::string& path) {
    const auto found = entries.find(path);
    return found == entries.end() ? std::string("not set") : "'" + found->second + "'";
  };
  for (const auto& [path, ignored] : all)
    if (!may_differ(path) && value(now, path) != value(before, path))
      faults.push_back({"it is " + value(now, path) + " here and was " + value(before, path) +
                            " in the run in '" + folder + "'",
                        where_it_stands(parameters, path), path, "", allowed});
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
}

std::string letters_of_unknowns(const Parameters& parameters) {
  std::string letters;
  for (unsigned int i = 0; i < parameters.electrolyte.n_species(); ++i)
    letters += parameters.electrolyte.solves_for_concentration(i) ? 'c' : 'm';
  return letters;
}

[[noreturn]] void refuse_start(const Parameters& parameters, const std::string& what,
                               const std::string& allowed) {
  throw InputError(ExitCode::bad_parameters,
                   {Fault{what, where_it_stands(parameters, "Time/Start folder"),
                          "Time/Start folder", parameters.time.start_folder, allowed}});
}

} // namespace

Origin find_origin(const Parameters& parameters) {
  Origin origin;
  const bool starts = parameters.time.start == TimeStart::another_run;
  if (parameters.output.go_on) {
    if (!parameters.time.requested)
      throw InputError(ExitCode::usage, "--continue goes on with a run in time, and " +
                                            parameters.file_name + " has no section Time");
    origin.checkpoint = find_checkpoint(MPI_COMM_WORLD, parameters.output.directory);
    origin.goes_on = origin.checkpoint.has_value();
  }
  const std::string folder =
      origin.goes_on ? parameters.output.directory : parameters.time.start_folder;
  if (!origin.goes_on && starts) {
    origin.checkpoint = find_checkpoint(MPI_COMM_WORLD, folder);
    if (!origin.checkpoint)
      refuse_start(parameters, "there is no checkpoint in '" + folder + "'",
                   "the output folder of a run in time, or of a steady one with 'Output/Checkpoint "
                   "= true'");
  }
  if (!origin.checkpoint) return origin;
  const json& input = origin.checkpoint->numbers["input"];
  const Entries before = input["entries"].get<Entries>();
  if (origin.goes_on)
    compare_entries(parameters, before, folder, may_change_on_the_way,
                    "the same; without --continue the run begins anew");
  else
    compare_entries(parameters, before, folder, may_differ_at_start, "the same in both runs");
  if (input["unknowns"] != letters_of_unknowns(parameters))
    refuse_start(parameters, "the run in '" + folder + "' had other unknowns",
                 "the same 'Primary variables' in both files, instead of automatic ones");
  const json& s = input["scales"];
  origin.its_scales.temperature = s[0];
  origin.its_scales.length = s[1];
  origin.its_scales.concentration = s[2];
  origin.its_scales.diffusivity = s[3];
  return origin;
}

template <int dim>
void check_mesh(const Origin& origin, const Problem<dim>& problem) {
  if (!origin.checkpoint) return;
  if (origin.checkpoint->numbers["input"]["coarse mesh"] !=
      key_of_coarse_mesh(problem.discretization()))
    refuse_start(problem.parameters(), "that run had another coarse mesh",
                 "the same geometry; 'Global refinements' and adaptive meshes may differ");
}

template <int dim>
json input_memory(const Problem<dim>& problem) {
  const Scaling& s = problem.scaling();
  return {{"entries", entries_of(problem.parameters())},
          {"unknowns", letters_of_unknowns(problem.parameters())},
          {"scales", {s.temperature, s.length, s.concentration, s.diffusivity}},
          {"coarse mesh", key_of_coarse_mesh(problem.discretization())}};
}

json step_memory(const StepperState& state, const StepMemory& control) {
  return {{"time", state.time},
          {"last stage", state.last_stage},
          {"storage rate", state.storage_rate},
          {"knows rate", state.knows_rate},
          {"behind jump", state.behind_jump},
          {"moved", state.moved},
          {"fluxes", state.fluxes},
          {"passed", state.passed},
          {"charges", state.charges},
          {"charging", state.charging},
          {"wanted", control.wanted},
          {"last error", control.last_error},
          {"was rejected", control.was_rejected}};
}

StepperState stepper_state(const json& memory,
                           const std::vector<PETScWrappers::MPI::Vector>& vectors) {
  const auto list = [&](const char* name) { return memory[name].get<std::vector<double>>(); };
  StepperState state;
  state.time = memory["time"];
  state.last_stage = memory["last stage"];
  state.storage_rate = memory["storage rate"];
  state.knows_rate = memory["knows rate"];
  state.behind_jump = memory["behind jump"];
  state.moved = memory["moved"];
  state.fluxes = list("fluxes");
  state.passed = list("passed");
  state.charges = list("charges");
  state.charging = list("charging");
  state.x = copy_of(vectors.at(0));
  state.content = copy_of(vectors.at(1));
  state.rate = copy_of(vectors.at(2));
  return state;
}

StepMemory control_memory(const json& memory) {
  return {memory["wanted"], memory["last error"], memory["was rejected"]};
}

template void check_mesh(const Origin&, const Problem<2>&);
template void check_mesh(const Origin&, const Problem<3>&);
template json input_memory(const Problem<2>&);
template json input_memory(const Problem<3>&);

} // namespace ionflux
