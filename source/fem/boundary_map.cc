#include <ionflux/fem/boundary_map.h>

namespace ionflux {

BoundaryMap::BoundaryMap(const std::vector<BoundaryCondition>& conditions, const MeshLabels& labels)
    : list(conditions), boundary(labels.boundaries.size(), none), regions(labels.regions) {
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

std::vector<unsigned int> BoundaryMap::boundaries_of(const unsigned int condition) const {
  std::vector<unsigned int> ids;
  for (unsigned int id = 0; id < n_boundaries(); ++id)
    if (boundary[id] == static_cast<int>(condition)) ids.push_back(id);
  return ids;
}

double dimensionless_value(const AppliedLaw& law, const GivenValue::Point& x,
                           const Scaling& scaling) {
  return law.row->scaled(law.value(x), scaling);
}

} // namespace ionflux
