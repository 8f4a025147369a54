#include <ionflux/app/solve_diary.h>

#include <ionflux/solver/time_to_go.h>
#include <ionflux/support/text.h>

#include <mpi.h>

#include <memory>

namespace ionflux {

namespace {

std::string newton_line(const NewtonStep& step) {
  std::string line = format_text("  %4u   %.2e ", step.step, step.residual);
  for (const double field : step.fields)
    line += format_text("  %.2e", field);
  return line + (step.step ? format_text("  %6u  %.3g", step.krylov, step.damping) : "");
}

} // namespace

SolveLog SolveDiary::begin(const double cells, const double unknowns, const double tolerance) {
  history.push_back({cells, unknowns});
  const auto clock = std::make_shared<TimeToGo>(tolerance, MPI_Wtime());
  return {log, [this, clock](const NewtonStep& step) {
            log(newton_line(step));
            const std::string line = clock->note(step.step, step.residual, MPI_Wtime());
            if (!line.empty()) log(line);
            history.back().steps.push_back(step);
            if (step.step > 0) work += history.back().unknowns;
          }};
}

void SolveDiary::write_header(const std::vector<Species>& species) const {
  std::string line = "  step   residual   phi     ";
  for (const Species& one : species)
    line += format_text("  %-8.8s", one.name.c_str());
  log(line + "  Krylov  damping");
}

void SolveDiary::end(const SolveResult& result) {
  history.back().converged = result.converged;
  history.back().strategy = result.strategy;
}

} // namespace ionflux
