/// Which unknown stands for each species: as set, else by the concentrations that are given.

#include <ionflux/input/neutral_unknowns.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/material_mobility.h>
#include <ionflux/physics/mobility/models.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

namespace {

// mu = ln c + z phi changes by the logarithm of this between the boundaries. Where c falls so far,
// it does so within a layer that a mesh resolves for c, which is a smooth function there, but not
// for ln c. Double layers speak for mu, so that it is kept for longer where there are any
// (doc/numerics.md: a ratio of 1e3 leaves 1e-6 of a flux, 1e4 1e-5, 1e5 4e-4).
const double largest_span = std::exp(7.0), largest_span_with_double_layers = std::exp(10.0);

struct Span {
  double least = std::numeric_limits<double>::infinity(), largest = 0.0;
  void account(const double c) {
    least = std::min(least, c);
    largest = std::max(largest, c);
  }
};

// Limited fluxes are no function that is smooth in c where c falls far: mu is the better unknown.
bool has_flux_limits(const Parameters& p) {
  return std::any_of(p.materials.begin(), p.materials.end(), [&](const Material& material) {
    return mobility_model_row(mobility_model_in(p.electrolyte, material)).is_limited;
  });
}

// Expressions of position do not count: what they are on the boundary shows the mesh only.
Span given_concentrations(const Parameters& p, const int species) {
  Span span;
  for (const Bath& bath : p.baths)
    span.account(bath.concentrations[species]);
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (const GivenValue* stated = law.stated_concentration();
          stated && law.species == species && stated->is_constant() &&
          (law.row->states_concentration() || !has_flux_limits(p)))
        span.account((*stated)({}));
  if (p.time.start == TimeStart::initial_concentrations &&
      p.time.initial_concentration[species].is_constant())
    span.account(p.time.initial_concentration[species]({}));
  return span;
}

// Does only what comes and goes say how much there is of a species?
bool is_nowhere_given(const Parameters& p, const int species) {
  if (!p.baths.empty() || !p.time.initial_concentration.empty()) return false;
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.species == species && (law.row->essential() || law.stated_concentration()))
        return false;
  return true;
}

// Fixed charges and walls make double layers, in which potentials are smooth and concentrations are
// not.
bool has_double_layers(const Parameters& p) {
  for (const Material& material : p.materials)
    if (std::count(material.excluded.begin(), material.excluded.end(), true) > 0) return true;
  return has_fixed_charge(p) ||
         has_law(p, [](const BoundaryLaw& row) { return row.of_membrane() || row.charges_wall; });
}

// Where one ion is nearly absent the others take over its part of the neutrality and of the
// current, and vary as steeply: without double layers they are better off with c too. Their total
// and the field are then as exact as their own rows.
void let_other_ions_follow(const Parameters& p, std::vector<UnknownChoice>& choices) {
  int first = -1;
  for (unsigned int i = 0; i < choices.size(); ++i)
    if (choices[i].unknown == PrimaryVariable::concentration && choices[i].by_data &&
        p.electrolyte.species[i].charge_number != 0 && first < 0)
      first = i;
  if (first < 0 || has_double_layers(p)) return;
  for (unsigned int i = 0; i < choices.size(); ++i)
    if (choices[i].by_data && choices[i].unknown != PrimaryVariable::concentration &&
        p.electrolyte.species[i].charge_number != 0)
      choices[i] = {PrimaryVariable::concentration, true,
                    "like " + p.electrolyte.species[first].name + ", as nothing is charged"};
}

// Neutral species with a matrix of diffusivities: what is linear in concentrations stays it, and an
// iterate may have less than nothing of a species that another one drives uphill.
bool has_linear_fluxes(const Parameters& p) {
  if (!p.electrolyte.ideal) return false;
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    if (p.electrolyte.species[i].charge_number != 0 || has_partition(p, i)) return false;
  for (const Material& material : p.materials)
    if (!mobility_model_row(mobility_model_in(p.electrolyte, material)).suits_concentrations)
      return false;
  return true;
}

// What leaves next to nothing of a neutral species: a reaction of first order that goes one way (c
// falls exponentially), or a wall that takes it (ln c has no bound there). Given concentrations do
// not show how far it falls. Where it comes to an equilibrium with others mu is as good, and with
// other orders better: ln c falls slowly then, or the rate needs a positive c.
bool is_used_up(const Parameters& p, const unsigned int species) {
  constexpr double one_way = 1e12; // an equilibrium constant [SI] that leaves no way back
  for (const Material& material : p.materials)
    if (mobility_model_in(p.electrolyte, material) != "Nernst-Einstein") return false;
  bool used = false;
  for (const Reaction& reaction : p.electrolyte.reactions) {
    if (!reaction.involves(species)) continue;
    if (reaction.is_equilibrium || reaction.equilibrium_constant < one_way) return false;
    for (const RateOrder& one : reaction.forward_orders)
      if (one.species == species && one.order != 1.0) return false;
    used = used || reaction.stoichiometric_number(species) < 0;
  }
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      used = used || (law.species == static_cast<int>(species) && law.row->lets_through &&
                      law.row->sides == 1);
  return used;
}

bool has_given_potential(const Parameters& p, const unsigned int species) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.species == static_cast<int>(species) &&
          law.row->gives == Gives::electrochemical_potential)
        return true;
  return false;
}

UnknownChoice choose(const Parameters& p, const unsigned int species, const std::string& set) {
  if (set == "concentration") return {PrimaryVariable::concentration, false, "as set", true};
  if (set != "automatic")
    return {PrimaryVariable::electrochemical_potential, false, "as set", true};
  if (!p.electrolyte.ideal && (activities_jump(p) || has_given_potential(p, species)))
    return {PrimaryVariable::electrochemical_potential, false, "as the solution is not ideal"};
  if (has_partition(p, species))
    return {PrimaryVariable::electrochemical_potential, false,
            "its standard potential differs between materials"};
  if (p.electrolyte.flow.dispersion)
    return {PrimaryVariable::concentration, false, "mixed by the flow"};
  if (p.electrolyte.flow.exists() && p.electrolyte.species[species].charge_number == 0)
    return {PrimaryVariable::concentration, false, "neutral, and carried by a flow"};
  if (has_linear_fluxes(p))
    return {PrimaryVariable::concentration, true, "fluxes are linear in their gradients"};
  for (const Release& release : p.electrolyte.releases)
    if (release.has(species))
      return {PrimaryVariable::concentration, true, "it comes from a source"};
  if (p.electrolyte.species[species].charge_number == 0 && is_nowhere_given(p, species))
    return {PrimaryVariable::concentration, true, "how much there is follows from fluxes alone"};
  const Span span = given_concentrations(p, species);
  if (span.least <= 0.0)
    return {PrimaryVariable::concentration, true, "a concentration of zero is given"};
  if (p.electrolyte.species[species].charge_number == 0 && is_used_up(p, species))
    return {PrimaryVariable::concentration, true, "neutral, and used up"};
  for (const Reaction& reaction : p.electrolyte.reactions)
    if (reaction.involves(species)) // equilibria are sums of potentials, whatever the dilution
      return {PrimaryVariable::electrochemical_potential, false, "it reacts"};
  const double limit = has_double_layers(p) ? largest_span_with_double_layers : largest_span;
  if (span.largest > limit * span.least)
    return {
        PrimaryVariable::concentration, true,
        format_text("its given concentrations span a factor of %.2g", span.largest / span.least)};
  return {PrimaryVariable::electrochemical_potential, true, ""};
}

} // namespace

void choose_unknowns(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section electrolyte(in, "Electrolyte");
  const std::string all = in.text("Primary variables");
  const InputReader::Section all_species(in, "Species");
  p.unknown_choices.clear();
  p.electrolyte.fixed_charges = has_fixed_charge(p);
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i) {
    const InputReader::Section one(in, names.species[i]);
    const std::string own = in.text("Primary variable");
    p.unknown_choices.push_back(choose(p, i, own == "automatic" ? all : own));
    p.unknown_choices.back().absent = given_concentrations(p, i).least <= 0.0;
  }
  let_other_ions_follow(p, p.unknown_choices);
  if (p.electrolyte.potential_model == PotentialModel::electroneutral)
    choose_for_neutrality(in, p, p.unknown_choices);
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    p.electrolyte.species[i].unknown = p.unknown_choices[i].unknown;
  p.electrolyte.potential_floats =
      p.electrolyte.is_neutral_in_concentrations() && is_closed_vessel(p);
}

std::string unknowns_in_words(const Parameters& p) {
  std::vector<std::string> potentials, concentrations, names = {"phi"};
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    (p.electrolyte.solves_for_concentration(i) ? concentrations : potentials)
        .push_back(p.electrolyte.species[i].name);
  const bool phi_follows = p.electrolyte.potential_model == PotentialModel::electroneutral &&
                           !p.electrolyte.is_neutral_in_concentrations();
  const std::string end = phi_follows ? "; phi makes every point electroneutral"
                          : p.electrolyte.has_virtual_solution()
                              ? "; phi and c of ions are those of the virtual solution"
                              : "";
  if (phi_follows) names.clear();
  if (concentrations.empty() && phi_follows)
    return "unknowns mu (electrochemical potentials)" + end;
  if (concentrations.empty()) return "unknowns phi, mu (electrochemical potentials)";
  if (!potentials.empty()) names.push_back("mu of " + join(potentials, ", mu of "));
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    if (p.electrolyte.solves_for_concentration(i))
      names.push_back("c of " + p.electrolyte.species[i].name + " (" +
                      p.unknown_choices[i].because + ")");
  return "unknowns " + join(names, ", ") + end;
}

} // namespace ionflux
