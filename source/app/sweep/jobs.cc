#include <ionflux/app/sweep/sweep.h>

#include <ionflux/app/sweep/tables.h>
#include <ionflux/output/files.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace ionflux {

namespace fs = std::filesystem;

namespace {

const MPI_Comm every_rank = MPI_COMM_WORLD;

// Relative to the folder of the jobs, from which they are run.
std::string input_of(const SweepPoint& point) { return "points/" + point.folder() + "/point.prm"; }
std::string output_of(const SweepPoint& point) { return "points/" + point.folder() + "/output"; }

std::string input_text(const Parameters& sweep, const SweepPoint& point) {
  std::vector<std::string> overrides = point.overrides;
  overrides.push_back("Output/Directory=" + output_of(point));
  return parse_sweep_point(sweep, overrides).resolved_text;
}

std::string manifest(const Parameters& sweep, const std::vector<SweepPoint>& points) {
  std::vector<std::string> header = {"point"};
  for (const SweepAxis& axis : sweep.sweep.axes)
    header.push_back(axis.title());
  header.push_back("input");
  header.push_back("output");
  CsvTable table(header);
  for (const SweepPoint& point : points) {
    std::vector<CsvTable::Cell> cells = {static_cast<long long>(point.number)};
    for (std::size_t a = 0; a < sweep.sweep.axes.size(); ++a) {
      const SweepValue& value = sweep.sweep.axes[a].values[point.index[a]];
      if (sweep.sweep.axes[a].numeric)
        cells.push_back(value.number);
      else
        cells.push_back(value.text);
    }
    cells.push_back(input_of(point));
    cells.push_back(output_of(point));
    table.add_row(cells);
  }
  return table.csv();
}

std::string array_script(const Parameters& sweep, const std::size_t n_points) {
  return format_text(R"(#!/bin/bash
# Solves the %zu points of a sweep (%s), one Slurm job a point.
#
#   cd to the folder of this file, then:  sbatch sweep.slurm
#   without Slurm, one point:             SLURM_ARRAY_TASK_ID=1 LAUNCHER= bash sweep.slurm
#   tables of what is done so far:        ionflux sweep FILE.prm --collect THIS_FOLDER
#
# IONFLUX: the program, default ionflux. LAUNCHER: what starts its ranks, default srun.
#SBATCH --job-name=ionflux-sweep
#SBATCH --array=1-%zu
#SBATCH --ntasks=1
#SBATCH --time=01:00:00
#SBATCH --output=points/%%4a.log
set -euo pipefail
cd "${SLURM_SUBMIT_DIR:-$(dirname "$0")}"
folder=points/$(printf '%%04d' "$SLURM_ARRAY_TASK_ID")
read -r -a launcher <<< "${LAUNCHER-srun}"
exec "${launcher[@]}" "${IONFLUX:-ionflux}" run "$folder/point.prm"
)",
                     n_points, sweep.file_name.c_str(), n_points);
}

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return text.str();
}

/// Without comments, which tell where values come from.
std::string bare(const std::string& text) {
  std::string result;
  for (const std::string& line : split(text, "\n")) {
    const std::string content = trim(line.substr(0, line.find('#')));
    if (!content.empty()) result += content + "\n";
  }
  return result;
}

void require_sweep(const Parameters& parameters) {
  if (!parameters.sweep.requested)
    throw InputError(ExitCode::bad_parameters, parameters.file_name + " has no section 'Sweep'");
}

} // namespace

int write_jobs(const Parameters& parameters, const std::string& directory) {
  require_sweep(parameters);
  const std::vector<SweepPoint> points = expand_sweep(parameters);
  on_first_rank(every_rank, [&] {
    if (fs::exists(directory) && (!fs::is_directory(directory) || !fs::is_empty(directory)))
      throw std::runtime_error("the folder '" + directory +
                               "' is there and is not empty: choose another one for --jobs");
    for (const SweepPoint& point : points) {
      fs::create_directories(directory + "/points/" + point.folder());
      write_file(directory + "/" + input_of(point), input_text(parameters, point));
    }
    write_file(directory + "/sweep.prm", parameters.original_text);
    write_file(directory + "/manifest.csv", manifest(parameters, points));
    write_file(directory + "/sweep.slurm", array_script(parameters, points.size()));
    std::cout << points.size() << " points in " << directory << "/points; start them with\n  cd "
              << directory << " && sbatch sweep.slurm" << std::endl;
  });
  return static_cast<int>(ExitCode::success);
}

int collect_jobs(const Parameters& parameters, const std::string& directory) {
  require_sweep(parameters);
  const std::vector<SweepPoint> points = expand_sweep(parameters);
  int code = 0;
  on_first_rank(every_rank, [&] {
    std::vector<PointResult> results;
    unsigned int n_done = 0, n_failed = 0;
    for (const SweepPoint& point : points) {
      const std::string text = text_of_file(directory + "/" + input_of(point));
      if (bare(text) != bare(input_text(parameters, point)))
        throw std::runtime_error("'" + directory + "/" + input_of(point) +
                                 "' is not what --jobs writes for " + parameters.file_name +
                                 " as it is now: give the file and the --set of that time");
      PointResult result = read_point(directory + "/" + output_of(point));
      if (result.crc != crc32_of(text)) result = PointResult(); // of an older input
      n_done += result.has_values();
      n_failed += result.status == PointStatus::failed;
      results.push_back(result);
    }
    for (const auto& [name, text] : sweep_tables(parameters, points, results)) {
      write_file(directory + "/" + name, text);
      std::cout << directory << "/" << name << "\n";
    }
    std::cout << n_done << " of " << points.size() << " points done, " << n_failed << " failed"
              << std::endl;
    if (n_failed > 0) code = static_cast<int>(ExitCode::no_convergence);
  });
  MPI_Bcast(&code, 1, MPI_INT, 0, every_rank);
  return code;
}

} // namespace ionflux
