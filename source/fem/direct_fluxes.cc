// Fluxes through boundaries by quadrature of the gradient, to compare with.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/solvent_flow.h>

#include <deal.II/fe/fe_values.h>

namespace ionflux {

using namespace dealii;

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
  PointMaterial room;
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned() || !cell->at_boundary()) continue;
    cell->get_dof_indices(dofs);
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->face(f)->at_boundary()) continue;
      face_values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
      for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
        interpolate(d, face_values, q, unknowns, dofs, value, gradient);
        const PointMaterial& material = medium.material_at(
            cell->material_id(), metres(face_values.quadrature_point(q), scaling.length), room);
        transport.evaluate(value.data(), gradient_of(gradient), material, point);
        const double area = face_values.JxW(q) * d.radial_weight(face_values.quadrature_point(q));
        for (unsigned int i = 0; i < n_fields; ++i)
          for (unsigned int k = 0; k < n_fields; ++k)
            if (transport.flux_couples(i, k))
              sums[cell->face(f)->boundary_id()][i] -=
                  point.flux_coefficient[i * n_fields + k] *
                  (gradient[k] * face_values.normal_vector(q)) * area;
        const double outward =
            outward_velocity(medium, cell->material_id(), face_values.quadrature_point(q),
                             face_values.normal_vector(q), scaling) /
            medium.velocity_scale();
        for (unsigned int i = 1; i < n_fields; ++i)
          sums[cell->face(f)->boundary_id()][i] += outward * point.concentration[i - 1] * area;
        if (!medium.disperses(cell->material_id())) continue;
        const Tensor<2, dim> mixing = dispersion_tensor<dim>(
            medium, cell->material_id(), face_values.quadrature_point(q), scaling.length);
        for (unsigned int i = 1; i < n_fields; ++i)
          if (material.present[i - 1] && transport.solves_for_concentration(i - 1))
            sums[cell->face(f)->boundary_id()][i] -=
                (mixing * gradient[i]) * face_values.normal_vector(q) * area;
      }
    }
  }
  for (auto& sum : sums)
    Utilities::MPI::sum(sum, d.communicator, sum);
  return sums;
}

template std::vector<std::vector<double>> Assembler<2>::direct_fluxes(const Vector&) const;
template std::vector<std::vector<double>> Assembler<3>::direct_fluxes(const Vector&) const;

} // namespace ionflux
