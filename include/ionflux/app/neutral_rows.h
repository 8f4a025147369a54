#pragma once

#include <ionflux/input/parameters.h>
#include <ionflux/physics/transport_law.h>

#include <petscvec.h>

#include <vector>

namespace ionflux {

/// Is the solution electroneutral, with no ions held by surfaces? Then the contents of a node have
/// the same charge at all times.
bool keeps_its_charge(const Parameters& parameters);

/// Takes the charge out of rates of the contents of an electroneutral solution, node by node, in
/// proportion to the charge numbers. It does not change: what rates have of it is rounding, and
/// what Newton's method left over. The shorter the step, the more of a current that is, which would
/// have to pass the whole solution: beside a length L, L^2 / (D h) times as much of the potential.
///
/// @param rows owned unknowns, node by node the potential and all species
/// @param is_right rows that keep their values, of the owned unknowns; empty: none
void take_out_charge(Vec rows, const TransportLaw& law, const std::vector<bool>& is_right);

} // namespace ionflux
