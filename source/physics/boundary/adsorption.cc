#include <ionflux/physics/boundary/adsorption.h>
#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/scaling.h>

namespace ionflux {

namespace {

/// Charge per area of ions on sites in equilibrium with the solution beside them.
struct AdsorbedCharge {
  double full;         ///< charge per area of covered sites
  double per_activity; ///< K c0
  double interaction;  ///< g

  template <typename Number>
  Number value(const Number* activity, const Load& load) const {
    return Number(load.charge * full * coverage(Number(per_activity * activity[0]), interaction));
  }
  double size(const double* activity, const Load& load) const {
    return std::abs(value(activity, load));
  }
  std::vector<double> reported(const double* activity) const {
    return {coverage(per_activity * activity[0], interaction)};
  }
};

/// Amount per area of what sits there.
struct AdsorbedAmount {
  double full, per_activity, interaction;

  template <typename Number>
  Number value(const Number* activity, const Load&) const {
    return Number(full * coverage(Number(per_activity * activity[0]), interaction));
  }
  double size(const double* activity, const Load& load) const {
    return std::abs(value(activity, load));
  }
};

std::vector<Seen> seen_by_adsorption(const LawSpecies& about) {
  return {{Seen::activity, about.partner}};
}

std::shared_ptr<const SurfaceLaw> make_adsorption(const LawNumbers& numbers,
                                                  const Scaling& scaling) {
  return surface_law<1, 1>(AdsorbedCharge{numbers.species().charge_number *
                                              constants::elementary_charge * numbers.value() /
                                              scaling.surface_charge(),
                                          numbers("Adsorption constant") * scaling.concentration,
                                          numbers("Lateral interaction")},
                           seen_by_adsorption(numbers.species()));
}

std::shared_ptr<const SurfaceLaw> make_adsorbed(const LawNumbers& numbers, const Scaling& scaling) {
  return surface_law<1, 1>(
      AdsorbedAmount{constants::elementary_charge * numbers.value() / scaling.surface_charge(),
                     numbers("Adsorption constant") * scaling.concentration,
                     numbers("Lateral interaction")},
      seen_by_adsorption(numbers.species()));
}

std::vector<LawFault> check_adsorption(const AppliedLaw& law, const Electrolyte&) {
  std::vector<LawFault> faults;
  const auto constant = [&](const std::string& entry) {
    const GivenValue& given = law.parameters[place_of_entry(*law.row, entry)];
    return given.is_constant() ? given({}) : 0.0;
  };
  if (law.partner < 0) return faults; // it is missing, and was reported
  if (constant("Adsorption constant") < 0.0)
    faults.push_back({"'Adsorption constant' must not be negative", "zero or more"});
  if (!(constant("Lateral interaction") > -4.0))
    faults.push_back({"attraction this strong splits the adsorbed layer into two phases, and the "
                      "coverage would have several values",
                      "'Lateral interaction' above -4"});
  return faults;
}

} // namespace

BoundaryLaw adsorption_law() {
  BoundaryLaw law;
  law.name = "Adsorption site density";
  law.unit = "1/m^2";
  law.documentation =
      "Number per area of sites that take up an ion with its charge, in equilibrium with the "
      "solution at the surface: theta / (1 - theta) exp(g theta) = K a (Langmuir, or Frumkin where "
      "g is not 0); the surface charge is z e Gamma theta. In time what is adsorbed has come from "
      "the solution; the start is in equilibrium with the initial concentration at the wall (0 at "
      "it: a clean wall).";
  law.parameters = {
      {"Adsorbate", "", "", "Species that is adsorbed.", true},
      {"Adsorption constant", "m^3/mol", "",
       "K, such as 10 L/mol: half of the sites are covered "
       "at the activity 1 / K."},
      {"Lateral interaction", "", "0",
       "g, energy of a full layer per particle over RT beyond electrostatics: above 0 repulsion."}};
  law.example = {5e18, {{"Adsorption constant", 0.05}, {"Lateral interaction", 1.5}}};
  law.sides = 1;
  law.on_interface = law.charges_wall = true;
  law.sees = seen_by_adsorption;
  law.make = make_adsorption;
  law.make_stored = make_adsorbed;
  law.check = check_adsorption;
  return law;
}

} // namespace ionflux
