#pragma once

#include <ionflux/geometry/geometry.h>
#include <ionflux/physics/boundary/boundary_law.h>
#include <ionflux/physics/scaling.h>

#include <map>
#include <vector>

namespace ionflux {

/// Boundary conditions by the ids that faces carry.
class BoundaryMap {
public:
  /// @param conditions in the order of the input, baths expanded into concentrations; every name
  ///                   in them is a boundary or an interface of `labels` (checked beforehand)
  BoundaryMap(const std::vector<BoundaryCondition>& conditions, const MeshLabels& labels);

  static constexpr int none = -1;

  /// Index of the condition on a boundary id, or none (symmetry).
  int on_boundary(const unsigned int boundary_id) const { return boundary[boundary_id]; }

  /// Ids of the boundaries with a condition.
  std::vector<unsigned int> boundaries_of(unsigned int condition) const;

  /// Index of the condition on the faces with a manifold id, or none.
  int on_interface(const unsigned int manifold_id) const {
    const auto entry = interface.find(manifold_id);
    return entry == interface.end() ? none : entry->second;
  }

  /// Index of the condition of the membrane that a boundary id is a side of, or none.
  int on_membrane(const unsigned int boundary_id) const {
    const auto entry = membrane.find(boundary_id);
    return entry == membrane.end() ? none : entry->second;
  }

  const std::string& region_name(const unsigned int region) const { return regions[region]; }

  bool any_membrane() const { return !membrane.empty(); }

  const std::vector<BoundaryCondition>& conditions() const { return list; }

  unsigned int n_boundaries() const { return boundary.size(); }

  /// Does any condition act on an interface?
  bool any_interface() const { return !interface.empty(); }

private:
  std::vector<BoundaryCondition> list;
  std::vector<int> boundary;
  std::vector<std::string> regions; ///< their names
  std::map<unsigned int, int> interface, membrane;
};

/// Value at a point in metres of a law that does not depend on the unknowns and is no total.
double dimensionless_value(const AppliedLaw& law, const GivenValue::Point& x,
                           const Scaling& scaling);

} // namespace ionflux
