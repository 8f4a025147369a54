#pragma once

#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>

#include <functional>
#include <vector>

namespace ionflux {

/// Electrodes through whose reactions a given current passes. The potential V of each metal is the
/// one that drives this current in a state of the solution,
///
///     sum_i z_i  int J_i(phi - V, a) dA  +  rate (Q(phi - V) - known)  =  load * target,
///
/// with the charge Q behind compact layers and what there was of it (in time). One equation for one
/// number, so that V is a function of the state and no unknown of the system: whatever depends on
/// the laws of the surface depends on V(state) with it. More is oxidised the higher V is, so that
/// there is one solution at most.
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

  /// Charges of the metals change: rate (Q - known) belongs to the current. Rate 0: none does;
  /// after another rate potentials of metals with charges then stay as they are.
  /// @param displacements known ones, outward, by boundary id; empty: 0
  void set_storage(double rate, const std::vector<double>& displacements);
  /// The same currents into the charges as those of other metals, which are as ours, at this rate.
  void charge_like(const FloatingMetals& others, double rate);
  double storage_rate() const { return rate; }

  static constexpr int none = -1;
  /// Number of the metal behind a condition, or none.
  int behind(int condition) const;
  /// Its potential [RT/F].
  double potential(const unsigned int k) const { return metals[k].potential; }
  /// Current into the domain that was given and reached, dimensionless, per radian if axisymmetric.
  double target(const unsigned int k) const { return metals[k].target; }
  double reached(const unsigned int k) const { return metals[k].reached; }
  /// Their difference, over the size of the current; 1 where no potential drives it.
  double missed(unsigned int k) const;
  /// Derivative of the current by V.
  double slope(const unsigned int k) const { return metals[k].slope; }

  /// Of all metals at their present potentials: currents through reactions, charges, and how both
  /// change with the potential.
  struct Currents {
    std::vector<double> current, current_slope, charge, charge_slope;
  };
  /// Find the potentials of a state. Collective if `currents` is.
  /// @param load factor of the targets
  void find(double load, const std::function<Currents()>& currents);

private:
  struct Metal {
    unsigned int condition;
    const AppliedLaw* law;
    std::vector<unsigned int> boundaries; ///< their ids
    double target = 0.0, potential = 0.0, reached = 0.0, slope = 0.0;
    double charge = 0.0, known = 0.0; ///< Q
  };
  void take(const Currents& now);

  const Discretization<dim>& discretization;
  const Scaling& scaling;
  std::vector<Metal> metals;
  double rate = 0.0;    ///< of storage
  bool in_time = false; ///< has there been any?
};

} // namespace ionflux
