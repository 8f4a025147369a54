#pragma once

/// Makes a surface law of a formula. Included by the sources of laws only.

#include <ionflux/physics/boundary/law_numbers.h>
#include <ionflux/physics/boundary/surface_law.h>
#include <ionflux/physics/dual.h>

#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ionflux {

/// What a law sees that looks at the concentration of its species alone.
inline std::vector<Seen> sees_own_concentration(const LawSpecies& about) {
  return {{Seen::concentration, about.species}};
}

/// The formula, with the slopes that automatic differentiation gives it.
///
/// A Formula has a function template value(const Number* seen, const Load&) const, and the same
/// with name size for plain numbers, and perhaps reported(const double* seen); @tparam S number of
/// sides, @tparam Q of quantities seen on each.
template <unsigned int S, unsigned int Q, typename Formula>
class DifferentiatedLaw final : public SurfaceLaw {
public:
  DifferentiatedLaw(Formula formula, std::vector<Seen> seen, const double conductance)
      : SurfaceLaw(S, std::move(seen), conductance), formula(std::move(formula)) {
    if (this->seen().size() != Q) throw std::logic_error("a law sees what it does not expect");
  }

  double value(const double* seen, const Load& load) const override {
    return formula.value(seen, load);
  }
  double size(const double* seen, const Load& load) const override {
    return formula.size(seen, load);
  }
  void slopes(const double* seen, const Load& load, double* slopes) const override {
    constexpr unsigned int n = S * Q;
    Dual<n> arguments[n];
    for (unsigned int k = 0; k < n; ++k) {
      arguments[k] = seen[k];
      arguments[k].slope[k] = 1.0;
    }
    const Dual<n> result = formula.value(arguments, load);
    for (unsigned int k = 0; k < n; ++k)
      slopes[k] = result.slope[k];
  }

  std::vector<double> reported(const double* seen) const override {
    return reported_by(formula, seen, 0);
  }

private:
  template <typename F>
  static auto reported_by(const F& formula, const double* seen, int)
      -> decltype(formula.reported(seen)) {
    return formula.reported(seen);
  }
  template <typename F>
  static std::vector<double> reported_by(const F&, const double*, long) {
    return {};
  }

  const Formula formula;
};

/// @param conductance see SurfaceLaw::harmonic_conductance()
template <unsigned int S, unsigned int Q, typename Formula>
std::shared_ptr<const SurfaceLaw> surface_law(Formula formula, std::vector<Seen> seen,
                                              const double conductance = 0.0) {
  return std::make_shared<const DifferentiatedLaw<S, Q, Formula>>(std::move(formula),
                                                                  std::move(seen), conductance);
}

} // namespace ionflux
