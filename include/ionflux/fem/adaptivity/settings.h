#pragma once

#include <string>

namespace ionflux {

/// The number that the user wants, in words of the input: "current through upper end", "flux of K
/// through upper end".
struct GoalDescription {
  std::string text;     ///< as entered; empty: none
  std::string boundary; ///< name of a boundary of the geometry
  int species = -1;     ///< index; -1: the current
};

/// Which cells are refined.
struct MarkingSettings {
  std::string rule = "fraction of error"; ///< a name of marking_rules()
  double refined = 0.6;                   ///< fraction; of what, says the rule
  double coarsened = 0.1;                 ///< likewise; of the error: that coarsening may add
};

/// Section "Adaptive refinement" of the input.
struct AdaptivitySettings {
  std::string estimator = "none"; ///< a name of estimators()
  GoalDescription goal;
  double target = 1e-3; ///< relative error to stop at; 0: never
  MarkingSettings marking;
  unsigned int maximum_steps = 20;
  double maximum_cells = 0;          ///< 0: no limit
  double maximum_unknowns = 1e6;     ///< 0: no limit
  double maximum_memory = 0;         ///< of all ranks [GB]; 0: no limit
  double cells_per_debye_length = 0; ///< at charged walls, before the first solve; 0: as it is
  unsigned int steps_between = 5;    ///< accepted steps between two meshes, in a run in time
  double smallest_cell = 0;          ///< no shorter edge is made [m]; 0: no limit
};

} // namespace ionflux
