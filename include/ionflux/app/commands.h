#pragma once

#include <string>
#include <vector>

namespace ionflux {

/// What the user asked for.
struct Request {
  std::string command; ///< a row's name, or "" when only text is to be printed
  std::string file, format = "md", petsc_options, directory;
  std::string jobs, collect; ///< folders of `sweep`
  bool force = false, report = false;
  bool pdf = false;   ///< of `report`
  bool go_on = false; ///< of `run`: --continue
  std::vector<std::string> overrides;
  std::string text; ///< help or version
};

/// A command of the program.
struct Command {
  std::string name, words;
  bool reads_file;                        ///< takes a parameter file and what changes it
  bool leaves_result;                     ///< into a folder: --force, --report
  int (*execute)(const Request& request); ///< returns an exit code; throws InputError
};

/// All of them, in the order of the help.
const std::vector<Command>& commands();

} // namespace ionflux
