// Integrals over boundaries and interfaces.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

namespace ionflux {

using namespace dealii;

namespace {

// Is this face of an owned cell to be integrated from this side? An interface face has two sides:
// the finer one does it, and of equals the one with the smaller id.
template <typename Cell>
bool integrates_interface(const Cell& cell, const unsigned int f) {
  if (cell->face(f)->has_children()) return false;
  if (cell->neighbor_is_coarser(f)) return true;
  return cell->id() < cell->neighbor(f)->id();
}

} // namespace

// Calls work(face_values, cell, face number, law) for each natural law on each face that has
// one.
template <int dim>
template <typename Work>
void Assembler<dim>::for_each_surface_term(const Work& work) const {
  const auto& d = discretization;
  FEFaceValues<dim> face_values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.n_quadrature_points()),
                                update_values | update_JxW_values | update_quadrature_points);
  agree(d.communicator, [&] {
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      for (const unsigned int f : cell->face_indices()) {
        const auto face = cell->face(f);
        int condition = BoundaryMap::none;
        if (face->at_boundary())
          condition = boundaries.on_boundary(face->boundary_id());
        else if (boundaries.any_interface() &&
                 boundaries.on_interface(face->manifold_id()) != BoundaryMap::none &&
                 integrates_interface(cell, f))
          condition = boundaries.on_interface(face->manifold_id());
        if (condition == BoundaryMap::none) continue;
        bool ready = false;
        for (const AppliedLaw& law : boundaries.conditions()[condition].laws) {
          if (boundary_law(law.kind).essential || boundary_law(law.kind).of_membrane) continue;
          if (law.species >= 0 && !medium.material(cell->material_id()).present[law.species])
            continue;
          if (!ready)
            face_values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
          ready = true;
          work(face_values, cell, f, law);
        }
      }
    }
  });
}

template <int dim>
void Assembler<dim>::add_surface_terms(const bool magnitudes, Vector& residual) const {
  const auto& d = discretization;
  dealii::Vector<double> local(d.fe.n_dofs_per_cell());
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for_each_surface_term([&](const auto& face_values, const auto& cell, unsigned, const auto& law) {
    local = 0.0;
    const unsigned int field = law.species + 1;
    for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
      const Point<dim>& x = face_values.quadrature_point(q);
      double value = dimensionless_value(law, metres(x, scaling.length), scaling) *
                     face_values.JxW(q) * d.radial_weight(x);
      if (magnitudes) value = -std::abs(value);
      for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
        local[d.cell_index[field * d.n_nodes_per_cell() + a]] -=
            value * face_values.shape_value(a, q);
    }
    cell->get_dof_indices(dofs);
    d.hanging_nodes.distribute_local_to_global(local, dofs, residual);
  });
  residual.compress(VectorOperation::add);
}

template <int dim>
std::vector<std::vector<double>> Assembler<dim>::given_surface_integrals() const {
  const unsigned int n_fields = discretization.n_fields();
  std::vector<std::vector<double>> sums(boundaries.n_boundaries() + 1,
                                        std::vector<double>(n_fields, 0.0));
  for_each_surface_term([&](const auto& face_values, const auto& cell, const unsigned int f,
                            const auto& law) {
    const auto face = cell->face(f);
    const unsigned int place = face->at_boundary() ? face->boundary_id() : sums.size() - 1;
    for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
      const Point<dim>& x = face_values.quadrature_point(q);
      sums[place][law.species + 1] += dimensionless_value(law, metres(x, scaling.length), scaling) *
                                      face_values.JxW(q) * discretization.radial_weight(x);
    }
  });
  for (auto& sum : sums)
    Utilities::MPI::sum(sum, discretization.communicator, sum);
  return sums;
}

template <int dim>
std::vector<std::vector<double>> Assembler<dim>::membrane_fluxes(const Vector& solution) const {
  return membranes.outward_fluxes(
      LocalValues(solution, discretization.owned, discretization.relevant).begin());
}

template <int dim>
std::vector<std::vector<double>> Assembler<dim>::direct_fluxes(const Vector& solution) const {
  const auto& d = discretization;
  const unsigned int n_fields = d.n_fields();
  std::vector<std::vector<double>> sums(boundaries.n_boundaries(),
                                        std::vector<double>(n_fields, 0.0));
  FEFaceValues<dim> face_values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.n_quadrature_points()),
                                update_values | update_gradients | update_JxW_values |
                                    update_normal_vectors | update_quadrature_points);
  const LocalValues unknowns(solution, d.owned, d.relevant);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  std::vector<double> value(n_fields);
  std::vector<Tensor<1, dim>> gradient(n_fields);
  PointLawValues<double> point(n_fields);
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned() || !cell->at_boundary()) continue;
    cell->get_dof_indices(dofs);
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->face(f)->at_boundary()) continue;
      face_values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
      for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
        interpolate(d, face_values, q, unknowns, dofs, value, gradient);
        electrolyte_law.evaluate(value.data(), medium.material(cell->material_id()),
                                 TransportStage::full, point);
        const double area = face_values.JxW(q) * d.radial_weight(face_values.quadrature_point(q));
        for (unsigned int i = 0; i < n_fields; ++i)
          for (unsigned int k = 0; k < n_fields; ++k)
            if (electrolyte_law.couples(i, k))
              sums[cell->face(f)->boundary_id()][i] -=
                  point.flux_coefficient[i * n_fields + k] *
                  (gradient[k] * face_values.normal_vector(q)) * area;
      }
    }
  }
  for (auto& sum : sums)
    Utilities::MPI::sum(sum, d.communicator, sum);
  return sums;
}

// The members above are templates over the work as well; instantiated where they are used.
template void Assembler<2>::add_surface_terms(bool, Vector&) const;
template void Assembler<3>::add_surface_terms(bool, Vector&) const;
template std::vector<std::vector<double>> Assembler<2>::given_surface_integrals() const;
template std::vector<std::vector<double>> Assembler<3>::given_surface_integrals() const;
template std::vector<std::vector<double>> Assembler<2>::membrane_fluxes(const Vector&) const;
template std::vector<std::vector<double>> Assembler<3>::membrane_fluxes(const Vector&) const;
template std::vector<std::vector<double>> Assembler<2>::direct_fluxes(const Vector&) const;
template std::vector<std::vector<double>> Assembler<3>::direct_fluxes(const Vector&) const;

} // namespace ionflux
