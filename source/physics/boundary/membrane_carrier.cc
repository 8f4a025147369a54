#include <ionflux/physics/boundary/electrode_kinetics.h>
#include <ionflux/physics/boundary/kinetic_law.h>
#include <ionflux/physics/electrolyte.h>

namespace ionflux {

namespace {

/// Reversible transfer over one barrier, v = v_f (1 - Gamma), with
///
///     Gamma = prod a^nu exp(-A - q (phi_0 - phi_1)),
///
/// q the charge that goes from side 0 to side 1 and A the affinity of what drives a pump, both in
/// the exponents of v_f and v_b in the ratio b to 1 - b (Eyring's barrier; Hill, Free Energy
/// Transduction in Biology, 1977).
struct CarrierKinetics {
  double rate, charge, affinity, barrier;

  template <typename Number>
  void directions(const Number& drive, const Load& load, Number& forward, Number& backward) const {
    using std::exp;
    const Number push = load.drive * affinity + charge * drive;
    forward = rate * exp(barrier * push);
    backward = rate * exp((barrier - 1.0) * push);
  }
};

std::shared_ptr<const SurfaceLaw> make_carrier(const LawNumbers& numbers, const Scaling& scaling) {
  const double rate =
      numbers("Turnover constant") * numbers("Reference concentration") / scaling.flux_density();
  return kinetic_law<2>(CarrierKinetics{rate, numbers.species().reaction->carried_charge,
                                        numbers("Affinity") / scaling.energy(),
                                        numbers("Barrier position")},
                        numbers, scaling, rate);
}

std::vector<LawFault> check_carrier(const AppliedLaw& law, const Electrolyte& electrolyte) {
  std::vector<LawFault> faults;
  const SurfaceReaction& reaction = *law.reaction;
  if (reaction.electrons != 0)
    faults.push_back({"electrons do not cross a membrane on a carrier", "no 'e' in the equation"});
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    if (reaction.number(i, 0) != -reaction.number(i, 1))
      faults.push_back({"the carrier takes up and releases different numbers of '" +
                            electrolyte.species[i].name + "'",
                        "what goes from one side arrives on the other"});
  check_not_negative(law, "Turnover constant", faults);
  check_range(law, "Barrier position", 0.0, 1.0,
              {"the barrier lies between the two sides", "between 0 and 1"}, faults);
  check_reference_concentration(law, faults);
  return faults;
}

} // namespace

BoundaryLaw membrane_carrier() {
  BoundaryLaw law;
  law.name = "carrier";
  law.documentation =
      "transfer across a thin membrane: v = k c_ref (prod_left (a / c_ref)^n exp(b X) - prod_right "
      "(a / c_ref)^n exp(-(1 - b) X)), X = A/RT + q (phi - phi') F/RT, q the charge that goes from "
      "the side that is named first (phi) to the other (phi')";
  law.parameters = {{"Turnover constant", "m/s", "", "k; of a single particle, its permeability."},
                    {"Affinity", "J/mol", "0 J/mol",
                     "A of what drives a pump from left to right (splitting of ATP: 50 kJ/mol)."},
                    {"Barrier position", "", "0.5",
                     "b, the part of the drive that speeds the way from left to right up."},
                    reference_concentration()};
  law.example = {1.0,
                 {{"Turnover constant", 2e-3},
                  {"Affinity", 1e3},
                  {"Barrier position", 0.4},
                  {"Reference concentration", 12.0}}};
  law.of_species = law.lets_through = law.on_interface = true;
  law.sides = 2;
  law.sees = seen_by_reaction;
  law.make = make_carrier;
  law.check = check_carrier;
  return law;
}

} // namespace ionflux
