#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/solvent_flow.h>
#include <ionflux/output/observables/boundary_mean.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

BoundaryMean describe(const std::string& name, const BoundaryCondition& condition,
                      const std::vector<Bath>& baths, const unsigned int n_scalars) {
  BoundaryMean mean;
  mean.name = name;
  mean.scalar.assign(n_scalars, 0.0);
  mean.least = mean.greatest = mean.scalar;
  mean.is_electrode = condition.is_electrode() || condition.metal_potential() != nullptr;
  for (const Bath& bath : baths)
    if (bath.name == condition.bath) mean.concentration = bath.concentrations;
  return mean;
}

// Of a metal behind kinetics or a compact layer its own, else the unknown there [V].
template <int dim>
double electrode_potential(const FieldSource<dim>& source, const FloatingMetals<dim>& metals,
                           const unsigned int boundary, const Point<dim>& x, const double unknown) {
  const Scaling& scaling = source.model.scaling;
  const int condition = source.model.boundaries.on_boundary(boundary);
  if (const int floating = metals.behind(condition); floating != FloatingMetals<dim>::none)
    return scaling.potential() * metals.potential(floating);
  const GivenValue* const metal =
      condition == BoundaryMap::none
          ? nullptr
          : source.model.boundaries.conditions()[condition].metal_potential();
  return metal ? (*metal)(metres(x, scaling.length)) : scaling.potential() * unknown;
}

// sums[3 * species + part] += the outward part at the point of the last at().
template <int dim>
void add_flux_parts(const CellSampler<dim>& sampler, const unsigned int n_species,
                    const Tensor<1, dim>& normal, const double weight, double* sums) {
  for (unsigned int i = 0; i < n_species; ++i)
    for (unsigned int part = 0; part < 3; ++part)
      for (unsigned int d = 0; d < dim; ++d)
        sums[3 * i + part] += sampler.parts(i)[part][d] * normal[d] * weight;
}

} // namespace

template <int dim>
std::vector<BoundaryMean> boundary_means(const FieldSource<dim>& source, const MeshLabels& labels,
                                         const std::vector<Bath>& baths, const double whole,
                                         const PETScWrappers::MPI::Vector& solution,
                                         const FloatingMetals<dim>& metals) {
  const Discretization<dim>& d = source.discretization;
  const BoundaryMap& boundaries = source.model.boundaries;
  CellSampler<dim> sampler(source, solution, false);
  const unsigned int n_scalars = sampler.n_scalars();
  // Sums by boundary id: area, then for each scalar its integral and the area where it is defined.
  std::vector<double> sums(boundaries.n_boundaries() * (1 + 2 * n_scalars), 0.0);
  FEFaceValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.n_quadrature_points()),
                           update_values | update_gradients | update_quadrature_points |
                               update_JxW_values | update_normal_vectors);
  std::vector<double> least(boundaries.n_boundaries() * n_scalars,
                            std::numeric_limits<double>::max()),
      greatest(least.size(), std::numeric_limits<double>::lowest());
  const unsigned int n_species = source.model.law->n_species();
  std::vector<double> parts(boundaries.n_boundaries() * 3 * n_species, 0.0);
  std::vector<double> electrode(boundaries.n_boundaries(), 0.0), flow(electrode); // integrals
  const double area_unit =
      whole * std::pow(source.model.scaling.length, d.physical_dimension() - 1);
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned() || !cell->at_boundary()) continue;
    sampler.reinit(cell);
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->face(f)->at_boundary()) continue;
      double* sum = &sums[cell->face(f)->boundary_id() * (1 + 2 * n_scalars)];
      values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
      for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
        const std::vector<double>& quantity = sampler.at(values, q);
        const double weight =
            values.JxW(q) * d.radial_weight(values.quadrature_point(q)) * area_unit;
        sum[0] += weight;
        flow[cell->face(f)->boundary_id()] +=
            weight * outward_velocity(source.model.medium, cell->material_id(),
                                      values.quadrature_point(q), values.normal_vector(q),
                                      source.model.scaling);
        electrode[cell->face(f)->boundary_id()] +=
            electrode_potential(source, metals, cell->face(f)->boundary_id(),
                                values.quadrature_point(q), sampler.potential_unknown()) *
            weight;
        add_flux_parts(sampler, n_species, values.normal_vector(q), weight,
                       &parts[cell->face(f)->boundary_id() * 3 * n_species]);
        for (unsigned int s = 0; s < n_scalars; ++s) {
          if (!std::isfinite(quantity[s])) continue;
          sum[1 + 2 * s] += quantity[s] * weight;
          sum[2 + 2 * s] += weight;
          const unsigned int place = cell->face(f)->boundary_id() * n_scalars + s;
          least[place] = std::min(least[place], quantity[s]);
          greatest[place] = std::max(greatest[place], quantity[s]);
        }
      }
    }
  }
  Utilities::MPI::sum(sums, d.communicator, sums);
  Utilities::MPI::sum(parts, d.communicator, parts);
  Utilities::MPI::sum(electrode, d.communicator, electrode);
  Utilities::MPI::sum(flow, d.communicator, flow);
  Utilities::MPI::min(least, d.communicator, least);
  Utilities::MPI::max(greatest, d.communicator, greatest);

  std::vector<BoundaryMean> means;
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id) {
    if (boundaries.on_boundary(id) == BoundaryMap::none) continue;
    means.push_back(describe(labels.boundaries[id],
                             boundaries.conditions()[boundaries.on_boundary(id)], baths,
                             n_scalars));
    const double* sum = &sums[id * (1 + 2 * n_scalars)];
    means.back().area = sum[0];
    means.back().flow = flow[id];
    for (const double* part = &parts[id * 3 * n_species];
         means.back().flux_parts.size() < n_species; part += 3)
      means.back().flux_parts.push_back({{part[0], part[1], part[2]}});
    for (unsigned int s = 0; s < n_scalars; ++s) {
      means.back().scalar[s] = sum[1 + 2 * s] / sum[2 + 2 * s];
      means.back().least[s] = least[id * n_scalars + s];
      means.back().greatest[s] = greatest[id * n_scalars + s];
    }
    means.back().potential =
        means.back().is_electrode ? electrode[id] / sum[0] : means.back().scalar[0];
  }
  return means;
}

template std::vector<BoundaryMean> boundary_means<2>(const FieldSource<2>&, const MeshLabels&,
                                                     const std::vector<Bath>&, double,
                                                     const PETScWrappers::MPI::Vector&,
                                                     const FloatingMetals<2>&);
template std::vector<BoundaryMean> boundary_means<3>(const FieldSource<3>&, const MeshLabels&,
                                                     const std::vector<Bath>&, double,
                                                     const PETScWrappers::MPI::Vector&,
                                                     const FloatingMetals<3>&);

} // namespace ionflux
