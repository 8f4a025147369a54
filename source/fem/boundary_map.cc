#include <ionflux/fem/boundary_map.h>

#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>

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
  case BoundaryLawKind::current:
  case BoundaryLawKind::total_charge:
  case BoundaryLawKind::stern_layer:
  case BoundaryLawKind::charge_regulation:
  case BoundaryLawKind::permeability:
    break; // totals of a boundary, and laws that depend on the unknowns
  case BoundaryLawKind::membrane_permeability:
    return value * scaling.concentration / scaling.flux_density();
  case BoundaryLawKind::membrane_capacitance:
    return value * scaling.potential() / scaling.surface_charge();
  }
  throw std::logic_error("boundary law without a scale");
}

PointSurfaceLaw point_law_on_surface(const AppliedLaw& law, const GivenValue::Point& x,
                                     const Scaling& scaling) {
  // Sites count as elementary charges; acid constants are relative to 1 mol/L.
  constexpr double molar = 1000.0;
  const auto parameter = [&](const unsigned int i) { return law.parameters[i](x); };
  const double capacitance = scaling.surface_charge() / scaling.potential();
  PointSurfaceLaw point;
  point.kind = law.kind;
  point.species = law.species;
  point.partner = law.partner;
  switch (law.kind) {
  case BoundaryLawKind::stern_layer:
    point.strength = law.value(x) / capacitance;
    point.given = (parameter(0) - parameter(1)) / scaling.potential();
    break;
  case BoundaryLawKind::charge_regulation: {
    const double acid_constant = std::pow(10.0, -parameter(0)) * molar;
    point.strength = constants::elementary_charge * law.value(x) / scaling.surface_charge();
    point.given = law.partner >= 0 ? scaling.concentration / acid_constant
                                   : std::pow(10.0, -parameter(2)) * molar / acid_constant;
    point.reference = parameter(3) / scaling.potential();
    point.compact_capacitance = law.is_given[4] ? parameter(4) / capacitance : 0.0;
    break;
  }
  case BoundaryLawKind::permeability:
    point.strength = law.value(x) * scaling.concentration / scaling.flux_density();
    point.given = parameter(0) / scaling.concentration;
    break;
  default:
    throw std::logic_error("this boundary law does not depend on the unknowns");
  }
  return point;
}

} // namespace ionflux
