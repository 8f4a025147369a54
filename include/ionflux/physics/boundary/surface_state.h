#pragma once

#include <ionflux/physics/boundary/law_numbers.h>
#include <ionflux/physics/boundary/surface_law.h>
#include <ionflux/physics/transport_law.h>

#include <array>
#include <vector>

namespace ionflux {

/// The state on the sides of a surface at a point, as laws see it, and what they make of it. Knows
/// no law in particular.
class SurfaceState {
public:
  explicit SurfaceState(const TransportLaw& transport);

  /// Meet a side, 0 or 1.
  /// @param unknowns n_fields() values, kept by reference as `material` is
  void set(unsigned int side, const double* unknowns, const PointMaterial& material);

  /// From now on laws see the electric potential less that of the metal, which is this [RT/F].
  void set_metal(const double potential) { metal = potential; }

  double value(const SurfaceLaw& law, const Load& load);
  double size(const SurfaceLaw& law, const Load& load);
  /// Further numbers for tables.
  std::vector<double> reported(const SurfaceLaw& law) { return law.reported(look(law)); }
  /// Derivatives of value() by all unknowns, [side][field].
  const std::vector<double>& slopes(const SurfaceLaw& law, const Load& load);
  /// Derivative of value() by the potential of the metal; of laws of one side.
  double metal_slope(const SurfaceLaw& law, const Load& load);

private:
  struct Side {
    explicit Side(const unsigned int n_fields) : chemistry(n_fields) {}
    const double* unknowns = nullptr;
    const PointMaterial* material = nullptr;
    PointChemistry chemistry;
    bool is_known = false; ///< is the chemistry that of the unknowns?
  };
  const double* look(const SurfaceLaw& law);
  const PointChemistry& chemistry(unsigned int side);

  const TransportLaw& transport;
  std::array<Side, 2> sides;
  double metal = 0.0;
  std::vector<double> seen, by_seen, by_potential, by_unknowns;
};

/// Can an applied law of the state depend on unknown m?
bool depends_on(const AppliedLaw& law, const TransportLaw& transport, unsigned int m);

/// An applied law of a surface at a point in metres; one that is no total.
/// @param outward_velocity of the solvent there [m/s]
/// @param reversed its two sides are met in the other order
std::shared_ptr<const SurfaceLaw>
make_surface_law(const AppliedLaw& law, const GivenValue::Point& x, const TransportLaw& transport,
                 const Scaling& scaling, double outward_velocity = 0.0, bool reversed = false);

/// The amount of its partner that an applied law's surface holds at a point in metres; of a law
/// that AppliedLaw::stores_species().
std::shared_ptr<const SurfaceLaw> make_stored_amount(const AppliedLaw& law,
                                                     const GivenValue::Point& x,
                                                     const TransportLaw& transport,
                                                     const Scaling& scaling);

} // namespace ionflux
