#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/support/agreement.h>

#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/lac/dynamic_sparsity_pattern.h>
#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/sparsity_tools.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

template <int dim>
Assembler<dim>::Assembler(const Discretization<dim>& discretization, const Electrolyte& electrolyte,
                          const Medium& medium, const BoundaryMap& boundaries,
                          const Scaling& scaling)
    : discretization(discretization), electrolyte(electrolyte), medium(medium),
      boundaries(boundaries), scaling(scaling), electrolyte_law(electrolyte) {}

template <int dim>
void Assembler<dim>::make_pattern(const AffineConstraints<double>& constraints,
                                  Matrix& matrix) const {
  const unsigned int n = discretization.n_fields();
  Table<2, DoFTools::Coupling> coupling(n, n);
  for (unsigned int f = 0; f < n; ++f)
    for (unsigned int m = 0; m < n; ++m)
      coupling(f, m) = electrolyte_law.couples(f, m) ? DoFTools::always : DoFTools::none;
  DynamicSparsityPattern pattern(discretization.relevant);
  DoFTools::make_sparsity_pattern(discretization.dof_handler, coupling, pattern, constraints,
                                  false);
  SparsityTools::distribute_sparsity_pattern(pattern, discretization.owned,
                                             discretization.communicator, discretization.relevant);
  // Node equations write to the potential's column of their own node, which is always there: the
  // row couples to it for charged species, the only ones that have such equations.
  matrix.reinit(discretization.owned, discretization.owned, pattern, discretization.communicator);
}

// Material and given data of a cell; the nodal values are the caller's.
template <int dim>
void Assembler<dim>::read_cell(const FEValues<dim>& values, const unsigned int region,
                               const ResidualOptions& options, CellInput& input) const {
  input.material = &medium.material(region);
  input.stage = options.stage;
  const unsigned int n_points = values.n_quadrature_points;
  input.fixed_charge.clear();
  if (medium.has_fixed_charge(region)) {
    input.fixed_charge.resize(n_points);
    for (unsigned int q = 0; q < n_points; ++q)
      input.fixed_charge[q] =
          options.load *
          medium.fixed_charge(region, metres(values.quadrature_point(q), scaling.length));
  }
  input.sources.clear();
  for (unsigned int i = 0; i < electrolyte.sources.size(); ++i) {
    const GivenValue& source = electrolyte.sources[i];
    if ((source.is_constant() && source({}) == 0.0) || !input.material->present[i]) continue;
    input.sources.resize(n_points * discretization.n_fields(), 0.0);
    for (unsigned int q = 0; q < n_points; ++q)
      input.sources[q * discretization.n_fields() + i + 1] =
          options.load * source(metres(values.quadrature_point(q), scaling.length)) /
          scaling.source();
  }
}

// Calls work(cell, dofs, shapes, input) on every owned cell.
template <int dim>
template <typename Work>
void Assembler<dim>::for_each_cell(const Vector& solution, const ResidualOptions& options,
                                   const Work& work) const {
  const auto& d = discretization;
  const QGauss<dim> quadrature(d.n_quadrature_points());
  FEValues<dim> values(d.mapping, d.scalar_fe, quadrature,
                       update_values | update_gradients | update_JxW_values |
                           update_quadrature_points);
  CellShapes<dim> shapes(quadrature.size(), d.n_nodes_per_cell());
  CellInput input;
  input.nodal.resize(d.fe.n_dofs_per_cell());
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  const LocalValues unknowns(solution, d.owned, d.relevant);
  agree(d.communicator, [&] {
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      cell->get_dof_indices(dofs);
      for (unsigned int i = 0; i < dofs.size(); ++i)
        input.nodal[i] = unknowns[dofs[d.cell_index[i]]];
      values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
      shapes.reinit(values, [&](const Point<dim>& x) { return d.radial_weight(x); });
      read_cell(values, cell->material_id(), options, input);
      work(cell, dofs, shapes, input);
    }
  });
}

template <int dim>
void Assembler<dim>::residual(const Vector& solution, const ResidualOptions& options,
                              Vector& residual) const {
  residual = 0.0;
  CellKernel<dim> kernel(electrolyte_law);
  std::vector<double> blocked;
  dealii::Vector<double> local(discretization.fe.n_dofs_per_cell());
  for_each_cell(solution, options,
                [&](const auto&, const auto& dofs, const auto& shapes, const CellInput& input) {
                  kernel.residual(shapes, input, options.magnitudes, blocked);
                  for (unsigned int i = 0; i < local.size(); ++i)
                    local[discretization.cell_index[i]] = blocked[i];
                  discretization.hanging_nodes.distribute_local_to_global(local, dofs, residual);
                });
  if (options.surface_terms) add_surface_terms(options, residual);
  residual.compress(VectorOperation::add);
}

template <int dim>
void Assembler<dim>::jacobian(const Vector& solution, const ResidualOptions& options,
                              const AffineConstraints<double>& constraints, Matrix& matrix) const {
  matrix = 0.0;
  const unsigned int n_fields = discretization.n_fields();
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  CellKernel<dim> kernel(electrolyte_law);
  std::vector<double> blocks;
  FullMatrix<double> local(n_fields * n_nodes, n_fields * n_nodes);
  for_each_cell(solution, options,
                [&](const auto&, const auto& dofs, const auto& shapes, const CellInput& input) {
                  kernel.jacobian(shapes, input, blocks);
                  for (unsigned int f = 0; f < n_fields; ++f)
                    for (unsigned int m = 0; m < n_fields; ++m) {
                      if (!electrolyte_law.couples(f, m)) continue;
                      const double* block = &blocks[(f * n_fields + m) * n_nodes * n_nodes];
                      for (unsigned int a = 0; a < n_nodes; ++a)
                        for (unsigned int b = 0; b < n_nodes; ++b)
                          local(discretization.cell_index[f * n_nodes + a],
                                discretization.cell_index[m * n_nodes + b]) =
                              block[a * n_nodes + b];
                    }
                  constraints.distribute_local_to_global(local, dofs, matrix);
                });
  matrix.compress(VectorOperation::add);
}

template <int dim>
VolumeSummary Assembler<dim>::summarize(const Vector& solution) const {
  const unsigned int n_fields = discretization.n_fields(), n_species = n_fields - 1;
  VolumeSummary summary;
  summary.source.assign(n_species, 0.0);
  summary.amount.assign(n_species, 0.0);
  summary.least.assign(n_species, std::numeric_limits<double>::max());
  summary.greatest.assign(n_species, std::numeric_limits<double>::lowest());
  std::vector<double> unknowns(n_fields);
  for_each_cell(
      solution, {}, [&](const auto&, const auto&, const auto& shapes, const CellInput& input) {
        for (unsigned int q = 0; q < shapes.n_points; ++q) {
          for (unsigned int f = 0; f < n_fields; ++f) {
            unknowns[f] = 0.0;
            for (unsigned int a = 0; a < shapes.n_nodes; ++a)
              unknowns[f] += shapes.value_at(q)[a] * input.nodal[f * shapes.n_nodes + a];
          }
          const double weight = shapes.weight[q];
          double charge = input.fixed_charge.empty() ? 0.0 : input.fixed_charge[q];
          for (unsigned int i = 0; i < n_species; ++i) {
            if (!input.material->present[i]) continue;
            const double c = electrolyte_law.concentration(i, unknowns.data(), *input.material);
            charge += electrolyte_law.charge_number(i) * c;
            summary.amount[i] += c * weight;
            summary.least[i] = std::min(summary.least[i], c);
            summary.greatest[i] = std::max(summary.greatest[i], c);
            if (!input.sources.empty())
              summary.source[i] += input.sources[q * n_fields + i + 1] * weight;
          }
          summary.charge += charge * weight;
          summary.charge_magnitude += std::abs(charge) * weight;
        }
      });
  const MPI_Comm communicator = discretization.communicator;
  summary.charge = Utilities::MPI::sum(summary.charge, communicator);
  summary.charge_magnitude = Utilities::MPI::sum(summary.charge_magnitude, communicator);
  Utilities::MPI::sum(summary.source, communicator, summary.source);
  Utilities::MPI::sum(summary.amount, communicator, summary.amount);
  Utilities::MPI::min(summary.least, communicator, summary.least);
  Utilities::MPI::max(summary.greatest, communicator, summary.greatest);
  return summary;
}

template class Assembler<2>;
template class Assembler<3>;

} // namespace ionflux
