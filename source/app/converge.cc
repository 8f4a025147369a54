#include <ionflux/app/converge.h>

#include <ionflux/app/convergence_tables.h>
#include <ionflux/app/degree_study.h>
#include <ionflux/app/problem_summary.h>
#include <ionflux/app/session.h>
#include <ionflux/input/petsc_options.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/solver/tableau.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

namespace ionflux {

namespace {

/// All degrees and levels, until one does not converge. Returns how it ended.
template <int dim>
ExitCode carry_out(const Parameters& p, ConvergenceStudy& study, Session& session,
                   std::string& reason) {
  Log& log = session.log();
  ExitCode code = ExitCode::success;
  for (const unsigned int degree : p.convergence.degrees) {
    log("");
    log(format_text("Degree %u", degree));
    DegreeStudy<dim> one(p, degree, session.speech());
    if (degree == p.convergence.degrees.front())
      for (const std::string& line : problem_summary(one.problem()))
        if (line.find("Elements") != 0) log(line);
    const std::size_t n_steps = p.convergence.time_steps.size(),
                      n_levels = n_steps > 0 ? n_steps : p.convergence.n_levels;
    for (unsigned int level = 0; level < n_levels; ++level) {
      SolveResult result;
      study.levels.push_back(one.next_level(result));
      if (study.measures.empty()) study.measures = one.measures();
      if (!result.converged) {
        reason =
            format_text("degree %u, %s %u did not converge (%s); the study is incomplete", degree,
                        n_steps > 0 ? "step" : "mesh", level + 1, result.reason.c_str());
        return result.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
      }
    }
    if (one.audit_failed()) {
      code = ExitCode::audit_violated;
      reason = "an audit failed, see 'status' in convergence.csv";
    }
  }
  study.complete = true;
  return code;
}

void write_tables(ConvergenceStudy& study, const Parameters& p, Session& session) {
  Log& log = session.log();
  RunRecord& record = session.record();
  if (study.reference == ReferenceKind::richardson) study.use_extrapolated_values();
  session.folder().write_table("convergence.csv", convergence_csv(study));
  session.folder().write_text("convergence.tex", convergence_latex(study, p.title));
  log("");
  log(study.complete ? "CONVERGENCE" : "CONVERGENCE (INCOMPLETE: a level did not converge)");
  for (const std::string& line : convergence_text(study))
    log(line);
  log("");
  record.set("convergence/complete", study.complete);
  record.set("convergence/uniform", study.uniform);
  record.set("convergence/levels", study.levels.size());
  if (study.scheme_order > 0) {
    record.set("convergence/scheme", p.time.scheme);
    record.set("convergence/order", study.scheme_order);
  }
  record.set("mesh/dimension", study.dimension);
}

template <int dim>
int converge(const Parameters& p) {
  Session session(p, "convergence study of " + p.file_name);
  check_goals(p, p.make_geometry<dim>()->labels());
  session.open(p.output.directory, ResultKind::study, p.output.force);
  session.describe(p);
  ConvergenceStudy study;
  study.reference = p.convergence.reference;
  study.dimension = dim;
  study.uniform = !p.convergence.adaptive;
  if (p.time.requested) study.scheme_order = tableau(p.time.scheme).order;
  const Outcome outcome = session.run([&] {
    Outcome ended;
    ended.code = carry_out<dim>(p, study, session, ended.reason);
    check_unused_petsc_options(p);
    write_tables(study, p, session);
    if (ended.code != ExitCode::success) session.log()("error: " + ended.reason);
    return ended;
  });
  return static_cast<int>(outcome.code);
}

} // namespace

int run_convergence(const Parameters& p) {
  if (!p.convergence.requested) {
    Fault fault;
    fault.what = "the file has no section 'Convergence study'";
    fault.where = {p.file_name, 0};
    fault.allowed = "a subsection that says what to compare with; see prm/convergence.prm";
    throw InputError(ExitCode::bad_parameters, std::vector<Fault>{fault});
  }
  return p.dimension == 2 ? converge<2>(p) : converge<3>(p);
}

} // namespace ionflux
