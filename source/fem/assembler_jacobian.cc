// The Jacobian: its pattern, where its entries are stored, and its values.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/limiter.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

namespace {

// Place of an entry whose row belongs to another rank.
constexpr PetscInt other_rank = PETSC_MIN_INT;

} // namespace

template <int dim>
void Assembler<dim>::make_pattern(FieldMatrix& matrix) {
  const unsigned int n = discretization.n_fields();
  matrix.reinit(discretization.communicator, n, coupled, table.pattern(surface_terms.couplings()));
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

template <int dim>
void Assembler<dim>::jacobian(const StateView& state, const ResidualOptions& options,
                              const std::vector<double>& row_factors, FieldMatrix& matrix) const {
  const unsigned int n_fields = discretization.n_fields();
  UpwindCell upwind;
  prepare_limiter(state);
  limits_now = limits(options);
  if (limits_now) {
    LocalState local(state, discretization);
    limiter->linearize(local);
  }
  const TransportLaw& law = law_of(options.stage);
  CellKernel<dim> kernel(law, shapes);
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
  // Of the cell at hand: are all rows and columns of its couplings this rank's? Most are.
  unsigned int last_cell = numbers::invalid_unsigned_int;
  bool all_owned = false;
  // Adds a block of a cell, [node][node] with rows of length `row`.
  const auto add = [&](const unsigned int cell, const unsigned int f, const unsigned int m,
                       const double* block, unsigned int row, const bool is_expanded = false) {
    const NodeExpansion* expansion = is_expanded ? nullptr : table.expansion(cell);
    const unsigned int n = table.n_coupled(cell);
    const unsigned int* nodes = table.coupled(cell);
    const PetscInt* place = &places[places_start[cell]];
    if (cell != last_cell)
      all_owned = std::all_of(place, place + n * n, [](const PetscInt k) { return k >= 0; });
    last_cell = cell;
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
      const PetscInt* to = place + a * n;
      const double* from = block + a * row;
      if (all_owned) {
        double* const owned = values.owned;
        for (unsigned int b = 0; b < n; ++b)
          owned[to[b]] += from[b];
        continue;
      }
      for (unsigned int b = 0; b < n; ++b)
        if (to[b] >= 0)
          values.owned[to[b]] += from[b];
        else
          values.foreign[~to[b]] += from[b];
    }
  };
  // The matrices do not fit into the nearest cache: what will be added to is asked for in time.
  const auto fetch = [&](const unsigned int cell, const unsigned int f, const unsigned int m) {
    const unsigned int n = table.n_coupled(cell);
    const PetscInt* place = &places[places_start[cell]];
    const double* values = matrix.values(f, m).owned;
    for (unsigned int a = 0; a < n; ++a, place += n)
      for (const unsigned int b : {0u, n / 2, n - 1})
        if (place[b] >= 0) __builtin_prefetch(values + place[b], 1);
  };
  for_each_cell(state, options, [&](const unsigned int cell, const CellInput& input) {
    kernel.linearize(input);
    for (unsigned int f = 0; f < n_fields; ++f)
      for (unsigned int m = 0; m < n_fields; ++m)
        if (law.couples(f, m)) {
          fetch(cell, f, m);
          add(cell, f, m, kernel.block(f, m, row_factors[f]),
              padded(discretization.n_nodes_per_cell()));
        }
    find_upwind(cell, input, kernel, upwind);
    for (unsigned int k = 0; k < upwind.fields.size(); ++k) {
      const unsigned int f = upwind.fields[k];
      add(cell, f, f, upwind_block(upwind.d[k], upwind.n, row_factors[f]).data(), upwind.n, true);
    }
  });
  matrix.close();
  for (const Foreign& entry : foreign)
    IONFLUX_PETSC(MatSetValues(matrix.block(entry.f, entry.m), 1, &entry.row, entry.columns.size(),
                               entry.columns.data(), entry.values.data(), ADD_VALUES));
  std::vector<PetscInt> rows;
  std::vector<double> scaled;
  const auto add_surface_block = [&](const SurfaceFace<dim>& face, const unsigned int f,
                                     const unsigned int m, const double* block) {
    if (!couples(f, m)) return;
    const unsigned int n = face.nodes.size();
    rows.resize(n);
    for (unsigned int k = 0; k < n; ++k)
      rows[k] = table.global_node(face.nodes[k]);
    scaled.assign(block, block + n * n);
    for (double& entry : scaled)
      entry *= row_factors[f];
    IONFLUX_PETSC(MatSetValues(matrix.block(f, m), n, rows.data(), n, rows.data(), scaled.data(),
                               ADD_VALUES));
  };
  if (options.surface_terms) surface_terms.for_each_block(state, options, add_surface_block);
  surface_terms.for_each_storage_block(state, options, add_surface_block);
  matrix.assemble();
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Assembler<dim>::make_pattern(FieldMatrix&);                                        \
  template void Assembler<dim>::find_places(const FieldMatrix&);                                   \
  template void Assembler<dim>::jacobian(const StateView&, const ResidualOptions&,                 \
                                         const std::vector<double>&, FieldMatrix&) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
