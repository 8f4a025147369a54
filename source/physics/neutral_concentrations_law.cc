#include <ionflux/physics/neutral_concentrations_law.h>

#include <algorithm>

namespace ionflux {

bool NeutralConcentrationsLaw::is_neutral(const PointMaterial& material,
                                          const TransportStage stage) const {
  return stage == TransportStage::full &&
         std::any_of(material.dissolved.begin(), material.dissolved.end(),
                     [this](const unsigned int i) { return charge_number(i) != 0.0; });
}

void NeutralConcentrationsLaw::evaluate(const double* unknowns, const PointGradient& gradient,
                                        const PointMaterial& material, const TransportStage stage,
                                        PointLawValues<double>& values) const {
  law->evaluate(unknowns, gradient, material, stage, values);
  if (is_neutral(material, stage)) values.flux_coefficient[0] = 0.0;
}

void NeutralConcentrationsLaw::linearize(const double* unknowns, const PointGradient& gradient,
                                         const PointMaterial& material, const TransportStage stage,
                                         PointDerivatives& derivatives) const {
  law->linearize(unknowns, gradient, material, stage, derivatives);
  if (is_neutral(material, stage)) derivatives.flux_coefficient[0] = 0.0;
}

} // namespace ionflux
