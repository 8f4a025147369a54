#include <ionflux/fem/adaptivity/flux_jumps.h>
#include <ionflux/fem/adaptivity/source_weights.h>

#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/solvent_flow.h>
#include <ionflux/fem/stream_time.h>
#include <ionflux/physics/boundary/surface_state.h>
#include <ionflux/support/agreement.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Driving force, RT over the reference length, that a flux is at least measured with.
constexpr double least_force = 1e-4;

const UpdateFlags flags = update_values | update_gradients | update_JxW_values |
                          update_normal_vectors | update_quadrature_points |
                          update_inverse_jacobians;

/// Fluxes sum_k K_fk grad u_k - c_f w (w: the velocity of the solvent) at the points of a cell or
/// of one of its faces.
template <int dim>
class PointFluxes {
public:
  using Cell = typename DoFHandler<dim>::active_cell_iterator;

  PointFluxes(const ProblemView<dim>& problem, const LocalValues& unknowns)
      : d(problem.discretization), medium(problem.model.medium), law(*problem.model.law),
        length(problem.model.scaling.length), unknowns(unknowns), dofs(d.fe.n_dofs_per_cell()),
        value(d.n_fields()), gradient(d.n_fields()), point(d.n_fields()) {}

  /// flux[q][field]; least[q][field] is the size of the smallest one that counts.
  void evaluate(const Cell& cell, const FEValuesBase<dim>& values) {
    const unsigned int n = d.n_fields();
    cell->get_dof_indices(dofs);
    region = cell->material_id();
    flux.assign(values.n_quadrature_points, std::vector<Tensor<1, dim>>(n));
    least.assign(values.n_quadrature_points, std::vector<double>(n));
    state.assign(values.n_quadrature_points, {});
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
      interpolate(d, values, q, unknowns, dofs, value, gradient);
      state[q] = value;
      const GivenValue::Point x = metres(values.quadrature_point(q), length);
      law.evaluate(value.data(), gradient_of(gradient),
                   medium.material_at(cell->material_id(), x, room), point);
      const Flow::Vector velocity = medium.velocity(cell->material_id(), x);
      for (unsigned int f = 0; f < n; ++f) {
        for (unsigned int k = 0; k < n; ++k)
          if (law.flux_couples(f, k)) flux[q][f] += point.flux_coefficient[f * n + k] * gradient[k];
        least[q][f] = least_force * std::abs(point.flux_coefficient[f * n + f]);
        for (unsigned int k = 0; f > 0 && k < dim; ++k)
          flux[q][f][k] -= point.concentration[f - 1] * velocity[k] / medium.velocity_scale();
      }
      if (medium.disperses(region)) add_dispersion(q, values.quadrature_point(q));
      add_unresolved(q, velocity, values);
    }
  }

  std::vector<std::vector<Tensor<1, dim>>> flux;
  std::vector<std::vector<double>> least;
  std::vector<std::vector<double>> state; ///< unknowns [q][field]
  unsigned int region = 0;                ///< of the cell
  const TransportLaw& transport() const { return law; }

private:
  void add_dispersion(const unsigned int q, const Point<dim>& x) {
    const Tensor<2, dim> mixing = dispersion_tensor<dim>(medium, region, x, length);
    for (unsigned int f = 1; f < d.n_fields(); ++f)
      if (law.solves_for_concentration(f - 1) && medium.material(region).present[f - 1])
        flux[q][f] += mixing * gradient[f];
  }

  // Where a flow is faster than cells resolve, fluxes fit together that are wrong: what schemes add
  // or oscillate by is of the size of the diffusion along the flow that the cells lack.
  void add_unresolved(const unsigned int q, const Flow::Vector& velocity,
                      const FEValuesBase<dim>& values) {
    double speed = 0.0, w[dim], inverse[dim * dim];
    for (unsigned int k = 0; k < dim; ++k) {
      w[k] = velocity[k] / medium.velocity_scale();
      speed += std::abs(w[k]);
      for (unsigned int i = 0; i < dim; ++i)
        inverse[k * dim + i] = values.inverse_jacobian(q)[k][i];
    }
    for (unsigned int f = 1; speed > 0.0 && f < d.n_fields(); ++f) {
      const double diffusivity = point.flux_coefficient[f * d.n_fields() + f];
      if (!law.solves_for_concentration(f - 1) || !(diffusivity > 0.0)) continue;
      const double time = stream_time(w, inverse, dim, diffusivity) / d.settings.degree;
      double change = 0.0;
      for (unsigned int k = 0; k < dim; ++k)
        change += w[k] * gradient[f][k];
      for (unsigned int k = 0; k < dim; ++k)
        flux[q][f][k] += time * w[k] * change;
    }
  }

  const Discretization<dim>& d;
  const Medium& medium;
  const TransportLaw& law;
  const double length; ///< of reference [m]
  const LocalValues& unknowns;
  std::vector<types::global_dof_index> dofs;
  std::vector<double> value;
  std::vector<Tensor<1, dim>> gradient;
  PointLawValues<double> point;
  PointMaterial room;
};

/// Squared jumps over the faces of one cell.
template <int dim>
class FaceJumps {
public:
  using Cell = typename PointFluxes<dim>::Cell;
  using MeshCell = typename Triangulation<dim>::cell_iterator;

  FaceJumps(const ProblemView<dim>& problem, const LocalValues& unknowns)
      : problem(problem), d(problem.discretization), quadrature(d.n_quadrature_points()),
        here(d.mapping, d.scalar_fe, quadrature, flags),
        there(d.mapping, d.scalar_fe, quadrature, flags),
        here_part(d.mapping, d.scalar_fe, quadrature, flags),
        there_part(d.mapping, d.scalar_fe, quadrature, flags), own(problem, unknowns),
        other(problem, unknowns) {}

  /// h / (2 p) times the integral of the squared jump of each field, added to `sums`.
  void add(const Cell& cell, const unsigned int f, std::vector<double>& sums) {
    if (cell->at_boundary(f) && looks_across(cell->face(f)->boundary_id())) return;
    if (cell->at_boundary(f)) {
      here.reinit(MeshCell(cell), f);
      own.evaluate(cell, here);
      integrate(here, nullptr, laws_of(cell, f), side_of(cell, f), cell->face(f)->diameter(), sums);
    } else if (cell->face(f)->has_children()) {
      for (unsigned int part = 0; part < cell->face(f)->n_active_descendants(); ++part) {
        const Cell child(&d.mesh, cell->neighbor_child_on_subface(f, part)->level(),
                         cell->neighbor_child_on_subface(f, part)->index(), &d.dof_handler);
        here_part.reinit(MeshCell(cell), f, part);
        there.reinit(MeshCell(child), cell->neighbor_of_neighbor(f));
        own.evaluate(cell, here_part);
        other.evaluate(child, there);
        integrate(here_part, &there, laws_of(cell, f), side_of(cell, f),
                  cell->face(f)->child(part)->diameter(), sums);
      }
    } else {
      const Cell neighbour(&d.mesh, cell->neighbor(f)->level(), cell->neighbor(f)->index(),
                           &d.dof_handler);
      here.reinit(MeshCell(cell), f);
      own.evaluate(cell, here);
      const FEFaceValuesBase<dim>* opposite = &there;
      if (cell->neighbor_is_coarser(f)) {
        const auto place = cell->neighbor_of_coarser_neighbor(f);
        there_part.reinit(MeshCell(neighbour), place.first, place.second);
        opposite = &there_part;
      } else {
        there.reinit(MeshCell(neighbour), cell->neighbor_of_neighbor(f));
      }
      other.evaluate(neighbour, *opposite);
      integrate(here, opposite, laws_of(cell, f), side_of(cell, f), cell->face(f)->diameter(),
                sums);
    }
  }

private:
  // Periodic sides and those of membranes: what does not fit there is seen in the cells around.
  bool looks_across(const unsigned int boundary_id) const {
    return d.is_periodic(boundary_id) ||
           problem.model.boundaries.on_membrane(boundary_id) != BoundaryMap::none;
  }

  // Laws that act on a face of a cell: those of species that the cell lets in.
  std::vector<AppliedLaw> laws_of(const Cell& cell, const unsigned int f) const {
    const int condition = cell->at_boundary(f)
                              ? problem.model.boundaries.on_boundary(cell->face(f)->boundary_id())
                              : problem.model.boundaries.on_interface(cell->face(f)->manifold_id());
    std::vector<AppliedLaw> laws;
    if (condition == BoundaryMap::none) return laws;
    const PointMaterial& material = problem.model.medium.material(cell->material_id());
    for (const AppliedLaw& law : problem.model.boundaries.conditions()[condition].laws)
      if (law.species < 0 || material.present[law.species]) laws.push_back(law);
    return laws;
  }

  // Surface sites see the protons of the side that has any.
  const PointMaterial* side_of(const Cell& cell, const unsigned int f) const {
    const PointMaterial* material = &problem.model.medium.material(cell->material_id());
    for (const AppliedLaw& law : laws_of(cell, f))
      if (law.partner >= 0 && !material->present[law.partner] && !cell->at_boundary(f))
        return &problem.model.medium.material(cell->neighbor(f)->material_id());
    return material;
  }

  void integrate(const FEFaceValuesBase<dim>& values, const FEFaceValuesBase<dim>* opposite,
                 const std::vector<AppliedLaw>& laws, const PointMaterial* material,
                 const double diameter, std::vector<double>& sums) {
    const double factor = diameter / (2.0 * d.settings.degree);
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
      const Point<dim>& x = values.quadrature_point(q);
      std::vector<double> jump(d.n_fields());
      for (unsigned int field = 0; field < d.n_fields(); ++field) {
        jump[field] = own.flux[q][field] * values.normal_vector(q);
        if (opposite != nullptr) jump[field] += other.flux[q][field] * opposite->normal_vector(q);
      }
      for (const AppliedLaw& law : laws)
        if (law.row->essential())
          jump[law.species + 1] = 0.0;
        else
          jump[law.species + 1] -=
              value_of(law, x, own.state[q].data(), *material,
                       outward_velocity(problem.model.medium, own.region, x,
                                        values.normal_vector(q), problem.model.scaling));
      for (unsigned int field = 0; field < d.n_fields(); ++field)
        sums[field] += factor * jump[field] * jump[field] * values.JxW(q) * d.radial_weight(x);
    }
  }

  double value_of(const AppliedLaw& law, const Point<dim>& x, const double* unknowns,
                  const PointMaterial& material, const double outward) const {
    SurfaceState state(own.transport());
    state.set(0, unknowns, material);
    const Scaling& scaling = problem.model.scaling;
    return state.value(
        *make_surface_law(law, metres(x, scaling.length), own.transport(), scaling, outward), {});
  }

  const ProblemView<dim>& problem;
  const Discretization<dim>& d;
  const QGauss<dim - 1> quadrature;
  FEFaceValues<dim> here, there;
  FESubfaceValues<dim> here_part, there_part;
  PointFluxes<dim> own, other;
};

} // namespace

template <int dim>
FluxJumps flux_jumps(const ProblemView<dim>& problem, const Vector& solution) {
  const Discretization<dim>& d = problem.discretization;
  const unsigned int n_fields = d.n_fields();
  const LocalValues unknowns(solution, d.owned, d.relevant);
  std::vector<double> sizes(n_fields, 0.0);
  std::vector<std::vector<double>> jumps(d.mesh.n_active_cells());
  const SourceWeights<dim> weights(problem);
  agree(d.communicator, [&] {
    FaceJumps<dim> faces(problem, unknowns);
    PointFluxes<dim> fluxes(problem, unknowns);
    FEValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim>(d.n_quadrature_points()),
                         update_values | update_gradients | update_JxW_values |
                             update_quadrature_points | update_inverse_jacobians);
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
      fluxes.evaluate(cell, values);
      std::vector<double> weight(n_fields);
      for (unsigned int field = 0; field < n_fields; ++field)
        weight[field] = weights(field, cell->center(), 0.5 * cell->minimum_vertex_distance());
      for (unsigned int q = 0; q < values.n_quadrature_points; ++q)
        for (unsigned int field = 0; field < n_fields; ++field)
          sizes[field] += weight[field] *
                          std::max(fluxes.flux[q][field].norm_square(),
                                   fluxes.least[q][field] * fluxes.least[q][field]) *
                          values.JxW(q) * d.radial_weight(values.quadrature_point(q));
      auto& sums = jumps[cell->active_cell_index()];
      sums.assign(n_fields, 0.0);
      for (const unsigned int f : cell->face_indices())
        faces.add(cell, f, sums);
      for (unsigned int field = 0; field < n_fields; ++field)
        sums[field] *= weight[field];
    }
  });
  Utilities::MPI::sum(sizes, d.communicator, sizes);

  const bool potential_given = problem.model.electrolyte.potential_model != PotentialModel::poisson;
  FluxJumps result;
  result.shares.reinit(d.mesh.n_active_cells());
  double total = 0.0;
  for (unsigned int cell = 0; cell < jumps.size(); ++cell) {
    if (jumps[cell].empty()) continue;
    for (unsigned int field = potential_given ? 1 : 0; field < n_fields; ++field)
      if (sizes[field] > 0.0) result.shares[cell] += jumps[cell][field] / sizes[field];
    total += result.shares[cell];
  }
  result.error = std::sqrt(Utilities::MPI::sum(total, d.communicator));
  return result;
}

template FluxJumps flux_jumps(const ProblemView<2>&, const Vector&);
template FluxJumps flux_jumps(const ProblemView<3>&, const Vector&);

} // namespace ionflux
