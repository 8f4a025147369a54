/// What Potential = electroneutral makes of the conditions: refused where it makes nothing.

#include <ionflux/input/input_names.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/charge_sum.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

bool is_ion(const Parameters& p, const int species) {
  return species >= 0 && p.electrolyte.species[species].charge_number != 0;
}

/// Charge on a wall, or on the two sides of a membrane.
bool charges_a_layer(const AppliedLaw& law) {
  return law.species < 0 && (law.row->charges_wall || law.row->of_membrane());
}

/// What a condition says of the ions and the potential.
struct Given {
  const AppliedLaw *potential = nullptr, *concentration = nullptr; ///< the first, null: none
  std::vector<std::string> missing; ///< ions without a given concentration
  ChargeSum charge;
  bool constant = true;

  Given(const Parameters& p, const BoundaryCondition& condition) {
    std::vector<char> found(p.electrolyte.n_species(), 0);
    for (const AppliedLaw& law : condition.laws) {
      if (law.row->gives == Gives::potential || law.row->gives == Gives::current) potential = &law;
      if (law.row->gives != Gives::concentration || !is_ion(p, law.species)) continue;
      if (concentration == nullptr) concentration = &law;
      found[law.species] = 1;
      constant = constant && law.value.is_constant();
      const double c = law.value.is_constant() ? law.value({}) : 0.0;
      charge.add(p.electrolyte.species[law.species].charge_number, c);
    }
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      if (is_ion(p, i) && !found[i]) missing.push_back(p.electrolyte.species[i].name);
  }
};

void check_condition(InputReader& in, const Parameters& p, const BoundaryCondition& condition) {
  const std::string section = "Boundary conditions/" + join(condition.surfaces, ", ") + "/";
  const auto fault = [&](const AppliedLaw& law, const std::string& what,
                         const std::string& allowed) {
    in.fault({what, law.where, section + law_name(p, law), "", allowed});
  };
  for (const AppliedLaw& law : condition.laws)
    if (charges_a_layer(law))
      fault(law,
            "'" + law_name(p, law) +
                "' has no effect: an electroneutral solution has no "
                "double layers",
            "no '" + law_name(p, law) + "', or Potential = Poisson in Electrolyte");
  const Given given(p, condition);
  if (given.potential != nullptr && !given.missing.empty())
    fault(*given.potential,
          "'" + law_name(p, *given.potential) +
              "' has a meaning in an electroneutral solution only "
              "where all ions are given; missing here: " +
              join(given.missing, ", "),
          "'Bath', or 'Electrochemical potential of' the ions that may pass instead");
  if (given.potential == nullptr && given.concentration != nullptr && given.missing.empty())
    fault(*given.concentration,
          "given concentrations of all ions leave the potential open here, as an electroneutral "
          "solution has no other equation for it",
          "'Potential' or 'Current' (0 A: no net current) in the same subsection; or no "
          "concentration of the ions that do not pass");
  if (given.potential == nullptr && given.concentration != nullptr && !given.missing.empty() &&
      !p.electrolyte.is_neutral_in_concentrations())
    fault(*given.concentration,
          "concentrations of some ions alone need concentrations as unknowns, which this "
          "electroneutral solution does not have (as set, or they jump: at membranes, partitions, "
          "where an ion is excluded, and at fixed charges if it is not ideal)",
          "all ions given, with 'Potential' or 'Current' (0 A: no net current) in the same "
          "subsection; or 'Electrochemical potential of' the ions that may pass instead");
  if (given.concentration != nullptr && condition.bath.empty() && given.missing.empty() &&
      given.constant && !given.charge.is_neutral(neutral_enough))
    fault(*given.concentration,
          "the concentrations given here are not electroneutral: " +
              format_text("%.3g %% of the ions' charge is left", given.charge.percent()),
          "concentrations with sum of z c = 0, those of a bath outside: beside a fixed charge "
          "Donnan's jump follows (for ions within it Potential = Poisson in Electrolyte)");
}

/// Ions of one sign only need a fixed charge of the other sign.
void check_material(InputReader& in, const Parameters& p, const ParameterFile& file,
                    const Material& material) {
  bool positive = false, negative = false;
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
    if (material.excluded[i]) continue;
    positive = positive || p.electrolyte.species[i].charge_number > 0;
    negative = negative || p.electrolyte.species[i].charge_number < 0;
  }
  if (positive == negative || !material.fixed_charge.is_constant()) return;
  const double charge = material.fixed_charge({});
  if (positive ? charge < 0.0 : charge > 0.0) return;
  in.fault({"only " + std::string(positive ? "cations" : "anions") + " can enter '" +
                material.name + "' and nothing there balances their charge",
            file.where({"Materials", material.name}), "Materials/" + material.name, "",
            std::string("a ") + (positive ? "negative" : "positive") +
                " 'Fixed charge', another list of 'Excluded species', or Potential = Poisson"});
}

} // namespace

void check_electroneutral(InputReader& in, const Parameters& p, const ParameterFile& file) {
  if (p.electrolyte.potential_model != PotentialModel::electroneutral) return;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    check_condition(in, p, condition);
  for (const Material& material : p.materials)
    check_material(in, p, file, material);
}

} // namespace ionflux
