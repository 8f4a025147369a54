// DiscreteProblem<dim>: its Jacobian.

#include <ionflux/fem/discrete_problem.h>

#include <ionflux/algebra/field_group.h>
#include <ionflux/algebra/petsc.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

template <int dim>
void DiscreteProblem<dim>::jacobian(Vec x, const std::vector<double>& row_factors) {
  read(x);
  weak_form.jacobian(view(), options, row_factors, system_matrix);
  find_eliminated();
  factors_of_rows = row_factors;
  if (options.stage == TransportStage::fixed_drive) {
    system_matrix.eliminate(eliminated);
    system_matrix.set_group(nullptr);
    metal_slopes.clear();
    return;
  }
  potentials.make_borders(system_matrix, fixed_values, functional, eliminated, row_factors, view(),
                          options, potential_borders);
  system_matrix.eliminate(eliminated);
  set_group(row_factors);
  set_metals();

  set_equations_of_nodes(row_factors);
  for (unsigned int k = 0; k < potential_borders.size(); ++k) {
    IONFLUX_PETSC(VecAssemblyBegin(potential_borders.column(k)));
    IONFLUX_PETSC(VecAssemblyEnd(potential_borders.column(k)));
  }
  potential_borders.mark_changed();
  set_shears();
}

// What is not stored in the matrix.
template <int dim>
void DiscreteProblem<dim>::add_to_product(Vec x, Vec y) const {
  if (discretization.has(Stabilisation::limited))
    weak_form.add_limited(x, y, eliminated, factors_of_rows);
  for (const MetalSlopes& metal : metal_slopes) {
    PetscScalar current;
    IONFLUX_PETSC(VecDot(metal.of_current, x, &current));
    IONFLUX_PETSC(VecAXPY(y, -current / metal.slope, metal.by_potential));
  }
}

// Owned unknowns that are eliminated, or whose row is replaced by a node equation.
template <int dim>
std::vector<char> DiscreteProblem<dim>::without_equation() const {
  std::vector<char> without(eliminated);
  for (const NodeEquation& equation : fixed_values.node_equations())
    without[equation.unknown - system_matrix.first_node() * discretization.n_fields()] = 1;
  return without;
}

// For the potentials of metals that the assembly of the matrix has found.
template <int dim>
void DiscreteProblem<dim>::set_metals() {
  metal_slopes.clear();
  if (weak_form.surfaces().metals().size() == 0 || options.load.charge == 0.0) return;
  const std::vector<char> replaced = without_equation();
  for (unsigned int k = 0; k < weak_form.surfaces().metals().size(); ++k) {
    MetalSlopes metal{discretization.make_vector(), discretization.make_vector(),
                      weak_form.surfaces().metals().slope(k)};
    weak_form.metal_slopes(k, view(), options, factors_of_rows, metal.by_potential,
                           metal.of_current);
    set_zero(metal.by_potential, replaced);
    set_zero(metal.of_current, eliminated);
    if (metal.slope > 0.0) metal_slopes.push_back(std::move(metal));
  }
}

// At constant mu a concentration follows the potential: dc = -z c dphi.
template <int dim>
void DiscreteProblem<dim>::set_shears() {
  const unsigned int n_fields = discretization.n_fields();
  const TransportLaw& law = weak_form.law();
  system_matrix.clear_shears();
  std::vector<double> factor(system_matrix.n_owned_nodes());
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(owned_copy, &values));
  for (unsigned int f = 1; f < n_fields; ++f) {
    if (!law.solves_for_concentration(f - 1) || law.charge_number(f - 1) == 0.0) continue;
    for (unsigned int node = 0; node < factor.size(); ++node)
      factor[node] = law.charge_number(f - 1) * std::max(values[node * n_fields + f], 0.0);
    system_matrix.set_shear(f, factor);
  }
  IONFLUX_PETSC(VecRestoreArrayRead(owned_copy, &values));
}

// With concentrations as unknowns dc = c dmu. A node that several materials share counts to the
// first.
template <int dim>
void DiscreteProblem<dim>::set_group(const std::vector<double>& row_factors) {
  if (!reaction_basis) return system_matrix.set_group(nullptr);
  const TransportLaw& law = weak_form.law();
  const CellTable<dim>& cells = weak_form.cells();
  const unsigned int n = reaction_basis->size(), n_fields = discretization.n_fields(),
                     n_nodes = system_matrix.n_owned_nodes();
  auto group = std::make_shared<FieldGroup>();
  for (const unsigned int i : reaction_basis->species())
    group->fields.push_back(i + 1);
  group->columns.assign(n_nodes * n * n, 0.0);
  group->rows = group->pin_columns = group->columns;
  group->pinned.assign(n_nodes * n, 0);
  const std::vector<char> replaced = without_equation();
  std::vector<double> c(law.n_species()), conductance(n), size(n);
  std::vector<char> done(n_nodes, 0);
  const double* values;
  IONFLUX_PETSC(VecGetArrayRead(owned_copy, &values));
  for (unsigned int cell = 0; cell < cells.n_cells(); ++cell)
    for (unsigned int a = 0; a < discretization.n_nodes_per_cell(); ++a) {
      const unsigned int node = cells.nodes(cell)[a];
      if (node >= n_nodes || done[node]) continue;
      done[node] = 1;
      const PointMaterial& material = medium.material(cells.region(cell));
      law.concentrations(values + node * n_fields, material, c.data());
      for (unsigned int k = 0; k < n; ++k) {
        const unsigned int i = group->fields[k] - 1;
        const double concentration = std::isfinite(c[i]) ? std::max(c[i], 1e-300) : 1e-300;
        size[k] = law.solves_for_concentration(i) ? std::max(c[i], 1e-12) : 1.0;
        conductance[k] =
            material.diffusivity[i] * (options.stage == TransportStage::full ? concentration : 1.0);
        group->pinned[node * n + k] = replaced[node * n_fields + i + 1];
        if (group->pinned[node * n + k]) conductance[k] = HUGE_VAL;
      }
      reaction_basis->at_node(conductance, &group->pin_columns[node * n * n]);
      for (unsigned int k = 0; k < n; ++k)
        for (unsigned int l = 0; l < n; ++l) {
          const unsigned int place = (node * n + k) * n + l;
          group->columns[place] = size[k] * group->pin_columns[place];
          group->rows[place] = group->pin_columns[place] / row_factors[group->fields[k]];
        }
    }
  IONFLUX_PETSC(VecRestoreArrayRead(owned_copy, &values));
  system_matrix.set_group(group);
}

template <int dim>
void DiscreteProblem<dim>::find_eliminated() {
  const unsigned int n_fields = discretization.n_fields();
  const auto first = system_matrix.first_node() * n_fields;
  eliminated.assign(system_matrix.n_owned_nodes() * n_fields, 0);
  if (options.stage == TransportStage::fixed_drive)
    for (unsigned int i = 0; i < eliminated.size(); ++i)
      eliminated[i] = i % n_fields != 0;
  for (const auto dof : fixed_values.fixed())
    eliminated[dof - first] = 1;
  for (const SharedPotential& potential : fixed_values.shared_potentials()) {
    for (const auto dof : potential.slaves)
      eliminated[dof - first] = 1;
    if (discretization.owned.is_element(potential.master)) eliminated[potential.master - first] = 1;
  }
  for (const unsigned int node : weak_form.cells().hanging_nodes())
    for (unsigned int f = 0; f < n_fields && node < weak_form.cells().n_owned_nodes(); ++f)
      eliminated[node * n_fields + f] = 1;
}

template void DiscreteProblem<2>::add_to_product(Vec, Vec) const;
template void DiscreteProblem<3>::add_to_product(Vec, Vec) const;
template void DiscreteProblem<2>::jacobian(Vec, const std::vector<double>&);
template void DiscreteProblem<3>::jacobian(Vec, const std::vector<double>&);

} // namespace ionflux
