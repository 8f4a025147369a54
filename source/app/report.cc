#include <ionflux/app/report.h>

#include <ionflux/support/errors.h>

#include <mpi.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern char** environ; // POSIX leaves its declaration to the program

namespace ionflux {

namespace {

/// The folder of the scripts: as the user says, or beside this program where it was installed
/// (share/ionflux next to bin, wherever that was moved), or in the sources it was built from.
std::string script() {
  const char* const folder = std::getenv("IONFLUX_SCRIPTS");
  if (folder != nullptr && *folder != '\0') return std::string(folder) + "/report";
  std::error_code fault; // without /proc
  const auto program = std::filesystem::read_symlink("/proc/self/exe", fault);
  const auto installed = program.parent_path().parent_path() / IONFLUX_INSTALLED_SCRIPTS / "report";
  if (!fault && std::filesystem::exists(installed, fault)) return installed.string();
  return IONFLUX_SCRIPTS "/report";
}

// Nothing of the user's text goes through a shell. 127: there is no Python (env says so).
int run_script(const std::string& path, const std::string& directory, const bool with_pdf) {
  std::string program = path, pdf = "--pdf", end_of_options = "--", folder = directory;
  std::vector<char*> arguments = {program.data()};
  if (with_pdf) arguments.push_back(pdf.data());
  arguments.insert(arguments.end(), {end_of_options.data(), folder.data(), nullptr});
  pid_t child = 0;
  const int fault = posix_spawn(&child, path.c_str(), nullptr, nullptr, arguments.data(), environ);
  if (fault != 0) return 127;
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return static_cast<int>(ExitCode::internal);
  return WIFEXITED(status) ? WEXITSTATUS(status) : static_cast<int>(ExitCode::internal);
}

} // namespace

int write_report(const std::string& directory, const bool with_pdf) {
  const std::string path = script();
  constexpr int no_script = -1, no_python = 127;
  int rank = 0, code = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  if (rank == 0)
    code = access(path.c_str(), X_OK) == 0 ? run_script(path, directory, with_pdf) : no_script;
  // The others would wait in MPI_Bcast at full speed, for the seconds that the pictures take.
  MPI_Request request;
  MPI_Ibcast(&code, 1, MPI_INT, 0, MPI_COMM_WORLD, &request);
  for (int done = 0; !done; MPI_Test(&request, &done, MPI_STATUS_IGNORE))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  if (code == no_script)
    throw InputError(ExitCode::resources,
                     "there is no program '" + path +
                         "', which writes the report\n  set the environment variable "
                         "IONFLUX_SCRIPTS to the folder 'scripts' of ionflux's sources");
  if (code == no_python)
    throw InputError(ExitCode::resources, "'" + path +
                                              "' cannot be run: python3 is missing\n  on Debian: "
                                              "apt-get install python3-matplotlib python3-jinja2");
  return code;
}

} // namespace ionflux
