#include <ionflux/physics/boundary/electrode_kinetics.h>
#include <ionflux/physics/boundary/kinetic_law.h>

namespace ionflux {

namespace {

/// Constant k_f and k_b: mass action between species at a wall.
struct WallKinetics {
  double forward_rate, backward_rate;

  template <typename Number>
  void directions(const Number&, const Load&, Number& forward, Number& backward) const {
    forward = Number(forward_rate);
    backward = Number(backward_rate);
  }
};

std::shared_ptr<const SurfaceLaw> make_wall_reaction(const LawNumbers& numbers,
                                                     const Scaling& scaling) {
  const double unit = scaling.flux_density() / numbers("Reference concentration");
  return kinetic_law(WallKinetics{numbers("Forward rate constant") / unit,
                                  numbers("Backward rate constant") / unit},
                     numbers, scaling);
}

std::vector<LawFault> check_wall_reaction(const AppliedLaw& law, const Electrolyte&) {
  std::vector<LawFault> faults;
  if (law.reaction->electrons != 0)
    faults.push_back({"electrons take part in the reaction, but mass action has no electrode",
                      "Kinetics = Butler-Volmer, Tafel or Marcus-Hush-Chidsey"});
  for (const char* const entry : {"Forward rate constant", "Backward rate constant"})
    check_not_negative(law, entry, faults);
  check_reference_concentration(law, faults);
  return faults;
}

} // namespace

BoundaryLaw surface_mass_action() {
  BoundaryLaw law;
  law.name = "mass action";
  law.documentation =
      "no electrons: v = c_ref (k_f prod_left (a / c_ref)^n - k_b prod_right (a / c_ref)^n)";
  law.parameters = {{"Forward rate constant", "m/s", "", "k_f, from left to right."},
                    {"Backward rate constant", "m/s", "0 m/s", "k_b, from right to left."},
                    reference_concentration()};
  law.example = {1.0,
                 {{"Forward rate constant", 2e-3},
                  {"Backward rate constant", 1e-3},
                  {"Reference concentration", 12.0}}};
  law.of_species = law.lets_through = true;
  law.sides = 1;
  law.sees = seen_by_reaction;
  law.make = make_wall_reaction;
  law.check = check_wall_reaction;
  return law;
}

} // namespace ionflux
