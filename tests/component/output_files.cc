/// Tables, the log, the output folder, and failures to write: identical on all ranks, exit code 73.

#include <ionflux/output/directory.h>
#include <ionflux/output/files.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/support/errors.h>

#include <deal.II/base/mpi.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <sstream>

#include <unistd.h>

using namespace ionflux;
namespace fs = std::filesystem;
namespace mpi = dealii::Utilities::MPI;

namespace {

const MPI_Comm world = MPI_COMM_WORLD;
bool first_rank() { return mpi::this_mpi_process(world) == 0; }

std::string content(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

/// An empty folder that all ranks know, removed at the end.
class OutputFiles : public testing::Test {
protected:
  OutputFiles() {
    std::string name;
    if (first_rank()) {
      name = (fs::temp_directory_path() / "ionflux_test_XXXXXX").string();
      if (!mkdtemp(&name[0])) name.clear();
    }
    folder = mpi::broadcast(world, name);
  }
  ~OutputFiles() override {
    MPI_Barrier(world);
    if (first_rank()) fs::remove_all(folder);
  }

  void on_first(const std::function<void()>& work) {
    if (first_rank()) work();
    MPI_Barrier(world);
  }

  fs::path folder;
};

/// The message of the InputError(output_failed) that `work` throws, checked to be the same on all
/// ranks.
std::string failure(const std::function<void()>& work) {
  std::string message;
  try {
    work();
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), ExitCode::output_failed);
    message = error.what();
  }
  for (const std::string& other : mpi::all_gather(world, message))
    EXPECT_EQ(message, other);
  EXPECT_NE(message, "") << "nothing was thrown";
  return message;
}

// (GoogleMock's HasSubstr would do, but its headers clash with deal.II's macro Assert.)
void expect_contains(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << "'" << part << "' is not in: " << text;
}

} // namespace

TEST(OutputTable, QuotesWhatNeedsIt) {
  CsvTable table({"boundary", "flux [mol/s]", "n", "a,b"});
  table.add_row({"left \"inlet\"", -1.25e-17, 3ll, {}});
  table.add_row({"two\nlines", std::numeric_limits<double>::quiet_NaN(), 0ll, "plain text"});
  EXPECT_EQ(table.csv(), "boundary,flux [mol/s],n,\"a,b\"\n"
                         "\"left \"\"inlet\"\"\",-1.25e-17,3,\n"
                         "\"two\nlines\",nan,0,plain text\n");
  EXPECT_THROW(table.add_row({1.0}), std::logic_error);
}

TEST(OutputTable, NumbersKeepFifteenDigits) {
  CsvTable table({"x"});
  table.add_row({1.0 / 3.0});
  EXPECT_NEAR(std::stod(table.csv().substr(2)), 1.0 / 3.0, 1e-15);
}

TEST(OutputNames, AreSafe) {
  EXPECT_EQ(file_name_from("pore axis"), "pore_axis");
  EXPECT_EQ(file_name_from("../../etc/passwd"), "_.._.._etc_passwd");
  EXPECT_EQ(file_name_from(""), "_");
}

TEST(OutputLog, OnlyTheActiveRankSpeaks) {
  std::ostringstream console;
  Log log(first_rank(), console);
  log("hello");
  EXPECT_EQ(console.str(), first_rank() ? "hello\n" : "");
}

TEST_F(OutputFiles, LogFileHoldsWhatWasSaidBefore) {
  std::ostringstream console;
  Log log(first_rank(), console);
  log("before");
  OutputDirectory directory(world, folder.string());
  directory.open_log(log);
  log("after");
  MPI_Barrier(world);
  EXPECT_EQ(content(folder / "log.txt"), "before\nafter\n");
}

TEST_F(OutputFiles, MakesParentFolders) {
  OutputDirectory directory(world, (folder / "a" / "b").string());
  directory.write_text("note.txt", "text");
  EXPECT_EQ(content(folder / "a" / "b" / "note.txt"), "text");
  EXPECT_FALSE(fs::exists(folder / "a" / "b" / "note.txt.partial"));
}

TEST_F(OutputFiles, RefusesAFolderThatIsNotOurs) {
  on_first([&] { put(folder / "thesis.tex", "years of work"); });
  expect_contains(failure([&] { OutputDirectory directory(world, folder.string()); }),
                  "not made by ionflux");
  EXPECT_EQ(content(folder / "thesis.tex"), "years of work");
}

TEST_F(OutputFiles, RemovesOurEarlierResultOnly) {
  on_first([&] {
    put(folder / "run.json", R"({"files": ["mine.csv", "../outside.csv", "checkpoints"]})");
    for (const char* name : {"mine.csv", "fields_0000.7.vtu", "profile_axis.csv", "notes.csv"})
      put(folder / name, "old");
    fs::create_directory(folder / "checkpoints");
    fs::create_directory(folder / "report");
    put(folder / "report" / "iv.svg", "old");
    put(folder / "report" / "letter.txt", "not ours");
  });
  OutputDirectory directory(world, folder.string());
  for (const char* name : {"mine.csv", "fields_0000.7.vtu", "profile_axis.csv", "run.json"})
    EXPECT_FALSE(fs::exists(folder / name)) << name;
  EXPECT_TRUE(fs::exists(folder / "notes.csv"));
  EXPECT_TRUE(fs::exists(folder / "checkpoints"));
  EXPECT_FALSE(fs::exists(folder / "report" / "iv.svg"));
  EXPECT_TRUE(fs::exists(folder / "report" / "letter.txt"));
}

TEST_F(OutputFiles, ForbiddenPlaceIsReported) {
  expect_contains(failure([] { OutputDirectory directory(world, "/proc/no/such/place"); }),
                  "/proc/no/such/place");
  on_first([&] { put(folder / "file", "x"); });
  expect_contains(failure([&] { OutputDirectory directory(world, (folder / "file").string()); }),
                  "cannot make the output folder");
}

// The temporary name leads to a device that is always full.
TEST_F(OutputFiles, FullDiskIsReportedAndLeavesNoTable) {
  OutputDirectory directory(world, folder.string());
  on_first([&] { fs::create_symlink("/dev/full", folder / "fluxes.csv.partial"); });
  CsvTable table({"a"});
  table.add_row({1.0});
  const std::string message = failure([&] { directory.write_table("fluxes.csv", table); });
  expect_contains(message, "fluxes.csv");
  expect_contains(message, "No space left on device");
  EXPECT_FALSE(fs::exists(folder / "fluxes.csv"));
}

TEST_F(OutputFiles, VanishedFolderIsReported) {
  OutputDirectory directory(world, (folder / "gone").string());
  on_first([&] { fs::remove_all(folder / "gone"); });
  expect_contains(failure([&] { directory.write_text("a.txt", "text"); }),
                  "No such file or directory");
}

TEST_F(OutputFiles, FailureOfTheLastRankIsKnownToAll) {
  const unsigned int last = mpi::n_mpi_processes(world) - 1;
  expect_contains(failure([&] {
                    on_all_ranks(world, [&] {
                      if (mpi::this_mpi_process(world) == last) throw std::runtime_error("no luck");
                    });
                  }),
                  "no luck");
}

TEST_F(OutputFiles, RunRecordTellsHowItEnded) {
  OutputDirectory directory(world, folder.string());
  RunRecord record(world, "pore.prm", "123456789", "A title with \xff");
  record.set("mesh/cells", 12);
  record.set("flux [mol/s]/K", 1.5);
  record.append("audits", {{"name", "balance"}, {"passed", true}});
  record.write(directory, ExitCode::no_convergence, "residual stuck");
  const auto json = nlohmann::json::parse(content(folder / "run.json"));
  EXPECT_EQ(json["input"]["crc32"], "cbf43926"); // the check value of CRC-32
  EXPECT_EQ(json["mesh"]["cells"], 12);
  EXPECT_EQ(json["flux [mol/s]"]["K"], 1.5);
  EXPECT_EQ(json["audits"][0]["name"], "balance");
  EXPECT_EQ(json["exit"]["code"], 76);
  EXPECT_EQ(json["exit"]["reason"], "residual stuck");
  EXPECT_EQ(json["files"][0], "run.json");
  EXPECT_EQ(json["ranks"], mpi::n_mpi_processes(world));
  EXPECT_GT(json["peak memory [MiB]"]["all ranks"], 1.0);
}
