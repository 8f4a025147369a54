#pragma once

/// What the kinetics of all electrode reactions share: sources of kinetics only.

#include <ionflux/physics/boundary/law_numbers.h>

#include <vector>

namespace ionflux {

/// Rate and drive of an electrode reaction, dimensionless.
///
/// V is the potential of the metal, phi that where the domain begins. Behind a Stern layer this is
/// the plane of reaction: eta is the drop across the layer and the activities are those there,
/// which is Frumkin's correction (Frumkin 1933; Bazant, Chu and Bayly 2005, SIAM J. Appl. Math. 65,
/// 1463).
struct ElectrodeRate {
  double exchange;  ///< rate of each direction at eta = 0 and a = 1
  double electrons; ///< nu_e: of the products less those of the reactants
  double drive;     ///< V - E

  ElectrodeRate(const LawNumbers& numbers, const Scaling& scaling);
  /// nu_e (V - E - phi): positive speeds the reaction up as it is written.
  template <typename Number>
  Number eta(const Number& minus_phi, const double load) const {
    return electrons * (load * drive + minus_phi);
  }
};

/// Potentials, exchange current density or rate constant, reference of the activities.
std::vector<LawParameter> electrode_parameters();

/// Faults of these.
std::vector<LawFault> check_electrode_reaction(const AppliedLaw& law,
                                               const Electrolyte& electrolyte);
/// A fault where an entry is a constant outside of a range.
void check_range(const AppliedLaw& law, const std::string& entry, double least, double most,
                 const LawFault& fault, std::vector<LawFault>& faults);

/// A fault where an entry is a negative constant.
void check_not_negative(const AppliedLaw& law, const std::string& entry,
                        std::vector<LawFault>& faults);
/// Faults of reference_concentration().
void check_reference_concentration(const AppliedLaw& law, std::vector<LawFault>& faults);

/// "Reference concentration", which all kinetics have.
LawParameter reference_concentration();

/// A row of surface_kinetics() for electrodes, but for its name, words, further entries and law.
BoundaryLaw electrode_row();

} // namespace ionflux
