#pragma once

#include <ionflux/input/parameters.h>
#include <ionflux/physics/scaling.h>

#include <vector>

namespace ionflux {

/// Scales of a run: the geometry's reference length, the largest given concentration, the largest
/// diffusivity.
Scaling choose_scaling(const Parameters& parameters, double reference_length);

/// Concentrations / c0 that stand for "no load": those of the first bath, else the first one given
/// on a boundary for each species, else 1.
std::vector<double> load_reference(const Parameters& parameters, const Scaling& scaling);

/// Largest permittivity of the materials that ions can enter; the Debye length refers to it.
double solvent_permittivity(const Parameters& parameters);

/// Shortest Debye length of the baths and of constant concentrations on boundaries [m]; infinite if
/// none of them holds ions, and where there are no double layers (electroneutral).
double shortest_debye_length(const Parameters& parameters);

} // namespace ionflux
