#include <ionflux/output/observables/plane_cut.h>

#include <ionflux/fem/fixed_values.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_values.h>

#include <cmath>
#include <map>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

/// psi, by the places of all relevant nodes.
template <int dim>
class CutOff {
public:
  CutOff(const Discretization<dim>& d, const unsigned int axis, const double position)
      : axis(axis), position(position), rounding(1e-12 * (1.0 + std::abs(position))) {
    DoFTools::map_dofs_to_support_points(d.mapping, d.dof_handler, points);
  }
  double operator()(const types::global_dof_index dof) const {
    const double distance = points.at(dof)[axis] - position;
    return std::abs(distance) <= rounding ? 0.5 : distance > 0.0 ? 1.0 : 0.0;
  }

private:
  const unsigned int axis;
  const double position, rounding;
  std::map<types::global_dof_index, Point<dim>> points;
};

/// psi at a quadrature point.
template <int dim>
double weight_at(const Discretization<dim>& d, const CutOff<dim>& psi,
                 const std::vector<types::global_dof_index>& dofs, const FEValues<dim>& values,
                 const unsigned int q) {
  double weight = 0.0;
  for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
    weight += psi(dofs[d.cell_index[a]]) * values.shape_value(a, q);
  return weight;
}

// Given sources of the species, weighted with psi. [-]
template <int dim>
void subtract_sources(const FieldSource<dim>& fields, const CutOff<dim>& psi,
                      std::vector<double>& sums) {
  const Discretization<dim>& d = fields.discretization;
  FEValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim>(d.n_quadrature_points()),
                       update_values | update_quadrature_points | update_JxW_values);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    cell->get_dof_indices(dofs);
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
      const Point<dim>& x = values.quadrature_point(q);
      const double weight = weight_at(d, psi, dofs, values, q) * values.JxW(q) * d.radial_weight(x);
      for (unsigned int i = 0; i < sums.size(); ++i)
        if (fields.model.medium.material(cell->material_id()).present[i])
          sums[i] -= weight *
                     fields.model.electrolyte.sources[i](metres(x, fields.model.scaling.length)) /
                     fields.model.scaling.source();
    }
  }
}

// The same of what reactions make of the species.
template <int dim>
void subtract_reactions(const FieldSource<dim>& fields, const Vector& ghosted,
                        const CutOff<dim>& psi, std::vector<double>& sums) {
  const Discretization<dim>& d = fields.discretization;
  const std::vector<Reaction>& reactions = fields.model.electrolyte.reactions;
  CellSampler<dim> sampler(fields, ghosted, false);
  FEValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim>(d.n_quadrature_points()),
                       update_values | update_gradients | update_quadrature_points |
                           update_JxW_values);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    sampler.reinit(cell);
    cell->get_dof_indices(dofs);
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
      double weight = weight_at(d, psi, dofs, values, q);
      if (weight == 0.0) continue;
      weight *= values.JxW(q) * d.radial_weight(values.quadrature_point(q));
      const double* rates = &sampler.at(values, q)[sampler.n_scalars() - 3 * reactions.size()];
      for (unsigned int r = 0; r < reactions.size(); ++r)
        for (unsigned int i = 0; i < sums.size() && std::isfinite(rates[3 * r]); ++i)
          sums[i] -= weight * reactions[r].stoichiometric_number(i) * rates[3 * r] /
                     fields.model.scaling.source();
    }
  }
}

} // namespace

template <int dim>
std::vector<double> flux_through_plane(const FieldSource<dim>& fields, const Vector& rows,
                                       const Vector& ghosted, const unsigned int axis,
                                       const double position) {
  const Discretization<dim>& d = fields.discretization;
  const CutOff<dim> psi(d, axis, position);
  std::vector<double> sums(d.n_fields() - 1, 0.0);
  for (const auto dof : d.owned)
    if (dof % d.n_fields() != 0) sums[dof % d.n_fields() - 1] -= psi(dof) * rows(dof);
  if (fields.model.electrolyte.has_sources()) subtract_sources(fields, psi, sums);
  if (!fields.model.electrolyte.reactions.empty()) subtract_reactions(fields, ghosted, psi, sums);
  Utilities::MPI::sum(sums, d.communicator, sums);
  return sums;
}

template std::vector<double> flux_through_plane(const FieldSource<2>&, const Vector&, const Vector&,
                                                unsigned int, double);
template std::vector<double> flux_through_plane(const FieldSource<3>&, const Vector&, const Vector&,
                                                unsigned int, double);

} // namespace ionflux
