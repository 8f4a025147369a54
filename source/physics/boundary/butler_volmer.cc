#include <ionflux/physics/boundary/differentiated_law.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

namespace {

/// Kinetics of an electrode reaction with one ion, Red <-> Ox + n e- (Butler 1924; Erdey-Gruz and
/// Volmer 1930; Newman and Thomas-Alyea, Electrochemical Systems, 3rd ed. 2004, ch. 8):
///
///     i = i0 [ a_Red exp(alpha n eta) - a_Ox exp(-(1 - alpha) n eta) ],   eta = V - E - phi
///
/// the current density from the electrode into the domain, which the ion carries: its flux is
/// i / (z F). The ion is what is oxidised if z > 0 (a metal that dissolves: a_Red = 1) and what is
/// reduced if z < 0 (chloride: a_Ox = 1); its activity over that at which E is given counts to the
/// power of the n / |z| ions that take part. No current flows at Nernst's potential, then.
struct ElectrodeReaction {
  double rate; ///< i0 / (z F)
  double charge_number, electrons, transfer;
  double drive;     ///< V - E
  double per_given; ///< c0 / concentration at which E is given

  template <typename Number>
  void directions(const Number* seen, const Load& load, Number& anodic, Number& cathodic) const {
    using std::exp;
    using std::pow;
    const Number eta = electrons * (load.drive * drive - seen[0]);
    const Number amount = pow(Number(per_given * seen[1]), electrons / std::abs(charge_number));
    anodic = exp(transfer * eta);
    cathodic = exp((transfer - 1.0) * eta);
    if (charge_number > 0.0)
      cathodic *= amount;
    else
      anodic *= amount;
  }
  /// Seen: potential and activity. It waits for the load of charges, as given fluxes do.
  template <typename Number>
  Number value(const Number* seen, const Load& load) const {
    Number anodic, cathodic;
    directions(seen, load, anodic, cathodic);
    return load.charge * rate * (anodic - cathodic);
  }
  double size(const double* seen, const Load& load) const {
    double anodic, cathodic;
    directions(seen, load, anodic, cathodic);
    return std::abs(load.charge * rate) * (anodic + cathodic);
  }
};

std::vector<Seen> seen_by_electrode(const LawSpecies& about) {
  return {{Seen::potential}, {Seen::activity, about.species}};
}

std::shared_ptr<const SurfaceLaw> make_electrode(const LawNumbers& numbers,
                                                 const Scaling& scaling) {
  const double z = numbers.species().charge_number;
  const double electrons =
      numbers.has("Number of electrons") ? numbers("Number of electrons") : std::abs(z);
  const double drive = numbers(electrode_potential_entry) - numbers("Equilibrium potential");
  return surface_law<1, 2>(
      ElectrodeReaction{numbers.value() / (z * constants::faraday) / scaling.flux_density(), z,
                        electrons, numbers("Transfer coefficient"), drive / scaling.potential(),
                        scaling.concentration / numbers("Concentration at equilibrium potential")},
      seen_by_electrode(numbers.species()));
}

std::vector<LawFault> check_electrode(const AppliedLaw& law, const Electrolyte& electrolyte) {
  std::vector<LawFault> faults;
  const auto number = [&](const std::string& entry) {
    return law.parameters[place_of_entry(*law.row, entry)];
  };
  if (electrolyte.species[law.species].charge_number == 0)
    faults.push_back({"a species without a charge carries no current to an electrode",
                      "an ion: a Charge number that is not 0"});
  const auto is_outside = [&](const std::string& entry, const double least, const double most) {
    const GivenValue given = number(entry);
    return law.is_given[place_of_entry(*law.row, entry)] && given.is_constant() &&
           !(given({}) >= least && given({}) <= most);
  };
  if (is_outside("Transfer coefficient", 0.0, 1.0))
    faults.push_back({"a transfer coefficient divides the electrode's drive", "between 0 and 1"});
  if (is_outside("Number of electrons", 1e-3, 1e3))
    faults.push_back({"an electrode reaction needs electrons", "a positive number, as 1 or 2"});
  if (is_outside("Concentration at equilibrium potential", 1e-12, 1e6))
    faults.push_back({"Nernst's equation needs a concentration to start from", "a positive one"});
  return faults;
}

} // namespace

BoundaryLaw butler_volmer_law() {
  BoundaryLaw law;
  law.name = "Exchange current density";
  law.unit = "A/m^2";
  law.documentation =
      "Electrode reaction with one ion, by Butler and Volmer: the current density from the "
      "electrode "
      "into the domain, i0 (exp(alpha n eta) - a exp(-(1 - alpha) n eta)) with eta = (V - E - phi) "
      "F/RT and a the ion's activity over that at E, is carried by the ion; of an anion (z < 0) a "
      "stands with the first term.";
  law.parameters = {
      {electrode_potential_entry, "V", "", "Potential V of the electrode."},
      {"Equilibrium potential", "V", "",
       "E = V - phi at which no current flows, at the concentration named below."},
      {"Concentration at equilibrium potential", "mol/m^3", "1000 mol/m^3",
       "Concentration of the ion at which the equilibrium potential is meant, and i0 as well."},
      {"Transfer coefficient", "", "0.5", "alpha, the part of the drive that speeds oxidation up."},
      {"Number of electrons", "", "",
       "n of the reaction as it is written, in which n / |z| ions take part (not set: |z|).", false,
       true}};
  law.example = {10.0,
                 {{electrode_potential_entry, 0.04},
                  {"Equilibrium potential", 0.01},
                  {"Concentration at equilibrium potential", 12.0},
                  {"Transfer coefficient", 0.3},
                  {"Number of electrons", 2.0}}};
  law.of_species = law.lets_through = law.fixes_potential = true;
  law.sides = 1;
  law.sees = seen_by_electrode;
  law.make = make_electrode;
  law.check = check_electrode;
  return law;
}

} // namespace ionflux
