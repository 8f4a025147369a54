#pragma once

namespace ionflux {

/// The time tau = h / (2 |w|) (coth P - 1/P), P = |w| h / (2 D), of which tau w w is the diffusion
/// along a flow w that nodes of degree 1 need in one dimension to be exact (Brooks and Hughes
/// 1982): what cells do not resolve. h, the extent of the cell along the flow:
/// 1 / h^2 = sum over the reference directions of (w . grad xi)^2 / |w|^2.
///
/// @param inverse grad xi, [reference direction][dim]
double stream_time(const double* velocity, const double* inverse, unsigned int dim,
                   double diffusivity);

} // namespace ionflux
