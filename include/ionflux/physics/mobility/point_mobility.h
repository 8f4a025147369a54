#pragma once

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/small_matrix.h>
#include <ionflux/physics/mobility/mobility_model.h>

#include <vector>

namespace ionflux {

/// The matrix M of J_i = - sum_j M_ij c_j grad mu_j / RT at a point, and how it changes with the
/// concentrations: a mobility model with the diffusivities of a material and, for Fickian models,
/// its activity model.
class PointMobility {
public:
  /// @param activity    null: ideal
  /// @param c           concentrations of the dissolved species [mol/m^3]
  /// @param diffusivity theirs, factors of the material included; M has its unit
  void find(const MobilityModel& mobility, const ActivityModel* activity, const double* c,
            const double* diffusivity, bool slopes);

  unsigned int size() const { return n; }
  /// M_ij, row-major.
  const std::vector<double>& matrix() const { return product; }

  /// The same matrix whatever the concentrations?
  bool is_constant() const { return constant; }

  /// sum_j (d M_ij / d c_l) force_j, [i][l]; after find() with slopes.
  void changes(const double* force, double* result);

private:
  unsigned int n = 0;
  bool constant = true;
  const ActivityModel* factor = nullptr; ///< of the thermodynamic factor; null: there is none
  std::vector<double> concentration, weight, relative, slopes, plain, product;
  std::vector<double> log_gamma, gamma_slopes, inverse; ///< of the thermodynamic factor
  std::vector<double> gradient, activity_changes, factor_changes;
};

/// The least eigenvalue of the symmetric part of L_ij / sqrt(c_i c_j), L_ij = M_ij c_j: below 0,
/// some forces would make fluxes that produce no entropy but use it up. Species with c <= 0 do not
/// count; 0 if there is no other.
///
/// @param matrix M_ij, row-major; the eigenvalue has its unit
double least_dissipation(const double* c, const std::vector<double>& matrix, unsigned int n);

/// The least eigenvalue of a symmetric matrix (Jacobi's rotations: Golub and Van Loan, Matrix
/// Computations, section 8.5).
double least_eigenvalue(std::vector<double> symmetric, unsigned int n);

} // namespace ionflux
