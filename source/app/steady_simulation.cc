#include <ionflux/app/newton_problem.h>
#include <ionflux/app/steady_simulation.h>

#include <deal.II/base/timer.h>

namespace ionflux {

using namespace dealii;

template <int dim>
SteadySimulation<dim>::SteadySimulation(const Parameters& parameters, MPI_Comm communicator,
                                        std::function<void(const std::string&)> log,
                                        const Scaling* const given_scales)
    : Problem<dim>(parameters, communicator, given_scales), told(std::move(log)) {
  told.add_phase("mesh", this->mesh_seconds());
}

template <int dim>
SolveResult SteadySimulation<dim>::take(const SolveResult& now) {
  numbers.reset();
  result = now;
  return now;
}

template <int dim>
Solved<dim>& SteadySimulation<dim>::solved() {
  if (!numbers) numbers = std::make_unique<Solved<dim>>(*this, result);
  return *numbers;
}

template <int dim>
SolveResult SteadySimulation<dim>::solve() {
  const SteadyOutcome outcome = solve_steady(*this, told);
  take(outcome.last);
  return outcome.total;
}

template <int dim>
SolveResult SteadySimulation<dim>::solve_refined(const Marker& mark) {
  Timer timer;
  this->refine(mark);
  const SolveResult now = take(solve_again(*this, told));
  told.lengthen_last_phase(timer.wall_time());
  return now;
}

template <int dim>
SolveResult SteadySimulation<dim>::solve_from(const Vector& start) {
  return take(ionflux::solve_from(*this, start, kept, told));
}

template <int dim>
void SteadySimulation<dim>::prepare_factors(const Vector& start) {
  NewtonProblem<dim> newton(this->problem(), this->model().electrolyte);
  prepare_nearby(newton, start, this->parameters().solver, kept);
}

template class SteadySimulation<2>;
template class SteadySimulation<3>;

} // namespace ionflux
