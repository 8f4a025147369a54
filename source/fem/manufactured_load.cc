#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/manufactured_load.h>

#include <ionflux/physics/constants.h>
#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Rows = PETScWrappers::MPI::Vector;

namespace {

// Weight of a ring, written out here: the weak form has its own, and the two must agree.
template <int dim>
double ring(const Discretization<dim>& d, const Point<dim>& x) {
  return d.settings.axisymmetric ? x[0] : 1.0;
}

template <int dim>
double normal_part(const ExactSolution::Vector& flux, const Tensor<1, dim>& normal) {
  double sum = 0.0;
  for (unsigned int d = 0; d < dim; ++d)
    sum += flux[d] * normal[d];
  return sum;
}

/// Assembles the linear form cell by cell.
template <int dim>
class FormRows {
public:
  FormRows(const Discretization<dim>& d, const Model& model, const ExactSolution& exact,
           const ExactClock* const clock)
      : d(d), electrolyte(model.electrolyte), medium(model.medium), boundaries(model.boundaries),
        scaling(model.scaling), exact(exact), clock(clock),
        values(d.mapping, d.scalar_fe, QGauss<dim>(d.settings.degree + 3),
               update_values | update_JxW_values | update_quadrature_points),
        face_values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.settings.degree + 3),
                    update_values | update_JxW_values | update_quadrature_points |
                        update_normal_vectors),
        local(d.fe.n_dofs_per_cell()) {}

  void assemble(Rows& rows) {
    std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
    agree(d.communicator, [&] {
      for (const auto& cell : d.dof_handler.active_cell_iterators()) {
        if (!cell->is_locally_owned()) continue;
        local = 0.0;
        region = cell->material_id();
        const typename Triangulation<dim>::cell_iterator mesh_cell = cell;
        values.reinit(mesh_cell);
        add_volume();
        for (const unsigned int f : cell->face_indices()) {
          const bool outside = cell->face(f)->at_boundary();
          if (!outside && cell->neighbor(f)->is_active() &&
              cell->neighbor(f)->material_id() == region)
            continue;
          // Finer neighbours: they are the children of one cell of one material.
          if (!outside && !cell->neighbor(f)->is_active() &&
              cell->neighbor_child_on_subface(f, 0)->material_id() == region)
            continue;
          face_values.reinit(mesh_cell, f);
          add_face(outside ? static_cast<int>(cell->face(f)->boundary_id()) : inside);
        }
        cell->get_dof_indices(dofs);
        d.hanging_nodes.distribute_local_to_global(local, dofs, rows);
      }
    });
    rows.compress(VectorOperation::add);
  }

private:
  static constexpr int inside = -1;

  void add(const unsigned int field, const FEValuesBase<dim>& shapes, const unsigned int q,
           const double density) {
    const double weighted = density * shapes.JxW(q) * ring(d, shapes.quadrature_point(q));
    for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
      local[d.cell_index[field * d.n_nodes_per_cell() + a]] += weighted * shapes.shape_value(a, q);
  }

  // d c / dt [mol/(m^3 s)], a species.
  std::vector<double> rates_at(const GivenValue::Point& x) {
    std::vector<double> rates(electrolyte.n_species(), 0.0);
    if (clock == nullptr) return rates;
    const double now = *clock->time;
    for (const auto& [steps, weight] :
         {std::pair<double, double>{-2.0, 1.0}, {-1.0, -8.0}, {1.0, 8.0}, {2.0, -1.0}}) {
      *clock->time = now + steps * clock->reach;
      exact.evaluate(x, region, state);
      for (unsigned int i = 0; i < rates.size(); ++i)
        rates[i] += weight * state.composition.concentration[i] / (12.0 * clock->reach);
    }
    *clock->time = now;
    return rates;
  }

  void add_volume() {
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
      const GivenValue::Point x = metres(values.quadrature_point(q), scaling.length);
      const std::vector<double> rates = rates_at(x);
      exact.evaluate(x, region, state);
      // The exact background charge is div D - F sum z c; the input's fixed charge is part of it.
      add(0, values, q,
          exact.background_charge(x, state, region) / scaling.charge_density() -
              medium.fixed_charge(region, x));
      for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
        if (exact.is_present(i, region))
          add(i + 1, values, q,
              (rates[i] + exact.production(x, state, i, region) - electrolyte.sources[i](x)) /
                  scaling.source());
    }
  }

  void add_face(const int boundary_id) {
    for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
      const GivenValue::Point x = metres(face_values.quadrature_point(q), scaling.length);
      exact.evaluate(x, region, state);
      const Tensor<1, dim> normal = face_values.normal_vector(q);
      if (boundary_id == inside || !is_essential(boundary_id, 0))
        add(0, face_values, q,
            -normal_part<dim>(exact.displacement(state, region), normal) /
                scaling.surface_charge());
      for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
        if (exact.is_present(i, region) &&
            (boundary_id == inside || !is_essential(boundary_id, i + 1)))
          add(i + 1, face_values, q,
              -normal_part<dim>(exact.flux(state, i, region), normal) / scaling.flux_density());
    }
  }

  bool is_essential(const unsigned int boundary_id, const unsigned int field) const {
    const int condition = boundaries.on_boundary(boundary_id);
    if (condition == BoundaryMap::none) return false;
    for (const AppliedLaw& law : boundaries.conditions()[condition].laws)
      if (static_cast<unsigned int>(law.species + 1) == field && law.row->essential()) return true;
    return false;
  }

  const Discretization<dim>& d;
  const Electrolyte& electrolyte;
  const Medium& medium;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  const ExactSolution& exact;
  const ExactClock* const clock;
  FEValues<dim> values;
  FEFaceValues<dim> face_values;
  dealii::Vector<double> local;
  ExactSolution::State state;
  unsigned int region = 0;
};

} // namespace

template <int dim>
Rows manufactured_load(const Discretization<dim>& d, const Model& model, const ExactSolution& exact,
                       const ExactClock* const clock) {
  Rows rows = d.make_vector();
  FormRows<dim>(d, model, exact, clock).assemble(rows);
  return rows;
}

template <int dim>
std::vector<std::vector<double>>
exact_fluxes(const Discretization<dim>& d, const unsigned int n_boundaries, const Scaling& scaling,
             const ExactSolution& exact, const unsigned int n_species,
             const double symmetry_fraction) {
  std::vector<std::vector<double>> sums(n_boundaries, std::vector<double>(n_species, 0.0));
  FEFaceValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.settings.degree + 3),
                           update_JxW_values | update_quadrature_points | update_normal_vectors);
  const double area = std::pow(scaling.length, dim - 1) / symmetry_fraction;
  ExactSolution::State state;
  agree(d.communicator, [&] {
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned() || !cell->at_boundary()) continue;
      const unsigned int region = cell->material_id();
      for (const unsigned int f : cell->face_indices()) {
        if (!cell->face(f)->at_boundary()) continue;
        values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
        for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
          const GivenValue::Point x = metres(values.quadrature_point(q), scaling.length);
          exact.evaluate(x, region, state);
          const double ring_length = d.settings.axisymmetric ? 2.0 * constants::pi * x[0] : 1.0;
          for (unsigned int i = 0; i < n_species; ++i)
            if (exact.is_present(i, region))
              sums[cell->face(f)->boundary_id()][i] +=
                  normal_part<dim>(exact.flux(state, i, region), values.normal_vector(q)) *
                  values.JxW(q) * area * ring_length;
        }
      }
    }
  });
  for (auto& sum : sums)
    Utilities::MPI::sum(sum, d.communicator, sum);
  return sums;
}

template Rows manufactured_load<2>(const Discretization<2>&, const Model&, const ExactSolution&,
                                   const ExactClock*);
template Rows manufactured_load<3>(const Discretization<3>&, const Model&, const ExactSolution&,
                                   const ExactClock*);
template std::vector<std::vector<double>> exact_fluxes<2>(const Discretization<2>&, unsigned int,
                                                          const Scaling&, const ExactSolution&,
                                                          unsigned int, double);
template std::vector<std::vector<double>> exact_fluxes<3>(const Discretization<3>&, unsigned int,
                                                          const Scaling&, const ExactSolution&,
                                                          unsigned int, double);

} // namespace ionflux
