#pragma once

#include <ionflux/physics/transport_law.h>

#include <vector>

namespace ionflux {

/// sums[i] += weight * (what the reactions at a point make of species i), dimensionless.
void add_production(const TransportLaw& law, const double* unknowns, const PointGradient& gradient,
                    const PointMaterial& material, double weight, std::vector<double>& sums);

} // namespace ionflux
