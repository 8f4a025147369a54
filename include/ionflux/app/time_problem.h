#pragma once

#include <ionflux/algebra/transient_problem.h>
#include <ionflux/app/energy_balance.h>
#include <ionflux/app/newton_problem.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/app/value_bounds.h>

#include <vector>

namespace ionflux {

/// The discrete problem as a time stepper sees it. Its clock is that of the input's expressions.
template <int dim>
class TimeProblem : public TransientProblem {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// @param simulation set up on its mesh; lives longer than this
  TimeProblem(SteadySimulation<dim>& simulation, const Parameters& parameters);
  /// Leaves a steady problem behind.
  ~TimeProblem() override;

  /// Let given values be those of a time [s]; no storage.
  void set_time(double time);

  /// The simulation has another mesh now.
  void meet_mesh() {
    problem.choose(TransportStage::full, 1.0);
    bounds.forget_mesh();
  }

  NonlinearProblem& equations() override { return newton; }
  /// In an electroneutral solution the potential shows in what flows alone.
  double linear_tolerance() const override {
    return parameters.electrolyte.potential_model == PotentialModel::electroneutral ? 1e-7 : 0.0;
  }
  void set_stage(double time, double rate, Vec known,
                 const std::vector<double>& known_charges) override;
  void set_behind(double time) override;
  void distribute(Vec x) override;
  void content(Vec x, Vec q) override;
  void left_over(Vec x, Vec f) override;
  void totals(Vec x, std::vector<double>& fluxes, std::vector<double>& charges) override;
  void keep_charges(const std::vector<double>& before, std::vector<double>& charges) const override;
  std::vector<double> follow_jump(double time, Vec x) override;
  /// From no potential anywhere to what is given at a time.
  void follow_values(double time, Vec x);
  void keep_bounds(Vec x, Vec q) override { bounds.keep(x, q); }
  void make_rows(Vec rates) override;
  double error(Vec x, Vec dx) override;

  /// Do given values follow the time?
  bool values_vary() const { return nodes_vary || terms_vary; }

  /// What error() compares with: the range of potentials so far [RT/F], and for each species the
  /// greatest mean concentration so far.
  std::vector<double> error_scales() const;
  void set_error_scales(const std::vector<double>& scales);

  /// Values that concentrations keep to.
  ValueBounds<dim>& value_bounds() { return bounds; }
  const ValueBounds<dim>& value_bounds() const { return bounds; }

  /// What sources and reactions make of a species, of numbers of totals(), whose last ones it is.
  double produced(const std::vector<double>& totals, unsigned int species) const;
  /// Of numbers of totals(), the fluxes through boundaries.
  std::vector<double> through_boundaries(const std::vector<double>& totals) const {
    return {totals.begin(),
            totals.begin() + simulation.boundaries().n_boundaries() * law.n_species()};
  }
  /// Of numbers of totals(), one of EnergyBalance::rates().
  double passed_energy(const std::vector<double>& totals, unsigned int which) const;
  const EnergyBalance<dim>& energies() const { return energy; }
  /// Numbers of totals() as a table; the potential's column holds charges.
  FluxTable table(const std::vector<double>& species, const std::vector<double>& potential) const;

private:
  Vector owned_copy(Vec x) const;
  std::vector<double> productions(Vec x);
  std::vector<double> charging(const std::vector<double>& charges) const;
  void drop_given(Vec rows) const;
  void keep_invariants(Vec rows) const;
  void drop_charge(Vec rows) const;
  template <typename Work>
  void for_each_node(Vec x, Vec dx, const Work& work) const;
  std::vector<double> potential_at(double time);
  void shift(const std::vector<double>& potential, double factor, Vec x) const;

  const Parameters& parameters;
  SteadySimulation<dim>& simulation;
  DiscreteProblem<dim>& problem;
  const Discretization<dim>& discretization;
  NewtonProblem<dim> newton;
  const TransportLaw& law;
  ValueBounds<dim> bounds;
  EnergyBalance<dim> energy;
  double stage_rate = 0.0;                     ///< of set_stage() [1/s]; 0: no stage
  std::vector<double> charges_before;          ///< of set_stage()
  const double time_scale;                     ///< [s]
  bool nodes_vary = false, terms_vary = false; ///< do given values depend on time?
  bool holds_species = false;                  ///< do surfaces?
  double range = 0.0;                          ///< of potentials so far, for error()
  std::vector<double> mean;                    ///< greatest mean concentration so far, likewise
};

} // namespace ionflux
