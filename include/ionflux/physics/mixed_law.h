#pragma once

#include <ionflux/physics/activity/inversion.h>
#include <ionflux/physics/activity/partial_model.h>
#include <ionflux/physics/ideal_law.h>

#include <memory>
#include <vector>

namespace ionflux {

/// The law of ComposedLaw where some species have concentrations as unknowns and others
/// electrochemical potentials: c_i of the latter (M) solve
///
///     ln c_i + ln gamma_i(c) = w_i = mu_i - mu0_i - z_i phi ,  i in M,
///
/// with the concentrations of the former (C) as they are. Their slopes by all unknowns, by the
/// implicit function theorem, are with G_ij = d ln gamma_i / d c_j and H = delta_ij + G_ij c_j of
/// M alone
///
///     d ln c_i = sum_{l in M} (H^-1)_il (d w_l - sum_{j in C} G_lj d c_j) .
///
/// J_i = - D_i c_i grad mu_i in M; in C, J_i = - D_i (grad c_i + c_i sum_j G_ij grad c_j +
/// z_i c_i grad phi) with all j, grad c_j = sum_m (d c_j / d u_m) grad u_m. Materials without a
/// model are ideal. Where there is no stable composition the results are not numbers.
class MixedLaw final : public TransportLaw {
public:
  explicit MixedLaw(const Electrolyte& electrolyte);

  bool couples(unsigned int, unsigned int) const override { return true; }
  bool flux_couples(unsigned int f, unsigned int k) const override;
  bool composition_depends_on(unsigned int, unsigned int) const override { return true; }
  void follow_points(bool follow) const override;
  void evaluate(const double* unknowns, const PointGradient& gradient,
                const PointMaterial& material, PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, PointDerivatives& derivatives) const override;
  void chemistry(const double* unknowns, const PointMaterial& material,
                 PointChemistry& chemistry) const override;
  void concentrations(const double* unknowns, const PointMaterial& material,
                      double* c) const override;
  void chemical_potentials(const double* c, const PointMaterial& material,
                           double* potentials) const override;
  double potential_difference(unsigned int i, const double* unknowns, const double* differences,
                              unsigned int stride, const PointMaterial& material) const override;

private:
  /// What finds the concentrations of M in a material.
  struct Inversion {
    Inversion(std::shared_ptr<const ActivityModel> model, std::vector<unsigned int> sought);
    std::shared_ptr<const ActivityModel> model;
    std::vector<unsigned int> sought; ///< M, as places among the dissolved species
    PartialActivity partial;
    ActivityInversion inversion;
    InversionStatus status = InversionStatus::not_converged;
    std::vector<double> w, given; ///< of the point at hand: ln a of M; c [mol/m^3] of all, 0 in M
  };

  void find_composition(const double* unknowns, const PointMaterial& material, bool slopes) const;
  void find_slopes(const PointMaterial& material) const;
  void set_flux_coefficients(const PointMaterial& material, double* coefficients) const;
  void linearize_direction(const PointGradient& gradient, unsigned int d,
                           const PointMaterial& material, PointDerivatives& derivatives) const;
  bool is_sought(const unsigned int k, const PointMaterial& material) const {
    return !solves_for_concentration(material.dissolved[k]);
  }

  const IdealLaw ideal;

  // Of the point at hand, kept to allocate nothing a point: k, l are places among the dissolved
  // species, c in units of c0.
  mutable std::unique_ptr<Inversion> solver;
  mutable bool follows = false, has_start = false; ///< see follow_points(); a point before?
  mutable std::vector<double> w;                   ///< ln a of M
  mutable std::vector<double> c, c_si, log_gamma;  ///< [k]
  mutable std::vector<double> by_c;                ///< G, [k][l]
  mutable std::vector<double> c_slopes, log_slopes, gamma_slopes; ///< of c, ln c, ln gamma: [k][m]
  mutable std::vector<double> gradients, direction, changes, bends,
      second; ///< of linearize_direction()
};

} // namespace ionflux
