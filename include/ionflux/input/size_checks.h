#pragma once

/// What a mesh may cost: estimated before it is built.

#include <ionflux/input/parameters.h>

namespace ionflux {

/// Memory that a solution takes per cell of the mesh it is found on, all ranks together [bytes].
double bytes_per_cell(const Parameters& parameters);

/// Cells that available_memory() holds. Collective.
double most_cells(const Parameters& parameters);

} // namespace ionflux
