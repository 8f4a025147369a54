#pragma once

#include <ionflux/support/errors.h>
#include <ionflux/support/smooth_function.h>

#include <string>
#include <vector>

namespace ionflux {

/// What the errors of a convergence study are measured against.
enum class ReferenceKind { exact_solution, reference_values, richardson };

/// A number computed on each mesh: the outward flux of a species, or the current, through a
/// boundary.
struct Goal {
  std::string text;     ///< as entered, "flux of K through top"
  int species = -1;     ///< -1: electric current
  std::string boundary; ///< whether the geometry has it is found out with the mesh
};

/// The section 'Convergence study' of the input.
struct ConvergenceSettings {
  bool requested = false; ///< whether the file has the section
  ReferenceKind reference = ReferenceKind::richardson;
  unsigned int n_levels = 4;         ///< meshes, each refined once more than the one before
  std::vector<unsigned int> degrees; ///< of the elements, ascending
  std::vector<Goal> goals;
  std::vector<double> reference_values; ///< one a goal [mol/s or A; per metre in planar runs]
  InputLocation goals_where;

  SmoothFunction potential;                  ///< exact solution [V]
  std::vector<SmoothFunction> concentration; ///< one a species [mol/m^3]
};

} // namespace ionflux
