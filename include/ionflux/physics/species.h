#pragma once

#include <string>

namespace ionflux {

/// What stands for a species among the unknowns. The electrochemical potential is continuous where
/// concentrations jump and smooth where they vary by exp(z phi); the concentration may be zero.
enum class PrimaryVariable { electrochemical_potential, concentration };

/// One dissolved, mobile species.
struct Species {
  std::string name;
  int charge_number = 0;    ///< z, signed, 0 for a neutral solute
  double diffusivity = 0.0; ///< D at infinite dilution [m^2/s]
  double diameter = 0.0;    ///< for models with finite size [m]; 0 = point-like
  PrimaryVariable unknown = PrimaryVariable::electrochemical_potential;
};

} // namespace ionflux
