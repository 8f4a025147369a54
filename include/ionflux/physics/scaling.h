#pragma once

#include <ionflux/physics/electrolyte.h>

namespace ionflux {

/// Scales that make the problem dimensionless: x/L, c/c0, phi F/(RT), mu/(RT), t D0/L^2.
///
/// Dimensionless equations (E1)-(E4) then hold with
/// lambda^2 = eps0 RT / (F^2 c0 L^2) in Poisson's equation.
struct Scaling {
  double temperature = 298.15; ///< [K]
  double length = 1.0;         ///< L [m]
  double concentration = 1.0;  ///< c0 [mol/m^3]; also the reference of the dimensionless mu
  double diffusivity = 1.0;    ///< D0 [m^2/s]

  double potential() const;      ///< thermal voltage RT/F [V]
  double energy() const;         ///< RT [J/mol]
  double lambda_squared() const; ///< lambda^2 [-], without eps_r
  double charge_density() const; ///< F c0 [C/m^3]
  double surface_charge() const; ///< F c0 L [C/m^2]
  double flux_density() const;   ///< D0 c0 / L [mol/(m^2 s)]
  double source() const;         ///< D0 c0 / L^2 [mol/(m^3 s)]
  double time() const;           ///< L^2 / D0 [s]

  /// Species flux through a surface in `dim` space dimensions: D0 c0 L^(d-2), with d = 3 for 3-D
  /// and axisymmetric runs [mol/s] and d = 2 for planar ones [mol/(s m)].
  double total_flux(unsigned int space_dimension) const;

  /// Shift from the user's electrochemical potential, whose standard state is 1 mol/L, to the
  /// dimensionless one, whose standard state is c0: ln(1 mol/L / c0).
  double standard_state_shift() const;
};

/// Debye length sqrt(eps0 eps_r RT / (F^2 sum z^2 c)) [m]; infinite without ions.
double debye_length(const Electrolyte& electrolyte, const std::vector<double>& concentrations,
                    double relative_permittivity);

} // namespace ionflux
