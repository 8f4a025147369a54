#include <ionflux/app/initial_amounts.h>
#include <ionflux/support/text.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <cmath>

namespace ionflux {

using namespace dealii;
using Vector = PETScWrappers::MPI::Vector;

namespace {

// Midpoints in each direction of a cell.
constexpr unsigned int n_pieces = 6;

// Relative difference of amounts that is worth a word.
constexpr double worth_a_word = 2e-3;

// Concentrations of a state at the quadrature points of a cell, one species after the other.
template <int dim>
class StateInCell {
public:
  StateInCell(const Discretization<dim>& d, const TransportLaw& law, const Vector& ghosted,
              const FEValues<dim>& points)
      : d(d), law(law), ghosted(ghosted), points(points), dofs(d.fe.n_dofs_per_cell()),
        u(d.n_fields()) {}

  void enter(const typename DoFHandler<dim>::active_cell_iterator& cell) {
    cell->get_dof_indices(dofs);
  }
  void concentrations(const unsigned int q, const PointMaterial& material, double* const c) {
    const unsigned int n_nodes = d.n_nodes_per_cell();
    for (unsigned int f = 0; f < d.n_fields(); ++f) {
      u[f] = 0.0;
      for (unsigned int node = 0; node < n_nodes; ++node)
        u[f] += points.shape_value(node, q) * ghosted(dofs[d.cell_index[f * n_nodes + node]]);
    }
    law.concentrations(u.data(), material, c);
  }

private:
  const Discretization<dim>& d;
  const TransportLaw& law;
  const Vector& ghosted;
  const FEValues<dim>& points;
  std::vector<types::global_dof_index> dofs;
  std::vector<double> u;
};

} // namespace

template <int dim>
std::vector<std::string> initial_amount_warnings(SteadySimulation<dim>& simulation,
                                                 const Vector& x) {
  const Parameters& parameters = simulation.parameters();
  const std::vector<GivenValue>& wanted = parameters.time.initial_concentration;
  bool any = false;
  for (const GivenValue& value : wanted)
    any = any || !value.is_constant();
  if (!any) return {};
  const Discretization<dim>& d = simulation.discretization();
  const Scaling& scaling = simulation.scaling();
  const unsigned int n = wanted.size();
  const Vector ghosted = simulation.problem().ghosted(x);
  FEValues<dim> points(d.mapping, d.scalar_fe, QIterated<dim>(QMidpoint<1>(), n_pieces),
                       update_values | update_quadrature_points | update_JxW_values);
  StateInCell<dim> state(d, *simulation.model().law, ghosted, points);
  std::vector<double> c(n), sums(2 * n, 0.0); // of the mesh, then of the expressions
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    points.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    state.enter(cell);
    const PointMaterial& material = simulation.medium().material(cell->material_id());
    for (unsigned int q = 0; q < points.n_quadrature_points; ++q) {
      const Point<dim>& at = points.quadrature_point(q);
      const double weight = points.JxW(q) * d.radial_weight(at);
      state.concentrations(q, material, c.data());
      for (unsigned int i = 0; i < n; ++i) {
        if (!material.present[i]) continue;
        sums[i] += weight * scaling.concentration * c[i];
        sums[n + i] += weight * wanted[i](metres(at, scaling.length));
      }
    }
  }
  Utilities::MPI::sum(sums, d.communicator, sums);
  std::vector<std::string> warnings;
  for (unsigned int i = 0; i < n; ++i)
    if (const double off = sums[i] - sums[n + i];
        std::abs(off) > worth_a_word * std::abs(sums[n + i]))
      warnings.push_back(format_text(
          "the mesh begins with %.2g %% %s of %s than its initial concentration says, which "
          "varies within cells: put edges of cells where it jumps, or smaller cells there",
          100.0 * std::abs(off / sums[n + i]), off > 0.0 ? "more" : "less",
          parameters.electrolyte.species[i].name.c_str()));
  return warnings;
}

template std::vector<std::string> initial_amount_warnings(SteadySimulation<2>&, const Vector&);
template std::vector<std::string> initial_amount_warnings(SteadySimulation<3>&, const Vector&);

} // namespace ionflux
