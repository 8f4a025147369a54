#include <ionflux/input/neutral_unknowns.h>
#include <ionflux/support/text.h>

#include <algorithm>

namespace ionflux {

bool has_fixed_charge(const Parameters& p) {
  return std::any_of(p.materials.begin(), p.materials.end(), [](const Material& material) {
    return !material.fixed_charge.is_constant() || material.fixed_charge({}) != 0.0;
  });
}

bool has_law(const Parameters& p, bool (*wanted)(const BoundaryLaw& row)) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (wanted(*law.row)) return true;
  return false;
}

namespace {

// Of an electroneutral solution: at fixed charges, and where one ion may pass and another not.
bool concentrations_jump(const Parameters& p) {
  for (const Material& material : p.materials) {
    unsigned int n_ions = 0, n_excluded = 0;
    for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
      if (p.electrolyte.species[i].charge_number != 0) {
        ++n_ions;
        n_excluded += material.excluded[i];
      }
    if (n_excluded > 0 && n_excluded < n_ions) return true;
  }
  return has_fixed_charge(p) ||
         has_law(p, [](const BoundaryLaw& row) { return row.of_membrane(); });
}

/// The entry that asks for concentrations: of all species, or of one.
std::string path_of_choice(const Parameters& p) {
  std::string path = "Electrolyte/Primary variables";
  for (const Species& species : p.electrolyte.species)
    if (p.locations.count(path) == 0)
      path = "Electrolyte/Species/" + species.name + "/Primary variable";
  return path;
}

// Electroneutral ions: all by concentrations or none. Concentrations jump where the fixed charge
// does, and reacting ions keep to potentials.
void keep_neutral_ions_alike(InputReader& in, const Parameters& p,
                             std::vector<UnknownChoice>& choices) {
  const UnknownChoice *wants_c = nullptr, *wants_mu = nullptr;
  for (unsigned int i = 0; i < choices.size(); ++i) {
    if (p.electrolyte.species[i].charge_number == 0) continue;
    if (choices[i].unknown != PrimaryVariable::concentration)
      wants_mu = choices[i].by_data ? wants_mu : &choices[i];
    else if (wants_c == nullptr || wants_c->by_data)
      wants_c = &choices[i];
  }
  if (wants_c == nullptr) return;
  const bool jump = concentrations_jump(p), in_potentials = jump || wants_mu != nullptr;
  if (!wants_c->by_data && in_potentials) {
    const std::string path = path_of_choice(p);
    const auto where = p.locations.find(path);
    in.fault({jump ? "concentrations of ions in an electroneutral solution jump at fixed charges, "
                     "at membranes and where one ion is excluded: they cannot be unknowns there"
                   : "the unknowns of an electroneutral solution are the concentrations of all "
                     "ions or all electrochemical potentials; here one is a potential: " +
                         wants_mu->because,
              where == p.locations.end() ? InputLocation() : where->second, path, "",
              "automatic, or Potential = Poisson"});
  }
  const UnknownChoice all =
      in_potentials ? UnknownChoice{PrimaryVariable::electrochemical_potential, false,
                                    "as the solution is electroneutral"}
                    : UnknownChoice{PrimaryVariable::concentration, wants_c->by_data,
                                    "like other ions, as the solution is electroneutral"};
  for (unsigned int i = 0; i < choices.size(); ++i)
    if (p.electrolyte.species[i].charge_number != 0 && choices[i].unknown != all.unknown)
      choices[i] = all;
}

// Concentrations of some ions alone, without a potential, are values of unknowns that are
// concentrations; in potentials they would tie all unknowns of a node together.
void take_concentrations_that_stand_alone(const Parameters& p,
                                          std::vector<UnknownChoice>& choices) {
  for (const BoundaryCondition& condition : p.boundary_conditions) {
    bool any = false, has_potential = false;
    for (const AppliedLaw& law : condition.laws) {
      any = any || (law.row->gives == Gives::concentration &&
                    p.electrolyte.species[law.species].charge_number != 0);
      has_potential =
          has_potential || law.row->gives == Gives::potential || law.row->gives == Gives::current;
    }
    if (!any || has_potential) continue;
    for (unsigned int i = 0; i < choices.size(); ++i)
      if (p.electrolyte.species[i].charge_number != 0 && choices[i].by_data)
        choices[i] = {PrimaryVariable::concentration, true,
                      "as concentrations alone are given at " + join(condition.surfaces, ", ")};
    return;
  }
}

} // namespace

void choose_for_neutrality(InputReader& in, const Parameters& p,
                           std::vector<UnknownChoice>& choices) {
  take_concentrations_that_stand_alone(p, choices);
  keep_neutral_ions_alike(in, p, choices);
}

} // namespace ionflux
