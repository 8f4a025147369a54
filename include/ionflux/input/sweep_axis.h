#pragma once

#include <ionflux/input/sections.h>

#include <string>

namespace ionflux {

/// Read a subsection of 'Sweep', in which the reader stands; faults are noted there.
///
/// @param declared what the file can set: the paths that an axis may name
/// @param planar   2-D, not axisymmetric: totals of a boundary are per metre of depth
SweepAxis read_sweep_axis(InputReader& in, const Declarations& declared, const std::string& name,
                          bool planar);

} // namespace ionflux
