#include <ionflux/app/petsc_options.h>

#include <ionflux/app/input_names.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/solver/trial_options.h>
#include <ionflux/support/text.h>

#include <cctype>
#include <sstream>

namespace ionflux {

namespace {

const char* const parameter = "Solver/PETSc options";

Fault fault_of(const Parameters& p, const std::string& what, const std::string& allowed = "") {
  return {what, location_of(p, parameter), parameter, p.solver.petsc_options, allowed};
}

bool is_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && !std::isdigit(static_cast<unsigned char>(word[1])) &&
         word[1] != '.';
}

/// An option with what follows it up to the next.
struct Option {
  std::string name, value;
};

std::vector<Option> options_in(const Parameters& p, std::vector<Fault>& faults) {
  std::vector<Option> options;
  std::istringstream words(p.solver.petsc_options);
  for (std::string word; words >> word;) {
    if (is_option(word))
      options.push_back({word, ""});
    else if (options.empty() || !options.back().value.empty())
      faults.push_back(fault_of(p, "'" + word + "' is neither an option nor the value of one",
                                "-name value -name value ..."));
    else
      options.back().value = word;
  }
  return options;
}

} // namespace

void check_petsc_options(const Parameters& p) {
  std::vector<Fault> faults;
  for (const Option& option : options_in(p, faults)) {
    if (contains({"-options_file", "-options_file_yaml", "-options_string_yaml"}, option.name)) {
      faults.push_back(fault_of(p,
                                "'" + option.name +
                                    "' takes options from elsewhere, of which "
                                    "log and run.json would say nothing",
                                "the options themselves"));
      continue;
    }
    const std::string refusal = refusal_of_petsc(option.name, option.value);
    if (!refusal.empty())
      faults.push_back(fault_of(p, "PETSc refuses '" + option.name +
                                       (option.value.empty() ? "" : " " + option.value) +
                                       "': " + refusal));
  }
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
}

void take_petsc_options(const Parameters& parameters) {
  check_petsc_options(parameters);
  insert_petsc_options(parameters.solver.petsc_options);
}

void check_unused_petsc_options(const Parameters& parameters) {
  std::vector<Fault> faults;
  for (const std::string& name : unused_petsc_options(parameters.solver.petsc_options))
    faults.push_back(fault_of(parameters, "PETSc does not know the option '" + name +
                                              "', or had no use for it"));
  if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
}

} // namespace ionflux
