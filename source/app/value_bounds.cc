#include <ionflux/app/value_bounds.h>

#include <ionflux/fem/domain_parts.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Values beyond a bound by less than this part of the largest are rounding.
constexpr double beyond_is_rounding = 1e-14;

/// An open end: what comes there leaves. (One that holds a part back lets it pile up.)
bool is_open_end(const AppliedLaw& law) {
  return law.row->carried_by_flow && !law.row->carries_in && law.value.is_constant() &&
         law.value({}) == 1.0;
}

/// Can a species become more, or less, than what is given, by anything but flow and diffusion?
bool may_leave_given_values(const Parameters& parameters, const unsigned int species) {
  const Electrolyte& electrolyte = parameters.electrolyte;
  if (!electrolyte.reactions.empty() || !electrolyte.releases.empty() || electrolyte.has_sources())
    return true;
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.species == int(species) && !law.row->essential() && !is_open_end(law)) return true;
  return false;
}

} // namespace

template <int dim>
ValueBounds<dim>::ValueBounds(DiscreteProblem<dim>& problem,
                              const Discretization<dim>& discretization,
                              const Parameters& parameters)
    : problem(problem), discretization(discretization) {
  const Electrolyte& electrolyte = parameters.electrolyte;
  const bool acts =
      discretization.has(Stabilisation::upwind) || discretization.has(Stabilisation::limited);
  if (!acts || !electrolyte.flow.exists()) return;
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    if (electrolyte.solves_for_concentration(i) && electrolyte.species[i].charge_number == 0) {
      const bool may_rise = may_leave_given_values(parameters, i);
      watched.push_back({i + 1, may_rise, may_rise ? 0.0 : infinity, -infinity});
    }
}

// The lumped mass of a node is the content of a concentration of one everywhere.
template <int dim>
void ValueBounds<dim>::weigh() {
  const unsigned int n_fields = discretization.n_fields(),
                     n_nodes = discretization.owned.n_elements() / n_fields;
  const auto first =
      discretization.owned.n_elements() ? discretization.owned.nth_index_in_set(0) : 0;
  Vector one = discretization.make_vector();
  IONFLUX_PETSC(VecSet(one, 1.0));
  const Vector content = problem.content(one);
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(content, &values));
  for (Watched& species : watched) {
    species.mass.resize(n_nodes);
    for (unsigned int node = 0; node < n_nodes; ++node)
      species.mass[node] = values[node * n_fields + species.field];
    species.is_given.assign(n_nodes, 0);
  }
  IONFLUX_PETSC(VecRestoreArrayRead(content, &values));
  for (const auto dof : problem.fixed().fixed())
    for (Watched& species : watched)
      if ((dof - first) % n_fields == species.field) species.is_given[(dof - first) / n_fields] = 1;
  part = parts_of_nodes(discretization, problem.assembler().cells());
  const unsigned int last = part.empty() ? 0 : *std::max_element(part.begin(), part.end());
  n_parts = Utilities::MPI::max(last, discretization.communicator) + 1;
}

template <int dim>
void ValueBounds<dim>::widen(Watched& one, const double* values, const bool by_given_only) const {
  const unsigned int n_fields = discretization.n_fields();
  for (unsigned int node = 0; node < part.size(); ++node) {
    if (!(one.mass[node] > 0.0) || (by_given_only && !one.is_given[node])) continue;
    one.least = std::min(one.least, values[node * n_fields + one.field]);
    one.greatest = std::max(one.greatest, values[node * n_fields + one.field]);
  }
  one.least = Utilities::MPI::min(one.least, discretization.communicator);
  one.greatest = Utilities::MPI::max(one.greatest, discretization.communicator);
}

template <int dim>
void ValueBounds<dim>::begin(const Vector& x) {
  if (is_idle()) return;
  weigh();
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(x, &values));
  for (Watched& one : watched)
    widen(one, values, false);
  IONFLUX_PETSC(VecRestoreArrayRead(x, &values));
}

// The contents that are carried on hold what Newton's method left over too: they are not those of
// x.
template <int dim>
void ValueBounds<dim>::keep(Vec x, Vec q) {
  if (is_idle()) return;
  Vector state = discretization.make_vector();
  IONFLUX_PETSC(VecCopy(x, state));
  const Vector before(state);
  if (!move_inside(state)) return;
  IONFLUX_PETSC(VecCopy(state, x));
  IONFLUX_PETSC(VecAXPY(q, 1.0, problem.content(state)));
  IONFLUX_PETSC(VecAXPY(q, -1.0, problem.content(before)));
}

template <int dim>
bool ValueBounds<dim>::move_inside(Vector& x) {
  if (n_parts == 0) weigh();
  double* values;
  IONFLUX_PETSC(VecGetArray(x, &values));
  bool changed = false;
  for (Watched& one : watched) {
    widen(one, values, true);
    changed = keep_one(one, values) || changed;
  }
  IONFLUX_PETSC(VecRestoreArray(x, &values));
  if (changed) problem.distribute(x); // hanging nodes
  return changed;
}

template <int dim>
bool ValueBounds<dim>::keep_one(const Watched& one, double* values) {
  const unsigned int n_fields = discretization.n_fields();
  const double least = one.least, greatest = one.may_rise ? infinity : one.greatest,
               rounding =
                   beyond_is_rounding * std::max(std::abs(one.least), std::abs(one.greatest));
  const auto each_free = [&](const auto& work) {
    for (unsigned int node = 0; node < part.size(); ++node)
      if (one.mass[node] > 0.0 && !one.is_given[node])
        work(values[node * n_fields + one.field], one.mass[node], part[node]);
  };
  const auto inside = [&](const double c) { return std::min(std::max(c, least), greatest); };
  const auto room = [&](const double c) {
    return (inside(c) - least) * (one.may_rise ? 1.0 : greatest - inside(c));
  };
  // By part: what cutting off adds, what can give or take it, and the amount; and the largest cut.
  std::vector<double> sums(3 * n_parts, 0.0);
  double largest = 0.0;
  each_free([&](const double c, const double mass, const unsigned int p) {
    const double cut = inside(c) - c;
    largest = std::max(largest, std::abs(cut));
    sums[3 * p] += mass * cut;
    sums[3 * p + 1] += mass * room(c);
    sums[3 * p + 2] += mass * std::abs(c);
  });
  if (Utilities::MPI::max(largest, discretization.communicator) <= rounding) return false;
  Utilities::MPI::sum(sums, discretization.communicator, sums);
  std::vector<double> factor(n_parts, 0.0);
  for (unsigned int p = 0; p < n_parts; ++p) {
    if (sums[3 * p] == 0.0) continue;
    factor[p] = sums[3 * p] / sums[3 * p + 1];
    // More than there is to give: the bounds are not kept, and the audits say so.
    const double most = one.may_rise ? 1.0 : 1.0 / (greatest - least);
    if (!(std::abs(factor[p]) <= most)) return false;
  }
  double moved = 0.0, amount = 0.0;
  each_free([&](double& c, const double mass, const unsigned int p) {
    const double now = inside(c) - factor[p] * room(c);
    moved += 0.5 * mass * std::abs(now - c);
    amount += mass * std::abs(c);
    c = now;
  });
  moved = Utilities::MPI::sum(moved, discretization.communicator);
  amount = Utilities::MPI::sum(amount, discretization.communicator);
  greatest_part = std::max(greatest_part, moved / amount);
  return true;
}

template <int dim>
std::vector<double> ValueBounds<dim>::memory() const {
  std::vector<double> numbers = {greatest_part};
  for (const Watched& one : watched)
    for (const double bound : {one.least, one.greatest})
      numbers.push_back(bound);
  return numbers;
}

template <int dim>
void ValueBounds<dim>::resume(const std::vector<double>& memory) {
  greatest_part = memory.at(0);
  for (unsigned int k = 0; k < watched.size(); ++k) {
    watched[k].least = memory.at(1 + 2 * k);
    watched[k].greatest = memory.at(2 + 2 * k);
  }
}

template class ValueBounds<2>;
template class ValueBounds<3>;

} // namespace ionflux
