// TransientOutput<dim>: what must add up over time.

#include <ionflux/app/transient_output.h>

#include <ionflux/output/observables/unknown_potential.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// What is carried on is exact; what is in the domain differs by what Newton's method leaves over.
constexpr double amount_limit = 1e-8;

// Part of an amount that may be moved after a step: more is an error that shows.
constexpr double moved_limit = 1e-2;

// Beyond what Newton's method leaves over of Poisson's rows, since the start; and in a step, where
// the total current has no sources.
constexpr double charge_limit = 1e-9, total_limit = 1e-10;

// Of the fall of the free energy; and of the energy itself, what quadrature and rounding make of
// it.
constexpr double energy_limit = 1e-6, energy_rounding = 1e-12;

// Of the charge of all ions, that are the terms of Poisson's rows: what is left over there. Less is
// no current and no charge.
constexpr double left_over = 1e-10;

} // namespace

template <int dim>
std::vector<UnknownPotential> TransientOutput<dim>::found_potentials(const Vector& x) const {
  const std::vector<double> not_asked(simulation.problem().unknown_potentials().size(), 0.0);
  return unknown_potentials(simulation.problem(), simulation.model(), x, not_asked);
}

template <int dim>
std::vector<double> TransientOutput<dim>::other_curves(const TimeStepper& stepper) const {
  Vector x = simulation.discretization().make_vector();
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  std::vector<double> values = stepper.charging();
  for (const UnknownPotential& one : found_potentials(x))
    values.push_back(one.potential);
  return values;
}

// Those of boundaries where a current or a charge is given.
template <int dim>
void TransientOutput<dim>::add_potentials(const TimeStepper& stepper, const Vector& x,
                                          const std::vector<double>& errors,
                                          const TimeMeshErrors<dim>& of_mesh) {
  const std::vector<UnknownPotential> all = found_potentials(x);
  const FloatingMetals<dim>& metals = simulation.problem().assembler().surfaces().metals();
  for (unsigned int m = 0; m < metals.size(); ++m)
    missed_current = std::max(missed_current, std::abs(metals.missed(m)));
  std::size_t place = errors.size() - all.size(), k = 0; // the last ones
  for (const UnknownPotential& one : all) {
    const CsvTable::Cell none = std::monostate{}, given = one.given;
    potential_rows.add_row({stepper.time(), one.boundary, one.quantity, one.potential,
                            one.is_current ? given : none, one.is_current ? none : given,
                            errors.empty() ? none : CsvTable::Cell(std::abs(errors[place++])),
                            of_mesh.is_known() ? CsvTable::Cell(of_mesh.potentials()[k++]) : none});
  }
}

// All charges counted as positive [C].
template <int dim>
double TransientOutput<dim>::charge_of_ions(const std::vector<double>& amounts) const {
  double ions = 0.0;
  for (unsigned int i = 0; i < amounts.size(); ++i)
    ions += std::abs(parameters.electrolyte.species[i].charge_number * amount_scale * amounts[i]);
  return constants::faraday * ions;
}

// Conduction and displacement out of the domain add up to nothing, but for what Newton's method
// leaves over of Poisson's rows, whose terms are the charges of all ions.
template <int dim>
void TransientOutput<dim>::add_total_current(const std::vector<BoundaryFlux>& fluxes,
                                             const std::vector<double>& now, const double step) {
  double sum = 0.0, largest = 0.0;
  for (const BoundaryFlux& flux : fluxes) {
    sum += time_scale * flux.current + flux.charge;
    largest = std::max({largest, std::abs(time_scale * flux.current), std::abs(flux.charge)});
  }
  if (!has_poisson() || !(largest > 0.0)) return;
  sum = std::max(0.0, std::abs(sum) - left_over * charge_of_ions(now) / step);
  rests.push_back({sum, largest, step});
}

// What flowed out as conduction current has left the charge that boundaries show: the total current
// has no sources. Integrated since the first step, as rates are differences over a step.
template <int dim>
void TransientOutput<dim>::add_charge_balance(const TimeStepper& stepper,
                                              const std::vector<BoundaryFlux>& passed,
                                              const std::vector<double>& now) {
  double sum = 0.0, greatest_now = 0.0;
  for (const BoundaryFlux& shown : simulation.in_si_units(problem.table({}, stepper.charges()))) {
    sum += shown.charge;
    greatest_now = std::max(greatest_now, std::abs(shown.charge));
    greatest_charge = std::max(greatest_charge, std::abs(shown.charge));
  }
  for (const BoundaryFlux& flux : passed) {
    sum += time_scale * flux.current;
    greatest_charge = std::max(greatest_charge, std::abs(time_scale * flux.current));
  }
  for (const BoundaryFlux& flux : passed)
    for (const double one : flux.flux)
      was_closed = was_closed && one == 0.0;
  const double rest = left_over * charge_of_ions(now);
  was_closed = was_closed && greatest_now <= rest;
  if (!knows_charge) first_charge = sum;
  knows_charge = true;
  worst_charge = std::max(worst_charge, std::abs(sum - first_charge) - rest);
}

// What the scheme makes of the balance is an error of the step; what follows from values that jump
// is in it, what a new mesh changes is not.
template <int dim>
void TransientOutput<dim>::add_energies(const TimeStepper& stepper) {
  const EnergyBalance<dim>& balance = problem.energies();
  if (!balance.is_known()) return;
  Vector x = simulation.discretization().make_vector();
  IONFLUX_PETSC(VecCopy(stepper.state(), x));
  const double energy = balance.free_energy(x);
  if (energy_rows.n_rows() == 0) first_energy = energy;
  const auto passed = [&](const unsigned int which) {
    return problem.passed_energy(stepper.passed(), which);
  };
  const auto if_known = [](const double value) {
    return std::isfinite(value) ? CsvTable::Cell(value) : CsvTable::Cell();
  };
  const double dissipated = passed(0), work = passed(1);
  energy_rows.add_row({stepper.time(), if_known(energy), if_known(dissipated), if_known(work),
                       if_known(passed(2)), if_known(work - dissipated - (energy - first_energy))});
}

template <int dim>
void TransientOutput<dim>::add_free_energy(const SolvedState& state) {
  double sum = 0.0;
  for (const RegionSummary& region : state.regions)
    sum += region.field_energy + region.mixing_energy;
  energies.push_back(sum);
}

// What reactions, sources, a flow, a field from elsewhere or a membrane's capacitance put in or
// take is not counted.
template <int dim>
bool TransientOutput<dim>::knows_free_energy() const {
  const Electrolyte& electrolyte = parameters.electrolyte;
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& law : condition.laws)
      if (law.row->of_membrane() || law.row->make_stored != nullptr) return false;
  return electrolyte.reactions.empty() && electrolyte.releases.empty() &&
         !electrolyte.has_sources() && !electrolyte.flow.exists() &&
         electrolyte.potential_model != PotentialModel::given_expression;
}

// Of a closed system, on which no electric work was done, relative to the whole fall; negative: it
// does not apply.
template <int dim>
double TransientOutput<dim>::rise_of_energy() const {
  if (!was_closed || energies.size() < 2 || !knows_free_energy()) return -1.0;
  double rise = 0.0;
  for (unsigned int k = 1; k < energies.size(); ++k) {
    if (std::isnan(energies[k])) return -1.0;
    rise = std::max(rise, energies[k] - energies[k - 1]);
  }
  const double fall = energies.front() - energies.back() + rise,
               size = std::abs(energies.front()) * energy_rounding;
  return rise <= size ? 0.0 : rise / fall;
}

template <int dim>
std::vector<Audit> TransientOutput<dim>::audits() const {
  std::vector<Audit> audits;
  if (flux_rows.n_rows() == 0) return audits; // no step was accepted
  const auto at_most = [&audits](const std::string& name, const double value, const double limit) {
    audits.push_back({name, value, limit, std::isfinite(value) && value <= limit});
  };
  for (unsigned int i = 0; i < least.size(); ++i)
    at_most("amount of " + parameters.electrolyte.species[i].name,
            greatest_amount[i] > 0.0 ? worst_balance[i] / greatest_amount[i] : 0.0, amount_limit);
  if (has_poisson() && greatest_charge > 0.0) {
    // Where nothing flows, and in steps far below the Debye time, the charge that ever moves says
    // what a rest means.
    double worst = 0.0;
    for (const Rest& rest : rests)
      worst = std::max(worst, rest.sum / std::max(rest.largest, greatest_charge / rest.step));
    at_most("total current", worst, total_limit);
    at_most("charge balance", worst_charge / greatest_charge, charge_limit);
  }
  if (simulation.problem().assembler().surfaces().metals().size() > 0)
    at_most("given currents less those through the metals", missed_current, charge_limit);
  if (const double rise = rise_of_energy(); rise >= 0.0)
    at_most("rise of the free energy", rise, energy_limit);
  for (unsigned int i = 0; i < least.size(); ++i)
    audits.push_back({"least concentration of " + parameters.electrolyte.species[i].name, least[i],
                      0.0, least[i] >= 0.0, "mol/m^3", true,
                      format_text("until t = %.4g s", last_negative[i])});
  if (!problem.value_bounds().is_idle())
    at_most("moved to keep the bounds", problem.value_bounds().most_moved(), moved_limit);
  return audits;
}

template std::vector<double> TransientOutput<2>::other_curves(const TimeStepper&) const;
template void TransientOutput<2>::add_potentials(const TimeStepper&, const Vector&,
                                                 const std::vector<double>&,
                                                 const TimeMeshErrors<2>&);
template std::vector<double> TransientOutput<3>::other_curves(const TimeStepper&) const;
template void TransientOutput<3>::add_potentials(const TimeStepper&, const Vector&,
                                                 const std::vector<double>&,
                                                 const TimeMeshErrors<3>&);
template void TransientOutput<2>::add_total_current(const std::vector<BoundaryFlux>&,
                                                    const std::vector<double>&, double);
template void TransientOutput<3>::add_total_current(const std::vector<BoundaryFlux>&,
                                                    const std::vector<double>&, double);
template void TransientOutput<2>::add_charge_balance(const TimeStepper&,
                                                     const std::vector<BoundaryFlux>&,
                                                     const std::vector<double>&);
template void TransientOutput<3>::add_charge_balance(const TimeStepper&,
                                                     const std::vector<BoundaryFlux>&,
                                                     const std::vector<double>&);
template void TransientOutput<2>::add_energies(const TimeStepper&);
template void TransientOutput<2>::add_free_energy(const SolvedState&);
template void TransientOutput<3>::add_energies(const TimeStepper&);
template void TransientOutput<3>::add_free_energy(const SolvedState&);
template double TransientOutput<2>::rise_of_energy() const;
template double TransientOutput<3>::rise_of_energy() const;
template std::vector<Audit> TransientOutput<2>::audits() const;
template std::vector<Audit> TransientOutput<3>::audits() const;

} // namespace ionflux
