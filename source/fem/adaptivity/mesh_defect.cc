#include <ionflux/fem/adaptivity/interpolation.h>
#include <ionflux/fem/adaptivity/mesh_defect.h>
#include <ionflux/fem/adaptivity/reconstruction.h>
#include <ionflux/fem/adaptivity/smoothing.h>
#include <ionflux/fem/balance.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;
using FieldSums = std::vector<std::vector<double>>;

namespace {

// Directions are followed by differences over so much of an unknown: more would not be a
// derivative, and less would be rounding where a flux is small beside others.
constexpr double difference_of_unknowns = 1e-3;

// Two catch most of what there is at corners, four little more than three (doc/numerics.md).
constexpr unsigned int n_smoothing_steps = 3;

FieldSums difference(FieldSums a, const FieldSums& b, const double factor = 1.0) {
  for (unsigned int i = 0; i < a.size(); ++i)
    for (unsigned int f = 0; f < a[i].size(); ++f)
      a[i][f] = factor * (a[i][f] - b[i][f]);
  return a;
}

// Values that the finer elements know better: of the input at their nodes, and what follows from
// them by the equations there.
template <int dim>
Vector with_boundary_values(const Discretization<dim>& fine, const FixedValues<dim>& fixed,
                            const TransportLaw& law, Vector state) {
  fixed.constraints().distribute(state);
  const types::global_dof_index first = state.local_range().first;
  double* values;
  VecGetArray(state, &values);
  for (const NodeEquation& equation : fixed.node_equations())
    values[equation.unknown - first] =
        equation.solution(law, values + (equation.potential - first));
  VecRestoreArray(state, &values);
  fine.hanging_nodes.distribute(state);
  return state;
}

// Owned unknowns whose test functions are known on the boundary: nothing is to be reconstructed
// there.
template <int dim>
std::vector<char> find_fixed(const Discretization<dim>& d, const FixedValues<dim>& fixed) {
  std::vector<char> marks(d.owned.n_elements(), 0);
  const auto mark = [&](const types::global_dof_index dof) {
    if (d.owned.is_element(dof)) marks[d.owned.index_within_set(dof)] = 1;
  };
  for (const auto dof : fixed.fixed())
    mark(dof);
  for (const SharedPotential& potential : fixed.shared_potentials()) {
    for (const auto dof : potential.slaves)
      mark(dof);
    mark(potential.master);
  }
  for (const NodeEquation& equation : fixed.node_equations())
    mark(equation.unknown);
  return marks;
}

void clear(const std::vector<char>& marks, Vector& rows) {
  double* values;
  VecGetArray(rows, &values);
  for (unsigned int i = 0; i < marks.size(); ++i)
    if (marks[i]) values[i] = 0.0;
  VecRestoreArray(rows, &values);
}

} // namespace

template <int dim>
FinerEquations<dim>::FinerEquations(const ProblemView<dim>& view)
    : view(view), fine(view), weak_form(fine, view.model), fixed(fine, view.model),
      reconstruction(view.discretization, fine) {
  weak_form.setup();
  fixed.update(1.0);
}

template <int dim>
void FinerEquations<dim>::update_given_values() {
  weak_form.update_given_terms();
  fixed.update(1.0);
}

template <int dim>
Vector FinerEquations<dim>::interpolated(const Vector& ghosted) const {
  return with_boundary_values(fine, fixed, *view.model.law,
                              interpolate_to_degree(view.discretization, ghosted, fine));
}

template <int dim>
Vector FinerEquations<dim>::content(const Vector& ghosted) const {
  Vector rows = fine.make_vector();
  weak_form.content(with_ghosts(fine, interpolated(ghosted)), rows);
  return rows;
}

template <int dim>
MeshDefect<dim> FinerEquations<dim>::defect(DiscreteProblem<dim>& problem, const Vector& solution,
                                            const Vector* const storage) const {
  const Discretization<dim>& d = view.discretization;
  const Vector ghosted = problem.ghosted(solution), start = interpolated(ghosted);
  Vector rows = fine.make_vector();
  weak_form.residual(with_ghosts(fine, start), {}, rows);
  if (storage) rows.add(1.0, *storage);
  const std::vector<char> marks = find_fixed(fine, fixed);
  const Vector state =
      with_ghosts(fine, smoothed(view, fine, weak_form, marks, storage ? 0 : n_smoothing_steps,
                                 start, rows, storage));

  MeshDefect<dim> defect;
  defect.rows = restricted(fine, rows, d);
  clear(marks, rows);
  defect.rows.add(1.0, reconstruction.increment_transposed(rows));
  defect.rows.add(-1.0, problem.raw_residual(solution, true));
  const Assembler<dim>& own = problem.assembler();
  defect.given =
      difference(weak_form.surfaces().integrals(state), own.surfaces().integrals(ghosted));
  defect.membranes = difference(weak_form.surfaces().membrane_fluxes(state),
                                own.surfaces().membrane_fluxes(ghosted));
  return defect;
}

template <int dim>
Vector defect_equations(const Discretization<dim>& d, const DiscreteProblem<dim>& problem,
                        const MeshDefect<dim>& defect) {
  const FixedValues<dim>& fixed = problem.fixed();
  const UnknownPotentials<dim>& potentials = problem.unknown_potentials();
  Vector right(defect.rows);
  right *= -1.0;
  clear(find_fixed(d, fixed), right);
  for (unsigned int k = 0; k < potentials.size(); ++k) {
    const double change = potentials.excess_of(k, defect.rows, defect.given);
    const auto master = fixed.shared_potentials()[k].master;
    if (d.owned.is_element(master)) right(master) = -potentials.factor(k) * change;
  }
  right.compress(VectorOperation::insert);
  return right;
}

bool FluxChanges::is_vague(const FluxTable& fluxes) const {
  constexpr double of_change = 0.3, of_flux = 1e-7; // errors below are not looked at
  for (unsigned int id = 0; id < outward.size(); ++id)
    for (unsigned int f = 0; f < outward[id].size(); ++f)
      if (left_over[id][f] > of_change * std::abs(outward[id][f]) &&
          left_over[id][f] > of_flux * std::abs(fluxes[id][f]))
        return true;
  return false;
}

FluxTable FluxChanges::largest() const {
  FluxTable sum(outward);
  for (unsigned int id = 0; id < sum.size(); ++id)
    for (unsigned int f = 0; f < sum[id].size(); ++f)
      if (sum[id][f] != 0.0) sum[id][f] += std::copysign(left_over[id][f], sum[id][f]);
  return sum;
}

namespace {

template <int dim>
std::vector<double> metal_changes(const Assembler<dim>& weak_form, const Vector& ahead,
                                  const Vector& behind, const double factor) {
  const FloatingMetals<dim>& metals = weak_form.surfaces().metals();
  std::vector<double> changes(metals.size(), 0.0);
  for (const auto& [state, sign] :
       {std::pair<const Vector*, double>{&ahead, 1.0}, {&behind, -1.0}}) {
    weak_form.surfaces().find_metals(*state);
    for (unsigned int k = 0; k < metals.size(); ++k)
      changes[k] += sign * factor * metals.potential(k);
  }
  return changes;
}

} // namespace

template <int dim>
FluxChanges flux_changes(const ProblemView<dim>& view, DiscreteProblem<dim>& problem,
                         const Vector& solution, const Vector& change,
                         const MeshDefect<dim>& defect) {
  const Discretization<dim>& d = view.discretization;
  const double size = change.linfty_norm();
  const double step = size > 0.0 ? difference_of_unknowns / size : 1.0;
  Vector ahead(solution), behind(solution);
  ahead.add(step, change);
  behind.add(-step, change);
  const double factor = 0.5 / step;

  Vector rows = problem.raw_residual(ahead, true);
  rows.add(-1.0, problem.raw_residual(behind, true));
  rows *= factor;
  rows.add(1.0, defect.rows);
  const FieldSums reaction = problem.flux_functional().reactions(rows);
  const Vector state_ahead = problem.ghosted(ahead), state_behind = problem.ghosted(behind);
  const Assembler<dim>& weak_form = problem.assembler();
  const FieldSums given = difference(weak_form.surfaces().integrals(state_ahead),
                                     weak_form.surfaces().integrals(state_behind), factor),
                  membranes =
                      difference(weak_form.surfaces().membrane_fluxes(state_ahead),
                                 weak_form.surfaces().membrane_fluxes(state_behind), factor);
  FieldSums changes(reaction);
  for (unsigned int id = 0; id < changes.size(); ++id)
    for (unsigned int f = 0; f < d.n_fields(); ++f)
      changes[id][f] = membranes[id][f] + defect.membranes[id][f] + reaction[id][f] - given[id][f] -
                       defect.given[id][f];
  FluxTable left_over(changes.size(), std::vector<double>(d.n_fields(), 0.0));
  for (const Balance& balance : balances(d, problem, rows, changes))
    for (const unsigned int id : balance.boundaries)
      left_over[id][balance.field] += std::abs(balance.left_over);
  return {changes, left_over, metal_changes(weak_form, state_ahead, state_behind, factor)};
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template class FinerEquations<dim>;                                                              \
  template Vector defect_equations(const Discretization<dim>&, const DiscreteProblem<dim>&,        \
                                   const MeshDefect<dim>&);                                        \
  template FluxChanges flux_changes(const ProblemView<dim>&, DiscreteProblem<dim>&, const Vector&, \
                                    const Vector&, const MeshDefect<dim>&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
