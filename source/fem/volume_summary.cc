// Sums and extremes over the domain.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/reaction_production.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

template <int dim>
VolumeSummary Assembler<dim>::summarize(const StateView& state) const {
  const unsigned int n_species = transport.n_species(), row = padded(n_species + 1);
  VolumeSummary summary;
  summary.source = summary.reacted = summary.amount = std::vector<double>(n_species, 0.0);
  summary.least.assign(n_species, std::numeric_limits<double>::max());
  summary.greatest.assign(n_species, std::numeric_limits<double>::lowest());
  CellKernel<dim> kernel(transport, shapes);
  std::vector<double> concentrations(n_species);
  for_each_cell(state, {}, [&](const unsigned int, const CellInput& input) {
    const double* values = kernel.interpolate(input);
    for (unsigned int q = 0; q < shapes.n_points; ++q) {
      const double* unknowns = &values[q * (1 + dim) * row];
      const double weight = input.weights[q];
      double charge = input.fixed_charge ? input.fixed_charge[q] : 0.0;
      transport.concentrations(unknowns, *input.material, concentrations.data());
      for (unsigned int i = 0; i < n_species; ++i) {
        if (!input.material->present[i]) continue;
        const double c = concentrations[i];
        charge += transport.charge_number(i) * c;
        summary.amount[i] += c * weight;
        summary.least[i] = std::min(summary.least[i], c);
        summary.greatest[i] = std::max(summary.greatest[i], c);
        if (input.sources) summary.source[i] += input.sources[q * row + i + 1] * weight;
      }
      add_production(transport, unknowns,
                     transport.needs_gradients() ? kernel.gradient_at(input, q) : PointGradient(),
                     *input.material, weight, summary.reacted);
      summary.charge += charge * weight;
      summary.charge_magnitude += std::abs(charge) * weight;
    }
  });
  const MPI_Comm communicator = discretization.communicator;
  summary.charge = Utilities::MPI::sum(summary.charge, communicator);
  summary.charge_magnitude = Utilities::MPI::sum(summary.charge_magnitude, communicator);
  Utilities::MPI::sum(summary.source, communicator, summary.source);
  for (unsigned int i = 0; i < n_species; ++i)
    summary.source[i] += released[i];
  Utilities::MPI::sum(summary.reacted, communicator, summary.reacted);
  Utilities::MPI::sum(summary.amount, communicator, summary.amount);
  Utilities::MPI::min(summary.least, communicator, summary.least);
  Utilities::MPI::max(summary.greatest, communicator, summary.greatest);
  for (unsigned int i = 0; i < n_species; ++i)
    if (summary.least[i] > summary.greatest[i]) summary.least[i] = summary.greatest[i] = 0.0;
  return summary;
}

template VolumeSummary Assembler<2>::summarize(const StateView&) const;
template VolumeSummary Assembler<3>::summarize(const StateView&) const;

} // namespace ionflux
