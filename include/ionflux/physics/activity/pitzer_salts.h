#pragma once

#include <string>
#include <vector>

namespace ionflux {

/// Pitzer's parameters of a salt at 25 C, for molalities.
struct PitzerSalt {
  std::string cation, anion;
  double beta_0, beta_1, beta_2, c_phi;
  double largest; ///< molality up to which they were fitted [mol/kg]
};

/// Common salts, 1:1, 2:1 and 1:2: Pitzer and Mayorga 1973, J. Phys. Chem. 77, 2300, tables I and
/// VI (those print 4/3 beta and 2^(5/2)/3 C_phi); MgSO4 and CaSO4: Pitzer and Mayorga 1974 as in
/// Harvie, Moller and Weare 1984, Geochim. Cosmochim. Acta 48, 723, table 1.
const std::vector<PitzerSalt>& pitzer_salts();

/// The salt of two ions, or null.
const PitzerSalt* find_pitzer_salt(const std::string& cation, const std::string& anion);

} // namespace ionflux
