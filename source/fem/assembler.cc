#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/reaction_production.h>
#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Place of an entry whose row belongs to another rank.
constexpr PetscInt other_rank = PETSC_MIN_INT;

} // namespace

template <int dim>
Assembler<dim>::Assembler(const Discretization<dim>& discretization, const Model& model)
    : discretization(discretization), electrolyte(model.electrolyte), medium(model.medium),
      boundaries(model.boundaries), scaling(model.scaling), transport(*model.law),
      shapes(discretization.scalar_fe, QGauss<dim>(discretization.n_quadrature_points())),
      table(discretization), surface_laws(discretization, model),
      membranes(discretization, table, model) {
  const unsigned int n = discretization.n_fields();
  for (unsigned int f = 0; f < n; ++f)
    for (unsigned int m = 0; m < n; ++m)
      coupled.push_back(transport.couples(f, m) || surface_laws.couple(f, m));
}

template <int dim>
void Assembler<dim>::setup() {
  charge_start.clear();
  source_start.clear();
  fixed_charges.clear();
  sources.clear();
  velocity_start.clear();
  velocities.clear();
  diffusivity_start.clear();
  varying_diffusivities.clear();
  places.clear();
  agree(discretization.communicator, [&] {
    table.build(
        [this](const unsigned int cell, const unsigned int region, const FEValues<dim>& values) {
          read_given_terms(cell, region, values);
          read_velocity(region, values);
        });
    surface_laws.build();
  });
  membranes.setup();
  const unsigned int n_fields = discretization.n_fields();
  std::vector<PetscInt> ghosts;
  for (unsigned int i = 0; i < table.n_ghost_nodes(); ++i)
    for (unsigned int f = 0; f < n_fields; ++f)
      ghosts.push_back(table.global_node(table.n_owned_nodes() + i) * n_fields + f);
  accumulator = VecHandle();
  IONFLUX_PETSC(VecCreateGhost(discretization.communicator, table.n_owned_nodes() * n_fields,
                               PETSC_DETERMINE, ghosts.size(), ghosts.data(),
                               accumulator.address()));
  add_all_surface_terms();
}

template <int dim>
bool Assembler<dim>::couples(const unsigned int f, const unsigned int m) const {
  return coupled[f * discretization.n_fields() + m];
}

template <int dim>
void Assembler<dim>::make_pattern(FieldMatrix& matrix) {
  const unsigned int n = discretization.n_fields();
  matrix.reinit(discretization.communicator, n, coupled, table.pattern(membranes.couplings()));
  find_places(matrix);
}

template <int dim>
void Assembler<dim>::find_places(const FieldMatrix& matrix) {
  places.clear();
  places_start.clear();
  for (unsigned int cell = 0; cell < table.n_cells(); ++cell) {
    places_start.push_back(places.size());
    const unsigned int n = table.n_coupled(cell);
    const unsigned int* nodes = table.coupled(cell);
    for (unsigned int a = 0; a < n; ++a)
      for (unsigned int b = 0; b < n; ++b)
        places.push_back(nodes[a] < table.n_owned_nodes()
                             ? matrix.place(nodes[a], table.global_node(nodes[b]))
                             : other_rank);
  }
}

// Calls work(cell, input) on every owned cell.
template <int dim>
template <typename Work>
void Assembler<dim>::for_each_cell(const StateView& state, const ResidualOptions& options,
                                   const Work& work) const {
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
  input.stage = options.stage;
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
    input.velocity = velocity(cell);
    input.streamline = d.has(Stabilisation::streamline);
    work(cell, input);
  }
}

// residual = what `add` leaves in an array with room for the ghosts' rows.
template <int dim>
template <typename Work>
void Assembler<dim>::accumulate(const Work& add, Vector& residual) const {
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
  if (discretization.has(Stabilisation::upwind))
    local = std::make_unique<const LocalState>(state, discretization);
  CellKernel<dim> kernel(transport, shapes);
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
          if (visit) visit(cell, contents);
          add_rows(cell, contents, sums);
        });
      },
      rows);
}

template <int dim>
void Assembler<dim>::residual(const StateView& state, const ResidualOptions& options,
                              Vector& residual) const {
  accumulate(
      [&](double* sums) {
        add_cell_rows(state, options, sums);
        if (options.surface_terms) add_state_laws(state, options, sums);
      },
      residual);
  if (options.surface_terms) add_given_terms(options, residual);
}

template <int dim>
void Assembler<dim>::surface_residual(const StateView& state, const ResidualOptions& options,
                                      Vector& residual) const {
  accumulate([&](double* sums) { add_state_laws(state, options, sums); }, residual);
  add_given_terms(options, residual);
}

// Laws of surfaces and thin membranes that depend on the unknowns.
template <int dim>
void Assembler<dim>::add_state_laws(const StateView& state, const ResidualOptions& options,
                                    double* sums) const {
  add_surface_laws(state, options, sums);
  membranes.add_residual(LocalState(state, discretization).sums(), options.stage,
                         options.magnitudes, sums);
}

template <int dim>
void Assembler<dim>::add_given_terms(const ResidualOptions& options, Vector& residual) const {
  residual.add(options.magnitudes ? std::abs(options.load.charge) : options.load.charge,
               options.magnitudes ? surface_magnitudes : surface_rows);
}

template <int dim>
void Assembler<dim>::jacobian(const StateView& state, const ResidualOptions& options,
                              const std::vector<double>& row_factors, FieldMatrix& matrix) const {
  const unsigned int n_fields = discretization.n_fields();
  UpwindCell upwind;
  CellKernel<dim> kernel(transport, shapes);
  std::vector<double> expanded;
  std::vector<PetscInt> columns;
  struct Foreign { // rows of other ranks, for PETSc to send
    unsigned int f, m;
    PetscInt row;
    std::vector<PetscInt> columns;
    std::vector<double> values;
  };
  std::vector<Foreign> foreign;
  matrix.set_zero();
  matrix.open();
  // Adds a block of a cell, [node][node] with rows of length `row`.
  const auto add = [&](const unsigned int cell, const unsigned int f, const unsigned int m,
                       const double* block, unsigned int row, const bool is_expanded = false) {
    const NodeExpansion* expansion = is_expanded ? nullptr : table.expansion(cell);
    const unsigned int n = table.n_coupled(cell);
    const unsigned int* nodes = table.coupled(cell);
    const PetscInt* place = &places[places_start[cell]];
    if (expansion) {
      expand(*expansion, block, row, expanded);
      block = expanded.data();
      row = n;
    }
    const FieldMatrix::Values& values = matrix.values(f, m);
    for (unsigned int a = 0; a < n; ++a) {
      if (nodes[a] >= table.n_owned_nodes()) {
        columns.clear();
        for (unsigned int b = 0; b < n; ++b)
          columns.push_back(table.global_node(nodes[b]));
        foreign.push_back({f, m, static_cast<PetscInt>(table.global_node(nodes[a])), columns,
                           std::vector<double>(block + a * row, block + a * row + n)});
        continue;
      }
      for (unsigned int b = 0; b < n; ++b) {
        const PetscInt k = place[a * n + b];
        if (k >= 0)
          values.owned[k] += block[a * row + b];
        else
          values.foreign[~k] += block[a * row + b];
      }
    }
  };
  for_each_cell(state, options, [&](const unsigned int cell, const CellInput& input) {
    kernel.linearize(input);
    for (unsigned int f = 0; f < n_fields; ++f)
      for (unsigned int m = 0; m < n_fields; ++m)
        if (transport.couples(f, m))
          add(cell, f, m, kernel.block(f, m, row_factors[f]),
              padded(discretization.n_nodes_per_cell()));
    find_upwind(cell, input, kernel, upwind);
    for (unsigned int k = 0; k < upwind.fields.size(); ++k) {
      const unsigned int f = upwind.fields[k];
      add(cell, f, f, upwind_block(upwind.d[k], upwind.n, row_factors[f]).data(), upwind.n, true);
    }
  });
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  std::vector<double> scaled(n_nodes * n_nodes);
  if (options.surface_terms)
    for_each_surface_block(state, options,
                           [&](const unsigned int cell, unsigned int, const unsigned int f,
                               const unsigned int m, const double* block) {
                             for (unsigned int i = 0; i < scaled.size(); ++i)
                               scaled[i] = row_factors[f] * block[i];
                             add(cell, f, m, scaled.data(), n_nodes);
                           });
  matrix.close();
  for (const Foreign& entry : foreign)
    IONFLUX_PETSC(MatSetValues(matrix.block(entry.f, entry.m), 1, &entry.row, entry.columns.size(),
                               entry.columns.data(), entry.values.data(), ADD_VALUES));
  if (options.surface_terms)
    membranes.add_jacobian(LocalState(state, discretization).sums(), options.stage, row_factors,
                           matrix);
  matrix.assemble();
}

template <int dim>
VolumeSummary Assembler<dim>::summarize(const StateView& state) const {
  const unsigned int n_species = transport.n_species(), row = padded(n_species + 1);
  VolumeSummary summary;
  summary.source = summary.reacted = summary.amount = std::vector<double>(n_species, 0.0);
  summary.least.assign(n_species, std::numeric_limits<double>::max());
  summary.greatest.assign(n_species, std::numeric_limits<double>::lowest());
  CellKernel<dim> kernel(transport, shapes);
  std::vector<double> concentrations(n_species);
  for_each_cell(state, {}, [&](const unsigned int, const CellInput& input) {
    const double* values = kernel.interpolate(input);
    for (unsigned int q = 0; q < shapes.n_points; ++q) {
      const double* unknowns = &values[q * (1 + dim) * row];
      const double weight = input.weights[q];
      double charge = input.fixed_charge ? input.fixed_charge[q] : 0.0;
      transport.concentrations(unknowns, *input.material, concentrations.data());
      for (unsigned int i = 0; i < n_species; ++i) {
        if (!input.material->present[i]) continue;
        const double c = concentrations[i];
        charge += transport.charge_number(i) * c;
        summary.amount[i] += c * weight;
        summary.least[i] = std::min(summary.least[i], c);
        summary.greatest[i] = std::max(summary.greatest[i], c);
        if (input.sources) summary.source[i] += input.sources[q * row + i + 1] * weight;
      }
      add_production(transport, unknowns, *input.material, weight, summary.reacted);
      summary.charge += charge * weight;
      summary.charge_magnitude += std::abs(charge) * weight;
    }
  });
  const MPI_Comm communicator = discretization.communicator;
  summary.charge = Utilities::MPI::sum(summary.charge, communicator);
  summary.charge_magnitude = Utilities::MPI::sum(summary.charge_magnitude, communicator);
  Utilities::MPI::sum(summary.source, communicator, summary.source);
  Utilities::MPI::sum(summary.reacted, communicator, summary.reacted);
  Utilities::MPI::sum(summary.amount, communicator, summary.amount);
  Utilities::MPI::min(summary.least, communicator, summary.least);
  Utilities::MPI::max(summary.greatest, communicator, summary.greatest);
  return summary;
}

template class Assembler<2>;
template class Assembler<3>;

} // namespace ionflux
