#include <ionflux/output/observables/boundary_flux.h>

#include <ionflux/physics/constants.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
std::vector<BoundaryFlux> boundary_fluxes(const Discretization<dim>& d,
                                          const Assembler<dim>& assembler,
                                          const BoundaryMap& boundaries, const MeshLabels& labels,
                                          const Electrolyte& electrolyte, const Scaling& scaling,
                                          const double symmetry_fraction, const FluxTable& outward,
                                          const PETScWrappers::MPI::Vector& state) {
  const auto direct = assembler.direct_fluxes(state);
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
    flux.charge = charge_scale * outward[id][0];
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i) {
      flux.flux.push_back(flux_scale * outward[id][i + 1]);
      flux.direct_flux.push_back(flux_scale * direct[id][i + 1]);
      const double charge = constants::faraday * electrolyte.species[i].charge_number;
      flux.current += charge * flux.flux[i];
      flux.direct_current += charge * flux.direct_flux[i];
    }
    fluxes.push_back(flux);
  }
  return fluxes;
}

void set_algebraic_errors(const std::vector<BoundaryFlux>& before,
                          const std::vector<double>& rounding, const double charge_rounding,
                          const Electrolyte& electrolyte, std::vector<BoundaryFlux>& now) {
  for (unsigned int b = 0; b < now.size(); ++b) {
    now[b].error.clear();
    double current_rounding = 0.0;
    for (unsigned int i = 0; i < now[b].flux.size(); ++i) {
      now[b].error.push_back(std::abs(now[b].flux[i] - before[b].flux[i]) + rounding[i]);
      current_rounding +=
          std::abs(constants::faraday * electrolyte.species[i].charge_number) * rounding[i];
    }
    now[b].current_error = std::abs(now[b].current - before[b].current) + current_rounding;
    now[b].charge_error = std::abs(now[b].charge - before[b].charge) + charge_rounding;
  }
}

std::string per_depth(const std::string& unit, const unsigned int physical_dimension) {
  return physical_dimension == 2 ? unit + "/m" : unit;
}

template std::vector<BoundaryFlux> boundary_fluxes<2>(const Discretization<2>&, const Assembler<2>&,
                                                      const BoundaryMap&, const MeshLabels&,
                                                      const Electrolyte&, const Scaling&, double,
                                                      const FluxTable&,
                                                      const PETScWrappers::MPI::Vector&);
template std::vector<BoundaryFlux> boundary_fluxes<3>(const Discretization<3>&, const Assembler<3>&,
                                                      const BoundaryMap&, const MeshLabels&,
                                                      const Electrolyte&, const Scaling&, double,
                                                      const FluxTable&,
                                                      const PETScWrappers::MPI::Vector&);

} // namespace ionflux
