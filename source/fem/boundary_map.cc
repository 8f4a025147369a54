#include <ionflux/fem/boundary_map.h>

#include <algorithm>

namespace ionflux {

BoundaryMap::BoundaryMap(const std::vector<BoundaryCondition>& conditions, const MeshLabels& labels)
    : list(conditions), boundary(labels.boundaries.size(), none) {
  for (unsigned int c = 0; c < list.size(); ++c)
    for (const std::string& name : list[c].surfaces) {
      for (unsigned int id = 0; id < labels.boundaries.size(); ++id)
        if (labels.boundaries[id] == name) boundary[id] = c;
      for (const auto& [id, interface_name] : labels.interfaces)
        if (interface_name == name) interface[id] = c;
      for (const auto& [id, interface_name] : labels.membrane_sides)
        if (interface_name == name) membrane[id] = c;
    }
}

double dimensionless_value(const AppliedLaw& law, const GivenValue::Point& x,
                           const Scaling& scaling) {
  const double value = law.value(x);
  switch (law.kind) {
  case BoundaryLawKind::potential:
    return value / scaling.potential();
  case BoundaryLawKind::surface_charge:
    return value / scaling.surface_charge();
  case BoundaryLawKind::concentration:
    return value / scaling.concentration;
  case BoundaryLawKind::electrochemical_potential:
    return value / scaling.energy() + scaling.standard_state_shift();
  case BoundaryLawKind::flux:
    return value / scaling.flux_density();
  case BoundaryLawKind::membrane_permeability:
    return value * scaling.concentration / scaling.flux_density();
  case BoundaryLawKind::membrane_capacitance:
    return value * scaling.potential() / scaling.surface_charge();
  }
  throw std::logic_error("boundary law without a scale");
}

} // namespace ionflux
