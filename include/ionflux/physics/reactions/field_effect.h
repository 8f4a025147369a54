#pragma once

#include <memory>
#include <string>

namespace ionflux {

/// How the electric field changes a rate constant: k(E) = k(0) f(E).
class FieldEffect {
public:
  virtual ~FieldEffect() = default;

  struct Factor {
    double log = 0.0;   ///< ln f
    double slope = 0.0; ///< d ln f / dE [m/V]
  };
  /// @param field its strength, >= 0 [V/m]
  virtual Factor at(double field) const = 0;
};

/// The second Wien effect: a field pulls the ions of a pair apart that would have met again, and
/// the dissociation constant of a weak 1:1 electrolyte rises by
///
///     F(b) = I_1(sqrt(8 b)) / sqrt(2 b) = 1 + b + b^2/3 + b^3/18 + ... ,
///     b = e^3 E / (8 pi eps k^2 T^2) = l_B e E / (2 k T) ,
///
/// l_B: the Bjerrum length e^2 / (4 pi eps k T). Onsager 1934, J. Chem. Phys. 2, 599; derived again
/// in J. Chem. Soc. Faraday Trans. 2 73, 1116 (1977) and doi:10.1098/rspa.1978.0044.
///
/// @param temperature [K]
std::shared_ptr<const FieldEffect> make_wien_effect(double temperature,
                                                    double relative_permittivity);

/// ln F(b), and its derivative by b, for b >= 0.
FieldEffect::Factor onsager_factor(double b);

/// A formula of E, the field strength in V/m.
/// @throws std::invalid_argument with the reason in one sentence; also where f(0) is not positive
std::shared_ptr<const FieldEffect> make_field_formula(const std::string& text);

} // namespace ionflux
