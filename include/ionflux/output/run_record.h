#pragma once

#include <ionflux/support/errors.h>

#include <nlohmann/json_fwd.hpp>

#include <mpi.h>

#include <memory>
#include <string>

namespace ionflux {

class OutputDirectory;
template <int dim>
struct FieldSource;

/// run.json: what ran, on what, how it went and how it ended. Written also when a run fails.
///
/// Entries are set by path: set("mesh/cells", 1200), set("time [s]/assembly", 1.5). Callers include
/// <nlohmann/json.hpp>. Numbers that are not finite become null. The record lives on all ranks,
/// rank 0 writes it.
class RunRecord {
public:
  /// Notes that this is a run (set "kind" for a sweep or a study), the start time, the input (name,
  /// CRC-32 of its text), versions, ranks and host. Collective.
  RunRecord(MPI_Comm communicator, const std::string& input_file, const std::string& input_text,
            const std::string& title);
  ~RunRecord();

  /// Set an entry; parts of `path` are separated by "/".
  void set(const std::string& path, const nlohmann::json& value);

  /// Add to the list at `path` (an audit, a sweep point).
  void append(const std::string& path, const nlohmann::json& value);

  /// Note the end (time, memory, list of files, exit code and reason) and write run.json.
  /// Collective; the last thing that is written. May be called again, for instance when a later
  /// step fails.
  ///
  /// @throws InputError(ExitCode::output_failed) alike on all ranks
  void write(OutputDirectory& directory, ExitCode code, const std::string& reason);

private:
  MPI_Comm communicator;
  std::unique_ptr<nlohmann::json> record;
  double start;
};

/// Note what is solved, as scripts/plot needs it: cells, unknowns, degree, dimension, axisymmetry,
/// regions, unit of the coordinates in the field files [m], part of the full object that is meshed.
template <int dim>
void describe_fields(RunRecord& record, const FieldSource<dim>& source, double length_unit,
                     double symmetry_fraction = 1.0);

/// "done", "no convergence", ... : an exit code in words.
std::string exit_code_name(ExitCode code);

} // namespace ionflux
