#include <ionflux/app/mixed_potential.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Current of all laws of surfaces into the domain, of a state. [-]
template <int dim>
double current_of(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem, const Vector& x) {
  const Vector ghosted = problem.ghosted(x);
  double sum = 0.0;
  for (const auto& row : problem.assembler().surfaces().integrals(ghosted))
    for (unsigned int i = 0; i + 1 < row.size(); ++i)
      sum += parts.model.law->charge_number(i) * row[i + 1];
  return sum;
}

} // namespace

bool kinetics_alone_fix_potential(const Model& model) {
  bool floats = false;
  for (const BoundaryCondition& condition : model.boundaries.conditions())
    for (const AppliedLaw& law : condition.laws) {
      if (law.fixes_potential() && !law.row->lets_through &&
          (law.species < 0 || model.electrolyte.species[law.species].charge_number != 0))
        return false;
      floats |= law.row->gives == Gives::current;
    }
  return floats;
}

// The more positive the solution, the less is oxidised: the current falls with its potential.
template <int dim>
Vector mixed_potential_state(const ProblemParts<dim>& parts, DiscreteProblem<dim>& problem) {
  constexpr double widest = 200.0; // RT/F: 5 V
  problem.choose(TransportStage::full, 1.0);
  const auto state_at = [&](const double potential) {
    Vector x = equilibrium_state(parts, potential);
    problem.distribute(x);
    return x;
  };
  double low = -widest, high = widest;
  for (unsigned int k = 0; k < 60; ++k) {
    const double middle = 0.5 * (low + high);
    (current_of(parts, problem, state_at(middle)) > 0.0 ? low : high) = middle;
  }
  return state_at(0.5 * (low + high));
}

template Vector mixed_potential_state<2>(const ProblemParts<2>&, DiscreteProblem<2>&);
template Vector mixed_potential_state<3>(const ProblemParts<3>&, DiscreteProblem<3>&);

} // namespace ionflux
