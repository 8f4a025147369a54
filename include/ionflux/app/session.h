#pragma once

#include <ionflux/input/parameters.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/support/errors.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

namespace ionflux {

/// How a computation ended.
struct Outcome {
  ExitCode code = ExitCode::internal;
  std::string reason = "done";
};

/// The life of a result, whatever is computed: its log, its folder, its record, and how it ends.
/// Collective; one is open at a time, but for the points of a sweep inside the sweep's.
class Session {
public:
  /// Who speaks: a program, on the console and with PETSc's options and clocks, or one of its
  /// parts, in the folder of its own only.
  enum class Voice { program, part };

  /// Says the first lines.
  /// @param about what follows the program and its ranks there
  /// @throws InputError if PETSc refuses an option of the input
  Session(const Parameters& parameters, const std::string& about, Voice voice = Voice::program);

  /// Make the folder, before anything is computed and after all that may refuse the input, so that
  /// a typing error costs no earlier result.
  ///
  /// @param directory the input's, or that of a part
  /// @param keep go on with the result that is there
  /// @throws InputError, see OutputDirectory
  void open(const std::string& directory, ResultKind kind, bool force = false, bool keep = false);

  /// Write resolved.prm and what a reader of results needs of the input. After open().
  void describe(const Parameters& parameters);

  /// Carry out `driver`, and leave a record of how it ended: also where the input turns out to be
  /// wrong half way (InputError, alike on all ranks, goes on to the caller). After open().
  Outcome run(const std::function<Outcome()>& driver);

  /// Called before the record is written, however it ends.
  void at_end(std::function<void()> note) { note_at_end = std::move(note); }
  /// Name something else that was written, for the last lines.
  void mention(const std::string& name) { others += ", " + name; }
  /// Note the seconds in PETSc's phases so far.
  void record_phase_times();

  Log& log() { return lines; }
  /// The same as a function, for those who only speak.
  std::function<void(const std::string&)> speech() {
    return [this](const std::string& line) { lines(line); };
  }
  bool is_part() const { return voice == Voice::part; }
  OutputDirectory& folder() { return *directory; }
  RunRecord& record() { return *run_record; }

private:
  void write_record(const Outcome& outcome);

  const Parameters& parameters;
  const Voice voice;
  std::ostream nowhere; ///< the console of a part
  Log lines;
  std::unique_ptr<OutputDirectory> directory;
  std::unique_ptr<RunRecord> run_record;
  std::function<void()> note_at_end;
  std::string folder_name, others;
};

} // namespace ionflux
