#include <ionflux/output/observables/boundary_flux.h>

#include <ionflux/physics/constants.h>

#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Rank of each boundary in the claim for a field at shared nodes: the smaller wins. One that fixes
// the field comes before all that do not: the row of a fixed unknown is its reaction.
std::vector<unsigned int> claims(const BoundaryMap& boundaries, const unsigned int field) {
  std::vector<unsigned int> rank;
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id) {
    const int condition = boundaries.on_boundary(id);
    unsigned int claim = std::numeric_limits<unsigned int>::max() - 1; // symmetry: last
    if (condition != BoundaryMap::none) {
      bool essential = false;
      for (const AppliedLaw& law : boundaries.conditions()[condition].laws)
        essential |=
            boundary_law(law.kind).essential && static_cast<unsigned int>(law.species + 1) == field;
      claim = condition + (essential ? 0 : boundaries.conditions().size());
    }
    rank.push_back(claim);
  }
  return rank;
}

// Boundary id that each owned unknown counts for; the largest value for inner nodes.
template <int dim>
std::vector<unsigned int> boundary_of_unknowns(const Discretization<dim>& d,
                                               const BoundaryMap& boundaries) {
  constexpr unsigned int inner = std::numeric_limits<unsigned int>::max();
  std::vector<std::vector<unsigned int>> claim;
  for (unsigned int field = 0; field < d.n_fields(); ++field)
    claim.push_back(claims(boundaries, field));
  const auto first = d.owned.n_elements() ? d.owned.nth_index_in_set(0) : 0;
  std::vector<unsigned int> owner(d.owned.n_elements(), inner);
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (cell->is_artificial() || !cell->at_boundary()) continue;
    cell->get_dof_indices(dofs);
    for (const unsigned int f : cell->face_indices()) {
      if (!cell->face(f)->at_boundary()) continue;
      const unsigned int id = cell->face(f)->boundary_id();
      for (unsigned int node = 0; node < d.n_nodes_per_cell(); ++node) {
        const auto dof = dofs[d.cell_index[node]];
        if (!d.scalar_fe.has_support_on_face(node, f) || !d.owned.is_element(dof)) continue;
        for (unsigned int field = 0; field < d.n_fields(); ++field) {
          unsigned int& now = owner[dof - first + field];
          const std::vector<unsigned int>& rank = claim[field];
          // Equal claims (several boundaries of one condition): the smaller id, on every rank.
          if (now == inner || rank[id] < rank[now] || (rank[id] == rank[now] && id < now)) now = id;
        }
      }
    }
  }
  return owner;
}

} // namespace

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
  const auto given = problem.assembler().given_surface_integrals();
  const auto direct = problem.assembler().direct_fluxes(problem.ghosted(solution));
  const std::vector<unsigned int> owner = boundary_of_unknowns(d, boundaries);

  std::vector<double> outward(boundaries.n_boundaries() * n_fields, 0.0);
  const double* values;
  VecGetArrayRead(rows, &values);
  for (unsigned int i = 0; i < owner.size(); ++i)
    if (owner[i] < boundaries.n_boundaries())
      outward[owner[i] * n_fields + i % n_fields] -= values[i];
  VecRestoreArrayRead(rows, &values);
  Utilities::MPI::sum(outward, d.communicator, outward);
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id)
    for (unsigned int f = 0; f < n_fields; ++f)
      outward[id * n_fields + f] -= given[id][f];

  const double whole = d.full_turn() / symmetry_fraction;
  const double flux_scale = whole * scaling.total_flux(d.physical_dimension());
  const double charge_scale =
      whole * scaling.charge_density() * std::pow(scaling.length, d.physical_dimension());
  std::vector<BoundaryFlux> fluxes;
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id) {
    if (boundaries.on_boundary(id) == BoundaryMap::none) continue;
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
