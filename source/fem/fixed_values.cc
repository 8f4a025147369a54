#include <ionflux/fem/fixed_marks.h>
#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
FixedValues<dim>::FixedValues(const Discretization<dim>& discretization, const Model& model)
    : discretization(discretization), electrolyte(model.electrolyte), medium(model.medium),
      boundaries(model.boundaries), scaling(model.scaling), load_reference(model.load_reference),
      law(*model.law) {}

template <int dim>
void FixedValues<dim>::update(const double load) {
  Marks marks;
  const unsigned int n = discretization.owned.n_elements();
  marks.state.assign(n, Marks::free);
  marks.value.assign(n, 0.0);
  marks.first = n ? discretization.owned.nth_index_in_set(0) : 0;
  equations.clear();

  mark_absent_species(marks);
  agree(discretization.communicator, [&] {
    if (electrolyte.potential_model == PotentialModel::given_expression)
      mark_given_potential(marks, load);
    mark_boundaries(marks, false, load); // potentials first: species need them
    mark_boundaries(marks, true, load);
  });
  if (electrolyte.potential_floats) pin_potential(marks);
  find_masters(marks);
  build_constraints(marks);
}

// A species has no unknown at a node none of whose cells lets it in. Where one side of an interface
// is finer, a hanging node of a cell that lets it in may be interpolated from nodes that lie on
// cells of the other side only: these carry the species too. They may belong to another rank.
template <int dim>
void FixedValues<dim>::mark_absent_species(Marks& marks) const {
  const unsigned int n_fields = discretization.n_fields();
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  auto reached = discretization.make_vector();
  std::vector<types::global_dof_index> dofs(discretization.fe.n_dofs_per_cell());
  for (const auto& cell : discretization.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    cell->get_dof_indices(dofs);
    const PointMaterial& material = medium.material(cell->material_id());
    for (unsigned int field = 0; field < n_fields; ++field) {
      if (field > 0 && !material.present[field - 1]) continue;
      for (unsigned int node = 0; node < n_nodes; ++node) {
        const auto dof = dofs[discretization.cell_index[field * n_nodes + node]];
        reached(dof) += 1.0;
        if (const auto* masters = discretization.hanging_nodes.get_constraint_entries(dof))
          for (const auto& master : *masters)
            reached(master.first) += 1.0;
      }
    }
  }
  reached.compress(VectorOperation::add);
  const double* values;
  VecGetArrayRead(reached, &values);
  for (unsigned int i = 0; i < marks.state.size(); ++i)
    if (values[i] == 0.0) marks.state[i] = Marks::fixed;
  VecRestoreArrayRead(reached, &values);
}

template <int dim>
void FixedValues<dim>::mark_given_potential(Marks& marks, const double load) const {
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  FEValues<dim> nodes(discretization.mapping, discretization.scalar_fe,
                      Quadrature<dim>(discretization.scalar_fe.get_unit_support_points()),
                      update_quadrature_points);
  std::vector<types::global_dof_index> dofs(discretization.fe.n_dofs_per_cell());
  for (const auto& cell : discretization.dof_handler.active_cell_iterators()) {
    if (cell->is_artificial()) continue;
    cell->get_dof_indices(dofs);
    nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    for (unsigned int node = 0; node < n_nodes; ++node) {
      const auto dof = dofs[discretization.cell_index[node]];
      if (!discretization.owned.is_element(dof)) continue;
      marks.state[dof - marks.first] = Marks::fixed;
      marks.value[dof - marks.first] =
          load * electrolyte.given_potential(metres(nodes.quadrature_point(node), scaling.length)) /
          scaling.potential();
    }
  }
}

// The outer loop is over the conditions in the order of the input: where boundaries meet, the first
// condition in the file decides, on every rank alike.
template <int dim>
void FixedValues<dim>::mark_boundaries(Marks& marks, const bool species_laws, const double load) {
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  FEValues<dim> nodes(discretization.mapping, discretization.scalar_fe,
                      Quadrature<dim>(discretization.scalar_fe.get_unit_support_points()),
                      update_quadrature_points);
  std::vector<types::global_dof_index> dofs(discretization.fe.n_dofs_per_cell());
  const auto& conditions = boundaries.conditions();
  for (unsigned int c = 0; c < conditions.size(); ++c) {
    bool acts = false;
    for (const AppliedLaw& law : conditions[c].laws)
      acts |= law.row->essential() && (law.species >= 0) == species_laws;
    if (!acts) continue;

    for (const auto& cell : discretization.dof_handler.active_cell_iterators()) {
      if (cell->is_artificial() || !cell->at_boundary()) continue;
      for (const unsigned int f : cell->face_indices()) {
        if (!cell->face(f)->at_boundary() ||
            boundaries.on_boundary(cell->face(f)->boundary_id()) != static_cast<int>(c))
          continue;
        cell->get_dof_indices(dofs);
        nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
        const PointMaterial& material = medium.material(cell->material_id());
        for (const AppliedLaw& law : conditions[c].laws) {
          if (!law.row->essential() || (law.species >= 0) != species_laws) continue;
          if (species_laws && !material.present[law.species]) continue;
          for (unsigned int node = 0; node < n_nodes; ++node) {
            if (!discretization.scalar_fe.has_support_on_face(node, f)) continue;
            const auto dof = dofs[discretization.cell_index[(law.species + 1) * n_nodes + node]];
            if (!discretization.owned.is_element(dof) ||
                discretization.hanging_nodes.is_constrained(dof) ||
                marks.state[dof - marks.first] != Marks::free)
              continue;
            if (law.row->has_unknown_potential()) {
              marks.state[dof - marks.first] = Marks::shared;
              marks.value[dof - marks.first] = c;
              continue;
            }
            const GivenValue::Point x = metres(nodes.quadrature_point(node), scaling.length);
            if (law.row->gives == Gives::concentration) {
              apply_composition(marks, law, given_concentrations(conditions[c], x, load), material,
                                dof);
              continue;
            }
            double value = dimensionless_value(law, x, scaling);
            if (species_laws) {
              if (load != 1.0)
                value = load * value + (1.0 - load) * std::log(load_reference[law.species]);
              apply_potential(marks, law, value, material, dof);
            } else {
              marks.state[dof - marks.first] = Marks::fixed;
              marks.value[dof - marks.first] = load * value;
            }
          }
        }
      }
    }
  }
}

// Of all species, 0 where none is given. Linear in c keeps every bath electroneutral on the way.
template <int dim>
std::vector<double> FixedValues<dim>::given_concentrations(const BoundaryCondition& condition,
                                                           const GivenValue::Point& x,
                                                           const double load) const {
  std::vector<double> c(electrolyte.n_species(), 0.0);
  for (const AppliedLaw& law : condition.laws)
    if (law.row->gives == Gives::concentration) {
      const double value = dimensionless_value(law, x, scaling);
      c[law.species] =
          load == 1.0 ? value : load * value + (1.0 - load) * load_reference[law.species];
    }
  return c;
}

// Where concentrations are given of some species only, those of the others decide with them what
// the activities are, unless the solution is ideal.
template <int dim>
void FixedValues<dim>::apply_composition(Marks& marks, const AppliedLaw& given,
                                         const std::vector<double>& c,
                                         const PointMaterial& material,
                                         const types::global_dof_index unknown) {
  const unsigned int local = unknown - marks.first, i = given.species;
  const types::global_dof_index potential = unknown - (i + 1);
  const double z = electrolyte.species[i].charge_number;
  if (electrolyte.solves_for_concentration(i)) {
    marks.state[local] = Marks::fixed;
    marks.value[local] = c[i];
    return;
  }
  bool all_given = true;
  for (const unsigned int k : material.dissolved)
    all_given = all_given && c[k] > 0.0;
  if (!electrolyte.ideal && !all_given) {
    add_equation(marks, i, NodeEquation::Given::concentration, c[i], material, unknown);
    return;
  }
  std::vector<double> potentials(c.size());
  law.chemical_potentials(c.data(), material, potentials.data());
  if (marks.state[potential - marks.first] == Marks::fixed || z == 0.0) {
    marks.state[local] = Marks::fixed;
    marks.value[local] = potentials[i] + z * marks.value[potential - marks.first];
  } else {
    add_equation(marks, i, NodeEquation::Given::composition, potentials[i], material, unknown);
  }
}

template <int dim>
void FixedValues<dim>::apply_potential(Marks& marks, const AppliedLaw& given, const double value,
                                       const PointMaterial& material,
                                       const types::global_dof_index unknown) {
  const unsigned int local = unknown - marks.first, i = given.species;
  const types::global_dof_index potential = unknown - (i + 1);
  const double z = electrolyte.species[i].charge_number;
  const bool potential_is_fixed = marks.state[potential - marks.first] == Marks::fixed || z == 0.0;
  if (!electrolyte.solves_for_concentration(i)) {
    marks.state[local] = Marks::fixed;
    marks.value[local] = value;
  } else if (electrolyte.ideal && potential_is_fixed) {
    marks.state[local] = Marks::fixed;
    marks.value[local] =
        std::exp(value - material.standard_potential[i] - z * marks.value[potential - marks.first]);
  } else {
    add_equation(marks, i, NodeEquation::Given::electrochemical_potential, value, material,
                 unknown);
  }
}

template <int dim>
void FixedValues<dim>::add_equation(Marks& marks, const unsigned int species,
                                    const NodeEquation::Given given, const double value,
                                    const PointMaterial& material,
                                    const types::global_dof_index unknown) {
  marks.state[unknown - marks.first] = Marks::equation;
  equations.push_back({unknown, unknown - (species + 1),
                       static_cast<double>(electrolyte.species[species].charge_number), given,
                       value, &material});
}

template class FixedValues<2>;
template class FixedValues<3>;

} // namespace ionflux
