#pragma once

#include <ionflux/fem/adaptivity/settings.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/smooth_function.h>

#include <string>
#include <vector>

namespace ionflux {

/// What the errors of a convergence study are measured against.
enum class ReferenceKind { exact_solution, reference_values, richardson };

/// The section 'Convergence study' of the input.
struct ConvergenceSettings {
  bool requested = false; ///< whether the file has the section
  ReferenceKind reference = ReferenceKind::richardson;
  bool adaptive = false;             ///< one adaptive step from mesh to mesh, else all cells
  unsigned int n_levels = 4;         ///< meshes, each refined once more than the one before
  std::vector<unsigned int> degrees; ///< of the elements, ascending
  std::vector<GoalDescription> goals;
  std::vector<double> reference_values; ///< one a goal [mol/s or A; per metre in planar runs]
  InputLocation goals_where;
  std::vector<double> time_steps; ///< of a run in time, descending [s]; empty: meshes are studied

  SmoothFunction potential;                  ///< exact solution [V]
  std::vector<SmoothFunction> concentration; ///< one a species [mol/m^3]
};

} // namespace ionflux
