// An integration that does not reach its end: why, and what it leaves.

#include <ionflux/app/integration.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

namespace {

// Steps this much shorter than the time since the last jump approach a moment that no step passes:
// what a double says of the time has some digits more.
constexpr double least_progress = 1e-10;

// Of the largest concentration of a species: less is used up.
constexpr double used_up = 1e-6;

// A current, or a flux of a species.
bool is_any_given(const BoundaryMap& boundaries) {
  for (const BoundaryCondition& condition : boundaries.conditions())
    for (const AppliedLaw& law : condition.laws)
      if (law.row->gives == Gives::current || law.row->drives_metal ||
          (law.species >= 0 && !law.row->essential() && !law.row->depends_on_state()))
        return true;
  return false;
}

} // namespace

template <int dim>
void Integration<dim>::leave_last_state() {
  log(format_text("The last accepted state, of t = %.6g s, is the last one in the files.",
                  stepper.time()));
  stepper.recall();
  if (output.last_written() < stepper.time()) output.write(stepper);
  output.write_tables(); // with what was tried since
  checkpoint();
}

// Behind Sand's time a given current finds no ions: the potential runs away towards it.
template <int dim>
std::string Integration<dim>::depletion() const {
  Vector x = simulation.discretization().make_vector();
  IONFLUX_PETSC(VecCopy(stepper.standing().x, x));
  const VolumeSummary summary =
      simulation.problem().assembler().summarize(simulation.problem().ghosted(x));
  std::vector<std::string> names;
  const std::vector<Species>& species = simulation.model().electrolyte.species;
  for (unsigned int i = 0; i < species.size(); ++i)
    if (species[i].charge_number != 0 && summary.least[i] < used_up * summary.greatest[i])
      names.push_back(species[i].name);
  if (names.empty()) return "";
  return "; used up somewhere: " + join(names, ", ") +
         (is_any_given(simulation.model().boundaries)
              ? ", of which no given flux or current takes more (Sand's transition time)"
              : "");
}

template <int dim>
ExitCode Integration<dim>::give_up(const StepOutcome& outcome, const double from,
                                   std::string& reason) const {
  reason = format_text("no step of %.3g s or more from t = %.6g s succeeds: ",
                       time.fixed_step > 0.0 ? time.fixed_step : time.smallest_step, from) +
           (outcome.solved ? "the error stays above the tolerance" : outcome.reason) + depletion();
  if (simulation.model().electrolyte.is_neutral_in_concentrations() &&
      simulation.parameters().degree > 1)
    reason += " (if a concentration has fallen below zero: it does not with 'Degree' = 1)";
  return outcome.non_finite ? ExitCode::non_finite : ExitCode::no_convergence;
}

template <int dim>
bool Integration<dim>::is_stuck() const {
  return time.fixed_step <= 0.0 &&
         control.memory().wanted < least_progress * (stepper.time() - last_break);
}

template <int dim>
ExitCode Integration<dim>::end_at_singularity(std::string& reason) const {
  reason = format_text("steps shrink towards t = %.6g s, which the solution does not pass",
                       stepper.time()) +
           depletion();
  return ExitCode::no_convergence;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Integration<dim>::leave_last_state();                                              \
  template ExitCode Integration<dim>::give_up(const StepOutcome&, double, std::string&) const;     \
  template std::string Integration<dim>::depletion() const;                                        \
  template bool Integration<dim>::is_stuck() const;                                                \
  template ExitCode Integration<dim>::end_at_singularity(std::string&) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
