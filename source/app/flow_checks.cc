#include <ionflux/app/flow_checks.h>

#include <ionflux/fem/flow_survey.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

namespace {

// Of the largest speed: what rounding and the shape of curved walls leave of a normal velocity.
constexpr double no_speed = 1e-6;

// Divergence times length over the largest speed. The amounts are wrong by about as much.
constexpr double slight_divergence = 1e-6, most_divergence = 1e-2;

template <int dim>
class FlowChecks {
public:
  FlowChecks(SteadySimulation<dim>& simulation, const Parameters& p)
      : simulation(simulation), p(p),
        survey(survey_flow(simulation.discretization(), simulation.model())) {}

  std::vector<std::string> run() {
    check_divergence();
    if (survey.into_rest.value > limit())
      fault("the flow goes into a material at rest: " + normal(survey.into_rest),
            "a velocity that is parallel to its surface, or other 'Materials' in section Flow");
    for (unsigned int id = 0; id < survey.leaving.size(); ++id) {
      if (simulation.discretization().is_periodic(id)) continue;
      check_boundary(id, survey.leaving[id], true);
      check_boundary(id, survey.entering[id], false);
    }
    if (!faults.empty()) throw InputError(ExitCode::bad_parameters, faults);
    doubt_cells();
    return warnings;
  }

private:
  double limit() const { return no_speed * survey.speed.value; }

  std::string place(const Point<dim>& where) const {
    std::vector<std::string> coordinates;
    for (unsigned int d = 0; d < dim; ++d)
      coordinates.push_back(format_text("%.4g", where[d] * simulation.scaling().length));
    return "(" + join(coordinates, ", ") + ") m";
  }

  std::string normal(const Largest<dim>& one) const {
    return format_text("%.4g m/s at ", one.value) + place(one.where);
  }

  void fault(const std::string& what, const std::string& allowed) {
    const auto found = p.locations.find("Flow");
    faults.push_back({what,
                      found != p.locations.end() ? found->second : InputLocation{p.file_name, 0},
                      "Flow", "", allowed});
  }

  void check_divergence() {
    const Largest<dim>& one = survey.divergence;
    if (one.value <= slight_divergence) return;
    const std::string what =
        format_text("the flow has sources: its divergence is %.3g 1/s at ",
                    one.value * survey.speed.value / simulation.scaling().length) +
        place(one.where);
    if (one.value > most_divergence)
      fault(what, "a velocity without divergence (in axisymmetric runs of r v_r / r and v_z)");
    else
      warnings.push_back(what +
                         format_text("; amounts are wrong by about %.1g of themselves", one.value));
  }

  // Species of which a boundary says nothing though the flow goes through it.
  void check_boundary(const unsigned int id, const Largest<dim>& one, const bool leaves) {
    if (one.value <= limit()) return;
    const std::string name = simulation.labels().boundaries[id],
                      what = std::string(leaves ? "the flow leaves through '"
                                                : "the flow enters "
                                                  "through '") +
                             name + "', " + normal(one) + ", ";
    const int condition = simulation.boundaries().on_boundary(id);
    if (condition == BoundaryMap::none) {
      fault(what + "which is a symmetry or the side of a thin membrane",
            "a velocity that is parallel to it");
      return;
    }
    std::vector<std::string> missing;
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      if (!is_said(p.boundary_conditions[condition], i, leaves))
        missing.push_back(p.electrolyte.species[i].name);
    if (missing.empty()) return;
    fault(what + "and nothing there says what becomes of " + join(missing, ", "),
          leaves ? "'Outflow = true' there; 'Flux of' a species = 0 if the boundary holds it back"
                 : "'Inflow bath' or 'Bath' there; 'Flux of' a species = 0 if none comes along");
  }

  static bool is_said(const BoundaryCondition& condition, const int species, const bool leaves) {
    return std::any_of(condition.laws.begin(), condition.laws.end(), [&](const AppliedLaw& law) {
      return law.species == species && (leaves || !law.row->carried_by_flow || law.row->carries_in);
    });
  }

  bool is_stabilised(const unsigned int species) const {
    const Discretization<dim>& d = simulation.discretization();
    const TransportLaw& law = *simulation.model().law;
    if (d.settings.stabilisation == Stabilisation::none || d.settings.degree != 1) return false;
    return d.settings.stabilisation == Stabilisation::streamline ||
           (law.charge_number(species) == 0.0 && law.solves_for_concentration(species));
  }

  void doubt_cells() {
    for (unsigned int i = 0; i < survey.peclet.size(); ++i)
      if (survey.peclet[i].value > 1.0 && !is_stabilised(i))
        warnings.push_back(
            format_text("cells are large for the flow: Peclet number %.3g of %s near ",
                        survey.peclet[i].value, p.electrolyte.species[i].name.c_str()) +
            place(survey.peclet[i].where) +
            "; where its concentration changes along the flow within a cell or two it will "
            "oscillate (smaller cells there help, or 'Stabilisation' with elements of degree 1)");
  }

  SteadySimulation<dim>& simulation;
  const Parameters& p;
  const FlowSurvey<dim> survey;
  std::vector<Fault> faults;
  std::vector<std::string> warnings;
};

} // namespace

template <int dim>
std::vector<std::string> check_flow(SteadySimulation<dim>& simulation, const Parameters& p) {
  if (!simulation.medium().any_flow()) return {};
  return FlowChecks<dim>(simulation, p).run();
}

template <int dim>
std::vector<std::string> flow_summary(SteadySimulation<dim>& simulation) {
  if (!simulation.medium().any_flow()) return {};
  const FlowSurvey<dim> survey = survey_flow(simulation.discretization(), simulation.model());
  double diffusivity = 0.0, cell = 0.0;
  for (unsigned int i = 0; i < survey.peclet.size(); ++i) {
    const double own = simulation.model().electrolyte.species[i].diffusivity;
    if (diffusivity == 0.0 || own < diffusivity) diffusivity = own;
    cell = std::max(cell, survey.peclet[i].value);
  }
  return {format_text(
      "Flow                     up to %.4g m/s; Peclet number v L / D up to %.3g, of "
      "cells (v h / 2 D p) up to %.3g",
      survey.speed.value, survey.speed.value * simulation.scaling().length / diffusivity, cell)};
}

template std::vector<std::string> check_flow(SteadySimulation<2>&, const Parameters&);
template std::vector<std::string> check_flow(SteadySimulation<3>&, const Parameters&);
template std::vector<std::string> flow_summary(SteadySimulation<2>&);
template std::vector<std::string> flow_summary(SteadySimulation<3>&);

} // namespace ionflux
