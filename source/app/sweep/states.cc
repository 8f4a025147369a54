#include <ionflux/app/sweep/states.h>

#include <ionflux/output/directory.h>
#include <ionflux/output/files.h>
#include <ionflux/support/text.h>

#include <deal.II/base/mpi.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ionflux {

namespace fs = std::filesystem;

namespace {

constexpr const char* folder = "restart";

// One line that says what follows, and the numbers as they are in memory.
std::string head(const std::string& key, const MPI_Comm communicator, const std::string& bytes) {
  return format_text("ionflux state 1 key %s ranks %u bytes %zu crc %s\n", key.c_str(),
                     dealii::Utilities::MPI::n_mpi_processes(communicator), bytes.size(),
                     crc32_of(bytes).c_str());
}

} // namespace

std::string SweepStates::file_of(const unsigned int point) const {
  return directory.path(
      format_text("%s/%04u.rank%u", folder, point + 1,
                  dealii::Utilities::MPI::this_mpi_process(directory.mpi_communicator())));
}

std::string SweepStates::anchor_file() const {
  return directory.path(
      format_text("%s/factors.rank%u", folder,
                  dealii::Utilities::MPI::this_mpi_process(directory.mpi_communicator())));
}

void SweepStates::write(const std::string& file, const std::string& key, const Vector& state) {
  const double* values;
  VecGetArrayRead(state, &values);
  const std::string bytes(reinterpret_cast<const char*>(values),
                          state.locally_owned_size() * sizeof(double));
  VecRestoreArrayRead(state, &values);
  on_all_ranks(directory.mpi_communicator(), [&] {
    fs::create_directories(directory.path(folder));
    write_file(file, head(key, directory.mpi_communicator(), bytes) + bytes);
  });
}

bool SweepStates::read(const std::string& name, const std::string& key, Vector& state,
                       const Vector& like) {
  std::ifstream file(name, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  const std::string content = text.str();
  const std::size_t line = content.find('\n');
  const std::string bytes = line == std::string::npos ? "" : content.substr(line + 1);
  const bool good = line != std::string::npos &&
                    bytes.size() == like.locally_owned_size() * sizeof(double) &&
                    content.substr(0, line + 1) == head(key, directory.mpi_communicator(), bytes);
  if (dealii::Utilities::MPI::min(good ? 1 : 0, directory.mpi_communicator()) == 0) return false;
  state.reinit(like);
  double* values;
  VecGetArray(state, &values);
  std::memcpy(values, bytes.data(), bytes.size());
  VecRestoreArray(state, &values);
  return true;
}

void SweepStates::add(const unsigned int point, const std::string& key, const Vector& state) {
  states[point].reinit(state);
  states[point] = state;
  write(file_of(point), key, state);
}

void SweepStates::load(const unsigned int point, const std::string& key, const Vector& like) {
  Vector state;
  if (read(file_of(point), key, state, like)) add(point, key, state);
}

void SweepStates::add_anchor(const unsigned int point, const std::string& key,
                             const Vector& start) {
  anchor.reinit(start);
  anchor = start;
  point_of_anchor = point;
  write(anchor_file(), key + "-factors", start);
}

void SweepStates::load_anchor(const unsigned int point, const std::string& key,
                              const Vector& like) {
  if (read(anchor_file(), key + "-factors", anchor, like)) point_of_anchor = point;
}

void SweepStates::keep_only(const std::vector<unsigned int>& points) {
  std::error_code ignored; // a file that stays does no harm
  for (auto entry = states.begin(); entry != states.end();) {
    if (std::find(points.begin(), points.end(), entry->first) != points.end()) {
      ++entry;
      continue;
    }
    fs::remove(file_of(entry->first), ignored);
    entry = states.erase(entry);
  }
  if (points.empty()) {
    drop_anchor();
    fs::remove(anchor_file(), ignored);
  }
  MPI_Barrier(directory.mpi_communicator());
  if (states.empty() && dealii::Utilities::MPI::this_mpi_process(directory.mpi_communicator()) == 0)
    fs::remove(directory.path(folder), ignored); // only if it is empty
}

} // namespace ionflux
