#include <ionflux/input/sections.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <stdexcept>

namespace ionflux {

using dealii::Patterns::Anything;

namespace {

void declare_material(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.declare_entry(
      "Regions", "", Anything(),
      "Comma-separated names of the regions of the geometry that this material fills. "
      "Default: the region of the material's own name. 'remaining' stands for all "
      "regions that no other material names.");
  declare_quantity(prm, "Relative permittivity", "78.5", "",
                   "Relative permittivity (water: 78.5).");
  declare_given_value(
      prm, "Fixed charge", "0 C/m^3", "C/m^3 or mol/m^3",
      "Density of immobile charge, as of an ion-exchange membrane: a charge per "
      "volume, or a signed concentration of elementary charges such as -1 mol/L, which is "
      "multiplied by Faraday's constant. May be an expression of position.");
  declare_given_value(prm, "Diffusivity factor", "1", "",
                      "Diffusivity of every species in this material divided by that at infinite "
                      "dilution (hindrance, tortuosity). May be an expression of position, such as "
                      "1 - 0.6*exp(-y/nm) [1] beside a wall. A full matrix of mobilities is "
                      "multiplied by sqrt(f_i f_j).");
  for (const std::string& species : names.species)
    declare_given_value(prm, "Diffusivity factor of " + species, "", "",
                        "The same for one species; overrides 'Diffusivity factor'.");
  for (const std::string& species : names.species)
    declare_quantity(prm, "Standard potential of " + species, "0 J/mol", "J/mol",
                     "Standard chemical potential of the species in this material relative to the "
                     "solvent: the partition coefficient is exp(-value/RT).");
  prm.declare_entry("Activity model", "as electrolyte",
                    dealii::Patterns::Selection("as electrolyte|" + activity_model_names()),
                    "The activity model in this material, where it is not that of 'Electrolyte'.");
  prm.declare_entry("Mobility model", "as electrolyte",
                    dealii::Patterns::Selection("as electrolyte|" + mobility_model_names()),
                    "The mobility model in this material, where it is not that of 'Electrolyte'.");
  prm.declare_entry(
      "Excluded species", "none", Anything(),
      "Species that cannot enter this material: all, none, or a comma-separated list.");
}

/// The value as charge per volume, whether entered so or as a concentration.
GivenValue read_fixed_charge(InputReader& in) {
  const std::string text = in.text("Fixed charge");
  try {
    return parse_given_value(text, "C/m^3", in.axisymmetric);
  } catch (const std::invalid_argument&) {
  }
  try {
    const GivenValue moles = parse_given_value(text, "mol/m^3", in.axisymmetric);
    if (moles.is_constant()) return constants::faraday * moles({});
    return GivenValue([moles](const GivenValue::Point& x) { return constants::faraday * moles(x); },
                      moles.text());
  } catch (const std::invalid_argument& error) {
    // The pattern accepted it, so it is an expression in the other coordinates.
    in.fault("Fixed charge", error.what());
  }
  return 0.0;
}

std::vector<bool> read_excluded(InputReader& in, const ChosenNames& names) {
  const std::string text = in.text("Excluded species");
  const bool all = text == "all";
  std::vector<bool> excluded(names.species.size(), all);
  if (all || text == "none") return excluded;
  const std::vector<std::string> list = split_list(text);
  if (list.empty())
    in.fault("Excluded species", "'Excluded species' is empty", "all, none, or a list");
  for (const std::string& name : list) {
    bool known = false;
    for (std::size_t i = 0; i < names.species.size(); ++i)
      if (names.species[i] == name) {
        if (excluded[i]) in.fault("Excluded species", "species '" + name + "' is listed twice");
        excluded[i] = known = true;
      }
    if (known) continue;
    std::vector<std::string> candidates = names.species;
    candidates.insert(candidates.end(), {"all", "none"});
    in.fault("Excluded species", "unknown species '" + name + "'",
             "all, none, or a list of: " + join(names.species, ", "),
             nearest_name(name, candidates));
  }
  return excluded;
}

/// A factor above 0; `otherwise` where there is no value. Expressions are looked at where they are
/// used (Medium::diffusivities).
GivenValue read_factor(InputReader& in, const std::string& name, const GivenValue& otherwise) {
  if (!in.has_value(name)) return otherwise;
  const GivenValue factor = in.given(name, "");
  if (!factor.is_constant() || factor({}) > 0.0) return factor;
  in.fault(name, "it must be positive", "a value above 0");
  return otherwise;
}

Material read_material(InputReader& in, const std::string& name, const ChosenNames& names) {
  Material material;
  material.name = name;
  material.where = in.where("Regions");
  material.regions = {name};
  if (in.is_set("Regions")) material.regions = split_list(in.text("Regions"));
  if (material.regions.empty())
    in.fault("Regions", "'Regions' has no value", "names of regions, or remaining");
  if (contains(material.regions, "remaining") && material.regions.size() > 1)
    in.fault("Regions", "'remaining' stands alone", "remaining, or names of regions");
  material.relative_permittivity = in.positive("Relative permittivity", "", 78.5);
  if (material.relative_permittivity > 0.0 && material.relative_permittivity < 1.0)
    in.fault("Relative permittivity", "a relative permittivity below that of the vacuum",
             "1 (vacuum) or more; water: 78.5");
  material.fixed_charge = read_fixed_charge(in);
  const GivenValue factor = read_factor(in, "Diffusivity factor", 1.0);
  for (const std::string& species : names.species) {
    material.diffusivity_factor.push_back(
        read_factor(in, "Diffusivity factor of " + species, factor));
    material.standard_potential.push_back(in.quantity("Standard potential of " + species, "J/mol"));
  }
  if (in.text("Activity model") != "as electrolyte")
    material.activity_model = in.text("Activity model");
  if (in.text("Mobility model") != "as electrolyte")
    material.mobility_model = in.text("Mobility model");
  material.excluded = read_excluded(in, names);
  return material;
}

} // namespace

void declare_materials(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Materials");
  for (const std::string& material : names.materials) {
    prm.enter_subsection(material);
    declare_material(prm, names);
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_materials(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section materials(in, "Materials");
  if (names.materials.empty())
    in.fault(
        {"no material is declared", in.where(), "Materials", "",
         "at least one subsection, for example: subsection water / set Regions = remaining / end"});
  for (const std::string& name : names.materials) {
    const InputReader::Section one(in, name);
    p.materials.push_back(read_material(in, name, names));
  }
}

std::vector<std::string> read_material_list(InputReader& in, const ChosenNames& names) {
  if (in.text("Materials") == "all") return {};
  const std::vector<std::string> materials = split_list(in.text("Materials"));
  for (const std::string& name : materials)
    if (!contains(names.materials, name))
      in.fault("Materials", "unknown material '" + name + "'",
               "all, or a list of: " + join(names.materials, ", "),
               nearest_name(name, names.materials));
  return materials;
}

} // namespace ionflux
