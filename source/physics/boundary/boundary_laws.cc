// The table. Each row is made where its formula is.

#include <ionflux/physics/boundary/boundary_law.h>

#include <stdexcept>

namespace ionflux {

BoundaryLaw potential_law();
BoundaryLaw surface_charge_law();
BoundaryLaw concentration_law();
BoundaryLaw electrochemical_potential_law();
BoundaryLaw flux_law();
BoundaryLaw current_law();
BoundaryLaw total_charge_law();
BoundaryLaw stern_layer_law();
BoundaryLaw charge_regulation_law();
BoundaryLaw adsorption_law();
BoundaryLaw permeability_law();
BoundaryLaw deposition_law();
BoundaryLaw uptake_law();
BoundaryLaw outflow_law();
BoundaryLaw inflow_law();
BoundaryLaw butler_volmer_law();
BoundaryLaw membrane_permeability_law();
BoundaryLaw membrane_capacitance_law();

const std::vector<BoundaryLaw>& boundary_laws() {
  static const std::vector<BoundaryLaw> table = {
      potential_law(),
      surface_charge_law(),
      concentration_law(),
      electrochemical_potential_law(),
      flux_law(),
      current_law(),
      total_charge_law(),
      stern_layer_law(),
      charge_regulation_law(),
      adsorption_law(),
      permeability_law(),
      deposition_law(),
      uptake_law(),
      outflow_law(),
      inflow_law(),
      butler_volmer_law(),
      membrane_permeability_law(),
      membrane_capacitance_law(),
  };
  return table;
}

const BoundaryLaw& boundary_law(const std::string_view name) {
  for (const BoundaryLaw& law : boundary_laws())
    if (law.name == name) return law;
  throw std::logic_error("no boundary law is called '" + std::string(name) + "'");
}

const BoundaryLaw& law_that_gives(const Gives quantity) {
  for (const BoundaryLaw& law : boundary_laws())
    if (quantity != Gives::nothing && law.gives == quantity) return law;
  throw std::logic_error("no boundary law gives this");
}

const GivenValue* AppliedLaw::metal_potential() const {
  for (unsigned int k = 0; k < row->parameters.size() && k < parameters.size(); ++k)
    if (row->parameters[k].name == electrode_potential_entry)
      return is_given[k] ? &parameters[k] : nullptr;
  return nullptr;
}

bool AppliedLaw::floats() const {
  for (unsigned int k = 0; k < row->parameters.size() && k < is_given.size(); ++k)
    if (row->parameters[k].name == electrode_potential_entry) return !is_given[k];
  return false;
}

void AppliedLaw::shift_metal(const std::shared_ptr<const double>& shift) {
  for (unsigned int k = 0; k < row->parameters.size() && k < parameters.size(); ++k)
    if (row->parameters[k].name == electrode_potential_entry)
      parameters[k] = GivenValue(
          [value = parameters[k], shift](const GivenValue::Point& x) { return value(x) + *shift; },
          parameters[k].text(), true);
}

} // namespace ionflux
