#include <ionflux/output/audit.h>

#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

constexpr double balance_limit = 1e-8;

// Sum of the absolute values of all terms of each field's balance.
template <int dim>
std::vector<double> sizes_of_terms(const Discretization<dim>& d, DiscreteProblem<dim>& problem,
                                   const PETScWrappers::MPI::Vector& solution) {
  const auto rows = problem.raw_residual(solution, true, true);
  std::vector<double> sums(d.n_fields(), 0.0);
  for (const auto dof : d.owned)
    sums[dof % d.n_fields()] += std::abs(rows(dof));
  Utilities::MPI::sum(sums, d.communicator, sums);
  return sums;
}

Audit at_most(const std::string& name, const double value, const double limit) {
  return {name, value, limit, std::isfinite(value) && value <= limit};
}

// Sum of the potential's residual rows where the potential is free: what Gauss's law leaves over.
template <int dim>
double charge_left_over(const Discretization<dim>& d, DiscreteProblem<dim>& problem,
                        const PETScWrappers::MPI::Vector& solution) {
  const auto rows = problem.raw_residual(solution, true);
  double sum = 0.0;
  for (const auto dof : d.owned)
    if (dof % d.n_fields() == 0 && !problem.fixed().constraints().is_constrained(dof) &&
        !problem.is_master(dof))
      sum += rows(dof);
  return Utilities::MPI::sum(sum, d.communicator);
}

// How far the electrochemical potentials of the boundaries lie apart [RT], at least 1.
double drive(const SolvedState& state, const double energy) {
  double drive = 1.0;
  for (unsigned int i = 0; i < state.species.size(); ++i)
    for (const BoundaryMean& a : state.boundaries)
      for (const BoundaryMean& b : state.boundaries) {
        const unsigned int mu = 1 + state.species.size() + i;
        const double difference = std::abs(a.scalar[mu] - b.scalar[mu]) / energy;
        if (std::isfinite(difference)) drive = std::max(drive, difference);
      }
  return drive;
}

// floor: a power that the solver's tolerance may leave over [W].
void audit_dissipation(const SolvedState& state, const double floor, std::vector<Audit>& audits) {
  double least = 0.0, sum = 0.0;
  for (const RegionSummary& region : state.regions) {
    least = std::min(least, region.dissipation);
    sum += region.dissipation;
  }
  audits.push_back(
      {"least dissipation", least, 0.0, least >= 0.0, per_depth("W", state.physical_dimension)});
  const double size = std::max({sum, std::abs(state.power), floor / balance_limit});
  if (state.power_is_exact && size > 0.0)
    audits.push_back(at_most("dissipation less power put in", std::abs(sum - state.power) / size,
                             balance_limit));
}

} // namespace

template <int dim>
std::vector<Audit> audit(const Discretization<dim>& d, DiscreteProblem<dim>& problem,
                         const Electrolyte& electrolyte, const Scaling& scaling,
                         const SolvedState& state, const double symmetry_fraction,
                         const PETScWrappers::MPI::Vector& solution, const double residual,
                         const double residual_limit) {
  std::vector<Audit> audits;
  const auto ghosted = problem.ghosted(solution);
  const VolumeSummary summary = problem.assembler().summarize(ghosted);
  const double flux_scale =
      d.full_turn() / symmetry_fraction * scaling.total_flux(d.physical_dimension());

  const std::vector<double> sizes = sizes_of_terms(d, problem, solution);
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
    const double source = flux_scale * summary.source[i];
    double sum = -source, largest = std::abs(source);
    for (const BoundaryFlux& flux : state.fluxes) {
      sum += flux.flux[i];
      largest = std::max(largest, std::abs(flux.flux[i]));
    }
    // Near equilibrium there is no flux to compare with, and Newton's method stops at a fraction of
    // the size of the terms: in a double layer diffusion and migration are large and cancel.
    largest = std::max(largest, residual_limit / balance_limit * flux_scale * sizes[i + 1]);
    audits.push_back(at_most("flux balance of " + electrolyte.species[i].name,
                             std::abs(sum) / largest, balance_limit));
  }

  if (electrolyte.potential_model == PotentialModel::poisson) {
    double all = summary.charge_magnitude;
    for (const auto& given : problem.assembler().given_surface_integrals(&ghosted))
      all += std::abs(given[0]);
    // An uncharged pore holds no charge to compare with, only a field.
    all = std::max(all, residual_limit / balance_limit * sizes[0]);
    const double left = std::abs(charge_left_over(d, problem, solution));
    audits.push_back(at_most("charge balance", all > 0.0 ? left / all : left, balance_limit));
  }

  for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
    Audit least{"least concentration of " + electrolyte.species[i].name,
                summary.least[i] * scaling.concentration,
                0.0,
                summary.least[i] >= 0.0,
                "mol/m^3",
                true};
    audits.push_back(least);
  }
  double all_terms = 0.0;
  for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
    all_terms += sizes[i + 1];
  audit_dissipation(state,
                    residual_limit * flux_scale * all_terms * scaling.energy() *
                        drive(state, scaling.energy()),
                    audits);
  audits.push_back(at_most("true residual", residual, residual_limit));
  return audits;
}

template std::vector<Audit> audit<2>(const Discretization<2>&, DiscreteProblem<2>&,
                                     const Electrolyte&, const Scaling&, const SolvedState&, double,
                                     const PETScWrappers::MPI::Vector&, double, double);
template std::vector<Audit> audit<3>(const Discretization<3>&, DiscreteProblem<3>&,
                                     const Electrolyte&, const Scaling&, const SolvedState&, double,
                                     const PETScWrappers::MPI::Vector&, double, double);

} // namespace ionflux
