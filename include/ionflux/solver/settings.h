#pragma once

#include <string>

namespace ionflux {

/// When the load (bias, charge, concentration differences) is applied in steps.
enum class ContinuationMode { automatic, never, always };

/// Where Newton's method starts on the coarsest mesh.
enum class StartMode {
  automatic,      ///< electroneutral where double layers are thin, else equilibrium
  equilibrium,    ///< the Poisson-Boltzmann potential of harmonic electrochemical potentials
  electroneutral, ///< the solution without double layers, then the potential of these
  plain           ///< boundary values carried inside
};

/// Everything the user may choose about the nonlinear and linear solution.
struct SolverSettings {
  std::string preconditioner = "BoomerAMG"; ///< a name of preconditioners()
  /// Largest relative change of any flux or unknown potential that another Newton step would make.
  double relative_tolerance = 1e-8;
  /// Where the approach to the solution ends: largest residual of a field / size of its terms.
  double approach_tolerance = 1e-6;
  bool refine = true; ///< false: the approach is enough, for starts and coarser meshes
  unsigned int maximum_newton_steps = 50;
  double largest_step = 2.0;       ///< largest change of an unknown in one Newton step [RT, RT/F]
  double first_forcing = 0.1;      ///< tolerance of FGMRES in the first Newton step, unless fixed
  double linear_tolerance = 0.0;   ///< fixed relative tolerance of FGMRES; 0 = Eisenstat-Walker
  bool keep_preconditioner = true; ///< over several Newton steps while it works
  /// Factors or multigrid of an earlier Jacobian, or of an earlier problem, are the preconditioner
  /// of FGMRES, while that converges.
  bool lag_factors = false;
  /// On one rank: factors of the fields' blocks in place of a multigrid each.
  bool factorize_blocks = false;
  StartMode start = StartMode::automatic;
  ContinuationMode continuation = ContinuationMode::automatic;
  bool nested_iteration = true;   ///< solve on the coarser global refinements first
  std::string petsc_options = {}; ///< passed through; an unused one is an error
};

} // namespace ionflux
