#pragma once

#include <ionflux/algebra/petsc.h>

#include <functional>

namespace ionflux {

/// y = L x, or y close to L^-1 x.
using LinearMap = std::function<void(Vec x, Vec y)>;

/// How a system at one frequency was solved.
struct FrequencyResponse {
  bool converged = false;
  unsigned int iterations = 0; ///< of the outer solver: each solves twice with the sum
};

/// Solve (A + i B) (a + i b) = r for a real r, as a real system of twice the size,
///
///     [ A  -B ] [a]   [r]
///     [ B   A ] [b] = [0] ,
///
/// by FGMRES, preconditioned by the same matrix with A + 2 B at its end, which takes two solves
/// with A + B (PRESB: Axelsson, Neytcheva and Ahmad, Numer. Algor. 66 (2014) 811). For symmetric
/// semidefinite A and B the eigenvalues lie in [1/2, 1] whatever the frequency.
///
/// @param jacobian A, @param storage B = omega times the derivative of the contents
/// @param solve_sum y close to (A + B)^-1 x
/// @param tolerance of the residual, relative to r
/// @param real,imaginary a and b; start values are not used
FrequencyResponse solve_at_frequency(const LinearMap& jacobian, const LinearMap& storage,
                                     const LinearMap& solve_sum, double tolerance, Vec r, Vec real,
                                     Vec imaginary);

} // namespace ionflux
