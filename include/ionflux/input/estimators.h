#pragma once

/// The table of error estimators, as the input names them; app/error_estimate.h evaluates them.

#include <string>
#include <vector>

namespace ionflux {

/// A row of the table of estimators.
struct EstimatorRow {
  std::string name; ///< value of Adaptive refinement/Estimator
  std::string documentation;
  bool needs_goal;
  bool estimates_goal; ///< ErrorEstimate::error is meaningful
};

/// All estimators; the first, "none", estimates nothing.
const std::vector<EstimatorRow>& estimators();

/// The row of a name. Throws std::invalid_argument.
const EstimatorRow& estimator(const std::string& name);

} // namespace ionflux
