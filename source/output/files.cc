#include <ionflux/output/files.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/text.h>

#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

namespace ionflux {

namespace {

// System calls instead of a stream: they give the reason, and only fsync() tells of a disk that is
// full or a quota that is used up when the data are still in memory.
void write_and_verify(const std::string& path, const std::string& content) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) throw std::runtime_error(std::strerror(errno));
  const auto fail = [&](const int reason) {
    close(file);
    throw std::runtime_error(std::strerror(reason));
  };
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t n = write(file, content.data() + written, content.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(n < 0 ? errno : ENOSPC);
    written += n;
  }
  // Some file systems cannot sync; that is no fault.
  if (fsync(file) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EROFS) fail(errno);
  struct stat status;
  if (fstat(file, &status) != 0) fail(errno);
  if (static_cast<std::size_t>(status.st_size) != content.size()) {
    close(file);
    throw std::runtime_error("only " + std::to_string(status.st_size) + " of " +
                             std::to_string(content.size()) + " bytes arrived");
  }
  if (close(file) != 0) throw std::runtime_error(std::strerror(errno));
}

// What `work` threw, as text; empty: nothing. Every exception ends here: one that got past would
// leave the other ranks waiting.
std::string reason_of_failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& error) {
    const std::string reason = error.what();
    return reason.empty() ? "unknown failure" : reason;
  } catch (...) {
    return "unknown failure";
  }
  return "";
}

void throw_alike(MPI_Comm communicator, const int rank_of_failure, std::string reason) {
  int length = reason.size();
  MPI_Bcast(&length, 1, MPI_INT, rank_of_failure, communicator);
  if (length == 0) return;
  reason.resize(length);
  MPI_Bcast(&reason[0], length, MPI_CHAR, rank_of_failure, communicator);
  throw InputError(ExitCode::output_failed, reason);
}

} // namespace

void write_file(const std::string& path, const std::string& content) {
  const std::string partial = path + ".partial";
  try {
    write_and_verify(partial, content);
    if (std::rename(partial.c_str(), path.c_str()) != 0)
      throw std::runtime_error(std::strerror(errno));
  } catch (const std::runtime_error& error) {
    unlink(partial.c_str());
    throw std::runtime_error("cannot write '" + path + "': " + error.what());
  }
}

void on_first_rank(MPI_Comm communicator, const std::function<void()>& work) {
  int rank = 0;
  MPI_Comm_rank(communicator, &rank);
  throw_alike(communicator, 0, rank == 0 ? reason_of_failure(work) : std::string());
}

void on_all_ranks(MPI_Comm communicator, const std::function<void()>& work) {
  int rank = 0, n_ranks = 1, first = 0;
  MPI_Comm_rank(communicator, &rank);
  MPI_Comm_size(communicator, &n_ranks);
  const std::string reason = reason_of_failure(work);
  const int failed = reason.empty() ? n_ranks : rank;
  MPI_Allreduce(&failed, &first, 1, MPI_INT, MPI_MIN, communicator);
  if (first < n_ranks) throw_alike(communicator, first, reason);
}

std::string crc32_of(const std::string& bytes) {
  return format_text("%08lx", crc32_z(crc32(0, nullptr, 0),
                                      reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::string file_name_from(const std::string& name) {
  std::string safe;
  for (const char c : name)
    safe +=
        std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_' ? c : '_';
  if (safe.empty() || safe[0] == '.') safe.insert(safe.begin(), '_');
  return safe;
}

} // namespace ionflux
