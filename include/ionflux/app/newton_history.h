#pragma once

#include <ionflux/solver/newton_solver.h>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace ionflux {

class RunRecord;

/// The Newton steps on one mesh: all attempts, each of which begins with step 0.
struct NewtonHistory {
  double cells = 0.0, unknowns = 0.0;
  std::vector<NewtonStep> steps = {};
  bool converged = false;
  std::string strategy = {}; ///< what led to success
};

/// Append to the list "newton" of run.json, a column a quantity: residual, the same by field,
/// Krylov iterations, damping.
///
/// @param fields names of the fields, the potential first
void record_newton_history(RunRecord& record, const std::vector<NewtonHistory>& levels,
                           const std::vector<std::string>& fields);

} // namespace ionflux
