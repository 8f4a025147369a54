#pragma once

#include <ionflux/physics/boundary/boundary_law.h>

namespace ionflux {

/// Species that a law is about.
struct LawSpecies {
  int species = -1;           ///< whose flux it is; -1: a charge
  int partner = -1;           ///< that one of its entries names; -1: none
  double charge_number = 0.0; ///< of the first; 0 without one
};

/// The entries of a law at a point, SI, by their names in the input.
class LawNumbers {
public:
  /// @param x in metres, @param charge_number of the law's species
  LawNumbers(const AppliedLaw& law, const GivenValue::Point& x, double charge_number);

  /// Of the entry that sets the law.
  double value() const { return law.value(x); }
  /// Of a further entry.
  double operator()(const std::string& entry) const;
  bool has(const std::string& entry) const;
  const LawSpecies& species() const { return about; }

private:
  const AppliedLaw& law;
  const GivenValue::Point x;
  const LawSpecies about;
};

/// Position of a further entry in its row. Throws std::logic_error for an unknown one.
unsigned int place_of_entry(const BoundaryLaw& row, const std::string& entry);

} // namespace ionflux
