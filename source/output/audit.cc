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

} // namespace

template <int dim>
std::vector<Audit> audit(const Discretization<dim>& d, DiscreteProblem<dim>& problem,
                         const Electrolyte& electrolyte, const Scaling& scaling,
                         const std::vector<BoundaryFlux>& fluxes, const double symmetry_fraction,
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
    for (const BoundaryFlux& flux : fluxes) {
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
  audits.push_back(at_most("true residual", residual, residual_limit));
  return audits;
}

template std::vector<Audit> audit<2>(const Discretization<2>&, DiscreteProblem<2>&,
                                     const Electrolyte&, const Scaling&,
                                     const std::vector<BoundaryFlux>&, double,
                                     const PETScWrappers::MPI::Vector&, double, double);
template std::vector<Audit> audit<3>(const Discretization<3>&, DiscreteProblem<3>&,
                                     const Electrolyte&, const Scaling&,
                                     const std::vector<BoundaryFlux>&, double,
                                     const PETScWrappers::MPI::Vector&, double, double);

} // namespace ionflux
