#pragma once

/// The error contract: one exception type for the user's faults, one exit code per kind of end.

#include <stdexcept>
#include <string>
#include <vector>

namespace ionflux {

/// Exit codes of the program. Values follow sysexits.h where it has one.
enum class ExitCode : int {
  success = 0,
  usage = 64,
  bad_parameters = 65,
  bad_input_file = 66,
  resources = 69,
  internal = 70,
  output_failed = 73,
  bad_checkpoint = 74,
  stopped_early = 75,
  no_convergence = 76,
  non_finite = 77,
  audit_violated = 78
};

/// Where an entry of the input stands; `line` 0 means "not from a line" (a default or --set).
struct InputLocation {
  std::string file = {};
  int line = 0;

  /// "pore.prm:12", "--set", or "" when the location is unknown.
  std::string text() const;
};

/// One fault of the user's input, ready to be printed.
struct Fault {
  std::string what;            ///< what was found, in words
  InputLocation where = {};    ///< file and line
  std::string parameter = {};  ///< path of the parameter, "Geometry/nanopore/Pore radius"
  std::string value = {};      ///< the value found
  std::string allowed = {};    ///< what is allowed
  std::string suggestion = {}; ///< the nearest valid name, if there is one

  std::string text() const;
};

/// An expected failure, to be shown to the user once and turned into an exit code.
///
/// Contract: thrown identically on all ranks (after a reduction where ranks may differ), so that
/// it may be caught inside the MPI scope without leaving a rank behind.
class InputError : public std::runtime_error {
public:
  InputError(ExitCode code, std::vector<Fault> faults);
  InputError(ExitCode code, const std::string& what);

  ExitCode code() const { return exit_code; }
  const std::vector<Fault>& faults() const { return list; }

private:
  ExitCode exit_code;
  std::vector<Fault> list;
};

} // namespace ionflux
