#include <ionflux/input/sections.h>
#include <ionflux/support/parameter_file.h>

namespace ionflux {

void check_counts(const ChosenNames& names, const ParameterFile& file) {
  struct Count {
    const std::vector<std::string>& names;
    std::vector<std::string> section;
    std::size_t most;
    const char* what;
  };
  std::vector<Fault> faults;
  for (const Count& one : {Count{names.species, {"Electrolyte", "Species"}, 200, "species"},
                           Count{names.baths, {"Baths"}, 1000, "baths"},
                           Count{names.materials, {"Materials"}, 1000, "materials"},
                           Count{names.reactions, {"Reactions"}, 1000, "reactions"},
                           Count{names.sources, {"Sources"}, 1000, "sources"},
                           Count{names.surfaces, {"Boundary conditions"}, 1000, "conditions"},
                           Count{names.surface_reactions, {"Surface reactions"}, 1000, "reactions"},
                           Count{names.profiles, {"Output", "Profiles"}, 1000, "profiles"},
                           Count{names.observables, {"Output", "Observables"}, 1000, "observables"},
                           Count{names.sweeps, {"Sweep"}, 20, "axes of a sweep"}})
    if (one.names.size() > one.most) {
      Fault fault;
      fault.what = "there are " + std::to_string(one.names.size()) + " " + one.what;
      fault.where = file.where(one.section);
      fault.parameter = one.section.front() + (one.section.size() > 1 ? "/" + one.section[1] : "");
      fault.allowed = "at most " + std::to_string(one.most);
      faults.push_back(fault);
    }
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
}

} // namespace ionflux
