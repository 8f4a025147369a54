#pragma once

#include <ionflux/fem/flux_functional.h>
#include <ionflux/support/reported.h>

#include <vector>

namespace ionflux {

/// A solved state and its residual rows, made once: fluxes, audits, observables and estimates are
/// sums over them. Dimensionless, per radian if axisymmetric.
template <int dim>
struct SolvedRows {
  using Vector = dealii::PETScWrappers::MPI::Vector;
  Vector state;                 ///< rounded to doubles; owned
  Vector rows;                  ///< raw residual with surface terms, see Assembler
  Vector surface;               ///< the part of `rows` that comes from boundaries and interfaces
  FluxTable outward;            ///< outward fluxes
  std::vector<double> excess;   ///< of the conditions of unknown potentials
  std::vector<Reported> floors; ///< what rounding leaves of a flux of each field
};

} // namespace ionflux
