#pragma once

#include <ionflux/input/sections.h>
#include <ionflux/physics/boundary/surface_reaction.h>

namespace ionflux {

/// What stands for the electrons of a metal in equations.
constexpr const char* electron_name = "e";

/// Read 'Equation' and 'Held constant' of the section at hand: terms, electrons, sides of a
/// membrane. Collects faults; false after one.
bool read_surface_equation(InputReader& in, const ChosenNames& names, const BoundaryLaw& kinetics,
                           SurfaceReaction& reaction);

/// Charge on both sides, number of species; fills in what charge a carrier takes along.
void check_surface_equation(InputReader& in, const Parameters& p, SurfaceReaction& reaction);

} // namespace ionflux
