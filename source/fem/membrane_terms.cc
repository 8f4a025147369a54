#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/membrane_terms.h>
#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/support/agreement.h>

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
void MembraneTerms<dim>::setup() {
  faces.clear();
  if (!boundaries.any_membrane()) return;
  agree(discretization.communicator, [&] {
    for (const auto& cell : discretization.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned() || !cell->at_boundary()) continue;
      for (const unsigned int f : cell->face_indices()) {
        if (!cell->at_boundary(f)) continue;
        const int condition = boundaries.on_membrane(cell->face(f)->boundary_id());
        if (condition == BoundaryMap::none) continue;
        const auto opposite = cell->periodic_neighbor(f);
        if (!cell->periodic_neighbor_is_coarser(f)) {
          if (!opposite->is_active()) continue; // the finer faces there do it
          const unsigned int other = cell->periodic_neighbor_face_no(f);
          if (opposite->face(other)->boundary_id() < cell->face(f)->boundary_id()) continue;
        }
        add_face(cell, f, boundaries.conditions()[condition]);
      }
    }
  });
}

template <int dim>
void MembraneTerms<dim>::update() {
  for (Face& face : faces)
    if (std::any_of(face.laws.begin(), face.laws.end(),
                    [](const auto& law) { return law.applied->depends_on_time(); }))
      face.laws = laws_at(*face.condition, face.region, face.points);
}

template <int dim>
template <typename CellIterator>
void MembraneTerms<dim>::add_face(const CellIterator& cell, const unsigned int f,
                                  const BoundaryCondition& condition) {
  const auto& d = discretization;
  const auto opposite_mesh_cell = cell->periodic_neighbor(f);
  const CellIterator opposite(&d.mesh, opposite_mesh_cell->level(), opposite_mesh_cell->index(),
                              &d.dof_handler);
  const unsigned int other = cell->periodic_neighbor_is_coarser(f)
                                 ? cell->periodic_neighbor_of_coarser_periodic_neighbor(f).first
                                 : cell->periodic_neighbor_face_no(f);
  Face face;
  face.boundary = {{cell->face(f)->boundary_id(), opposite->face(other)->boundary_id()}};
  face.region = {{cell->material_id(), opposite->material_id()}};

  const QGauss<dim - 1> quadrature(d.n_quadrature_points());
  FEFaceValues<dim> values(d.mapping, d.scalar_fe, quadrature,
                           update_JxW_values | update_quadrature_points);
  values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
  std::vector<Point<dim>> there;
  for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
    const Point<dim>& x = values.quadrature_point(q);
    face.weights.push_back(values.JxW(q) * d.radial_weight(x));
    // The same place in the cell opposite. On curved faces a coarser cell passes by it closely: the
    // point is put on the face.
    there.push_back(d.mapping.transform_real_to_unit_cell(opposite, x));
    there.back()[other / 2] = other % 2;
  }
  face.condition = &condition;
  face.points = values.get_quadrature_points();
  face.laws = laws_at(condition, face.region, face.points);

  std::vector<Point<dim>> here;
  for (unsigned int q = 0; q < values.n_quadrature_points; ++q)
    here.push_back(d.mapping.transform_real_to_unit_cell(cell, face.points[q]));
  for (auto& point : here)
    point[f / 2] = f % 2;
  add_shapes(cell, f, here, 0, face);
  add_shapes(opposite, other, there, 1, face);
  faces.push_back(std::move(face));
}

// The laws of a membrane between two regions, at points of the mesh.
template <int dim>
std::vector<typename MembraneTerms<dim>::Face::Law>
MembraneTerms<dim>::laws_at(const BoundaryCondition& condition,
                            const std::array<unsigned int, 2>& region,
                            const std::vector<Point<dim>>& points) const {
  std::vector<typename Face::Law> laws;
  for (const AppliedLaw& applied : condition.laws) {
    if (!applied.row->of_membrane()) continue;
    const int i = applied.species; // has it a way in, and one out?
    if (i >= 0 &&
        (!medium.material(region[0]).present[i] || !medium.material(region[1]).present[i]))
      continue;
    laws.push_back({&applied, static_cast<unsigned int>(i + 1), {}});
    const bool reversed = applied.reaction != nullptr &&
                          applied.reaction->sides[0] != boundaries.region_name(region[0]);
    for (const Point<dim>& point : points) {
      const GivenValue::Point x = metres(point, scaling.length);
      if (applied.value(x) < 0.0)
        throw InputError(ExitCode::bad_parameters,
                         {Fault{"'" + applied.row->name + "' is negative somewhere on the membrane",
                                applied.where}});
      laws.back().points.push_back(make_surface_law(applied, x, law, scaling, 0.0, reversed));
    }
  }
  return laws;
}

// Shape functions of the free nodes: those of hanging nodes are written by the ones they hang on.
template <int dim>
template <typename CellIterator>
void MembraneTerms<dim>::add_shapes(const CellIterator& cell, const unsigned int f,
                                    const std::vector<Point<dim>>& unit_points,
                                    const unsigned int side, Face& face) const {
  const auto& d = discretization;
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  cell->get_dof_indices(dofs);
  struct Term {
    unsigned int place, node; ///< among the face's nodes, in the cell
    double weight;
  };
  std::vector<Term> terms;
  for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a) {
    if (!d.scalar_fe.has_support_on_face(a, f)) continue;
    for (const auto& [node, weight] : cells.free_nodes(dofs[d.cell_index[a]] / d.n_fields())) {
      const auto found = std::find(face.nodes.begin(), face.nodes.end(), node);
      terms.push_back({static_cast<unsigned int>(found - face.nodes.begin()), a, weight});
      if (found == face.nodes.end()) face.nodes.push_back(node);
    }
  }
  // Side 1 may have brought new nodes: rows become longer, with zeros for those.
  const unsigned int n = face.nodes.size();
  for (unsigned int s = 0; s <= side; ++s) {
    const unsigned int before = face.shapes[s].size() / unit_points.size();
    std::vector<double> longer(unit_points.size() * n, 0.0);
    for (unsigned int q = 0; q < unit_points.size(); ++q)
      for (unsigned int k = 0; k < before; ++k)
        longer[q * n + k] = face.shapes[s][q * before + k];
    face.shapes[s] = longer;
  }
  for (unsigned int q = 0; q < unit_points.size(); ++q)
    for (const Term& term : terms)
      face.shapes[side][q * n + term.place] +=
          term.weight * d.scalar_fe.shape_value(term.node, unit_points[q]);
}

template <int dim>
std::vector<std::vector<unsigned int>> MembraneTerms<dim>::couplings() const {
  std::vector<std::vector<unsigned int>> groups;
  for (const Face& face : faces)
    groups.push_back(face.nodes);
  return groups;
}

// values: [side][field], those of `state`.
template <int dim>
typename MembraneTerms<dim>::PointFlux
MembraneTerms<dim>::evaluate(const SurfaceLaw& at_point, const unsigned int field,
                             const double* values, SurfaceState& state,
                             const TransportStage stage) const {
  const unsigned int n_fields = discretization.n_fields();
  if (field == 0 || law.solves_for_concentration(field - 1) || stage == TransportStage::full)
    return {state.value(at_point, {}), state.size(at_point, {}), state.slopes(at_point, {})};
  // Harmonic potentials: see HarmonicLaw.
  const double conductance = at_point.harmonic_conductance();
  const double here = values[field], there = values[n_fields + field];
  PointFlux point{conductance * (here - there), conductance * (std::abs(here) + std::abs(there)),
                  std::vector<double>(2 * n_fields, 0.0)};
  point.slopes[field] = conductance;
  point.slopes[n_fields + field] = -conductance;
  return point;
}

// Calls work(face, q, unknowns on both sides, state) at every point.
template <int dim>
template <typename Work>
void MembraneTerms<dim>::for_each_state(const double* unknowns, const Work& work) const {
  const unsigned int n_fields = discretization.n_fields();
  std::vector<double> values(2 * n_fields);
  SurfaceState state(law);
  for (const Face& face : faces) {
    const unsigned int n = face.nodes.size();
    for (unsigned int q = 0; q < face.weights.size(); ++q) {
      std::fill(values.begin(), values.end(), 0.0);
      for (const unsigned int s : {0, 1})
        for (unsigned int k = 0; k < n; ++k)
          for (unsigned int field = 0; field < n_fields; ++field)
            values[s * n_fields + field] +=
                face.shapes[s][q * n + k] * unknowns[face.nodes[k] * n_fields + field];
      for (const unsigned int s : {0, 1})
        state.set(s, &values[s * n_fields], medium.material(face.region[s]));
      work(face, q, values.data(), state);
    }
  }
}

// Calls work(face, q, field, flux) where a law acts.
template <int dim>
template <typename Work>
void MembraneTerms<dim>::for_each_point(const double* unknowns, const TransportStage stage,
                                        const Work& work) const {
  for_each_state(unknowns, [&](const Face& face, const unsigned int q, const double* values,
                               SurfaceState& state) {
    for (const typename Face::Law& one : face.laws)
      work(face, q, one.field, evaluate(*one.points[q], one.field, values, state, stage));
  });
}

template <int dim>
void MembraneTerms<dim>::report(const double* unknowns, const ReportVisitor& add) const {
  for_each_state(unknowns,
                 [&](const Face& face, const unsigned int q, const double*, SurfaceState& state) {
                   for (const typename Face::Law& one : face.laws)
                     add(*one.applied, state.reported(*one.points[q]), face.weights[q]);
                 });
}

template <int dim>
void MembraneTerms<dim>::add_residual(const double* unknowns, const TransportStage stage,
                                      const bool magnitudes, double* rows) const {
  const unsigned int n_fields = discretization.n_fields();
  for_each_point(unknowns, stage,
                 [&](const Face& face, const unsigned int q, const unsigned int field,
                     const PointFlux& point) {
                   const unsigned int n = face.nodes.size();
                   const double* first = &face.shapes[0][q * n];
                   const double* second = &face.shapes[1][q * n];
                   for (unsigned int k = 0; k < n; ++k)
                     rows[face.nodes[k] * n_fields + field] +=
                         face.weights[q] *
                         (magnitudes ? point.magnitude * (std::abs(first[k]) + std::abs(second[k]))
                                     : point.flux * (first[k] - second[k]));
                 });
}

template <int dim>
void MembraneTerms<dim>::add_jacobian(const double* unknowns, const TransportStage stage,
                                      const std::vector<double>& row_factors,
                                      FieldMatrix& matrix) const {
  std::vector<PetscInt> nodes;
  std::vector<double> entries;
  const auto add = [&](const Face& face, const unsigned int q, const unsigned int f,
                       const unsigned int m, const double here, const double there) {
    if (!matrix.block(f, m)) return; // what the laws do not couple: see SurfaceLaws::couple()
    const unsigned int n = face.nodes.size();
    const double* first = &face.shapes[0][q * n];
    const double* second = &face.shapes[1][q * n];
    nodes.resize(n);
    entries.resize(n * n);
    for (unsigned int k = 0; k < n; ++k) {
      nodes[k] = cells.global_node(face.nodes[k]);
      const double tested = row_factors[f] * face.weights[q] * (first[k] - second[k]);
      for (unsigned int l = 0; l < n; ++l)
        entries[k * n + l] = tested * (here * first[l] + there * second[l]);
    }
    IONFLUX_PETSC(MatSetValues(matrix.block(f, m), n, nodes.data(), n, nodes.data(), entries.data(),
                               ADD_VALUES));
  };
  for_each_point(unknowns, stage,
                 [&](const Face& face, const unsigned int q, const unsigned int field,
                     const PointFlux& point) {
                   const unsigned int n_fields = discretization.n_fields();
                   for (unsigned int m = 0; m < n_fields; ++m)
                     add(face, q, field, m, point.slopes[m], point.slopes[n_fields + m]);
                 });
}

template <int dim>
std::vector<std::vector<double>> MembraneTerms<dim>::outward_fluxes(const double* unknowns) const {
  std::vector<std::vector<double>> sums(boundaries.n_boundaries(),
                                        std::vector<double>(discretization.n_fields(), 0.0));
  if (!boundaries.any_membrane()) return sums;
  for_each_point(unknowns, TransportStage::full,
                 [&](const Face& face, const unsigned int q, const unsigned int field,
                     const PointFlux& point) {
                   sums[face.boundary[0]][field] += face.weights[q] * point.flux;
                   sums[face.boundary[1]][field] -= face.weights[q] * point.flux;
                 });
  for (auto& sum : sums)
    Utilities::MPI::sum(sum, discretization.communicator, sum);
  return sums;
}

template class MembraneTerms<2>;
template class MembraneTerms<3>;

} // namespace ionflux
