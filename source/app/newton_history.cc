#include <ionflux/app/newton_history.h>

#include <ionflux/output/run_record.h>

#include <nlohmann/json.hpp>

namespace ionflux {

using nlohmann::json;

namespace {

void add_step(json& attempt, const NewtonStep& step, const std::vector<std::string>& fields) {
  attempt["residual"].push_back(step.residual);
  for (std::size_t f = 0; f < step.fields.size() && f < fields.size(); ++f)
    attempt["residual by field"][fields[f]].push_back(step.fields[f]);
  attempt["krylov iterations"].push_back(step.krylov);
  attempt["damping"].push_back(step.damping);
}

} // namespace

void record_newton_history(RunRecord& record, const std::vector<NewtonHistory>& levels,
                           const std::vector<std::string>& fields) {
  for (const NewtonHistory& level : levels) {
    json attempts = json::array();
    for (const NewtonStep& step : level.steps) {
      if (step.step == 0 || attempts.empty()) attempts.push_back(json::object());
      add_step(attempts.back(), step, fields);
    }
    record.append("newton", {{"cells", level.cells},
                             {"unknowns", level.unknowns},
                             {"converged", level.converged},
                             {"strategy", level.strategy},
                             {"attempts", attempts}});
  }
}

} // namespace ionflux
