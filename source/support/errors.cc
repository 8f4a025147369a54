#include <ionflux/support/errors.h>

namespace ionflux {

namespace {

std::string join(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults)
    text += (text.empty() ? "" : "\n") + fault.text();
  return text;
}

Fault fault_of(const std::string& what) {
  Fault fault;
  fault.what = what;
  return fault;
}

} // namespace

std::string InputLocation::text() const {
  return line > 0 ? file + ":" + std::to_string(line) : file;
}

std::string Fault::text() const {
  std::string text = "error: ";
  const std::string location = where.text();
  if (!location.empty()) text += location + ": ";
  text += what;
  if (!parameter.empty()) text += "\n  parameter: " + parameter;
  if (!value.empty()) text += "\n  value:     " + value;
  if (!allowed.empty()) text += "\n  allowed:   " + allowed;
  if (!suggestion.empty()) text += "\n  did you mean: " + suggestion + "?";
  return text;
}

InputError::InputError(ExitCode code, std::vector<Fault> faults)
    : std::runtime_error(join(faults)), exit_code(code), list(std::move(faults)) {}

InputError::InputError(ExitCode code, const std::string& what)
    : InputError(code, std::vector<Fault>(1, fault_of(what))) {}

} // namespace ionflux
