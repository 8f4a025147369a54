// What is given in the volume, at the quadrature points: charges, sources, the flow.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>

#include <deal.II/fe/fe_values.h>

namespace ionflux {

using namespace dealii;

// Given charges and sources at the quadrature points; expressions are evaluated here only.
template <int dim>
void Assembler<dim>::read_given_terms(const unsigned int, const unsigned int region,
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
  for (unsigned int i = 0; i < electrolyte.sources.size(); ++i) {
    const GivenValue& source = electrolyte.sources[i];
    if ((source.is_constant() && source({}) == 0.0) || !medium.material(region).present[i])
      continue;
    if (source_start.back() < 0) {
      source_start.back() = sources.size();
      sources.resize(sources.size() + n_points * row, 0.0);
    }
    for (unsigned int q = 0; q < n_points; ++q)
      sources[source_start.back() + q * row + i + 1] =
          source(metres(values.quadrature_point(q), scaling.length)) / scaling.source();
  }
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

template void Assembler<2>::read_given_terms(unsigned int, unsigned int, const FEValues<2>&);
template void Assembler<3>::read_given_terms(unsigned int, unsigned int, const FEValues<3>&);
template void Assembler<2>::read_velocity(unsigned int, const FEValues<2>&);
template void Assembler<3>::read_velocity(unsigned int, const FEValues<3>&);

} // namespace ionflux
