#pragma once

#include <fstream>
#include <iosfwd>
#include <string>

namespace ionflux {

/// The running text of a program: plain lines on the console and in a file.
///
/// Lines that were written before the file was opened are written to it too. Every line is flushed,
/// so that a killed run leaves all it said.
class Log {
public:
  /// @param active false on all ranks but the first: then nothing is ever written
  explicit Log(bool active);
  Log(bool active, std::ostream& console);
  /// Sees to it that the file is on the disk; where it is not, the console says so.
  ~Log();
  Log(const Log&) = delete;

  /// Write to `path` as well, starting with what was said before. Not collective: only the active
  /// rank does anything (OutputDirectory::open_log wraps it).
  ///
  /// @param append to what stands there
  /// @throws std::runtime_error naming the path
  void open(const std::string& path, bool append = false);

  /// One line, or several separated by line ends. If the file cannot be written (disk full), the
  /// console says so once and goes on alone: a log is no reason to lose a run.
  void operator()(const std::string& text);

private:
  const bool active;
  std::ostream& console;
  std::ofstream file;
  std::string file_name, before;
};

} // namespace ionflux
