#include <ionflux/output/directory.h>
#include <ionflux/output/field_source.h>
#include <ionflux/output/files.h>
#include <ionflux/output/run_record.h>
#include <ionflux/support/version.h>

#include <deal.II/base/config.h>
#include <deal.II/base/mpi.h>
#include <deal.II/base/utilities.h>

#include <nlohmann/json.hpp>
#include <petscsys.h>

#include <cctype>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace ionflux {

using nlohmann::json;

namespace {

// "2024-05-31T12:00:00Z"
std::string now_as_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

double seconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

std::string dotted(const int major, const int minor, const int subminor) {
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(subminor);
}

json library_versions() {
  char mpi[MPI_MAX_LIBRARY_VERSION_STRING] = "";
  int length = 0;
  MPI_Get_library_version(mpi, &length);
  const std::string mpi_text(mpi, length);
  return {{"deal.II", DEAL_II_PACKAGE_VERSION},
          {"PETSc", dotted(PETSC_VERSION_MAJOR, PETSC_VERSION_MINOR, PETSC_VERSION_SUBMINOR)},
          {"p4est", dotted(DEAL_II_P4EST_VERSION_MAJOR, DEAL_II_P4EST_VERSION_MINOR,
                           DEAL_II_P4EST_VERSION_SUBMINOR)},
          {"Trilinos", dotted(DEAL_II_TRILINOS_VERSION_MAJOR, DEAL_II_TRILINOS_VERSION_MINOR,
                              DEAL_II_TRILINOS_VERSION_SUBMINOR)},
          {"MPI", mpi_text.substr(0, mpi_text.find_first_of(",\n"))},
          {"compiler", __VERSION__}};
}

// Where set("a/b") goes. Names hold every other character, so this is no JSON pointer.
json& place(json& record, const std::string& path) {
  json* entry = &record;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    // a slash in a unit, "[mol/s]", does not separate
    std::size_t stop = end;
    while (stop < path.size() && path.find('[', begin) < stop && path.find(']', begin) > stop)
      stop = std::min(path.find('/', stop + 1), path.size());
    entry = &(*entry)[path.substr(begin, stop - begin)];
    begin = stop + 1;
  }
  return *entry;
}

} // namespace

RunRecord::RunRecord(MPI_Comm communicator, const std::string& input_file,
                     const std::string& input_text, const std::string& title)
    : communicator(communicator), record(std::make_unique<json>(json::object())), start(seconds()) {
  *record = {{"program", "ionflux"},
             {"kind", "run"},
             {"version", version()},
             {"git", git_id()},
             {"title", title},
             {"input", {{"file", input_file}, {"crc32", crc32_of(input_text)}}},
             {"libraries", library_versions()},
             {"ranks", dealii::Utilities::MPI::n_mpi_processes(communicator)},
             {"host", dealii::Utilities::System::get_hostname()},
             {"start", now_as_text()}};
}

RunRecord::~RunRecord() = default;

void RunRecord::set(const std::string& path, const json& value) { place(*record, path) = value; }

void RunRecord::append(const std::string& path, const json& value) {
  place(*record, path).push_back(value);
}

void RunRecord::write(OutputDirectory& directory, const ExitCode code, const std::string& reason) {
  dealii::Utilities::System::MemoryStats memory;
  dealii::Utilities::System::get_memory_stats(memory);
  const auto peak = dealii::Utilities::MPI::min_max_avg(memory.VmHWM / 1024.0, communicator);
  set("peak memory [MiB]", {{"largest rank", peak.max}, {"all ranks", peak.sum}});
  set("end", now_as_text());
  set("time [s]/total", seconds() - start);
  set("exit",
      {{"code", static_cast<int>(code)}, {"meaning", exit_code_name(code)}, {"reason", reason}});
  directory.note_file("run.json");
  set("files", directory.files());
  // Texts of the user may hold any bytes: those that are not UTF-8 are replaced, never thrown at.
  directory.write_text("run.json",
                       record->dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

template <int dim>
void describe_fields(RunRecord& record, const FieldSource<dim>& source, const double length_unit,
                     const double symmetry_fraction) {
  const Discretization<dim>& d = source.discretization;
  record.set("mesh/cells", d.mesh.n_global_active_cells());
  record.set("mesh/unknowns", d.dof_handler.n_dofs());
  record.set("mesh/degree", d.settings.degree);
  record.set("mesh/dimension", dim);
  record.set("mesh/axisymmetric", d.settings.axisymmetric);
  record.set("mesh/symmetry fraction", symmetry_fraction);
  record.set("mesh/length unit [m]", length_unit);
  record.set("mesh/reference length [m]", source.model.scaling.length);
  record.set("mesh/regions", source.region_names);
}

template void describe_fields(RunRecord&, const FieldSource<2>&, double, double);
template void describe_fields(RunRecord&, const FieldSource<3>&, double, double);

std::string exit_code_name(const ExitCode code) {
  switch (code) {
  case ExitCode::success:
    return "done";
  case ExitCode::usage:
    return "wrong command line";
  case ExitCode::bad_parameters:
    return "bad parameter file";
  case ExitCode::bad_input_file:
    return "bad mesh or input file";
  case ExitCode::resources:
    return "not enough resources";
  case ExitCode::internal:
    return "internal error";
  case ExitCode::output_failed:
    return "output cannot be written";
  case ExitCode::bad_checkpoint:
    return "invalid checkpoint";
  case ExitCode::stopped_early:
    return "stopped early with a valid checkpoint";
  case ExitCode::no_convergence:
    return "no convergence";
  case ExitCode::non_finite:
    return "non-finite state";
  case ExitCode::audit_violated:
    return "audit violated";
  }
  return "unknown";
}

} // namespace ionflux
