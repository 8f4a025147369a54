#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/exact_solution.h>
#include <ionflux/fem/model.h>

#include <vector>

namespace ionflux {

/// The time that an exact solution sees [s], and how far it may look to and fro for derivatives.
struct ExactClock {
  double* time;
  double reach;
};

/// The linear form that makes an exact solution the solution of the weak form, as residual rows
/// (subtract them): dimensionless, per radian if axisymmetric, hanging nodes condensed. Collective.
///
///     l_f(v) = int (div J_f - S_f) v dV - sum over faces int J_f . n v dA
///
/// over boundary faces where no essential law holds for f, and over both sides of faces between
/// materials (where J_f . n may jump). S_f is what the input itself gives: sources, fixed charge,
/// and the ions' charge. Gauss points: two a direction more than the elements' degree needs.
///
/// In time d c / dt joins div J: a difference of fourth order, which needs no other derivative than
/// those of ExactSolution, and whatever closures it knows.
///
/// @param clock null: no time
/// @throws InputError alike on all ranks where the exact solution has no value
template <int dim>
dealii::PETScWrappers::MPI::Vector manufactured_load(const Discretization<dim>& discretization,
                                                     const Model& model, const ExactSolution& exact,
                                                     const ExactClock* clock = nullptr);

/// Flux of each species of an exact solution out through each boundary: [boundary id][species]
/// [mol/s], per metre of depth in planar runs, for the whole object. Global.
template <int dim>
std::vector<std::vector<double>> exact_fluxes(const Discretization<dim>& discretization,
                                              unsigned int n_boundaries, const Scaling& scaling,
                                              const ExactSolution& exact, unsigned int n_species,
                                              double symmetry_fraction);

} // namespace ionflux
