#pragma once

#include <ionflux/physics/activity/inversion.h>
#include <ionflux/physics/ideal_law.h>

namespace ionflux {

/// An electrolyte whose activities are not its concentrations: mu_i = mu0_i + ln(gamma_i c_i) +
/// z_i phi with gamma from the material's ActivityModel, and J_i = - D_i c_i grad mu_i (Onsager
/// matrix diagonal).
///
/// With electrochemical potentials as unknowns the concentrations follow from all of them together,
/// by inversion; slopes by the implicit function theorem. With concentrations the flux is Fick's
/// with the thermodynamic factor, K_ij = D_i (delta_ij + c_i d ln gamma_i / d c_j). Either all
/// species or none have concentrations as unknowns (else: MixedLaw). Materials without a model are
/// ideal.
///
/// Where there is no stable composition the results are not numbers, which a line search sees.
class ComposedLaw final : public TransportLaw {
public:
  explicit ComposedLaw(const Electrolyte& electrolyte);

  bool couples(unsigned int f, unsigned int m) const override;
  bool flux_couples(unsigned int f, unsigned int k) const override;
  bool composition_depends_on(unsigned int i, unsigned int m) const override;
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
  void find_composition(const double* unknowns, const PointMaterial& material, bool slopes) const;
  void find_activities(const double* unknowns, const PointMaterial& material) const;
  void find_log_gamma(const double* c, const PointMaterial& material, bool slopes) const;
  void linearize_in_potentials(const PointGradient& gradient, const PointMaterial& material,
                               PointDerivatives& derivatives) const;
  void linearize_in_concentrations(const PointGradient& gradient, const PointMaterial& material,
                                   PointDerivatives& derivatives) const;

  const IdealLaw ideal;
  const bool in_concentrations; ///< are they the unknowns?

  // Of the point at hand: arrays over the dissolved species, kept to allocate nothing a point.
  mutable std::shared_ptr<const ActivityModel> inverted; ///< the model of `inversion`
  mutable std::unique_ptr<ActivityInversion> inversion;
  mutable std::vector<double> c_si, w, last_w;     ///< [mol/m^3]; ln a; that of the last inversion
  mutable bool follows = false, has_start = false; ///< see follow_points(); a point before?
  mutable bool has_inverse = false;                ///< that of last_w?
  mutable InversionStatus last_status = InversionStatus::not_converged;
  mutable std::shared_ptr<const ActivityModel> of_log_gamma; ///< the model of log_gamma
  mutable bool has_slopes = false;                           ///< gamma_slopes too?
  mutable std::vector<double> log_gamma, gamma_slopes, changes, direction;
  mutable std::vector<double> c, a;       ///< by species, dimensionless
  mutable std::vector<double> c_by, a_by; ///< slopes [species][field]
};

} // namespace ionflux
