#pragma once

/// Physical constants, CODATA 2018 (exact where the SI defines them).
namespace ionflux::constants {

inline constexpr double avogadro = 6.02214076e23;               ///< 1/mol
inline constexpr double boltzmann = 1.380649e-23;               ///< J/K
inline constexpr double elementary_charge = 1.602176634e-19;    ///< C
inline constexpr double faraday = avogadro * elementary_charge; ///< C/mol
inline constexpr double gas = avogadro * boltzmann;             ///< J/(mol K)
inline constexpr double vacuum_permittivity = 8.8541878128e-12; ///< F/m
inline constexpr double pi = 3.14159265358979323846;
inline constexpr double standard_concentration = 1000.0; ///< 1 mol/L in mol/m^3

} // namespace ionflux::constants
