#include <ionflux/input/input_record.h>

#include <ionflux/output/run_record.h>

#include <nlohmann/json.hpp>

#include <filesystem>

namespace ionflux {

void record_input(RunRecord& record, const Parameters& parameters) {
  nlohmann::json entries = nlohmann::json::array();
  for (const ResolvedEntry& entry : parameters.resolved) {
    if (entry.value.empty()) continue;
    nlohmann::json item = {{"section", entry.section},
                           {"name", entry.name},
                           {"value", entry.value},
                           {"origin", entry.origin}};
    if (!entry.si.empty()) item["SI"] = entry.si;
    entries.push_back(std::move(item));
  }
  record.set("parameters", entries);
  record.set("input/overrides", parameters.overrides);
  std::error_code fault; // of a working directory that is gone
  const auto folder = std::filesystem::absolute(parameters.output.directory, fault);
  record.set("output folder", fault ? parameters.output.directory : folder.string());
}

} // namespace ionflux
