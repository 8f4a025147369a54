// Diffusivities of the assembler: at the points of cells, where they vary in space.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>

#include <deal.II/fe/fe_values.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

template <int dim>
void Assembler<dim>::read_diffusivities(const unsigned int region, const FEValues<dim>& values) {
  diffusivity_start.push_back(-1);
  if (!medium.has_varying_diffusivity(region)) return;
  const unsigned int n_species = electrolyte.n_species();
  std::size_t place = varying_diffusivities.size();
  diffusivity_start.back() = place;
  varying_diffusivities.resize(place + values.n_quadrature_points * n_species);
  for (unsigned int q = 0; q < values.n_quadrature_points; ++q, place += n_species)
    medium.diffusivities(region, metres(values.quadrature_point(q), scaling.length),
                         &varying_diffusivities[place]);
}

template <int dim>
double Assembler<dim>::greatest_diffusivity(const unsigned int species) const {
  double greatest = 0.0;
  for (unsigned int region = 0; region < medium.n_regions(); ++region)
    if (medium.material(region).present[species])
      greatest = std::max(greatest, medium.material(region).diffusivity[species]);
  return greatest;
}

template void Assembler<2>::read_diffusivities(unsigned int, const FEValues<2>&);
template void Assembler<3>::read_diffusivities(unsigned int, const FEValues<3>&);
template double Assembler<2>::greatest_diffusivity(unsigned int) const;
template double Assembler<3>::greatest_diffusivity(unsigned int) const;

} // namespace ionflux
