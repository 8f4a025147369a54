#pragma once

#include <ionflux/physics/transport_law.h>

#include <utility>

namespace ionflux {

/// A law around another one: what a subclass leaves alone is as in the other law.
class WrappedLaw : public TransportLaw {
public:
  WrappedLaw(const Electrolyte& electrolyte, std::unique_ptr<const TransportLaw> other)
      : TransportLaw(electrolyte), law(std::move(other)) {}

  bool couples(const unsigned int f, const unsigned int m) const override {
    return law->couples(f, m);
  }
  bool flux_couples(const unsigned int f, const unsigned int k) const override {
    return law->flux_couples(f, k);
  }
  bool needs_gradients() const override { return law->needs_gradients(); }
  bool flux_bends(const unsigned int f, const unsigned int m) const override {
    return law->flux_bends(f, m);
  }
  bool source_follows_gradient(const unsigned int f, const unsigned int m) const override {
    return law->source_follows_gradient(f, m);
  }
  bool composition_depends_on(const unsigned int i, const unsigned int m) const override {
    return law->composition_depends_on(i, m);
  }
  bool potential_depends_on(const unsigned int m) const override {
    return law->potential_depends_on(m);
  }
  void follow_points(const bool follow) const override { law->follow_points(follow); }
  void chemistry(const double* unknowns, const PointMaterial& material,
                 PointChemistry& chemistry) const override {
    law->chemistry(unknowns, material, chemistry);
  }
  double potential(const double* unknowns, const PointMaterial& material,
                   double* slopes) const override {
    return law->potential(unknowns, material, slopes);
  }
  void concentrations(const double* unknowns, const PointMaterial& material,
                      double* c) const override {
    law->concentrations(unknowns, material, c);
  }
  void chemical_potentials(const double* c, const PointMaterial& material,
                           double* potentials) const override {
    law->chemical_potentials(c, material, potentials);
  }
  void unknowns(const double psi, const double* c, const PointMaterial& material,
                double* u) const override {
    law->unknowns(psi, c, material, u);
  }
  double potential_difference(const unsigned int i, const double* unknowns,
                              const double* differences, const unsigned int stride,
                              const PointMaterial& material) const override {
    return law->potential_difference(i, unknowns, differences, stride, material);
  }
  void reactions(const double* unknowns, const PointGradient& gradient,
                 const PointMaterial& material, ReactionState* states) const override {
    law->reactions(unknowns, gradient, material, states);
  }

protected:
  /// Are there mobile ions?
  bool has_ions(const PointMaterial& material) const {
    for (const unsigned int i : material.dissolved)
      if (charge_number(i) != 0.0) return true;
    return false;
  }

  const std::unique_ptr<const TransportLaw> law; ///< the other
};

} // namespace ionflux
