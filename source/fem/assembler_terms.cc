// What is given on the mesh: charges, sources and flow of the volume, terms of boundaries.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/support/agreement.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

template <int dim>
void Assembler<dim>::update_given_terms() {
  agree(discretization.communicator, [&] {
    surface_terms.update();
    update_sources();
  });
  if (std::any_of(electrolyte.releases.begin(), electrolyte.releases.end(),
                  [](const Release& release) { return release.depends_on_time(); }))
    add_releases();
}

// Those that follow the time, at the points of all cells that have any.
template <int dim>
void Assembler<dim>::update_sources() {
  const auto varies = [](const GivenValue& source) { return source.depends_on_time(); };
  if (std::none_of(electrolyte.sources.begin(), electrolyte.sources.end(), varies)) return;
  const auto& d = discretization;
  FEValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim>(d.n_quadrature_points()),
                       update_quadrature_points);
  unsigned int number = 0;
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    if (source_start[number] >= 0) {
      values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
      read_sources(number, cell->material_id(), values);
    }
    ++number;
  }
}

// Given charges, sources and diffusivities at the quadrature points; expressions are evaluated here
// only.
template <int dim>
void Assembler<dim>::read_given_terms(const unsigned int cell, const unsigned int region,
                                      const FEValues<dim>& values) {
  charge_start.push_back(-1);
  source_start.push_back(-1);
  const unsigned int n_points = values.n_quadrature_points, row = padded(discretization.n_fields());
  if (medium.has_fixed_charge(region)) {
    charge_start.back() = fixed_charges.size();
    for (unsigned int q = 0; q < n_points; ++q)
      fixed_charges.push_back(
          medium.fixed_charge(region, metres(values.quadrature_point(q), scaling.length)));
  }
  read_diffusivities(region, values);
  for (unsigned int i = 0; i < electrolyte.sources.size(); ++i)
    if (source_start.back() < 0 && acts(i, region)) {
      source_start.back() = sources.size();
      sources.resize(sources.size() + n_points * row, 0.0);
    }
  if (source_start.back() >= 0) read_sources(cell, region, values);
}

// Is there a source of a species in a region, at some time?
template <int dim>
bool Assembler<dim>::acts(const unsigned int species, const unsigned int region) const {
  const GivenValue& source = electrolyte.sources[species];
  return !source.is_zero() && medium.material(region).present[species];
}

template <int dim>
void Assembler<dim>::read_sources(const unsigned int cell, const unsigned int region,
                                  const FEValues<dim>& values) {
  const unsigned int row = padded(discretization.n_fields());
  for (unsigned int i = 0; i < electrolyte.sources.size(); ++i)
    for (unsigned int q = 0; acts(i, region) && q < values.n_quadrature_points; ++q)
      sources[source_start[cell] + q * row + i + 1] =
          electrolyte.sources[i](metres(values.quadrature_point(q), scaling.length)) /
          scaling.source();
}

template <int dim>
void Assembler<dim>::read_velocity(const unsigned int region, const FEValues<dim>& values) {
  velocity_start.push_back(-1);
  if (!medium.flows(region)) return;
  velocity_start.back() = velocities.size();
  for (unsigned int q = 0; q < values.n_quadrature_points; ++q)
    for (const double component :
         medium.velocity(region, metres(values.quadrature_point(q), scaling.length)))
      velocities.push_back(component / medium.velocity_scale());
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Assembler<dim>::update_given_terms();                                              \
  template void Assembler<dim>::read_given_terms(unsigned int, unsigned int,                       \
                                                 const FEValues<dim>&);                            \
  template void Assembler<dim>::read_velocity(unsigned int, const FEValues<dim>&);

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
