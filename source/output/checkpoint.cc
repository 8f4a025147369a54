#include <ionflux/output/checkpoint.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/files.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/text.h>

#include <deal.II/distributed/solution_transfer.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ionflux {

using namespace dealii;
using nlohmann::json;

namespace fs = std::filesystem;

namespace {

constexpr unsigned int checkpoint_format = 3;

// What p4est and deal.II write besides the file that save() is given.
const char* const endings[] = {"", ".info", "_fixed.data"};

// Of the disk, beyond what a checkpoint is estimated to take.
constexpr double spare_room = 1.5;

std::string list_file(const unsigned int place) { return format_text("checkpoint_%u", place); }
std::string mesh_file(const unsigned int place) { return list_file(place) + ".mesh"; }

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return text.str();
}

json entry_of(const std::string& folder, const std::string& name) {
  const std::string bytes = bytes_of(folder + "/" + name);
  return {{"name", name}, {"bytes", bytes.size()}, {"crc32", crc32_of(bytes)}};
}

// A list is JSON and a line with its own CRC. Returns it, or why it is none that can be trusted.
std::string read_list(const std::string& folder, const unsigned int place, json& list) {
  const std::string name = list_file(place), text = bytes_of(folder + "/" + name);
  const std::size_t end = text.rfind("\ncrc32 ");
  if (end == std::string::npos || text.substr(end + 7) != crc32_of(text.substr(0, end)) + "\n")
    return name + " is damaged";
  list = json::parse(text.substr(0, end), nullptr, false);
  if (!list.is_object() || list.value("format", 0u) != checkpoint_format)
    return name + " is of another version of ionflux";
  for (const json& file : list["files"])
    if (entry_of(folder, file["name"]) != file)
      return file["name"].get<std::string>() + " is damaged or missing";
  return "";
}

/// Texts, because they are broadcast: the list, or why there is none; both empty: nothing is there.
using ListOrReason = std::pair<std::string, std::string>;

ListOrReason newest(const std::string& folder) {
  json best;
  std::string reasons;
  for (const unsigned int place : {0u, 1u}) {
    if (!fs::exists(folder + "/" + list_file(place))) continue;
    json list;
    const std::string reason = read_list(folder, place, list);
    if (!reason.empty())
      reasons += (reasons.empty() ? "" : "; ") + reason;
    else if (best.is_null() || list["number"] > best["number"])
      best = list;
  }
  return best.is_null() ? ListOrReason{"", reasons} : ListOrReason{best.dump(), ""};
}

} // namespace

std::optional<Checkpoint> find_checkpoint(MPI_Comm communicator, const std::string& folder) {
  ListOrReason found;
  if (Utilities::MPI::this_mpi_process(communicator) == 0) found = newest(folder);
  found = Utilities::MPI::broadcast(communicator, found);
  if (!found.second.empty())
    throw InputError(ExitCode::bad_checkpoint,
                     "no checkpoint in '" + folder + "' can be used: " + found.second);
  if (found.first.empty()) return {};
  const json list = json::parse(found.first);
  return Checkpoint{folder + "/" + list["files"][0]["name"].get<std::string>(), list["place"],
                    list["vectors"], list["numbers"]};
}

template <int dim>
std::string key_of_coarse_mesh(const Discretization<dim>& discretization) {
  constexpr double digits = 1e6; // positions may differ by rounding on another machine
  std::string numbers;
  for (const auto& cell : discretization.mesh.cell_iterators_on_level(0)) {
    for (const unsigned int v : cell->vertex_indices())
      for (unsigned int d = 0; d < dim; ++d)
        numbers += std::to_string(std::lround(digits * cell->vertex(v)[d])) + " ";
    numbers += std::to_string(cell->material_id()) + ";";
  }
  return crc32_of(numbers);
}

template <int dim>
bool CheckpointWriter::write(const Discretization<dim>& d, const std::vector<Vector>& vectors,
                             json numbers) {
  const double bytes = 1.0 * d.mesh.n_global_active_cells() *
                       (100.0 + 8.0 * vectors.size() * d.fe.n_dofs_per_cell());
  bool fits = true;
  on_first_rank(directory.mpi_communicator(), [&] {
    std::error_code unknown;
    const fs::space_info room = fs::space(directory.path("."), unknown);
    fits = unknown || room.available > spare_room * bytes;
    // From here on this place holds nothing whole.
    fs::remove(directory.path(list_file(place)), unknown);
    for (const char* const ending : endings)
      fs::remove(directory.path(mesh_file(place) + ending), unknown);
  });
  if (Utilities::MPI::min(fits ? 1 : 0, directory.mpi_communicator()) == 0) return false;

  std::vector<Vector> ghosted;
  std::vector<const Vector*> all;
  for (const Vector& vector : vectors) {
    ghosted.push_back(d.make_ghosted_vector());
    ghosted.back() = vector;
  }
  for (const Vector& vector : ghosted)
    all.push_back(&vector);
  parallel::distributed::SolutionTransfer<dim, Vector> transfer(d.dof_handler);
  transfer.prepare_for_serialization(all);
  d.mesh.save(directory.path(mesh_file(place)));

  on_first_rank(directory.mpi_communicator(), [&] {
    json files;
    for (const char* const ending : endings)
      files.push_back(entry_of(directory.path("."), mesh_file(place) + ending));
    json other;
    const bool has_other = read_list(directory.path("."), 1 - place, other).empty();
    const json list = {{"format", checkpoint_format},
                       {"number", has_other ? other["number"].get<unsigned int>() + 1 : 1},
                       {"place", place},
                       {"vectors", vectors.size()},
                       {"files", files},
                       {"numbers", std::move(numbers)}};
    const std::string text = list.dump(1);
    write_file(directory.path(list_file(place)), text + "\ncrc32 " + crc32_of(text) + "\n");
  });
  directory.note_file(list_file(place));
  for (const char* const ending : endings)
    directory.note_file(mesh_file(place) + ending);
  place = 1 - place;
  return true;
}

template <int dim>
std::vector<PETScWrappers::MPI::Vector> load_checkpoint(const Checkpoint& checkpoint,
                                                        Discretization<dim>& d) {
  d.mesh.load(checkpoint.mesh_file);
  d.distribute_dofs();
  std::vector<PETScWrappers::MPI::Vector> vectors(checkpoint.n_vectors);
  std::vector<PETScWrappers::MPI::Vector*> all;
  for (auto& vector : vectors) {
    vector = d.make_vector();
    all.push_back(&vector);
  }
  parallel::distributed::SolutionTransfer<dim, PETScWrappers::MPI::Vector> transfer(d.dof_handler);
  transfer.deserialize(all);
  return vectors;
}

template std::string key_of_coarse_mesh(const Discretization<2>&);
template std::string key_of_coarse_mesh(const Discretization<3>&);
template bool CheckpointWriter::write(const Discretization<2>&, const std::vector<Vector>&, json);
template bool CheckpointWriter::write(const Discretization<3>&, const std::vector<Vector>&, json);
template std::vector<PETScWrappers::MPI::Vector> load_checkpoint(const Checkpoint&,
                                                                 Discretization<2>&);
template std::vector<PETScWrappers::MPI::Vector> load_checkpoint(const Checkpoint&,
                                                                 Discretization<3>&);

} // namespace ionflux
