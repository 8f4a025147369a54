#pragma once

#include <ionflux/physics/wrapped_law.h>

namespace ionflux {

/// Another law with reactions in the volume: the species' equations get the source
/// S_i = sum_r nu_ir v_r with the rates of the material (reactions/reaction_rates.h).
///
/// Where all species of a reaction have electrochemical potentials as unknowns its affinity is a
/// sum of these, in which phi cancels as charge is conserved: v = v_f (1 - Gamma) is exact to
/// rounding of the affinity and no composition has to be found.
///
/// Rate constants may follow the field |grad phi| (reactions/field_effect.h); there only do the
/// rates depend on a gradient.
class ReactingLaw final : public WrappedLaw {
public:
  ReactingLaw(const Electrolyte& electrolyte, std::unique_ptr<const TransportLaw> without);

  bool couples(unsigned int f, unsigned int m) const override;
  bool needs_gradients() const override { return in_field || law->needs_gradients(); }
  bool source_follows_gradient(unsigned int f, unsigned int m) const override;
  void evaluate(const double* unknowns, const PointGradient& gradient,
                const PointMaterial& material, PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, PointDerivatives& derivatives) const override;
  void reactions(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, ReactionState* states) const override;

private:
  void prepare(const double* unknowns, const PointMaterial& material, bool slopes) const;
  double field_strength(const PointGradient& gradient) const;
  ReactionState state_of(const PointReaction& reaction, const double* unknowns,
                         const FieldShift& shift) const;
  void find_slopes(const PointReaction& reaction, const ReactionState& state,
                   const FieldShift& shift) const;

  const std::vector<Reaction> given;
  std::vector<char> reacts;          ///< does a species change in any reaction?
  std::vector<char> reacts_in_field; ///< likewise, in any whose constants follow the field?
  bool in_field = false;             ///< do those of any reaction?
  std::vector<char> in_potentials;   ///< by reaction: are all of its unknowns potentials?
  bool any_in_potentials = false, any_in_concentrations = false;
  std::vector<char> coupled; ///< of the rates: [equation][unknown]

  // Of the point at hand, kept to allocate nothing a point.
  mutable std::vector<double> log_activity, activity, potential_slopes, by_activity, slopes;
  mutable bool are_ordinary = false; ///< neither overflow nor vanish products of `activity`?
  mutable PointChemistry composition;
};

} // namespace ionflux
