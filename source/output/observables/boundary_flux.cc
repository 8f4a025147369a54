#include <ionflux/output/observables/boundary_flux.h>

#include <ionflux/fem/boundary_unknowns.h>
#include <ionflux/physics/constants.h>

namespace ionflux {

using namespace dealii;

template <int dim>
std::vector<BoundaryFlux>
boundary_fluxes(const Discretization<dim>& d, DiscreteProblem<dim>& problem,
                const BoundaryMap& boundaries, const MeshLabels& labels,
                const Electrolyte& electrolyte, const Scaling& scaling,
                const double symmetry_fraction, const PETScWrappers::MPI::Vector& solution) {
  const unsigned int n_fields = d.n_fields();
  // What a boundary is given it lets in; the rest of the rows, which only fixed values and node
  // equations leave, is the reaction of the boundary that fixes them. Without this distinction the
  // nodes that two boundaries share would take part of a given flux to the other one.
  const auto rows = problem.raw_residual(solution, true);
  const auto ghosted = problem.ghosted(solution);
  const auto given = problem.assembler().given_surface_integrals(&ghosted);
  const auto through_membranes = problem.assembler().membrane_fluxes(ghosted);
  const auto direct = problem.assembler().direct_fluxes(ghosted);
  const std::vector<unsigned int> owner = boundary_of_unknowns(d, boundaries);

  std::vector<double> outward(boundaries.n_boundaries() * n_fields, 0.0);
  const double* values;
  VecGetArrayRead(rows, &values);
  // Rows at the sides of a membrane hold the solver's rest alone: what its law says is exact.
  for (unsigned int i = 0; i < owner.size(); ++i)
    if (owner[i] < boundaries.n_boundaries() &&
        boundaries.on_membrane(owner[i]) == BoundaryMap::none)
      outward[owner[i] * n_fields + i % n_fields] -= values[i];
  VecRestoreArrayRead(rows, &values);
  Utilities::MPI::sum(outward, d.communicator, outward);
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id)
    for (unsigned int f = 0; f < n_fields; ++f)
      outward[id * n_fields + f] += through_membranes[id][f] - given[id][f];

  const double whole = d.full_turn() / symmetry_fraction;
  const double flux_scale = whole * scaling.total_flux(d.physical_dimension());
  const double charge_scale =
      whole * scaling.charge_density() * std::pow(scaling.length, d.physical_dimension());
  std::vector<BoundaryFlux> fluxes;
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id) {
    if (boundaries.on_boundary(id) == BoundaryMap::none &&
        boundaries.on_membrane(id) == BoundaryMap::none)
      continue;
    BoundaryFlux flux;
    flux.boundary = labels.boundaries[id];
    flux.charge = charge_scale * outward[id * n_fields];
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      flux.flux.push_back(flux_scale * outward[id * n_fields + i + 1]);
      flux.direct_flux.push_back(flux_scale * direct[id][i + 1]);
      const double charge = constants::faraday * electrolyte.species[i].charge_number;
      flux.current += charge * flux.flux[i];
      flux.direct_current += charge * flux.direct_flux[i];
    }
    fluxes.push_back(flux);
  }
  return fluxes;
}

std::string per_depth(const std::string& unit, const unsigned int physical_dimension) {
  return physical_dimension == 2 ? unit + "/m" : unit;
}

template std::vector<BoundaryFlux> boundary_fluxes<2>(const Discretization<2>&, DiscreteProblem<2>&,
                                                      const BoundaryMap&, const MeshLabels&,
                                                      const Electrolyte&, const Scaling&, double,
                                                      const PETScWrappers::MPI::Vector&);
template std::vector<BoundaryFlux> boundary_fluxes<3>(const Discretization<3>&, DiscreteProblem<3>&,
                                                      const BoundaryMap&, const MeshLabels&,
                                                      const Electrolyte&, const Scaling&, double,
                                                      const PETScWrappers::MPI::Vector&);

} // namespace ionflux
