#pragma once

#include <ionflux/app/steady_simulation.h>

#include <vector>

namespace ionflux {

/// Where the energy of a run in time comes from and goes to. SI, for the whole object; per metre of
/// depth in planar 2-D runs.
///
/// With the free energy G of the fields, of the species and of compact layers, the dissipation D,
/// and the power W of what goes in and out, dG/dt = W - D. Charges that come upon a boundary at the
/// potential phi do the work phi dq, upon a metal behind a compact layer at V the work V dq;
/// membranes are boundaries, what they store lies outside.
template <int dim>
class EnergyBalance {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  EnergyBalance(SteadySimulation<dim>& simulation, const Parameters& parameters);

  /// A flow works too, and so does what sustains a given potential, or takes up ions on surfaces:
  /// not known then.
  bool is_known() const { return known; }

  /// Watts: dissipated by transport and reactions; work that is done on the system; the part of it
  /// that electrodes do. Collective.
  static constexpr unsigned int n_rates = 3;
  /// @param rows     raw residual with surface terms
  /// @param outward  fluxes of the state
  /// @param charging rates of the outward displacements of boundaries [1/s], by their ids
  std::vector<double> rates(const Vector& x, const Vector& rows, const FluxTable& outward,
                            const std::vector<double>& charging) const;

  /// What determines the work of a jump.
  struct Surfaces {
    std::vector<double> potential;    ///< by boundary id [V]; NaN: it is not the same everywhere
    std::vector<double> displacement; ///< outward, by boundary id [-]
  };
  Surfaces surfaces(const Vector& x, const FluxTable& outward) const;
  /// Joules, as rates() orders them, of a jump in which contents stay: the potentials change in
  /// proportion to the charges.
  std::vector<double> jump(const Surfaces& before, const Surfaces& after) const;

  /// G [J]; NaN: the activities derive from no free energy. Collective.
  double free_energy(const Vector& x) const;

private:
  FieldSource<dim> source() const;
  bool is_electrode(unsigned int id) const;
  const GivenValue* metal_on(unsigned int id) const;
  std::vector<double> potentials(const Vector& x) const;
  double energy_of_layers(const Vector& x) const;

  SteadySimulation<dim>& simulation;
  bool known, has_charges;
  double whole;                    ///< full turn / symmetry fraction
  double flux_scale, charge_scale; ///< SI, for the whole object
};

} // namespace ionflux
