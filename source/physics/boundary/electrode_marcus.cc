#include <ionflux/physics/boundary/electrode_kinetics.h>
#include <ionflux/physics/boundary/kinetic_law.h>
#include <ionflux/physics/boundary/marcus_hush_chidsey.h>
#include <ionflux/physics/constants.h>

#include <cstdlib>

namespace ionflux {

namespace {

/// k_f and k_b = k_f exp(-nu_e eta) by electron_transfer(), the faster one from the integral.
struct MarcusKinetics {
  ElectrodeRate rate;
  double reorganisation; ///< l [RT]

  template <typename Number>
  void directions(const Number& drive, const Load& load, Number& forward, Number& backward) const {
    using std::exp;
    const Number eta = rate.eta(drive, load.drive);
    const bool runs_forward = plain(eta) >= 0.0;
    const Number along = runs_forward ? eta : Number(-eta);
    const Number fast = rate.exchange * electron_transfer(along, reorganisation);
    const Number slow = fast * exp(-along);
    forward = runs_forward ? fast : slow;
    backward = runs_forward ? slow : fast;
  }
};

std::shared_ptr<const SurfaceLaw> make_marcus(const LawNumbers& numbers, const Scaling& scaling) {
  return kinetic_law(MarcusKinetics{ElectrodeRate(numbers, scaling),
                                    numbers("Reorganisation energy") /
                                        constants::elementary_charge / scaling.potential()},
                     numbers, scaling);
}

std::vector<LawFault> check_marcus(const AppliedLaw& law, const Electrolyte& electrolyte) {
  constexpr double electronvolt = constants::elementary_charge;
  std::vector<LawFault> faults = check_electrode_reaction(law, electrolyte);
  if (std::abs(law.reaction->electrons) > 1)
    faults.push_back({"Marcus, Hush and Chidsey's rate is that of the transfer of one electron",
                      "one 'e' in the equation, or Kinetics = Butler-Volmer"});
  check_range(law, "Reorganisation energy", 0.01 * electronvolt, 10.0 * electronvolt,
              {"no solvent has this reorganisation energy", "0.01 eV to 10 eV; usual are 0.5 to 2"},
              faults);
  return faults;
}

} // namespace

BoundaryLaw electrode_marcus_hush_chidsey() {
  BoundaryLaw law = electrode_row();
  law.name = "Marcus-Hush-Chidsey";
  law.documentation =
      "transfer of one electron from or to all levels of a metal, whose rate levels off when the "
      "drive exceeds the reorganisation energy";
  law.parameters.push_back({"Reorganisation energy", "J", "",
                            "Energy to bring the surroundings of the reactants into those of the "
                            "products, per particle, "
                            "such as 0.8 eV."});
  law.example.parameters.emplace_back("Reorganisation energy", 0.3 * constants::elementary_charge);
  law.make = make_marcus;
  law.check = check_marcus;
  return law;
}

} // namespace ionflux
