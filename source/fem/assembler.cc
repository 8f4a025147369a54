#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/limiter.h>
#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
Assembler<dim>::Assembler(const Discretization<dim>& discretization, const Model& model)
    : discretization(discretization), model(model), electrolyte(model.electrolyte),
      medium(model.medium), boundaries(model.boundaries), scaling(model.scaling),
      transport(*model.law),
      shapes(discretization.scalar_fe, QGauss<dim>(discretization.n_quadrature_points())),
      table(discretization), surface_terms(discretization, table, model) {
  const unsigned int n = discretization.n_fields();
  for (unsigned int f = 0; f < n; ++f)
    for (unsigned int m = 0; m < n; ++m)
      coupled.push_back(transport.couples(f, m) || surface_terms.couple(f, m));
}

template <int dim>
Assembler<dim>::~Assembler() = default;

template <int dim>
void Assembler<dim>::setup() {
  charge_start.clear();
  source_start.clear();
  fixed_charges.clear();
  sources.clear();
  velocity_start.clear();
  velocities.clear();
  dispersion_start.clear();
  dispersions.clear();
  diffusivity_start.clear();
  varying_diffusivities.clear();
  places.clear();
  agree(discretization.communicator, [&] {
    table.build(
        [this](const unsigned int cell, const unsigned int region, const FEValues<dim>& values) {
          read_given_terms(cell, region, values);
          read_velocity(region, values);
          read_dispersion(region, values);
        });
  });
  surface_terms.setup();
  const unsigned int n_fields = discretization.n_fields();
  std::vector<PetscInt> ghosts;
  for (unsigned int i = 0; i < table.n_ghost_nodes(); ++i)
    for (unsigned int f = 0; f < n_fields; ++f)
      ghosts.push_back(table.global_node(table.n_owned_nodes() + i) * n_fields + f);
  accumulator = VecHandle();
  IONFLUX_PETSC(VecCreateGhost(discretization.communicator, table.n_owned_nodes() * n_fields,
                               PETSC_DETERMINE, ghosts.size(), ghosts.data(),
                               accumulator.address()));
  limiter = discretization.has(Stabilisation::limited)
                ? std::make_unique<Limiter<dim>>(discretization, table, accumulator)
                : nullptr;
  find_releases();
}

template <int dim>
bool Assembler<dim>::couples(const unsigned int f, const unsigned int m) const {
  return coupled[f * discretization.n_fields() + m];
}

// Calls work(cell, input) on every owned cell.
template <int dim>
void Assembler<dim>::for_each_cell(const StateView& state, const ResidualOptions& options,
                                   const CellWork& work) const {
  const auto& d = discretization;
  const unsigned int n_fields = d.n_fields(), row = padded(n_fields);
  std::vector<double> unknowns(d.n_nodes_per_cell() * row, 0.0), corrections(unknowns);
  const LocalState local(state, d);
  const double *values = local.values(), *more = local.corrections();
  CellInput input;
  input.unknowns = unknowns.data();
  if (more) input.corrections = corrections.data();
  input.load = options.load.charge;
  input.storage_rate = options.storage_rate;
  // Without a flow, whose waves it would slow down.
  input.lumped_storage = d.scalar_fe.degree == 1 && electrolyte.is_neutral_in_concentrations() &&
                         !electrolyte.has_virtual_solution() && !electrolyte.flow.exists();
  for (unsigned int cell = 0; cell < table.n_cells(); ++cell) {
    const unsigned int* nodes = table.nodes(cell);
    for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
      for (unsigned int f = 0; f < n_fields; ++f) {
        unknowns[a * row + f] = values[nodes[a] * n_fields + f];
        if (more) corrections[a * row + f] = more[nodes[a] * n_fields + f];
      }
    input.weights = table.weights(cell);
    input.inverse_jacobian = table.inverse_jacobian(cell, 0);
    input.geometry_stride = table.inverse_jacobian(cell, 1) - table.inverse_jacobian(cell, 0);
    input.material = &medium.material(table.region(cell));
    input.fixed_charge = charge_start[cell] < 0 ? nullptr : &fixed_charges[charge_start[cell]];
    input.diffusivities = diffusivities(cell);
    input.sources = source_start[cell] < 0 ? nullptr : &sources[source_start[cell]];
    if (options.stage == TransportStage::full) { // the flow belongs to the physics, not to a start
      input.velocity = velocity(cell);
      input.dispersion = dispersion(cell);
    }
    input.streamline = d.has(Stabilisation::streamline);
    work(cell, input);
  }
}

// residual = what `add` leaves in an array with room for the ghosts' rows.
template <int dim>
void Assembler<dim>::accumulate(const std::function<void(double*)>& add, Vector& residual) const {
  Vec local;
  double* sums;
  IONFLUX_PETSC(VecGhostGetLocalForm(accumulator, &local));
  IONFLUX_PETSC(VecSet(local, 0.0));
  IONFLUX_PETSC(VecGetArray(local, &sums));
  add(sums);
  IONFLUX_PETSC(VecRestoreArray(local, &sums));
  IONFLUX_PETSC(VecGhostRestoreLocalForm(accumulator, &local));
  IONFLUX_PETSC(VecGhostUpdateBegin(accumulator, ADD_VALUES, SCATTER_REVERSE));
  IONFLUX_PETSC(VecGhostUpdateEnd(accumulator, ADD_VALUES, SCATTER_REVERSE));
  IONFLUX_PETSC(VecCopy(accumulator, residual));
}

template <int dim>
void Assembler<dim>::add_cell_rows(const StateView& state, const ResidualOptions& options,
                                   double* sums) const {
  UpwindCell upwind;
  std::unique_ptr<const LocalState> local;
  if (discretization.has(Stabilisation::upwind) || limiter)
    local = std::make_unique<const LocalState>(state, discretization);
  CellKernel<dim> kernel(law_of(options.stage), shapes);
  for_each_cell(state, options, [&](const unsigned int cell, const CellInput& input) {
    if (local) {
      find_upwind(cell, input, kernel, upwind);
      add_upwind_rows(cell, upwind, *local, options.magnitudes, sums);
    }
    add_rows(cell, kernel.residual(input, options.magnitudes, options.least_drive), sums);
  });
}

// rows: [node][field, padded]; those of hanging nodes go to the nodes they hang on.
template <int dim>
void Assembler<dim>::add_rows(const unsigned int cell, const double* rows, double* sums) const {
  const unsigned int n_fields = discretization.n_fields(), row = padded(n_fields);
  const unsigned int* nodes = table.nodes(cell);
  const NodeExpansion* expansion = table.expansion(cell);
  for (unsigned int a = 0; a < discretization.n_nodes_per_cell(); ++a) {
    if (!expansion) {
      for (unsigned int f = 0; f < n_fields; ++f)
        sums[nodes[a] * n_fields + f] += rows[a * row + f];
      continue;
    }
    for (const auto& [free, factor] : expansion->terms[a])
      for (unsigned int f = 0; f < n_fields; ++f)
        sums[expansion->nodes[free] * n_fields + f] += factor * rows[a * row + f];
  }
}

template <int dim>
void Assembler<dim>::content(const StateView& state, Vector& rows,
                             const ContentVisitor& visit) const {
  accumulate(
      [&](double* sums) {
        CellKernel<dim> kernel(transport, shapes);
        for_each_cell(state, {}, [&](const unsigned int cell, const CellInput& input) {
          double* contents = kernel.content(input);
          surface_terms.add_cell_content(cell, input.unknowns, contents);
          if (visit) visit(cell, contents);
          add_rows(cell, contents, sums);
        });
      },
      rows);
}

template <int dim>
void Assembler<dim>::residual(const StateView& state, const ResidualOptions& options,
                              Vector& residual) const {
  prepare_limiter(state);
  if (limiter && options.magnitudes) limiter->measure(state);
  accumulate(
      [&](double* sums) {
        add_cell_rows(state, options, sums);
        surface_terms.add_storage(state, options, sums);
        if (options.surface_terms) surface_terms.add_residual(state, options, sums);
      },
      residual);
  if (limits(options) && !options.magnitudes) limiter->subtract(state, residual);
  if (release_rows.size() > 0)
    residual.add(options.magnitudes ? -std::abs(options.load.charge) : options.load.charge,
                 release_rows);
}

template <int dim>
void Assembler<dim>::surface_residual(const StateView& state, const ResidualOptions& options,
                                      Vector& residual) const {
  accumulate([&](double* sums) { surface_terms.add_residual(state, options, sums); }, residual);
}

template <int dim>
void Assembler<dim>::metal_slopes(const unsigned int k, const StateView& state,
                                  const ResidualOptions& options,
                                  const std::vector<double>& row_factors, Vector& by_potential,
                                  Vector& of_current) const {
  accumulate(
      [&](double* sums) { surface_terms.add_metal_slopes(k, state, options, row_factors, sums); },
      by_potential);
  accumulate([&](double* sums) { surface_terms.add_current_slopes(k, state, options, sums); },
             of_current);
}

template class Assembler<2>;
template class Assembler<3>;

} // namespace ionflux
