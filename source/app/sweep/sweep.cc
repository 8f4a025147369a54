#include <ionflux/app/sweep/sweep.h>

#include <ionflux/algebra/phase_times.h>
#include <ionflux/app/adaptive_solve.h>
#include <ionflux/app/run_report.h>
#include <ionflux/app/sweep/point_solver.h>
#include <ionflux/app/sweep/tables.h>
#include <ionflux/input/input_record.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/files.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/support/text.h>
#include <ionflux/support/version.h>

#include <deal.II/base/mpi.h>
#include <deal.II/base/timer.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace ionflux {

using namespace dealii;

namespace {

const MPI_Comm world = MPI_COMM_WORLD;

// More would be polynomials of a degree that rounding and kinks do not bear.
constexpr unsigned int most_neighbours = 5;

bool first_rank() { return Utilities::MPI::this_mpi_process(world) == 0; }

/// The folder of a point that an interrupted run left without its marks is ours all the same.
void claim(const std::string& folder) {
  namespace fs = std::filesystem;
  if (!fs::is_directory(folder) || fs::exists(folder + "/run.json") ||
      fs::exists(folder + "/original.prm"))
    return;
  write_file(folder + "/original.prm", "");
}

template <int dim>
class SweepRun {
public:
  SweepRun(const Parameters& sweep, const bool force)
      : sweep(sweep), console(first_rank()), points(expand_sweep(sweep)),
        steps(plan_sweep(sweep.sweep, points, starts_warm() ? most_neighbours : 0)),
        results(points.size()) {
    read_earlier_points(force);
    folder =
        std::make_unique<OutputDirectory>(world, sweep.output.directory, ResultKind::sweep, force);
    states = std::make_unique<SweepStates>(*folder);
  }

  int run() {
    begin();
    RunRecord record(world, sweep.file_name, sweep.original_text, sweep.title);
    record.set("kind", "sweep");
    record_input(record, sweep);
    ExitCode code = ExitCode::internal;
    std::string reason = "done";
    try {
      solve_points(record);
      code = outcome(reason);
    } catch (const InputError& error) { // alike on all ranks
      describe(record);
      record.write(*folder, error.code(), error.what());
      throw;
    }
    states->keep_only({});
    describe(record);
    record.write(*folder, code, reason);
    console("");
    console(
        format_text("%u of %zu points done, %u failed", count(true), points.size(), count(false)));
    console("Files in " + sweep.output.directory + "/: " + join(folder->files(), ", ") +
            ", points/");
    console("Finished: " + reason);
    return static_cast<int>(code);
  }

private:
  // Each adapted mesh is a point's own.
  bool starts_warm() const {
    return sweep.sweep.warm_start && sweep.adaptivity.estimator == "none";
  }

  std::string folder_of(const SweepPoint& point) const {
    return sweep.output.directory + "/points/" + point.folder();
  }

  // Points that are done are not done again; points of another input are not mixed with ours.
  void read_earlier_points(const bool force) {
    on_first_rank(world, [&] {
      for (std::size_t i = 0; i < points.size(); ++i) {
        results[i] = read_point(folder_of(points[i]));
        if (results[i].status == PointStatus::waiting) continue;
        if (!force && results[i].key != points[i].key)
          throw std::runtime_error(
              "the folder '" + folder_of(points[i]) + "' holds a point of another input than " +
              sweep.file_name + ", point " + std::to_string(points[i].number) + " (" +
              points[i].in_words(sweep.sweep) +
              "): choose another Output/Directory, or begin anew with --force");
        if (force) std::filesystem::remove(folder_of(points[i]) + "/run.json");
        if (force || results[i].status == PointStatus::failed) results[i] = PointResult();
      }
    });
    std::vector<char> done(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
      done[i] = results[i].status == PointStatus::audit_failed ? 2 : results[i].has_values();
    done = Utilities::MPI::broadcast(world, done);
    std::vector<int> factors;
    for (const PointResult& result : results)
      factors.push_back(result.point_of_factors);
    factors = Utilities::MPI::broadcast(world, factors);
    for (std::size_t i = 0; i < points.size(); ++i) {
      results[i].point_of_factors = factors[i];
      if (done[i]) results[i].status = done[i] == 2 ? PointStatus::audit_failed : PointStatus::done;
      n_earlier += done[i] != 0;
    }
  }

  void begin() {
    console(format_text("ionflux %s on %u rank(s): %s, a sweep of %zu points", version(),
                        Utilities::MPI::n_mpi_processes(world), sweep.file_name.c_str(),
                        points.size()));
    if (!sweep.title.empty()) console(sweep.title);
    folder->write_text("original.prm", sweep.original_text);
    folder->write_text("resolved.prm", sweep.resolved_text);
    folder->open_log(console);
    begin_phase_times();
    take_petsc_options(sweep);
    if (sweep.adaptivity.estimator != "none" && sweep.sweep.warm_start)
      console("Adaptive refinement: every point has its own mesh and starts anew");
    if (n_earlier > 0) console(format_text("Continuing: %u points are done already", n_earlier));
    console("");
  }

  void solve_points(RunRecord&) {
    Log* point_log = nullptr;
    PointSolver<dim> solver(sweep, points, steps, *states, [&](const std::string& line) {
      if (point_log != nullptr) (*point_log)(line);
    });
    for (std::size_t s = 0; s < steps.size(); ++s) {
      const SweepStep& step = steps[s];
      if (results[step.point].has_values()) {
        if (needed(step.point, s + 1)) {
          solver.restore_mesh(step);
          states->load(step.point, solver.state_key(step),
                       solver.simulation().discretization().make_vector());
        }
        const int factors = results[step.point].point_of_factors;
        if (factors >= 0 && s + 1 < steps.size() && steps[s + 1].group == step.group &&
            results[steps[s + 1].point].status == PointStatus::waiting)
          solver.load_factors(step, factors);
        continue;
      }
      std::ostream nowhere(nullptr);
      Log log(first_rank(), nowhere);
      point_log = &log;
      solve_point(solver, s, log);
      point_log = nullptr;
      std::vector<unsigned int> wanted;
      for (std::size_t later = s + 1; later < steps.size(); ++later)
        for (const unsigned int p : steps[later].neighbours)
          if (results[steps[later].point].status == PointStatus::waiting) wanted.push_back(p);
      states->keep_only(wanted);
      write_tables();
    }
    write_tables();
  }

  bool needed(const unsigned int point, const std::size_t from) const {
    for (std::size_t s = from; s < steps.size(); ++s)
      if (results[steps[s].point].status == PointStatus::waiting &&
          std::count(steps[s].neighbours.begin(), steps[s].neighbours.end(), point))
        return true;
    return false;
  }

  bool writes_fields(const unsigned int point) const {
    return sweep.output.fields &&
           (sweep.sweep.fields == FieldsOfPoints::all ||
            (sweep.sweep.fields == FieldsOfPoints::last && point + 1 == points.size()));
  }

  void solve_point(PointSolver<dim>& solver, const std::size_t s, Log& log) {
    Timer timer;
    const SweepStep& step = steps[s];
    const SweepPoint& point = points[step.point];
    on_first_rank(world, [&] { claim(folder_of(point)); });
    OutputDirectory directory(world, folder_of(point));
    directory.write_text("original.prm", sweep.original_text);
    directory.open_log(log);
    log(format_text("ionflux %s on %u rank(s): %s, point %u of a sweep: %s", version(),
                    Utilities::MPI::n_mpi_processes(world), sweep.file_name.c_str(), point.number,
                    point.in_words(sweep.sweep).c_str()));
    RunRecord record(world, sweep.file_name, sweep.original_text, sweep.title);
    std::vector<std::string> summary;
    const PointSolve solved = solver.solve(step, [&](SteadySimulation<dim>& simulation) {
      simulation.prepare_mesh();
      for (const std::string& line : simulation.summary())
        log(line);
      const Parameters& p = solver.parameters();
      describe_mesh(simulation, p, log);
      const AdaptiveOutcome outcome = solve_adaptively(simulation, p, log, directory, record);
      summary = outcome.summary;
      return outcome.solve;
    });
    Parameters parameters = solver.parameters();
    parameters.output.fields = writes_fields(step.point);
    if (parameters.output.mesh_error == MeshErrorMode::automatic)
      parameters.output.mesh_error = MeshErrorMode::never;
    directory.write_text("resolved.prm", parameters.resolved_text);
    parameters.output.directory = folder_of(point);
    record_input(record, parameters);
    std::string reason = "done";
    const ExitCode code = conclude_run(solver.simulation(), parameters, solved.result, log,
                                       directory, record, reason);
    for (const std::string& line : summary)
      log(line);
    log("Finished: " + reason);
    if (solved.result.converged && starts_warm() && needed(step.point, s + 1))
      states->add(step.point, solver.state_key(step), solver.simulation().solution());
    record.set("sweep/point", point.number);
    record.set("sweep/values", point.in_words(sweep.sweep));
    record.set("sweep/key", point.key);
    record.set("sweep/attempts", solved.attempts);
    record.set("sweep/factors of point", solver.point_of_factors() + 1);
    record.write(directory, code, reason);
    finish(step.point, solved, code, timer.wall_time());
  }

  // All ranks learn the status, rank 0 reads the tables.
  void finish(const unsigned int p, const PointSolve& solved, const ExitCode code,
              const double seconds) {
    PointResult& result = results[p];
    result.status = code == ExitCode::success          ? PointStatus::done
                    : code == ExitCode::audit_violated ? PointStatus::audit_failed
                                                       : PointStatus::failed;
    if (first_rank()) result = read_point(folder_of(points[p]));
    ++n_solved;
    n_newton += solved.result.all_newton_steps;
    seconds_spent += seconds;
    unsigned int n_left = 0;
    for (const PointResult& other : results)
      n_left += other.status == PointStatus::waiting;
    std::string line = format_text("%4u/%zu  %s: ", points[p].number, points.size(),
                                   points[p].in_words(sweep.sweep).c_str());
    line += result.has_values() ? current_in_words(result) : "FAILED, " + solved.result.reason;
    console(line + format_text("; %u Newton, %u Krylov%s, %.2g s, %.0f s left",
                               solved.result.all_newton_steps, solved.result.krylov_iterations,
                               solved.result.strategy == "warm start" ? "" : ", cold", seconds,
                               seconds_spent / n_solved * n_left));
  }

  std::string current_in_words(const PointResult& result) const {
    const int unit = result.fluxes.column("current [");
    if (unit < 0) return "done"; // a rank that does not print
    std::vector<std::string> boundaries = swept_electrode(sweep.sweep).surfaces;
    if (boundaries.empty()) {
      double largest = -1.0;
      for (const std::vector<std::string>& row : result.fluxes.rows)
        if (const double current = current_into(result.fluxes, {row[0]});
            std::abs(current) > 1.000001 * largest) {
          largest = std::abs(current);
          boundaries = {row[0]};
        }
    }
    const std::string& name = result.fluxes.header[unit];
    return format_text("%.6g %s into %s", current_into(result.fluxes, boundaries),
                       name.substr(9, name.size() - 10).c_str(), join(boundaries, ", ").c_str());
  }

  void write_tables() {
    std::map<std::string, std::string> tables;
    if (first_rank()) tables = sweep_tables(sweep, points, results);
    std::vector<std::string> names;
    for (const auto& [name, text] : tables)
      names.push_back(name);
    for (const std::string& name : Utilities::MPI::broadcast(world, names))
      folder->write_text(name, tables[name]);
  }

  unsigned int count(const bool good) const {
    return std::count_if(results.begin(), results.end(), [&](const PointResult& result) {
      return good ? result.has_values() : result.status == PointStatus::failed;
    });
  }

  ExitCode outcome(std::string& reason) const {
    std::vector<std::string> failed, broken;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (results[i].status == PointStatus::failed)
        failed.push_back(std::to_string(points[i].number));
      if (results[i].status == PointStatus::audit_failed)
        broken.push_back(std::to_string(points[i].number));
    }
    if (!failed.empty()) reason = "no convergence at point(s) " + join(failed, ", ");
    if (!failed.empty()) return ExitCode::no_convergence;
    if (!broken.empty()) reason = "an audit failed at point(s) " + join(broken, ", ");
    return broken.empty() ? ExitCode::success : ExitCode::audit_violated;
  }

  void describe(RunRecord& record) const {
    record.set("sweep/points", points.size());
    record.set("sweep/done", count(true));
    record.set("sweep/failed", count(false));
    record.set("sweep/done by an earlier run", n_earlier);
    record.set("sweep/newton steps", n_newton);
    if (n_solved > 0) record.set("sweep/newton steps a point", 1.0 * n_newton / n_solved);
    record.set("seconds/points", seconds_spent);
    for (const auto& [name, seconds] : phase_times())
      record.set("seconds/of which/" + name, seconds);
  }

  const Parameters& sweep;
  Log console;
  const std::vector<SweepPoint> points;
  const std::vector<SweepStep> steps;
  std::vector<PointResult> results; ///< tables on rank 0 only
  std::unique_ptr<OutputDirectory> folder;
  std::unique_ptr<SweepStates> states;
  unsigned int n_earlier = 0, n_solved = 0, n_newton = 0;
  double seconds_spent = 0.0;
};

} // namespace

int run_sweep(const Parameters& parameters, const bool force) {
  if (!parameters.sweep.requested)
    throw InputError(ExitCode::bad_parameters,
                     parameters.file_name + " has no section 'Sweep': see `ionflux params`");
  return parameters.dimension == 2 ? SweepRun<2>(parameters, force).run()
                                   : SweepRun<3>(parameters, force).run();
}

std::string check_sweep(const Parameters& parameters) {
  constexpr unsigned int most = 40; // a few hundredths of a second each: an answer in 2 s
  const unsigned int n = expand_sweep(parameters, most).size();
  return format_text("A sweep of %u points; %s checked.", n,
                     n > most ? "a sample of them, from the first to the last, was"
                              : "all of them were");
}

} // namespace ionflux
