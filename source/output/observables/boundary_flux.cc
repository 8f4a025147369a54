#include <ionflux/output/observables/boundary_flux.h>

#include <ionflux/physics/constants.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
std::vector<BoundaryFlux> boundary_fluxes(const Discretization<dim>& d, const Model& model,
                                          const MeshLabels& labels, const double symmetry_fraction,
                                          const FluxTable& outward) {
  const double whole = d.full_turn() / symmetry_fraction;
  const double flux_scale = whole * model.scaling.total_flux(d.physical_dimension());
  const double charge_scale = whole * model.scaling.charge_density() *
                              std::pow(model.scaling.length, d.physical_dimension());
  const std::vector<Species>& species = model.electrolyte.species;
  const BoundaryMap& boundaries = model.boundaries;
  std::vector<BoundaryFlux> fluxes;
  for (unsigned int id = 0; id < boundaries.n_boundaries(); ++id) {
    if (boundaries.on_boundary(id) == BoundaryMap::none &&
        boundaries.on_membrane(id) == BoundaryMap::none)
      continue;
    BoundaryFlux flux;
    flux.boundary = labels.boundaries[id];
    flux.id = id;
    flux.charge = charge_scale * outward[id][0];
    for (unsigned int i = 0; i < species.size(); ++i) {
      flux.flux.push_back(flux_scale * outward[id][i + 1]);
      flux.current += constants::faraday * species[i].charge_number * flux.flux[i];
    }
    fluxes.push_back(flux);
  }
  return fluxes;
}

void set_algebraic_errors(const std::vector<BoundaryFlux>& before,
                          const std::vector<BoundaryFlux>& uncertain,
                          const Electrolyte& electrolyte, std::vector<BoundaryFlux>& now) {
  for (unsigned int b = 0; b < now.size(); ++b) {
    now[b].error.clear();
    now[b].current_error = std::abs(now[b].current - before[b].current);
    for (unsigned int i = 0; i < now[b].flux.size(); ++i) {
      const double rest = std::abs(uncertain[b].flux[i]);
      now[b].error.push_back(std::abs(now[b].flux[i] - before[b].flux[i]) + rest);
      now[b].current_error +=
          std::abs(constants::faraday * electrolyte.species[i].charge_number) * rest;
    }
    now[b].charge_error =
        std::abs(now[b].charge - before[b].charge) + std::abs(uncertain[b].charge);
  }
}

std::string per_depth(const std::string& unit, const unsigned int physical_dimension) {
  return physical_dimension == 2 ? unit + "/m" : unit;
}

template std::vector<BoundaryFlux> boundary_fluxes<2>(const Discretization<2>&, const Model&,
                                                      const MeshLabels&, double, const FluxTable&);
template std::vector<BoundaryFlux> boundary_fluxes<3>(const Discretization<3>&, const Model&,
                                                      const MeshLabels&, double, const FluxTable&);

} // namespace ionflux
