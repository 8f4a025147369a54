#pragma once

#include <ionflux/fem/residual_options.h>
#include <ionflux/fem/surface_faces.h>
#include <ionflux/physics/boundary/surface_state.h>

#include <array>
#include <vector>

namespace ionflux {

/// A law at a point of a face, with the state on its sides.
template <int dim>
class SurfacePoint {
public:
  using Face = SurfaceFace<dim>;
  using Law = typename Face::Law;

  /// @param unknowns local form of a ghosted vector, interleaved; kept by reference
  SurfacePoint(const TransportLaw& transport, const double* unknowns);

  /// Go to point q of a face.
  void move(const Face& face, unsigned int q);
  /// Look at a law of this face.
  /// @param metal potential against which the law sees the solution [RT/F]
  void meet(const Law& law, double metal, const ResidualOptions& options);

  const Face& face() const { return *at; }
  const Law& law() const { return *one; }
  /// Element of area.
  double weight() const { return at->weights[q]; }
  /// Shape functions of the nodes of the face on its first side less those on its second.
  const std::vector<double>& jump() const { return difference; }
  /// Shape functions on a side.
  const double* shapes(const unsigned int side) const {
    return &at->shapes[side][q * at->nodes.size()];
  }

  double value();
  double size();
  /// Derivatives of value(), [side][field].
  const std::vector<double>& slopes();
  double metal_slope() { return state.metal_slope(*one->points[q], load()); }
  std::vector<double> reported() { return state.reported(*one->points[q]); }

private:
  void interpolate();
  /// Harmonic potentials: see HarmonicLaw.
  bool is_harmonic() const;
  // Membranes let through at any load: without them parts of the domain are tied to nothing.
  Load load() const { return at->n_sides == 2 ? Load() : options.load; }

  const TransportLaw& transport;
  const double* unknowns;
  const unsigned int n_fields;
  SurfaceState state;
  const Face* at = nullptr;
  const Law* one = nullptr;
  unsigned int q = 0;
  ResidualOptions options;
  bool is_interpolated = false;
  std::array<const PointMaterial*, 2> material{};
  std::vector<double> values; ///< [side][field]
  std::vector<double> difference, harmonic_slopes;
};

} // namespace ionflux
