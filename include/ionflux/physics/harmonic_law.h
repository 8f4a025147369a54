#pragma once

#include <ionflux/physics/wrapped_law.h>

#include <vector>

namespace ionflux {

/// The law of a start, for states that are far from a solution: K_ii = D_i instead of D_i c_i where
/// the unknown is an electrochemical potential. These become harmonic and no longer depend on phi,
/// and what is left is Poisson and Boltzmann's equation; without any charge all is linear, and
/// carries boundary values inside. Neither electroneutrality nor coupled flows count.
///
/// Rates of reactions between species whose unknowns are potentials are proportional to the
/// affinity. Potentials that are harmonic and in equilibrium at the boundaries are so everywhere,
/// and a species that only a reaction determines is determined. Other reactions rest.
class HarmonicLaw final : public WrappedLaw {
public:
  /// @param has_charges false: no charge, mobile or fixed, makes a field
  HarmonicLaw(const Electrolyte& electrolyte, bool has_charges);

  bool couples(unsigned int f, unsigned int m) const override;
  bool flux_couples(unsigned int f, unsigned int k) const override;
  bool counts_charges() const override { return has_charges; }
  void evaluate(const double* unknowns, const PointGradient& gradient,
                const PointMaterial& material, PointLawValues<double>& values) const override;
  void linearize(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, PointDerivatives& derivatives) const override;

private:
  bool is_harmonic(const unsigned int f) const { return f > 0 && !solves_for_concentration(f - 1); }

  const bool has_charges;
  std::vector<char> runs; ///< by reaction: are all of its unknowns potentials?
  std::vector<char> ties; ///< do two unknowns take part in one of these? [f][m]
};

} // namespace ionflux
