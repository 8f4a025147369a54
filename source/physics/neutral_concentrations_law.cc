#include <ionflux/physics/neutral_concentrations_law.h>

namespace ionflux {

void NeutralConcentrationsLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                                        const PointMaterial& material,
                                        PointLawValues<double>& values) const {
  law->evaluate(unknowns, gradient, material, values);
  if (has_ions(material)) values.flux_coefficient[0] = 0.0;
}

void NeutralConcentrationsLaw::linearize(const double* unknowns, const PointGradient& gradient,
                                         const PointMaterial& material,
                                         PointDerivatives& derivatives) const {
  law->linearize(unknowns, gradient, material, derivatives);
  if (has_ions(material)) derivatives.flux_coefficient[0] = 0.0;
}

} // namespace ionflux
