#include <ionflux/physics/boundary/electrode_kinetics.h>
#include <ionflux/physics/boundary/kinetic_law.h>

namespace ionflux {

namespace {

/// k_f = k0 exp(a nu_e eta) alone, without a way back (Tafel 1905).
struct TafelKinetics {
  ElectrodeRate rate;
  double share;

  template <typename Number>
  void directions(const Number& drive, const Load& load, Number& forward, Number& backward) const {
    using std::exp;
    forward = rate.exchange * exp(share * rate.eta(drive, load.drive));
    backward = Number(0.0);
  }
};

std::shared_ptr<const SurfaceLaw> make_tafel(const LawNumbers& numbers, const Scaling& scaling) {
  return kinetic_law(
      TafelKinetics{ElectrodeRate(numbers, scaling), numbers("Forward transfer coefficient")},
      numbers, scaling);
}

std::vector<LawFault> check_tafel(const AppliedLaw& law, const Electrolyte& electrolyte) {
  std::vector<LawFault> faults = check_electrode_reaction(law, electrolyte);
  check_range(law, "Forward transfer coefficient", 0.0, 1.0,
              {"a transfer coefficient is a part of the electrode's drive", "between 0 and 1"},
              faults);
  return faults;
}

} // namespace

BoundaryLaw electrode_tafel() {
  BoundaryLaw law = electrode_row();
  law.name = "Tafel";
  law.documentation =
      "the equation from left to right alone, far from its equilibrium: |i| = i0 prod_left a^n "
      "exp(+- alpha n eta), + for an oxidation";
  law.parameters.push_back({"Forward transfer coefficient", "", "0.5",
                            "alpha: a decade of current takes ln(10) RT / (alpha n F)."});
  law.example.parameters.emplace_back("Forward transfer coefficient", 0.4);
  law.make = make_tafel;
  law.check = check_tafel;
  return law;
}

} // namespace ionflux
