#include <ionflux/app/session.h>

#include <ionflux/algebra/phase_times.h>
#include <ionflux/input/input_record.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/support/text.h>
#include <ionflux/support/version.h>

#include <nlohmann/json.hpp>

#include <deal.II/base/mpi.h>

#include <iostream>

namespace ionflux {

using namespace dealii;

namespace {

bool speaks() { return Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0; }

/// In run.json; a run is one that says nothing.
std::string kind_name(const ResultKind kind) {
  return kind == ResultKind::sweep ? "sweep" : kind == ResultKind::study ? "study" : "";
}

} // namespace

Session::Session(const Parameters& parameters, const std::string& about, const Voice voice)
    : parameters(parameters), voice(voice), nowhere(nullptr),
      lines(speaks(), voice == Voice::program ? std::cout : nowhere) {
  lines(format_text("ionflux %s on %u rank(s): ", version(),
                    Utilities::MPI::n_mpi_processes(MPI_COMM_WORLD)) +
        about);
  if (voice == Voice::part) return;
  if (!parameters.title.empty()) lines(parameters.title);
  begin_phase_times();
  take_petsc_options(parameters);
}

void Session::open(const std::string& name, const ResultKind kind, const bool force,
                   const bool keep) {
  folder_name = name;
  directory = std::make_unique<OutputDirectory>(MPI_COMM_WORLD, name, kind, force, keep);
  directory->open_log(lines, keep);
  directory->write_text("original.prm", parameters.original_text);
  run_record = std::make_unique<RunRecord>(MPI_COMM_WORLD, parameters.file_name,
                                           parameters.original_text, parameters.title);
  if (!kind_name(kind).empty()) run_record->set("kind", kind_name(kind));
}

void Session::describe(const Parameters& described) {
  directory->write_text("resolved.prm", described.resolved_text);
  record_input(*run_record, described);
}

void Session::record_phase_times() {
  for (const auto& [name, seconds] : phase_times())
    run_record->set("seconds/of which/" + name, seconds);
}

void Session::write_record(const Outcome& outcome) {
  if (note_at_end) note_at_end();
  run_record->write(*directory, outcome.code, outcome.reason);
}

Outcome Session::run(const std::function<Outcome()>& driver) {
  Outcome outcome;
  try {
    outcome = driver();
  } catch (const InputError& error) { // alike on all ranks, see InputError
    write_record({error.code(), error.what()});
    throw;
  }
  write_record(outcome);
  if (voice == Voice::program) {
    std::string names;
    for (const std::string& name : directory->files())
      if (name.find(".vtu") == std::string::npos) names += (names.empty() ? "" : ", ") + name;
    lines("Files in " + folder_name + "/: " + names + others);
  }
  lines("Finished: " + outcome.reason);
  return outcome;
}

} // namespace ionflux
