#include <ionflux/app/activity_summary.h>

#include <ionflux/physics/activity/inversion.h>
#include <ionflux/physics/material_activity.h>
#include <ionflux/support/text.h>

namespace ionflux {

namespace {

// A bath lies in any material that lets all species in.
std::string baths_beyond(const Parameters& p, const Material& material) {
  const std::shared_ptr<const ActivityModel> model =
      make_material_activity(p.electrolyte, material);
  if (!model || model->n_species() < p.electrolyte.n_species()) return "";
  std::vector<std::string> found;
  for (const Bath& bath : p.baths) {
    if (const std::string reason = model->out_of_range(bath.concentrations.data()); !reason.empty())
      found.push_back("beyond its range in bath '" + bath.name + "': " + reason);
    if (!is_stable(*model, bath.concentrations.data()))
      found.push_back("not thermodynamically stable in bath '" + bath.name + "'");
  }
  return join(found, "; ");
}

} // namespace

std::vector<std::string> activity_summary(const Parameters& p) {
  std::vector<std::string> lines;
  if (p.electrolyte.ideal) return lines;
  for (const Material& material : p.materials) {
    const std::string beyond = baths_beyond(p, material);
    lines.push_back(format_text(
        "Activity model           %s in %s%s", activity_model_in(p.electrolyte, material).c_str(),
        material.name.c_str(), beyond.empty() ? "" : ("; " + beyond).c_str()));
  }
  return lines;
}

} // namespace ionflux
