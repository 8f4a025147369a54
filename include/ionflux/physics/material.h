#pragma once

#include <ionflux/support/errors.h>
#include <ionflux/support/given_value.h>

#include <string>
#include <vector>

namespace ionflux {

/// Properties of one material; it fills the regions of the geometry named in `regions`.
struct Material {
  std::string name;
  std::vector<std::string> regions;    ///< region names this material fills
  double relative_permittivity = 78.5; ///< eps_r
  GivenValue fixed_charge;             ///< immobile charge density [C/m^3]
  std::vector<GivenValue>
      diffusivity_factor; ///< D in this material / D at infinite dilution, a species
  std::vector<double> standard_potential; ///< mu0 of each species relative to the solvent [J/mol]
  std::string activity_model;             ///< of this material; empty: the electrolyte's
  std::string mobility_model;             ///< likewise
  std::vector<bool> excluded;             ///< true: the species cannot enter this material
  InputLocation where;                    ///< of the list of regions, or of the subsection
  bool flows = false;                     ///< does the solvent flow in it (Electrolyte::flow)?
};

} // namespace ionflux
