#include <ionflux/output/directory.h>
#include <ionflux/output/files.h>
#include <ionflux/output/log.h>
#include <ionflux/output/table_writer.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <stdexcept>

namespace ionflux {

namespace fs = std::filesystem;

namespace {

// Names that only ionflux gives to files; a run that was killed leaves no list of what it wrote.
const std::regex
    our_name("(original\\.prm|resolved\\.prm|run\\.json|log\\.txt|report\\.html|fields\\.pvd|"
             "fields_[0-9]+\\.pvtu|fields_[0-9]+\\.[0-9]+\\.vtu|profile_.*\\.csv|plot_.*\\.png|"
             "convergence\\.(tex|png)|"
             "(points|observables|iv|curves)\\.csv|"
             "(fluxes|currents|audits|amounts|steps|sweep|convergence|statistics)\\.csv|"
             "checkpoint_[01](\\.mesh(\\.info|_fixed\\.data)?)?)(\\.partial)?");

const char* in_words(const ResultKind kind) {
  return kind == ResultKind::sweep   ? "a sweep"
         : kind == ResultKind::study ? "a convergence study"
                                     : "a single run";
}

bool is_result_of_ionflux(const fs::path& directory) {
  return fs::exists(directory / "run.json") || fs::exists(directory / "original.prm");
}

nlohmann::json record_of(const fs::path& directory) {
  std::ifstream file(directory / "run.json");
  return nlohmann::json::parse(file, nullptr, false);
}

// The folders of a sweep's points.
std::vector<fs::path> point_folders(const fs::path& directory) {
  std::vector<fs::path> folders;
  if (!fs::is_directory(directory / "points")) return folders;
  for (const auto& entry : fs::directory_iterator(directory / "points"))
    if (entry.is_directory() && is_result_of_ionflux(entry.path())) folders.push_back(entry.path());
  return folders;
}

// A sweep or study that was killed left no run.json.
ResultKind kind_of(const fs::path& directory) {
  const auto record = record_of(directory);
  const bool readable = record.is_object();
  if ((readable && record.value("kind", nlohmann::json()) == "sweep") ||
      fs::exists(directory / "points.csv") || !point_folders(directory).empty())
    return ResultKind::sweep;
  if ((readable && record.contains("convergence")) || fs::exists(directory / "convergence.csv"))
    return ResultKind::study;
  return ResultKind::run;
}

// The files an earlier run lists in its run.json; empty if there is no such list.
std::set<std::string> listed_files(const fs::path& directory) {
  std::set<std::string> names;
  const auto record = record_of(directory);
  if (!record.is_object() || !record.contains("files") || !record["files"].is_array()) return names;
  for (const auto& name : record["files"])
    if (name.is_string()) names.insert(name.get<std::string>());
  return names;
}

// Pictures that "ionflux report" made of the earlier result: they must not be taken for this one's.
const std::regex picture_of_report(".*\\.(png|svg)");

// Only plain files directly in the folder, and pictures in its report/, are ever removed, whatever
// a run.json may say.
void remove_earlier_result(const fs::path& directory) {
  const std::set<std::string> listed = listed_files(directory);
  std::vector<fs::path> stale;
  for (const auto& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_directory() && (listed.count(name) || std::regex_match(name, our_name)))
      stale.push_back(entry.path());
  }
  if (fs::is_directory(directory / "report"))
    for (const auto& entry : fs::directory_iterator(directory / "report"))
      if (!entry.is_directory() &&
          std::regex_match(entry.path().filename().string(), picture_of_report))
        stale.push_back(entry.path());
  // The marks that this folder is ours go last: if this is interrupted, it can be repeated.
  std::stable_partition(stale.begin(), stale.end(), [](const fs::path& path) {
    return path.filename() != "run.json" && path.filename() != "original.prm";
  });
  for (const fs::path& path : stale)
    fs::remove(path);
}

void remove_points(const fs::path& directory) {
  std::error_code not_empty; // somebody's own files lie there
  for (const fs::path& folder : point_folders(directory)) {
    remove_earlier_result(folder);
    fs::remove(folder / "report", not_empty);
    fs::remove(folder, not_empty);
  }
  fs::remove(directory / "points", not_empty);
}

// Room for a result of this kind in a folder that is not empty.
void clear(const fs::path& directory, const ResultKind kind, const bool force) {
  const std::string name = "the output folder '" + directory.string() + "' ";
  if (!is_result_of_ionflux(directory))
    throw std::runtime_error(name + "is not empty and was not made by ionflux: choose another one "
                                    "(Output/Directory), or empty it");
  const ResultKind earlier = kind_of(directory);
  if (earlier != kind && !force)
    throw std::runtime_error(name + "holds the result of " + in_words(earlier) + ", which " +
                             in_words(kind) +
                             " would replace: choose another one (Output/Directory, --output), or "
                             "replace it with --force");
  if (earlier == ResultKind::sweep && kind != ResultKind::sweep) remove_points(directory);
  remove_earlier_result(directory);
}

void prepare(const fs::path& directory, const ResultKind kind, const bool force) {
  std::error_code fault;
  fs::create_directories(directory, fault);
  // create_directories() reports an error for a path with a slash at its end on some systems
  if (!fs::is_directory(directory))
    throw std::runtime_error("cannot make the output folder '" + directory.string() +
                             "': " + (fault ? fault.message() : "something else has this name"));
  try {
    if (!fs::is_empty(directory)) clear(directory, kind, force);
  } catch (const fs::filesystem_error& error) {
    throw std::runtime_error("cannot use the output folder '" + directory.string() +
                             "': " + error.code().message());
  }
  // A page of text: a full disk takes an empty file.
  const fs::path trial = directory / "write_test";
  write_file(trial.string(), std::string(4096, ' '));
  fs::remove(trial, fault);
}

} // namespace

OutputDirectory::OutputDirectory(MPI_Comm communicator, const std::string& directory,
                                 const ResultKind kind, const bool force, const bool keep)
    : communicator(communicator), directory(directory.empty() ? "." : directory) {
  on_first_rank(communicator, [&] {
    if (!keep) prepare(this->directory, kind, force);
  });
}

void OutputDirectory::write_text(const std::string& name, const std::string& text) {
  on_first_rank(communicator, [&] { write_file(path(name), text); });
  note_file(name);
}

void OutputDirectory::write_table(const std::string& name, const CsvTable& table) {
  on_first_rank(communicator, [&] { write_file(path(name), table.csv()); });
  note_file(name);
}

void OutputDirectory::open_log(Log& log, const bool append) {
  on_first_rank(communicator, [&] { log.open(path("log.txt"), append); });
  note_file("log.txt");
}

void OutputDirectory::note_file(const std::string& name) {
  if (std::find(written.begin(), written.end(), name) == written.end()) written.push_back(name);
}

} // namespace ionflux
