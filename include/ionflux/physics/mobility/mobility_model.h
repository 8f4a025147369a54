#pragma once

#include <string>

namespace ionflux {

/// How the fluxes of dissolved species follow the forces on all of them:
///
///     J_i = - sum_j M_ij c_j grad mu_j / RT          (Onsager's coefficients L_ij = M_ij c_j / RT)
///
/// or, of a Fickian model, J = - D grad c where nothing is charged: M = D T^-1 with the
/// thermodynamic factor T_ij = delta_ij + c_i d ln gamma_i / d c_j (PointMobility). Nernst-Einstein
/// is M_ij = delta_ij D_i.
///
/// A model says the matrix relative to the diffusivities of the species, M_ij / sqrt(D_i D_j), so
/// that a material's factors of hindrance come in as sqrt(f_i f_j) and spoil no symmetry.
class MobilityModel {
public:
  explicit MobilityModel(const unsigned int n_species) : n(n_species) {}
  virtual ~MobilityModel() = default;

  unsigned int n_species() const { return n; }

  std::string name; ///< of its row

  /// Does a flux follow the force on its own species only?
  virtual bool is_diagonal() const { return false; }
  /// Is the matrix that of Fick's law?
  virtual bool is_fickian() const { return false; }
  /// The same matrix whatever the concentrations?
  virtual bool is_constant() const { return false; }

  /// Do fluxes produce entropy in any case? Otherwise the symmetric part of the matrix is checked
  /// where it is used.
  virtual bool always_dissipates() const { return false; }

  /// Is part of that the flux of a species that is not among these, so that the sum of - J . grad
  /// mu over these may have either sign?
  virtual bool another_dissipates() const { return false; }

  /// Are fluxes limited, J_i times limit(i, |J_i| / c_i)?
  virtual bool is_limited() const { return false; }

  /// The factor on the flux of species i.
  ///
  /// @param speed  that it would have by the matrix alone [m/s]
  /// @param factor 1 at rest, and factor * speed is bounded
  /// @param slope  its derivative by the speed [s/m]
  virtual void limit(unsigned int, double, double* factor, double* slope) const {
    *factor = 1.0;
    *slope = 0.0;
  }

  /// The matrix and its slopes at a point.
  ///
  /// @param c      n concentrations [mol/m^3]; those below 0 count as 0
  /// @param matrix M_ij / sqrt(D_i D_j), row-major
  /// @param slopes its derivatives by c_l [m^3/mol], [l][i][j]; null: not wanted
  virtual void matrix(const double* c, double* matrix, double* slopes) const = 0;

  /// Why the model says nothing at c, in words; empty where it does.
  virtual std::string out_of_range(const double*) const { return std::string(); }

private:
  unsigned int n;
};

} // namespace ionflux
