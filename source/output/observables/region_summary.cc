#include <ionflux/output/observables/region_summary.h>

#include <ionflux/fem/fixed_values.h>
#include <ionflux/physics/constants.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Powers of the reactions, whose scalars are the last: rate, Gamma and affinity of each.
void add_reactions(const Electrolyte& electrolyte, const std::vector<double>& quantity,
                   const unsigned int n_scalars, const double weight, RegionSummary& region) {
  const unsigned int n_species = electrolyte.n_species(),
                     n_reactions = electrolyte.reactions.size();
  for (unsigned int r = 0; r < n_reactions; ++r) {
    const double* values = &quantity[n_scalars - 3 * (n_reactions - r)];
    const double rate = values[0], affinity = values[2];
    double standard = affinity;
    for (unsigned int i = 0; i < n_species; ++i)
      if (const int nu = electrolyte.reactions[r].stoichiometric_number(i))
        standard += nu * quantity[1 + n_species + i];
    if (!std::isfinite(rate * standard)) continue; // it does not run here
    region.reaction_dissipation += rate * affinity * weight;
    region.reaction_power += rate * standard * weight;
  }
}

// f - sum c ln gamma of the excess free energy f [mol/m^3]: what the free energy over RT of a
// solution has beside that of one whose gamma are constant. NaN: its activities derive from none.
double excess_energy(const PointMaterial& material, const std::vector<double>& quantity) {
  if (!material.activity) return 0.0;
  if (!material.activity->has_free_energy()) return std::numeric_limits<double>::quiet_NaN();
  std::vector<double> c, log_gamma(material.dissolved.size());
  for (const unsigned int i : material.dissolved)
    c.push_back(std::max(0.0, quantity[1 + i]));
  material.activity->log_gamma(1, c.data(), log_gamma.data(), nullptr);
  double sum = material.activity->free_energy(c.data());
  for (unsigned int k = 0; k < c.size(); ++k)
    if (c[k] > 0.0) sum -= c[k] * log_gamma[k];
  return sum;
}

// mu - z F phi is the derivative of the density by c; that of an ideal solution is short of their
// sum by the osmotic pressure. An electroneutral solution has no energy of a field.
template <int dim>
void add_free_energy(const Model& model, const unsigned int region_id,
                     const std::vector<double>& quantity, const unsigned int n_scalars,
                     const double weight, RegionSummary& region) {
  const Electrolyte& electrolyte = model.electrolyte;
  const PointMaterial& material = model.medium.material(region_id);
  const unsigned int n_species = electrolyte.n_species();
  const double permittivity =
      constants::vacuum_permittivity * material.permittivity / model.scaling.lambda_squared();
  for (unsigned int d = 0; d < dim; ++d)
    if (electrolyte.potential_model != PotentialModel::electroneutral)
      region.field_energy += 0.5 * permittivity * std::pow(quantity[n_scalars + d], 2) * weight;
  region.mixing_energy += model.scaling.energy() * excess_energy(material, quantity) * weight;
  for (unsigned int i = 0; i < n_species; ++i) {
    const double c = quantity[1 + i], mu = quantity[1 + n_species + i];
    if (!(c > 0.0) || !std::isfinite(mu)) continue; // none here
    region.mixing_energy +=
        c *
        (mu - electrolyte.species[i].charge_number * constants::faraday * quantity[0] -
         model.scaling.energy()) *
        weight;
  }
}

// Add one point of a cell to the sums of its region.
template <int dim>
void add_point(const FieldSource<dim>& source, CellSampler<dim>& sampler,
               const FEValues<dim>& values, const unsigned int q, const unsigned int material,
               const double weight, RegionSummary& region) {
  const std::vector<double>& quantity = sampler.at(values, q);
  region.volume += weight;
  region.dissipation += sampler.dissipation() * weight;
  add_free_energy<dim>(source.model, material, quantity, sampler.n_scalars(), weight, region);
  const unsigned int n_species = source.model.electrolyte.n_species();
  for (unsigned int i = 0; i < source.model.electrolyte.sources.size(); ++i) {
    const double mu = quantity[1 + n_species + i];
    if (std::isfinite(mu)) // else the species is not here
      region.source_power += source.model.electrolyte.sources[i](
                                 metres(values.quadrature_point(q), source.model.scaling.length)) *
                             mu * weight;
  }
  add_reactions(source.model.electrolyte, quantity, sampler.n_scalars(), weight, region);
  for (unsigned int s = 0; s < sampler.n_scalars(); ++s) {
    if (!std::isfinite(quantity[s])) continue;
    region.extent[s] += weight;
    region.integral[s] += quantity[s] * weight;
    region.least[s] = std::min(region.least[s], quantity[s]);
    region.greatest[s] = std::max(region.greatest[s], quantity[s]);
  }
}

void sum_over_ranks(RegionSummary& region, MPI_Comm communicator) {
  for (double* sum :
       {&region.volume, &region.dissipation, &region.source_power, &region.reaction_dissipation,
        &region.reaction_power, &region.field_energy, &region.mixing_energy})
    *sum = Utilities::MPI::sum(*sum, communicator);
  Utilities::MPI::sum(region.extent, communicator, region.extent);
  Utilities::MPI::sum(region.integral, communicator, region.integral);
  Utilities::MPI::min(region.least, communicator, region.least);
  Utilities::MPI::max(region.greatest, communicator, region.greatest);
}

} // namespace

template <int dim>
std::vector<RegionSummary> summarize_regions(const FieldSource<dim>& source, const double whole,
                                             const PETScWrappers::MPI::Vector& solution,
                                             const bool with_solution) {
  const Discretization<dim>& d = source.discretization;
  CellSampler<dim> sampler(source, solution, with_solution);
  const unsigned int n_scalars = sampler.n_scalars();
  std::vector<RegionSummary> regions;
  for (const std::string& name : source.region_names)
    regions.push_back({name, 0.0, 0.0, 0.0, 0.0, 0.0, std::vector<double>(n_scalars, 0.0),
                       std::vector<double>(n_scalars, 0.0),
                       std::vector<double>(n_scalars, std::numeric_limits<double>::max()),
                       std::vector<double>(n_scalars, std::numeric_limits<double>::lowest())});

  FEValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim>(d.n_quadrature_points()),
                       update_values | update_gradients | update_quadrature_points |
                           update_JxW_values);
  const double volume_unit = whole * std::pow(source.model.scaling.length, d.physical_dimension());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    sampler.reinit(cell);
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q)
      add_point(source, sampler, values, q, cell->material_id(),
                values.JxW(q) * d.radial_weight(values.quadrature_point(q)) * volume_unit,
                regions[cell->material_id()]);
  }
  for (RegionSummary& region : regions)
    sum_over_ranks(region, d.communicator);
  return regions;
}

template std::vector<RegionSummary> summarize_regions<2>(const FieldSource<2>&, double,
                                                         const PETScWrappers::MPI::Vector&, bool);
template std::vector<RegionSummary> summarize_regions<3>(const FieldSource<3>&, double,
                                                         const PETScWrappers::MPI::Vector&, bool);

} // namespace ionflux
