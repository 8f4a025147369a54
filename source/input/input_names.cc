#include <ionflux/input/input_names.h>
#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/support/text.h>

namespace ionflux {

std::string law_name(const Parameters& parameters, const AppliedLaw& law) {
  const std::string name =
      law.reaction ? "reaction '" + law.reaction->stoichiometry.name + "'" : law.row->name;
  return law.row->of_species ? name + " of " + parameters.electrolyte.species[law.species].name
                             : name;
}

std::vector<std::string> interface_names(const MeshLabels& labels) {
  std::vector<std::string> names;
  for (const auto& [id, name] : labels.interfaces)
    if (!contains(names, name)) names.push_back(name);
  return names;
}

InputLocation location_of(const Parameters& p, std::string path) {
  for (std::size_t end; true; path.resize(end)) {
    const auto found = p.locations.find(path);
    if (found != p.locations.end()) return found->second;
    end = path.rfind('/');
    if (end == std::string::npos) return {p.file_name, 0};
  }
}

} // namespace ionflux
