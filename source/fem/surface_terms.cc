// Integrals over boundaries and interfaces.

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/support/agreement.h>

#include <deal.II/fe/fe_values.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

// Calls work(face_values, cell, face number, law) for each natural law on each face that has
// one.
template <int dim>
template <typename Work>
void Assembler<dim>::for_each_surface_term(const Work& work) const {
  const auto& d = discretization;
  FEFaceValues<dim> face_values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.n_quadrature_points()),
                                update_values | update_JxW_values | update_quadrature_points);
  agree(d.communicator, [&] {
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      for (const unsigned int f : cell->face_indices()) {
        const auto face = cell->face(f);
        int condition = BoundaryMap::none;
        if (face->at_boundary())
          condition = boundaries.on_boundary(face->boundary_id());
        else if (boundaries.any_interface() &&
                 boundaries.on_interface(face->manifold_id()) != BoundaryMap::none &&
                 integrates_interface(cell, f))
          condition = boundaries.on_interface(face->manifold_id());
        if (condition == BoundaryMap::none) continue;
        bool ready = false;
        for (const AppliedLaw& law : boundaries.conditions()[condition].laws) {
          if (law.row->essential() || law.row->depends_on_state()) continue;
          if (law.species >= 0 && !medium.material(cell->material_id()).present[law.species])
            continue;
          if (!ready)
            face_values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
          ready = true;
          work(face_values, cell, f, law);
        }
      }
    }
  });
}

// Calls visit(face, unknowns) for each of the faces, the unknowns of the cell in rows of
// padded(n_fields()).
template <int dim>
void Assembler<dim>::for_each_surface_law(const Faces& faces, const StateView& state,
                                          const TransportStage stage,
                                          const FaceVisitor& visit) const {
  if (faces.empty()) return;
  const auto& d = discretization;
  const unsigned int n_fields = d.n_fields(), row = padded(n_fields);
  std::vector<double> unknowns(d.n_nodes_per_cell() * row, 0.0);
  LocalState local(state, d);
  const double* values = local.sums();
  for (const auto& face : faces) {
    if (face.carried_by_flow && stage != TransportStage::full) continue;
    const unsigned int* nodes = table.nodes(face.cell);
    for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
      for (unsigned int f = 0; f < n_fields; ++f)
        unknowns[a * row + f] = values[nodes[a] * n_fields + f];
    visit(face, unknowns.data());
  }
}

template <int dim>
void Assembler<dim>::add_surface_laws(const StateView& state, const ResidualOptions& options,
                                      double* sums) const {
  find_metals(state, options);
  const unsigned int n_fields = discretization.n_fields();
  const double factor = options.magnitudes ? 1.0 : -1.0;
  std::vector<double> rows;
  for_each_surface_law(surface_laws.faces(), state, options.stage,
                       [&](const auto& face, const double* unknowns) {
                         surface_laws.residual(face, unknowns, padded(n_fields), options.load,
                                               options.magnitudes, rows);
                         add_surface_rows(face.cell, face.field, rows, factor, sums);
                       });
}

// What surfaces hold, times the rate of storage.
template <int dim>
void Assembler<dim>::add_surface_contents(const StateView& state, const ResidualOptions& options,
                                          double* sums) const {
  if (options.storage_rate == 0.0) return;
  const unsigned int n_fields = discretization.n_fields();
  std::vector<double> rows;
  for_each_surface_law(surface_laws.contents(), state, TransportStage::full,
                       [&](const auto& face, const double* unknowns) {
                         surface_laws.residual(face, unknowns, padded(n_fields), Load(),
                                               options.magnitudes, rows);
                         add_surface_rows(face.cell, face.field, rows, options.storage_rate, sums);
                       });
}

// Of the nodes of a face's cell; those of hanging nodes go to the nodes they hang on.
template <int dim>
void Assembler<dim>::add_surface_rows(const unsigned int cell, const unsigned int field,
                                      const std::vector<double>& rows, const double factor,
                                      double* sums) const {
  const unsigned int n_fields = discretization.n_fields();
  const unsigned int* nodes = table.nodes(cell);
  const NodeExpansion* expansion = table.expansion(cell);
  for (unsigned int a = 0; a < rows.size(); ++a) {
    if (!expansion)
      sums[nodes[a] * n_fields + field] += factor * rows[a];
    else
      for (const auto& [free, part] : expansion->terms[a])
        sums[expansion->nodes[free] * n_fields + field] += factor * part * rows[a];
  }
}

template <int dim>
std::vector<double> Assembler<dim>::held_charges(const StateView& state) const {
  std::vector<double> charges(boundaries.n_boundaries() + 1, 0.0);
  for_each_surface_law(surface_laws.contents(), state, TransportStage::full,
                       [&](const auto& face, const double* unknowns) {
                         charges[face.boundary] +=
                             transport.charge_number(face.field - 1) *
                             surface_laws.integral(face, unknowns,
                                                   padded(discretization.n_fields()), Load());
                       });
  if (surface_laws.exist()) Utilities::MPI::sum(charges, discretization.communicator, charges);
  return charges;
}

template <int dim>
void Assembler<dim>::for_each_surface_block(const StateView& state, const ResidualOptions& options,
                                            const BlockVisitor& visit) const {
  find_metals(state, options);
  const unsigned int n_fields = discretization.n_fields(),
                     n_nodes = discretization.n_nodes_per_cell();
  std::vector<double> blocks;
  for_each_surface_law(
      surface_laws.faces(), state, options.stage, [&](const auto& face, const double* unknowns) {
        surface_laws.jacobian(face, unknowns, padded(n_fields), options.load, blocks);
        for (double& entry : blocks)
          entry = -entry;
        for (unsigned int m = 0; m < n_fields; ++m)
          if (couples(face.field, m))
            visit(face.cell, face.boundary, face.field, m, &blocks[m * n_nodes * n_nodes]);
      });
}

template <int dim>
void Assembler<dim>::for_each_content_block(const StateView& state, const double rate,
                                            const BlockVisitor& visit) const {
  const unsigned int n_fields = discretization.n_fields(),
                     n_nodes = discretization.n_nodes_per_cell();
  std::vector<double> blocks;
  for_each_surface_law(surface_laws.contents(), state, TransportStage::full,
                       [&](const auto& face, const double* unknowns) {
                         surface_laws.jacobian(face, unknowns, padded(n_fields), Load(), blocks);
                         for (double& entry : blocks)
                           entry *= rate;
                         for (unsigned int m = 0; m < n_fields; ++m)
                           if (couples(face.field, m))
                             visit(face.cell, face.boundary, face.field, m,
                                   &blocks[m * n_nodes * n_nodes]);
                       });
}

template <int dim>
void Assembler<dim>::add_surface_terms(const bool magnitudes, Vector& residual) const {
  const auto& d = discretization;
  dealii::Vector<double> local(d.fe.n_dofs_per_cell());
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  for_each_surface_term([&](const auto& face_values, const auto& cell, unsigned, const auto& law) {
    local = 0.0;
    const unsigned int field = law.species + 1;
    for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
      const Point<dim>& x = face_values.quadrature_point(q);
      double value = dimensionless_value(law, metres(x, scaling.length), scaling) *
                     face_values.JxW(q) * d.radial_weight(x);
      if (magnitudes) value = -std::abs(value);
      for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
        local[d.cell_index[field * d.n_nodes_per_cell() + a]] -=
            value * face_values.shape_value(a, q);
    }
    cell->get_dof_indices(dofs);
    d.hanging_nodes.distribute_local_to_global(local, dofs, residual);
  });
  residual.compress(VectorOperation::add);
}

template <int dim>
std::vector<std::vector<double>> Assembler<dim>::integrate_given_terms() const {
  const unsigned int n_fields = discretization.n_fields();
  std::vector<std::vector<double>> sums(boundaries.n_boundaries() + 1,
                                        std::vector<double>(n_fields, 0.0));
  for_each_surface_term([&](const auto& face_values, const auto& cell, const unsigned int f,
                            const auto& law) {
    const auto face = cell->face(f);
    const unsigned int place = face->at_boundary() ? face->boundary_id() : sums.size() - 1;
    for (unsigned int q = 0; q < face_values.n_quadrature_points; ++q) {
      const Point<dim>& x = face_values.quadrature_point(q);
      sums[place][law.species + 1] += dimensionless_value(law, metres(x, scaling.length), scaling) *
                                      face_values.JxW(q) * discretization.radial_weight(x);
    }
  });
  for (auto& sum : sums)
    Utilities::MPI::sum(sum, discretization.communicator, sum);
  return sums;
}

template <int dim>
std::vector<std::vector<double>>
Assembler<dim>::given_surface_integrals(const StateView& state,
                                        const ResidualOptions& options) const {
  find_metals(state, options);
  const unsigned int n_fields = discretization.n_fields();
  std::vector<std::vector<double>> integrals = surface_integrals, of_state(surface_integrals);
  for (auto& row : of_state)
    std::fill(row.begin(), row.end(), 0.0);
  for_each_surface_law(surface_laws.faces(), state, options.stage,
                       [&](const auto& face, const double* unknowns) {
                         of_state[face.boundary][face.field] +=
                             surface_laws.integral(face, unknowns, padded(n_fields), options.load);
                       });
  const bool any = surface_laws.exist();
  for (unsigned int id = 0; id < integrals.size(); ++id) {
    if (any) Utilities::MPI::sum(of_state[id], discretization.communicator, of_state[id]);
    for (unsigned int f = 0; f < n_fields; ++f)
      integrals[id][f] = options.load.charge * integrals[id][f] + of_state[id][f];
  }
  return integrals;
}

template <int dim>
std::vector<std::vector<double>> Assembler<dim>::membrane_fluxes(const StateView& state) const {
  return membranes.outward_fluxes(LocalState(state, discretization).sums());
}

// The members above are templates over the work as well; instantiated where they are used.
#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Assembler<dim>::for_each_surface_law(const Faces&, const StateView&,               \
                                                     TransportStage, const FaceVisitor&) const;    \
  template void Assembler<dim>::add_surface_laws(const StateView&, const ResidualOptions&,         \
                                                 double*) const;                                   \
  template void Assembler<dim>::add_surface_contents(const StateView&, const ResidualOptions&,     \
                                                     double*) const;                               \
  template void Assembler<dim>::add_surface_rows(                                                  \
      unsigned int, unsigned int, const std::vector<double>&, double, double*) const;              \
  template std::vector<double> Assembler<dim>::held_charges(const StateView&) const;               \
  template void Assembler<dim>::for_each_surface_block(const StateView&, const ResidualOptions&,   \
                                                       const BlockVisitor&) const;                 \
  template void Assembler<dim>::for_each_content_block(const StateView&, double,                   \
                                                       const BlockVisitor&) const;                 \
  template void Assembler<dim>::add_surface_terms(bool, Vector&) const;                            \
  template std::vector<std::vector<double>> Assembler<dim>::integrate_given_terms() const;         \
  template std::vector<std::vector<double>> Assembler<dim>::given_surface_integrals(               \
      const StateView&, const ResidualOptions&) const;                                             \
  template std::vector<std::vector<double>> Assembler<dim>::membrane_fluxes(const StateView&) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
