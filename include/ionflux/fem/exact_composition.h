#pragma once

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/material.h>
#include <ionflux/support/smooth_function.h>

#include <array>
#include <memory>
#include <vector>

namespace ionflux {

/// Concentrations of a manufactured solution in every material, and what drives them. SI units,
/// formulas of chemists; of the program's own parts only the activity models are used (and, where
/// concentrations jump between materials, their inversion).
///
/// The given concentrations are those of a reference: the first material that all species enter,
/// with standard potentials 0. Elsewhere they have the same electrochemical potential,
///
///     ln(gamma_i c_i) + mu0_i / RT = y_i,   y_i = ln(gamma_i c_i) of the reference.
class ExactComposition {
public:
  using Point = GivenValue::Point;
  using Vector = std::array<double, 3>;

  struct State {
    std::vector<double> concentration; ///< [mol/m^3]; 0 where the species cannot enter
    std::vector<Vector> gradient;      ///< [mol/m^4]
    std::vector<Vector> drive;         ///< c grad y, which is grad c + c grad ln gamma [mol/m^4]
    std::vector<double> log_activity;  ///< y, for mol/m^3; not finite where c is not positive
    std::vector<Vector> log_activity_gradient; ///< [1/m]
  };

  /// @throws InputError where no material is entered by all species and activities need one
  ExactComposition(std::vector<SmoothFunction> concentrations, const Electrolyte& electrolyte,
                   const std::vector<Material>& materials);

  /// @throws InputError where a concentration is not positive although its logarithm is needed
  void evaluate(const Point& x, unsigned int material, State& state) const;

  /// div(c grad y) of a species [mol/m^5].
  double drive_divergence(const Point& x, const State& state, unsigned int species,
                          unsigned int material) const;

  /// y of a species, for mol/m^3.
  ///
  /// @throws InputError where its concentration is not positive
  double log_activity(const Point& x, unsigned int species) const;

  const SmoothFunction& given(const unsigned int species) const { return c[species]; }

private:
  struct Reference;

  void find_reference();
  /// The reference at a point; ln gamma and its gradients only for a solution that is not ideal.
  void evaluate_reference(const Point& x, Reference& reference) const;
  double log_gamma_laplacian(const Point& x, const Reference& reference,
                             unsigned int species) const;
  void invert(const Reference& reference, unsigned int material, State& state) const;
  void need_positive(const Point& x, unsigned int species, double value) const;
  double partition(unsigned int species, unsigned int material) const;

  const std::vector<SmoothFunction> c;
  const Electrolyte electrolyte;
  const std::vector<Material> materials;
  std::vector<std::shared_ptr<const ActivityModel>> activity; ///< by material; null: ideal
  std::vector<bool> as_reference; ///< by material: are concentrations those that are given?
  std::shared_ptr<const ActivityModel> reference_activity; ///< null: ideal
};

} // namespace ionflux
