#include <ionflux/physics/boundary/charge_regulation.h>
#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

namespace {

/// Sites in equilibrium with a bath of given pH, whose protons follow Boltzmann's law to them.
struct SitesWithBath {
  double sites, compact_capacitance;
  double ratio;     ///< [H+] / K in the bath
  double reference; ///< potential of the bath

  template <typename Number>
  Number value(const Number* phi, const Load& load) const {
    using std::exp;
    const Number here = ratio * exp(load.drive * reference - phi[0]);
    return regulated_charge(here, load.charge * sites, compact_capacitance, plain(here));
  }
  double size(const double* phi, const Load& load) const { return std::abs(value(phi, load)); }
};

/// Sites in equilibrium with the protons at the surface, by their activity.
struct SitesWithProtons {
  double sites, compact_capacitance;
  double per_proton; ///< c0 / K

  template <typename Number>
  Number value(const Number* activity, const Load& load) const {
    const Number here = per_proton * activity[0];
    return regulated_charge(here, load.charge * sites, compact_capacitance, plain(here));
  }
  double size(const double* activity, const Load& load) const {
    return std::abs(value(activity, load));
  }
};

std::vector<Seen> seen_by_sites(const LawSpecies& about) {
  if (about.partner < 0) return {{Seen::potential}};
  return {{Seen::activity, about.partner}};
}

// Sites count as elementary charges; acid constants are relative to 1 mol/L.
std::shared_ptr<const SurfaceLaw> make_sites(const LawNumbers& numbers, const Scaling& scaling) {
  constexpr double molar = 1000.0;
  const double capacitance = scaling.surface_charge() / scaling.potential();
  const double acid_constant = std::pow(10.0, -numbers("pK")) * molar;
  const double sites = constants::elementary_charge * numbers.value() / scaling.surface_charge();
  const double compact = numbers.has("Compact layer capacitance")
                             ? numbers("Compact layer capacitance") / capacitance
                             : 0.0;
  const std::vector<Seen> seen = seen_by_sites(numbers.species());
  if (numbers.species().partner >= 0)
    return surface_law<1, 1>(
        SitesWithProtons{sites, compact, scaling.concentration / acid_constant}, seen);
  const double bath = std::pow(10.0, -numbers("pH")) * molar;
  return surface_law<1, 1>(
      SitesWithBath{sites, compact, bath / acid_constant,
                    numbers("Reference potential of pH") / scaling.potential()},
      seen);
}

std::vector<LawFault> check_sites(const AppliedLaw& law, const Electrolyte& electrolyte) {
  std::vector<LawFault> faults;
  const bool has_ph = law.is_given[place_of_entry(*law.row, "pH")];
  if (has_ph == static_cast<bool>(law.is_given[place_of_entry(*law.row, "Proton")]))
    faults.push_back({has_ph ? "both 'Proton' and 'pH' say where the protons of the sites come from"
                             : "nothing says where the protons of the sites come from",
                      "either 'Proton' (a species) or 'pH' (of a bath)"});
  if (law.partner >= 0 && electrolyte.species[law.partner].charge_number != 1)
    faults.push_back({"the proton of '" + law.row->name + "' has a charge number that is not 1",
                      "a species with Charge number = 1"});
  return faults;
}

} // namespace

BoundaryLaw charge_regulation_law() {
  BoundaryLaw law;
  law.name = "Site density";
  law.unit = "1/m^2";
  law.documentation =
      "Number per area of surface sites that release a proton, SiOH <-> SiO- + H+ (silica: 5 to 8 "
      "nm^-2): the surface charge -e Gamma / (1 + [H+] / K) follows the protons at the surface.";
  law.parameters = {
      {"pK", "", "", "Acid constant of the sites, K = 10^-pK mol/L (silica: 6.8 to 7.5)."},
      {"Proton", "", "", "Species whose concentration at the surface is [H+].", true, true},
      {"pH", "", "",
       "Without a proton species: pH of a bath with which the surface exchanges "
       "protons, [H+] = 10^-pH mol/L exp(-(phi - phi_bath) F/RT).",
       false, true},
      {"Reference potential of pH", "V", "0 V", "Potential phi_bath of that bath."},
      {"Compact layer capacitance", "F/m^2", "",
       "Capacitance per area between the sites and the boundary (basic Stern model; not set: "
       "the sites lie on the boundary).",
       false, true}};
  law.example = {5e18,
                 {{"pK", 7.0},
                  {"pH", 6.0},
                  {"Reference potential of pH", 0.01},
                  {"Compact layer capacitance", 0.8}}};
  law.sides = 1;
  law.on_interface = law.charges_wall = law.stores_species = true;
  law.sees = seen_by_sites;
  law.make = make_sites;
  law.check = check_sites;
  return law;
}

} // namespace ionflux
