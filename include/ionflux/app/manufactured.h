#pragma once

#include <ionflux/fem/exact_solution.h>
#include <ionflux/input/parameters.h>

namespace ionflux {

/// The exact solution of the section 'Convergence study', on the materials of the mesh.
ExactSolution make_exact_solution(const Parameters& parameters, const MeshLabels& labels);

/// The problem whose solution the exact one is, but for its sources (fem/manufactured_load.h).
///
/// On each outer boundary every field is given its exact value, unless the input has a natural law
/// for it there ('Flux of', 'Surface charge'): then it is left free, and the load supplies the
/// exact flux or charge instead of the entered one. Boundaries without a condition in the input get
/// one; conditions on interfaces are taken out (the load has the jumps). A bath with the largest
/// exact concentrations at the vertices of the coarse mesh comes first: it sets scales and load 0.
template <int dim>
Parameters manufactured_parameters(const Parameters& parameters);

} // namespace ionflux
