#pragma once

namespace ionflux {

/// What is done for neutral species, by concentration and in elements of degree 1, where a flow
/// carries them faster than a cell resolves (doc/numerics.md).
enum class Stabilisation {
  none,
  streamline, ///< diffusion along the flow, consistent (source/fem/streamline.cc)
  upwind,     ///< as much diffusion as keeps the bounds, first order (fem/upwind.h)
  limited     ///< the same, less what smooth solutions do not need: second order (fem/limiter.h)
};

} // namespace ionflux
