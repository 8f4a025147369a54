#include <ionflux/support/errors.h>
#include <ionflux/support/input_file.h>

#include <deal.II/base/mpi.h>

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ionflux {

namespace {

constexpr int patience = 5000; ///< [ms] for a pipe that says nothing

/// The text of the file, or second why there is none.
using TextOrFailure = std::pair<std::string, std::string>;

// System calls: a stream opens a pipe without a writer never, and reads a device forever.
struct File {
  explicit File(const std::string& name)
      : descriptor(open(name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)) {}
  ~File() {
    if (descriptor >= 0) close(descriptor);
  }
  File(const File&) = delete;
  const int descriptor;
};

/// Append what there is, at most `largest` bytes and one; an error, or silence of a pipe, is false.
bool read_all(const int descriptor, const std::size_t largest, const bool is_pipe,
              std::string& text) {
  char buffer[1 << 16];
  while (text.size() <= largest) {
    const ssize_t n = read(descriptor, buffer, sizeof(buffer));
    if (n > 0) {
      text.append(buffer, n);
      continue;
    }
    // A pipe that nobody has opened for writing yet looks as if it were at its end.
    if (n == 0 && (!is_pipe || !text.empty())) return true;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) return false;
    pollfd wait{descriptor, POLLIN, 0};
    if (poll(&wait, 1, patience) <= 0) return false;
    if (n == 0 && (wait.revents & POLLIN) == 0) return true; // written to and closed: empty
  }
  return true;
}

TextOrFailure read(const std::string& name, const std::size_t largest, const bool pipes) {
  const File file(name);
  struct stat status;
  if (file.descriptor < 0 || fstat(file.descriptor, &status) != 0)
    return {"", errno == ENOENT ? "there is no file '" + name + "'"
                                : "cannot read the file '" + name + "'"};
  const bool is_pipe = pipes && S_ISFIFO(status.st_mode);
  if (!is_pipe && !S_ISREG(status.st_mode)) return {"", "'" + name + "' is not a file"};
  std::string text;
  if (!read_all(file.descriptor, largest, is_pipe, text))
    return {"", is_pipe ? "'" + name + "' is a pipe from which nothing comes"
                        : "cannot read the file '" + name + "'"};
  if (text.size() > largest)
    return {"",
            "the file '" + name + "' is larger than " + std::to_string(largest / 1000000) + " MB"};
  return {std::move(text), ""};
}

TextOrFailure read_alike(const std::string& file, const std::size_t largest, const bool pipes) {
  TextOrFailure result;
  if (dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0)
    result = read(file, largest, pipes);
  return dealii::Utilities::MPI::broadcast(MPI_COMM_WORLD, result);
}

} // namespace

std::string read_input_file(const std::string& file, const std::string& parameter,
                            const std::size_t largest) {
  TextOrFailure result = read_alike(file, largest, false);
  if (result.second.empty() && result.first.empty())
    result.second = "the file '" + file + "' is empty";
  if (!result.second.empty()) {
    Fault fault;
    fault.what = result.second;
    fault.parameter = parameter;
    fault.allowed = "a readable file; a relative name starts at the folder of the parameter file";
    throw InputError(ExitCode::bad_input_file, std::vector<Fault>{fault});
  }
  return std::move(result.first);
}

std::string read_parameter_text(const std::string& file, const std::size_t largest) {
  TextOrFailure result = read_alike(file, largest, true);
  if (result.second.empty()) return std::move(result.first);
  throw InputError(ExitCode::bad_input_file, "cannot read the parameter file: " + result.second);
}

std::string path_below(const std::string& folder, const std::string& name) {
  return !name.empty() && name[0] == '/' ? name : folder + name;
}

} // namespace ionflux
