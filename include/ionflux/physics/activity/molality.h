#pragma once

/// Models that are published for molalities. Included by the sources of models only.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/models.h>

#include <cmath>
#include <string>
#include <vector>

namespace ionflux {

/// From concentrations to molalities m_j and back to coefficients for concentrations:
///
///     m_j = c_j / (rho (1 - sum V_k c_k)),   gamma(c) = gamma(m) / (1 - sum V_k c_k)
///
/// with partial molar volumes V_k. Without them (0) m = c / rho, rho the density of the solvent:
/// 1 mol/L counts as 1.003 mol/kg. For NaCl (V = 16.6e-6 m^3/mol for the salt) that is off by 2 %
/// at 1 mol/L, by 11 % at 5.3 mol/L.
class MolalityScale {
public:
  MolalityScale() = default;
  MolalityScale(const double density, const std::vector<double>& volumes) : density(density) {
    for (const double volume : volumes)
      if (volume != 0.0) this->volumes = volumes;
  }

  /// What is left for the solvent of a unit of volume; 1 without partial volumes.
  template <typename Number>
  Number solvent_part(const Number* c) const {
    Number part(1.0);
    for (unsigned int i = 0; i < volumes.size(); ++i)
      part -= volumes[i] * c[i];
    return part;
  }
  bool is_plain() const { return volumes.empty(); }

  /// Fill m [mol/kg]. @return ln of the solvent's part
  template <typename Number>
  Number molalities(const unsigned int n, const Number* c, Number* m) const {
    using std::log;
    if (is_plain()) {
      for (unsigned int i = 0; i < n; ++i)
        m[i] = c[i] * (1.0 / density);
      return Number(0.0);
    }
    const Number part = solvent_part(c), factor = 1.0 / (density * part);
    for (unsigned int i = 0; i < n; ++i)
      m[i] = c[i] * factor;
    return log(part);
  }

  double density = 1.0; ///< kg/m^3

private:
  std::vector<double> volumes; ///< empty if all are 0
};

/// "Partial molar volume" of a species.
ActivityEntry molar_volume_entry();

/// The name without a trailing charge: Ca2+, Ca+2, Ca++ are Ca; SO42- and SO4-2 are SO4.
std::string plain_ion_name(const std::string& name, int charge_number);

} // namespace ionflux
