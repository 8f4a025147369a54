#pragma once

/// Boundary laws that depend on the unknowns, at one point of a surface. All dimensionless.

#include <ionflux/physics/load.h>

#include <utility>
#include <vector>

namespace ionflux {

/// Something that a law looks at on a side of its surface.
struct Seen {
  enum Quantity { potential, concentration, activity };
  Quantity quantity;
  int species = -1; ///< of an amount
};

/// A law of what it sees. On a boundary its value is the charge per area, or the flux of its
/// species, into the domain; on a membrane the displacement, or the flux, from side 0 to side 1.
///
/// What it sees comes as [side][quantity], in the order of seen().
class SurfaceLaw {
public:
  virtual ~SurfaceLaw() = default;

  unsigned int n_sides() const { return sides; }
  const std::vector<Seen>& seen() const { return quantities; }

  virtual double value(const double* seen, const Load& load) const = 0;
  /// Size of the terms of value(): what its rounding errors are compared with.
  virtual double size(const double* seen, const Load& load) const = 0;
  /// Derivatives of value(), in the same order.
  virtual void slopes(const double* seen, const Load& load, double* slopes) const = 0;

  /// Further numbers for tables, at full load; what they are is the business of the row.
  virtual std::vector<double> reported(const double*) const { return {}; }

  /// Flux per difference of the electrochemical potentials of the two sides where these are
  /// harmonic (see HarmonicLaw); only of laws of a species between two sides.
  double harmonic_conductance() const { return conductance; }

protected:
  SurfaceLaw(const unsigned int sides, std::vector<Seen> seen, const double conductance)
      : sides(sides), quantities(std::move(seen)), conductance(conductance) {}

private:
  const unsigned int sides;
  const std::vector<Seen> quantities;
  const double conductance;
};

} // namespace ionflux
