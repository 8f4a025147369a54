#include <ionflux/app/mesh_limits.h>

#include <ionflux/fem/resolution.h>
#include <ionflux/input/estimators.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

template <int dim>
std::vector<MeshLimit> mesh_limits(const SteadySimulation<dim>& simulation) {
  const Parameters& parameters = simulation.parameters();
  const AdaptivitySettings& settings = parameters.adaptivity;
  const auto& d = simulation.view().discretization;
  const double unknowns = 1.0 * d.dof_handler.n_dofs() / d.mesh.n_global_active_cells();
  // The adjoint problem has elements of one degree more.
  const unsigned int degree =
      parameters.degree + (estimator(settings.estimator).estimates_goal ? 1 : 0);
  const double memory =
      1e-9 * estimate_memory(dim, degree, d.n_fields(),
                             unknowns * std::pow(1.0 * degree / parameters.degree, dim));
  const MeshLimit all[] = {
      {"'Maximum cells' (%.0f; the next mesh would have %.0f)", settings.maximum_cells, 1.0},
      {"'Maximum unknowns' (%.0f; the next mesh would have about %.0f)", settings.maximum_unknowns,
       unknowns},
      {"'Maximum memory in GB' (%.3g; the next mesh would take about %.2g)",
       settings.maximum_memory, memory}};
  std::vector<MeshLimit> limits;
  for (const MeshLimit& one : all)
    if (one.limit > 0.0) limits.push_back(one); // 0: none
  return limits;
}

std::string exceeded_limit(const std::vector<MeshLimit>& limits, const double cells) {
  for (const MeshLimit& one : limits)
    if (cells > one.most_cells()) return format_text(one.words, one.limit, cells * one.per_cell);
  return "";
}

double most_cells(const std::vector<MeshLimit>& limits) {
  double most = std::numeric_limits<double>::infinity();
  for (const MeshLimit& one : limits)
    most = std::min(most, one.most_cells());
  return most;
}

template std::vector<MeshLimit> mesh_limits(const SteadySimulation<2>&);
template std::vector<MeshLimit> mesh_limits(const SteadySimulation<3>&);

} // namespace ionflux
