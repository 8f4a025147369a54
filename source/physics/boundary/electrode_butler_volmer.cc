#include <ionflux/physics/boundary/electrode_kinetics.h>
#include <ionflux/physics/boundary/kinetic_law.h>

namespace ionflux {

namespace {

/// k_f = k0 exp(a nu_e eta), k_b = k0 exp(-(1 - a) nu_e eta); a is alpha, or 1 - alpha of a
/// reduction (Butler 1924; Erdey-Gruz and Volmer 1930; Newman and Thomas-Alyea 2004, ch. 8).
struct ButlerVolmerKinetics {
  ElectrodeRate rate;
  double forward_share;

  template <typename Number>
  void directions(const Number& drive, const Load& load, Number& forward, Number& backward) const {
    using std::exp;
    const Number eta = rate.eta(drive, load.drive);
    forward = rate.exchange * exp(forward_share * eta);
    backward = rate.exchange * exp((forward_share - 1.0) * eta);
  }
};

std::shared_ptr<const SurfaceLaw> make_butler_volmer(const LawNumbers& numbers,
                                                     const Scaling& scaling) {
  const ElectrodeRate rate(numbers, scaling);
  const double alpha = numbers("Transfer coefficient");
  return kinetic_law(ButlerVolmerKinetics{rate, rate.electrons > 0.0 ? alpha : 1.0 - alpha},
                     numbers, scaling);
}

std::vector<LawFault> check_butler_volmer(const AppliedLaw& law, const Electrolyte& electrolyte) {
  std::vector<LawFault> faults = check_electrode_reaction(law, electrolyte);
  check_range(law, "Transfer coefficient", 0.0, 1.0,
              {"a transfer coefficient divides the electrode's drive", "between 0 and 1"}, faults);
  return faults;
}

} // namespace

BoundaryLaw electrode_butler_volmer() {
  BoundaryLaw law = electrode_row();
  law.name = "Butler-Volmer";
  law.documentation =
      "i = i0 (prod_reduced a^n exp(alpha n eta) - prod_oxidised a^n exp(-(1 - alpha) n eta)), eta "
      "= (V - E - phi) F/RT, n electrons";
  law.parameters.push_back({"Transfer coefficient", "", "0.5",
                            "alpha, the part of the drive that speeds oxidation up."});
  law.example.parameters.emplace_back("Transfer coefficient", 0.3);
  law.make = make_butler_volmer;
  law.check = check_butler_volmer;
  return law;
}

} // namespace ionflux
