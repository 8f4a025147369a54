#include <ionflux/app/species_warnings.h>

#include <ionflux/fem/activity_range.h>
#include <ionflux/fem/unresolved_species.h>
#include <ionflux/physics/material_activity.h>
#include <ionflux/support/text.h>

namespace ionflux {

using namespace dealii;

namespace {

template <int dim>
std::string place_of(const Point<dim>& where, const double length) {
  std::vector<std::string> coordinates;
  for (unsigned int d = 0; d < dim; ++d)
    coordinates.push_back(format_text("%.4g", where[d] * length));
  return "near (" + join(coordinates, ", ") + ") m";
}

template <int dim>
void add_activity_warnings(SteadySimulation<dim>& simulation, const Parameters& parameters,
                           std::vector<std::string>& warnings) {
  for (const BeyondRange<dim>& one :
       beyond_activity_range(simulation.discretization(), simulation.model(),
                             simulation.problem().ghosted(simulation.solution()))) {
    std::string model;
    for (const Material& material : parameters.materials)
      if (material.name == one.material)
        model = activity_model_in(parameters.electrolyte, material);
    const char* what = one.unstable ? "describes a state that is not thermodynamically stable, a "
                                      "mixture that would split,"
                                    : "is used beyond its range";
    warnings.push_back(
        format_text("the activity model '%s' %s at %u of %u points in %s, for example "
                    "%s: %s",
                    model.c_str(), what, one.n_points, one.n_in_all, one.material.c_str(),
                    place_of(one.where, simulation.scaling().length).c_str(), one.reason.c_str()));
  }
}

} // namespace

template <int dim>
std::vector<std::string> species_warnings(SteadySimulation<dim>& simulation,
                                          const Parameters& parameters) {
  const Scaling& scaling = simulation.scaling();
  std::vector<std::string> warnings;
  for (const UnresolvedSpecies<dim>& one :
       unresolved_species(simulation.discretization(), simulation.model(),
                          simulation.problem().ghosted(simulation.solution()))) {
    const std::string name = parameters.electrolyte.species[one.species].name,
                      place = place_of(one.where, scaling.length);
    const bool neutral = parameters.electrolyte.potential_model == PotentialModel::electroneutral;
    const std::string cure =
        neutral ? "smaller cells there"
                : "'Primary variable = concentration' for " + name + ", or smaller cells there";
    if (parameters.electrolyte.solves_for_concentration(one.species))
      warnings.push_back(format_text(
          "the concentration of %s is negative %s: %.3g mol/m^3, its largest is %.3g; cells are "
          "too large there",
          name.c_str(), place.c_str(), one.least * scaling.concentration,
          one.largest * scaling.concentration));
    else
      warnings.push_back(format_text(
          "%s is not resolved %s: over one cell its electrochemical potential varies by %.2g RT "
          "and ln c by %.2g; its flux may be wrong. Use %s",
          name.c_str(), place.c_str(), one.potential_span, one.logarithm_span, cure.c_str()));
  }
  add_activity_warnings(simulation, parameters, warnings);
  return warnings;
}

template std::vector<std::string> species_warnings(SteadySimulation<2>&, const Parameters&);
template std::vector<std::string> species_warnings(SteadySimulation<3>&, const Parameters&);

} // namespace ionflux
