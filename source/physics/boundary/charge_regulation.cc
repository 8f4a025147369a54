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

/// Amount per area of the protons that the sites hold.
struct HeldProtons {
  SitesWithProtons sites;

  template <typename Number>
  Number value(const Number* activity, const Load&) const {
    return Number(sites.sites + sites.value(activity, Load()));
  }
  double size(const double* activity, const Load&) const {
    return sites.sites + sites.size(activity, Load());
  }
};

std::vector<Seen> seen_by_sites(const LawSpecies& about) {
  if (about.partner < 0) return {{Seen::potential}};
  return {{Seen::activity, about.partner}};
}

// Sites count as elementary charges; acid constants are relative to 1 mol/L.
constexpr double molar = 1000.0;

double acid_constant(const LawNumbers& numbers) { return std::pow(10.0, -numbers("pK")) * molar; }

double site_charge(const LawNumbers& numbers, const Scaling& scaling) {
  return constants::elementary_charge * numbers.value() / scaling.surface_charge();
}

double compact_capacitance(const LawNumbers& numbers, const Scaling& scaling) {
  const double unit = scaling.surface_charge() / scaling.potential();
  return numbers.has("Compact layer capacitance") ? numbers("Compact layer capacitance") / unit
                                                  : 0.0;
}

SitesWithProtons with_protons(const LawNumbers& numbers, const Scaling& scaling) {
  return {site_charge(numbers, scaling), compact_capacitance(numbers, scaling),
          scaling.concentration / acid_constant(numbers)};
}

std::shared_ptr<const SurfaceLaw> make_sites(const LawNumbers& numbers, const Scaling& scaling) {
  const std::vector<Seen> seen = seen_by_sites(numbers.species());
  if (numbers.species().partner >= 0)
    return surface_law<1, 1>(with_protons(numbers, scaling), seen);
  const double bath = std::pow(10.0, -numbers("pH")) * molar;
  return surface_law<1, 1>(
      SitesWithBath{site_charge(numbers, scaling), compact_capacitance(numbers, scaling),
                    bath / acid_constant(numbers),
                    numbers("Reference potential of pH") / scaling.potential()},
      seen);
}

std::shared_ptr<const SurfaceLaw> make_held(const LawNumbers& numbers, const Scaling& scaling) {
  return surface_law<1, 1>(HeldProtons{with_protons(numbers, scaling)},
                           seen_by_sites(numbers.species()));
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
      "nm^-2): the surface charge -e Gamma / (1 + [H+] / K) follows the protons at the surface. In "
      "time the protons of 'Proton' that sites hold have come from the solution.";
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
  law.on_interface = law.charges_wall = true;
  law.sees = seen_by_sites;
  law.make = make_sites;
  law.make_stored = make_held;
  law.check = check_sites;
  return law;
}

} // namespace ionflux
