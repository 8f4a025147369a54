#include <ionflux/input/petsc_options.h>

#include <ionflux/input/input_names.h>
#include <ionflux/solver/preconditioner.h>
#include <ionflux/solver/trial_options.h>
#include <ionflux/support/text.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
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

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// Solvers and what they are made of, and the few options of PETSc as a whole.
bool is_of_a_family(const std::string& name) {
  for (const char* const part : {"ksp_", "pc_", "snes_", "mat_", "vec_", "mg_", "fieldsplit_"})
    if (name.find(part) != std::string::npos) return true;
  return contains({"-options_left", "-options_view", "-log_view", "-help", "-info", "-citations",
                   "-malloc_debug", "-memory_view", "-fp_trap"},
                  name);
}

/// PETSc opens the file of -log_view when all is done, and says then that it cannot.
std::string refusal_of_log(const std::string& value) {
  if (value.empty()) return "";
  if (value[0] != ':') return "a file is ':name' (with the colon)";
  const std::filesystem::path file = value.substr(1, value.find(':', 1) - 1);
  std::error_code ignored;
  return file.has_parent_path() && !std::filesystem::is_directory(file.parent_path(), ignored)
             ? "there is no folder '" + file.parent_path().string() + "'"
             : "";
}

/// What PETSc takes without a word, and means nothing; empty: nothing of that kind.
std::string refusal_of_value(const Option& option) {
  if (option.name == "-log_view") return refusal_of_log(option.value);
  const bool is_relative = ends_with(option.name, "_rtol");
  if (!is_relative && !ends_with(option.name, "_atol") && !ends_with(option.name, "_max_it"))
    return "";
  char* end = nullptr; // unlike streams, strtod() knows nan, which PETSc would take
  const double number = std::strtod(option.value.c_str(), &end);
  if (end == option.value.c_str()) return ""; // PETSc will say so
  if (!(number > 0.0)) return "the value must be positive";
  return is_relative && number >= 1.0 ? "a tolerance of 1 or more asks for nothing" : "";
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
    if (!is_of_a_family(option.name)) {
      faults.push_back(fault_of(p, "PETSc does not know the option '" + option.name + "'",
                                "-ksp_..., -pc_..., -snes_..., -mat_..., of a block with its "
                                "prefix: -fieldsplit_phi_pc_type ..."));
      continue;
    }
    std::string refusal = refusal_of_value(option);
    if (refusal.empty()) refusal = refusal_of_petsc(option.name, option.value);
    if (!refusal.empty())
      faults.push_back(fault_of(p, "the option '" + option.name +
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
