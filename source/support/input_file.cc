#include <ionflux/support/errors.h>
#include <ionflux/support/input_file.h>

#include <deal.II/base/mpi.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace ionflux {

namespace {

/// The text of the file, or second why there is none.
std::pair<std::string, std::string> read(const std::string& file, const std::size_t largest) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) return {"", "there is no file '" + file + "'"};
  if (!std::filesystem::is_regular_file(status)) return {"", "'" + file + "' is not a file"};
  const auto size = std::filesystem::file_size(file, error);
  if (error) return {"", "cannot read the file '" + file + "'"};
  if (size == 0) return {"", "the file '" + file + "' is empty"};
  if (size > largest)
    return {"",
            "the file '" + file + "' is larger than " + std::to_string(largest / 1000000) + " MB"};
  std::string text(size, '\0');
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(text.data(), static_cast<std::streamsize>(size)))
    return {"", "cannot read the file '" + file + "'"};
  return {std::move(text), ""};
}

} // namespace

std::string read_input_file(const std::string& file, const std::string& parameter,
                            const std::size_t largest) {
  std::pair<std::string, std::string> text_and_failure;
  if (dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0)
    text_and_failure = read(file, largest);
  text_and_failure = dealii::Utilities::MPI::broadcast(MPI_COMM_WORLD, text_and_failure);
  if (!text_and_failure.second.empty()) {
    Fault fault;
    fault.what = text_and_failure.second;
    fault.parameter = parameter;
    fault.allowed = "a readable file; a relative name starts at the folder of the parameter file";
    throw InputError(ExitCode::bad_input_file, std::vector<Fault>{fault});
  }
  return std::move(text_and_failure.first);
}

std::string path_below(const std::string& folder, const std::string& name) {
  return !name.empty() && name[0] == '/' ? name : folder + name;
}

} // namespace ionflux
