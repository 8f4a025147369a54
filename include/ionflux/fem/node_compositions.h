#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/model.h>

#include <deal.II/fe/fe_values.h>

#include <vector>

namespace ionflux {

/// Calls work(region, material, concentrations, place) at the nodes of the owned cells whose
/// material is wanted; a node that cells share once for each of them.
///
/// The concentrations [mol/m^3] are those of the species that the material dissolves; the place is
/// in reference lengths.
///
/// @param wanted bool(const PointMaterial&)
template <int dim, typename Wanted, typename Work>
void for_each_composition(const Discretization<dim>& d, const Model& model,
                          const dealii::PETScWrappers::MPI::Vector& solution, const Wanted& wanted,
                          const Work& work) {
  using namespace dealii;
  const Medium& medium = model.medium;
  const LocalValues unknowns(solution, d.owned, d.relevant);
  const unsigned int n_nodes = d.n_nodes_per_cell();
  FEValues<dim> nodes(d.mapping, d.scalar_fe,
                      Quadrature<dim>(d.scalar_fe.get_unit_support_points()),
                      update_quadrature_points);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  std::vector<double> u(d.n_fields()), c(model.law->n_species()), dissolved;
  PointMaterial room;
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    const unsigned int region = cell->material_id();
    if (!cell->is_locally_owned() || !wanted(medium.material(region))) continue;
    cell->get_dof_indices(dofs);
    nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    for (unsigned int a = 0; a < n_nodes; ++a) {
      for (unsigned int f = 0; f < d.n_fields(); ++f)
        u[f] = unknowns[dofs[d.cell_index[f * n_nodes + a]]];
      const Point<dim>& x = nodes.quadrature_point(a);
      const PointMaterial& material =
          medium.material_at(region, metres(x, model.scaling.length), room);
      model.law->concentrations(u.data(), material, c.data());
      dissolved.clear();
      for (const unsigned int i : material.dissolved)
        dissolved.push_back(material.concentration_scale * c[i]);
      work(region, material, dissolved, x);
    }
  }
}

} // namespace ionflux
