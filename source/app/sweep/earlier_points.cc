#include <ionflux/app/sweep/earlier_points.h>

#include <ionflux/output/files.h>

#include <deal.II/base/mpi.h>

#include <filesystem>

namespace ionflux {

using namespace dealii;

std::string folder_of(const Parameters& sweep, const SweepPoint& point) {
  return sweep.output.directory + "/points/" + point.folder();
}

std::vector<PointResult> read_earlier_points(const Parameters& sweep,
                                             const std::vector<SweepPoint>& points,
                                             const bool force) {
  std::vector<PointResult> results(points.size());
  on_first_rank(MPI_COMM_WORLD, [&] {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const std::string folder = folder_of(sweep, points[i]);
      results[i] = read_point(folder);
      if (results[i].status == PointStatus::waiting) continue;
      if (!force && results[i].key != points[i].key)
        throw std::runtime_error(
            "the folder '" + folder + "' holds a point of another input than " + sweep.file_name +
            ", point " + std::to_string(points[i].number) + " (" + points[i].in_words(sweep.sweep) +
            "): choose another Output/Directory, or begin anew with --force");
      if (force) std::filesystem::remove(folder + "/run.json");
      if (force || results[i].status == PointStatus::failed) results[i] = PointResult();
    }
  });
  std::vector<char> done(points.size());
  std::vector<int> factors;
  for (std::size_t i = 0; i < points.size(); ++i) {
    done[i] = results[i].status == PointStatus::audit_failed ? 2 : results[i].has_values();
    factors.push_back(results[i].point_of_factors);
  }
  done = Utilities::MPI::broadcast(MPI_COMM_WORLD, done);
  factors = Utilities::MPI::broadcast(MPI_COMM_WORLD, factors);
  for (std::size_t i = 0; i < points.size(); ++i) {
    results[i].point_of_factors = factors[i];
    if (done[i]) results[i].status = done[i] == 2 ? PointStatus::audit_failed : PointStatus::done;
  }
  return results;
}

void claim_point(const Parameters& sweep, const SweepPoint& point) {
  namespace fs = std::filesystem;
  on_first_rank(MPI_COMM_WORLD, [&] {
    const std::string folder = folder_of(sweep, point);
    if (!fs::is_directory(folder) || fs::exists(folder + "/run.json") ||
        fs::exists(folder + "/original.prm"))
      return;
    write_file(folder + "/original.prm", "");
  });
}

} // namespace ionflux
