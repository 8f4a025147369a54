#pragma once

#include <mpi.h>

#include <string>
#include <vector>

namespace ionflux {

class Log;
class CsvTable;

/// What a folder of results holds; only a result of the same kind may replace it unasked.
enum class ResultKind { run, sweep, study };

/// The folder of one run's results. All functions are collective and throw
/// InputError(ExitCode::output_failed) alike on all ranks.
class OutputDirectory {
public:
  /// Make the folder (and its parents) and try to write into it, before anything is computed. An
  /// earlier result of ionflux in it is removed, file by file, so that nothing stale is taken for a
  /// result; files that are not ours stay.
  ///
  /// @param kind  of the result to come
  /// @param force replace also an earlier result of another kind, the points of a sweep included
  /// @param keep  go on with the earlier result: it stays
  /// @throws also if the folder is not empty and not a result of ionflux (neither run.json nor
  ///         original.prm in it): it might be anybody's; or if its result is of another kind: a run
  ///         would delete the tables of a sweep, which may have taken days
  OutputDirectory(MPI_Comm communicator, const std::string& directory,
                  ResultKind kind = ResultKind::run, bool force = false, bool keep = false);

  /// Path of a file in the folder.
  std::string path(const std::string& name) const { return directory + "/" + name; }

  /// Write a text file (rank 0); whole or not at all.
  void write_text(const std::string& name, const std::string& text);

  /// Write a table (rank 0) as CSV; whole or not at all.
  void write_table(const std::string& name, const CsvTable& table);

  /// Let the log write to log.txt here.
  /// @param append to what stands there
  void open_log(Log& log, bool append = false);

  /// Tell of a file that somebody else wrote here, for the list in run.json. Not collective.
  void note_file(const std::string& name);

  /// Names of the files written so far, in order, each once.
  const std::vector<std::string>& files() const { return written; }

  MPI_Comm mpi_communicator() const { return communicator; }

private:
  MPI_Comm communicator;
  std::string directory;
  std::vector<std::string> written;
};

} // namespace ionflux
