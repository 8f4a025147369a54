#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

#include <functional>
#include <vector>

namespace ionflux {

/// Electrodes through whose reactions a given current passes. The potential V of each metal is the
/// one that drives this current in a state of the solution,
///
///     sum_i z_i  int J_i(phi - V, a) dA  =  load * target,
///
/// one equation for one number, so that V is a function of the state and no unknown of the system:
/// whatever depends on the laws of the surface depends on V(state) with it. More is oxidised the
/// higher V is, so that there is one solution at most.
template <int dim>
class FloatingMetals {
public:
  FloatingMetals(const Discretization<dim>& discretization, const Model& model);

  unsigned int size() const { return metals.size(); }
  /// Index in BoundaryMap::conditions().
  unsigned int condition(const unsigned int k) const { return metals[k].condition; }
  /// The law that gives the current.
  const AppliedLaw& law(const unsigned int k) const { return *metals[k].law; }
  /// SI unit of a current divided by its dimensionless value.
  double current_scale(unsigned int k) const;

  /// The given currents have changed (in time).
  void update();

  /// Potential of the metal behind a condition [RT/F], where it stays until the next mesh; null:
  /// there is none.
  const double* behind(int condition) const;
  double potential(const unsigned int k) const { return metals[k].potential; }
  /// Current into the domain that was given and reached, dimensionless, per radian if axisymmetric.
  double target(const unsigned int k) const { return metals[k].target; }
  double reached(const unsigned int k) const { return metals[k].reached; }
  /// Derivative of the current by V.
  double slope(const unsigned int k) const { return metals[k].slope; }

  /// Currents of all metals at their present potentials, and the slopes.
  struct Currents {
    std::vector<double> current, slope;
  };
  /// Find the potentials of a state. Collective if `currents` is.
  /// @param load factor of the targets
  void find(double load, const std::function<Currents()>& currents);

private:
  struct Metal {
    unsigned int condition;
    const AppliedLaw* law;
    double target = 0.0, potential = 0.0, reached = 0.0, slope = 0.0;
  };

  const Discretization<dim>& discretization;
  const Scaling& scaling;
  std::vector<Metal> metals;
};

} // namespace ionflux
