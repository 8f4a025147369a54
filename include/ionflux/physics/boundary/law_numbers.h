#pragma once

#include <ionflux/physics/boundary/boundary_law.h>

namespace ionflux {

/// Species that a law is about.
struct LawSpecies {
  int species = -1;                          ///< whose flux it is; -1: a charge
  int partner = -1;                          ///< that one of its entries names; -1: none
  double charge_number = 0.0;                ///< of the first, else of the partner; 0 without both
  const SurfaceReaction* reaction = nullptr; ///< that changes it; null: none
};

/// The entries of a law at a point, SI, by their names in the input.
class LawNumbers {
public:
  /// @param x in metres, @param charge_number of the law's species, @param outward_velocity of the
  /// solvent there [m/s]
  LawNumbers(const AppliedLaw& law, const GivenValue::Point& x, double charge_number,
             double outward_velocity = 0.0);

  /// Of the entry that sets the law.
  double value() const { return law.value(x); }
  /// Of a further entry.
  double operator()(const std::string& entry) const;
  bool has(const std::string& entry) const;
  const LawSpecies& species() const { return about; }
  /// Normal component of the solvent's velocity, positive out of the domain [m/s].
  double outward_velocity() const { return outward; }

private:
  const AppliedLaw& law;
  const GivenValue::Point x;
  const LawSpecies about;
  const double outward;
};

/// Position of a further entry in its row. Throws std::logic_error for an unknown one.
unsigned int place_of_entry(const BoundaryLaw& row, const std::string& entry);

} // namespace ionflux
