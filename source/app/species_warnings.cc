#include <ionflux/app/species_warnings.h>

#include <ionflux/fem/unresolved_species.h>
#include <ionflux/support/text.h>

namespace ionflux {

using namespace dealii;

template <int dim>
std::vector<std::string> species_warnings(SteadySimulation<dim>& simulation,
                                          const Parameters& parameters) {
  const Scaling& scaling = simulation.scaling();
  std::vector<std::string> warnings;
  for (const UnresolvedSpecies<dim>& one :
       unresolved_species(simulation.discretization(), parameters.electrolyte, simulation.medium(),
                          simulation.problem().ghosted(simulation.solution()))) {
    std::vector<std::string> coordinates;
    for (unsigned int d = 0; d < dim; ++d)
      coordinates.push_back(format_text("%.4g", one.where[d] * scaling.length));
    const std::string name = parameters.electrolyte.species[one.species].name,
                      place = "near (" + join(coordinates, ", ") + ") m";
    if (parameters.electrolyte.solves_for_concentration(one.species))
      warnings.push_back(format_text(
          "the concentration of %s is negative %s: %.3g mol/m^3, its largest is %.3g; cells are "
          "too large there",
          name.c_str(), place.c_str(), one.least * scaling.concentration,
          one.largest * scaling.concentration));
    else
      warnings.push_back(format_text(
          "%s is not resolved %s: over one cell its electrochemical potential varies by %.2g RT "
          "and ln c by %.2g; its flux may be wrong. Use 'Primary variable = concentration' for "
          "%s, or smaller cells there",
          name.c_str(), place.c_str(), one.potential_span, one.logarithm_span, name.c_str()));
  }
  return warnings;
}

template std::vector<std::string> species_warnings(SteadySimulation<2>&, const Parameters&);
template std::vector<std::string> species_warnings(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
