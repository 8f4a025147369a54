#pragma once

#include <ionflux/fem/adaptivity/problem_view.h>

#include <deal.II/lac/vector.h>

namespace ionflux {

/// Where the computed fluxes do not fit together.
struct FluxJumps {
  double error = 0.0;            ///< root of the sum of all shares: a relative error of the fluxes
  dealii::Vector<double> shares; ///< eta_K^2 >= 0, of each active cell; only owned cells count
};

/// Jumps over the faces of a cell of the normal fluxes, with the coefficients of the solution:
///
///     eta_K^2 = sum_f 1 / S_f  sum_faces  h / (2 p)  int [ n . J_f ]^2 dA ,   S_f = int |J_f|^2 dV
///
/// J_0 = lambda^2 eps_r grad phi and J_i the flux of species i; a given surface charge or flux is
/// subtracted from the jump, boundaries where the field is given do not count, and a face to a
/// material that a species cannot enter is a wall for it. J_i of a species carried by a flow, its
/// concentration the unknown, has the diffusion along the flow that the cell lacks (stream_time(),
/// over the degree): with little diffusion wrong fluxes fit together as well. A driving force below
/// 1e-4 RT over the reference length counts as that in S_f, so that equilibrium is not measured by
/// its noise. Beside point sources squares count less, see SourceWeights. Kelly, Gago, Zienkiewicz
/// & Babuska, IJNME 19 (1983) 1593, with 1 / (2 p) of Houston, Schwab & Suli, SINUM 39 (2002) for
/// degree p, summed over the fields.
///
/// @param solution ghosted, constraints distributed
/// @throws InputError alike on all ranks if an expression of the input fails at a point
template <int dim>
FluxJumps flux_jumps(const ProblemView<dim>& problem,
                     const dealii::PETScWrappers::MPI::Vector& solution);

} // namespace ionflux
