#include <ionflux/app/sweep/sweep.h>

#include <ionflux/app/integrate.h>
#include <ionflux/app/run_report.h>
#include <ionflux/app/solve_program.h>
#include <ionflux/app/sweep/earlier_points.h>
#include <ionflux/app/sweep/follow.h>
#include <ionflux/app/sweep/progress.h>
#include <ionflux/support/text.h>

#include <deal.II/base/mpi.h>
#include <deal.II/base/timer.h>

#include <nlohmann/json.hpp>

#include <memory>

namespace ionflux {

using namespace dealii;

namespace {

// More would be polynomials of a degree that rounding and kinks do not bear.
constexpr unsigned int most_neighbours = 7;

bool is_first_rank() { return Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0; }

/// The program: follow() the points, each with a session of its own inside that of the sweep.
template <int dim>
class SweepRun {
public:
  SweepRun(const Parameters& sweep, const bool force)
      : sweep(sweep), points(expand_sweep(sweep)),
        steps(plan_sweep(sweep.sweep, points, starts_warm() ? most_neighbours : 0)),
        results(read_earlier_points(sweep, points, force)), progress(sweep.sweep, points, results),
        session(sweep,
                format_text("%s, a sweep of %zu points", sweep.file_name.c_str(), points.size())) {
    session.open(sweep.output.directory, ResultKind::sweep, force);
    session.describe(sweep);
    states = std::make_unique<SweepStates>(session.folder());
    solver = std::make_unique<PointSolver<dim>>(
        sweep, points, steps, *states, [this](const std::string& line) { point_log(line); });
  }

  int run() {
    Log& log = session.log();
    if (sweep.adaptivity.estimator != "none" && sweep.sweep.warm_start)
      log("Adaptive refinement: every point has its own mesh and starts anew");
    if (sweep.time.requested) log("Every point is a run in time of its own");
    if (progress.n_earlier() > 0)
      log(format_text("Continuing: %u points are done already", progress.n_earlier()));
    log("");
    session.mention("points/");
    session.at_end([this] {
      progress.describe(session.record());
      session.record_phase_times();
    });
    const Outcome outcome = session.run([&] {
      follow<dim>(*solver, steps, results, *states, [this](const std::size_t s) {
        solve_point(s);
        write_tables();
      });
      write_tables();
      states->keep_only({});
      log("");
      log(format_text("%u of %zu points done, %u failed", progress.n_done(), points.size(),
                      progress.n_failed()));
      return progress.outcome();
    });
    return static_cast<int>(outcome.code);
  }

private:
  // Each adapted mesh is a point's own.
  bool starts_warm() const {
    return sweep.sweep.warm_start && sweep.adaptivity.estimator == "none" && !sweep.time.requested;
  }

  bool writes_fields(const unsigned int point) const {
    return sweep.output.fields &&
           (sweep.sweep.fields == FieldsOfPoints::all ||
            (sweep.sweep.fields == FieldsOfPoints::last && point + 1 == points.size()));
  }

  // Of a point: what its own input would say, had it been a run.
  Parameters as_run(const unsigned int point, Parameters parameters) const {
    parameters.output.fields = writes_fields(point);
    if (parameters.output.mesh_error == MeshErrorMode::automatic)
      parameters.output.mesh_error = MeshErrorMode::never;
    parameters.output.directory = folder_of(sweep, points[point]);
    return parameters;
  }

  void solve_point(const std::size_t s) {
    Timer timer;
    const unsigned int p = steps[s].point;
    claim_point(sweep, points[p]);
    Session part(sweep,
                 format_text("%s, point %u of a sweep: %s", sweep.file_name.c_str(),
                             points[p].number, points[p].in_words(sweep.sweep).c_str()),
                 Session::Voice::part);
    part.open(folder_of(sweep, points[p]), ResultKind::run);
    point_log = part.speech();
    PointSolve solved;
    const Outcome outcome = part.run([&] {
      const Outcome ended =
          sweep.time.requested ? integrate_in(part, s, solved) : solve_in(part, s, solved);
      if (solved.result.converged && starts_warm() && is_needed(steps, results, p, s + 1))
        states->add(p, solver->state_key(steps[s]), solver->simulation().solution());
      part.record().set("sweep/point", points[p].number);
      part.record().set("sweep/values", points[p].in_words(sweep.sweep));
      part.record().set("sweep/key", points[p].key);
      part.record().set("sweep/attempts", solved.attempts);
      part.record().set("sweep/factors of point",
                        sweep.time.requested ? 0 : solver->point_of_factors() + 1);
      return ended;
    });
    point_log = [](const std::string&) {};
    take_result(p, outcome.code);
    session.log()(progress.note(p, solved, timer.wall_time()));
  }

  Outcome solve_in(Session& part, const std::size_t s, PointSolve& solved) {
    std::vector<std::string> closing;
    solved = solver->solve(steps[s], [&](SteadySimulation<dim>& simulation) {
      const ProgramSolve cold = solve_program(simulation, part);
      closing = cold.closing;
      return cold.solve;
    });
    const Parameters parameters = as_run(steps[s].point, solver->parameters());
    part.describe(parameters);
    Outcome ended;
    ended.code = conclude_run(solver->simulation(), parameters, solved.result, part.log(),
                              part.folder(), part.record(), ended.reason);
    for (const std::string& line : closing)
      part.log()(line);
    return ended;
  }

  // A run in time shares nothing with its neighbours.
  Outcome integrate_in(Session& part, const std::size_t s, PointSolve& solved) {
    const unsigned int p = steps[s].point;
    const Parameters parameters = as_run(p, parameters_of(sweep, points[p]));
    part.describe(parameters);
    SteadySimulation<dim> simulation(parameters, MPI_COMM_WORLD, part.speech());
    TransientCounts counts;
    const Outcome ended = run_transient(simulation, part, &counts);
    solved.attempts = 1;
    solved.result.converged = ended.code == ExitCode::success;
    solved.result.newton_steps = solved.result.all_newton_steps = counts.newton;
    solved.result.krylov_iterations = counts.krylov;
    solved.result.reason = ended.reason;
    return ended;
  }

  // All ranks learn the status, rank 0 reads the tables.
  void take_result(const unsigned int p, const ExitCode code) {
    results[p].status = code == ExitCode::success          ? PointStatus::done
                        : code == ExitCode::audit_violated ? PointStatus::audit_failed
                                                           : PointStatus::failed;
    if (is_first_rank()) results[p] = read_point(folder_of(sweep, points[p]));
  }

  void write_tables() {
    std::map<std::string, std::string> tables;
    if (is_first_rank()) tables = sweep_tables(sweep, points, results);
    std::vector<std::string> names;
    for (const auto& [name, text] : tables)
      names.push_back(name);
    for (const std::string& name : Utilities::MPI::broadcast(MPI_COMM_WORLD, names))
      session.folder().write_text(name, tables[name]);
  }

  const Parameters& sweep;
  const std::vector<SweepPoint> points;
  const std::vector<SweepStep> steps;
  std::vector<PointResult> results; ///< tables on rank 0 only
  SweepProgress progress;
  Session session;
  std::unique_ptr<SweepStates> states;
  std::function<void(const std::string&)> point_log = [](const std::string&) {};
  std::unique_ptr<PointSolver<dim>> solver;
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
