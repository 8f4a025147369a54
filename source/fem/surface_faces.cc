#include <ionflux/fem/solvent_flow.h>
#include <ionflux/fem/surface_faces.h>
#include <ionflux/physics/boundary/surface_reaction.h>
#include <ionflux/physics/boundary/surface_state.h>

#include <deal.II/base/quadrature_lib.h>

#include <algorithm>

namespace ionflux {

using namespace dealii;

namespace {

// Is this face of an owned cell to be integrated from this side? An interface face has two sides:
// the finer one does it, and of equals the one with the smaller id.
template <typename Cell>
bool integrates_interface(const Cell& cell, const unsigned int f) {
  if (cell->face(f)->has_children()) return false;
  if (cell->neighbor_is_coarser(f)) return true;
  return cell->id() < cell->neighbor(f)->id();
}

// The same of a thin membrane, whose two sides are boundaries of the mesh.
template <typename Cell>
bool integrates_membrane(const Cell& cell, const unsigned int f) {
  if (cell->periodic_neighbor_is_coarser(f)) return true;
  const auto opposite = cell->periodic_neighbor(f);
  if (!opposite->is_active()) return false;
  return opposite->face(cell->periodic_neighbor_face_no(f))->boundary_id() >=
         cell->face(f)->boundary_id();
}

// What fixes an unknown at the nodes adds no term; nor does a total.
bool adds_term(const AppliedLaw& law) { return !law.row->essential() && !law.row->drives_metal; }

} // namespace

template <int dim>
void SurfaceFaces<dim>::setup() {
  faces.clear();
  const auto& d = discretization;
  FEFaceValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.n_quadrature_points()),
                           update_values | update_JxW_values | update_quadrature_points |
                               update_normal_vectors);
  unsigned int number = 0;
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    for (const unsigned int f : cell->face_indices())
      meet(cell, f, number, values);
    ++number;
  }
}

template <int dim>
void SurfaceFaces<dim>::meet(const Cell& cell, const unsigned int f, const unsigned int number,
                             FEFaceValues<dim>& values) {
  const auto mesh_face = cell->face(f);
  const auto add = [&](const int condition, const unsigned int n_sides, const unsigned int id) {
    Face face;
    face.cell = number;
    face.condition = condition;
    face.n_sides = n_sides;
    face.boundary[0] = id;
    face.region[0] = cell->material_id();
    add_face(cell, f, std::move(face), values);
  };
  if (!mesh_face->at_boundary()) {
    if (!boundaries.any_interface()) return;
    const int condition = boundaries.on_interface(mesh_face->manifold_id());
    if (condition != BoundaryMap::none && integrates_interface(cell, f))
      add(condition, 1, boundaries.n_boundaries());
    return;
  }
  const unsigned int id = mesh_face->boundary_id();
  const int alone = boundaries.on_boundary(id), membrane = boundaries.on_membrane(id);
  if (alone != BoundaryMap::none) add(alone, 1, id);
  if (membrane != BoundaryMap::none && integrates_membrane(cell, f)) add(membrane, 2, id);
}

template <int dim>
void SurfaceFaces<dim>::add_face(const Cell& cell, const unsigned int f, Face&& face,
                                 FEFaceValues<dim>& values) {
  const std::vector<AppliedLaw>& applied = boundaries.conditions()[face.condition].laws;
  if (std::none_of(applied.begin(), applied.end(), adds_term)) return;
  values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
  face.points = values.get_quadrature_points();
  for (unsigned int q = 0; q < face.points.size(); ++q) {
    face.weights.push_back(values.JxW(q) * discretization.radial_weight(face.points[q]));
    face.outward_velocities.push_back(
        outward_velocity(medium, face.region[0], face.points[q], values.normal_vector(q), scaling));
  }
  if (face.n_sides == 2) add_opposite(cell, f, face);
  for (const AppliedLaw& law : applied) {
    if (!adds_term(law) || law.row->sides != face.n_sides) continue;
    typename Face::Law made{&law, static_cast<unsigned int>(law.species + 1), {}, {}};
    for (unsigned int side = 0; side < face.n_sides; ++side)
      made.material[side] =
          face.n_sides == 1 ? side_with(law, cell, f) : &medium.material(face.region[side]);
    // Has the species a way in, and one out?
    if (std::any_of(made.material.begin(), made.material.begin() + face.n_sides,
                    [&](const PointMaterial* side) {
                      return !side || (law.species >= 0 && !side->present[law.species]);
                    }))
      continue;
    if (law.stores_species() && made.material[0]->present[law.partner]) {
      typename Face::Law store = made;
      store.field = law.partner + 1;
      make_laws(store, face, true);
      face.stores.push_back(std::move(store));
    }
    make_laws(made, face, false);
    face.laws.push_back(std::move(made));
  }
  if (face.laws.empty()) return;
  add_shapes(
      cell, f, 0,
      [&](const unsigned int a, const unsigned int q) { return values.shape_value(a, q); }, face);
  for (unsigned int q = 0; q < face.points.size() && !face.stores.empty(); ++q)
    for (unsigned int a = 0; a < discretization.n_nodes_per_cell(); ++a)
      face.cell_shapes.push_back(values.shape_value(a, q));
  faces.push_back(std::move(face));
}

// The side of a membrane that is met from the other one.
template <int dim>
void SurfaceFaces<dim>::add_opposite(const Cell& cell, const unsigned int f, Face& face) const {
  const auto& d = discretization;
  const auto in_mesh = cell->periodic_neighbor(f);
  const Cell opposite(&d.mesh, in_mesh->level(), in_mesh->index(), &d.dof_handler);
  const unsigned int other = cell->periodic_neighbor_is_coarser(f)
                                 ? cell->periodic_neighbor_of_coarser_periodic_neighbor(f).first
                                 : cell->periodic_neighbor_face_no(f);
  face.boundary[1] = opposite->face(other)->boundary_id();
  face.region[1] = opposite->material_id();
  std::vector<Point<dim>> there;
  for (const Point<dim>& x : face.points) {
    // The same place in the cell opposite. On curved faces a coarser cell passes by it closely: the
    // point is put on the face.
    there.push_back(d.mapping.transform_real_to_unit_cell(opposite, x));
    there.back()[other / 2] = other % 2;
  }
  add_shapes(
      opposite, other, 1,
      [&](const unsigned int a, const unsigned int q) {
        return d.scalar_fe.shape_value(a, there[q]);
      },
      face);
}

// Shape functions of the free nodes: those of hanging nodes are written by the ones they hang on.
template <int dim>
template <typename Shape>
void SurfaceFaces<dim>::add_shapes(const Cell& cell, const unsigned int f, const unsigned int side,
                                   const Shape& shape, Face& face) const {
  const auto& d = discretization;
  std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
  cell->get_dof_indices(dofs);
  struct Term {
    unsigned int place, node; ///< among the face's nodes, in the cell
    double weight;
  };
  std::vector<Term> terms;
  const unsigned int n_points = face.points.size(), n_before = face.nodes.size();
  for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a) {
    if (!d.scalar_fe.has_support_on_face(a, f)) continue;
    for (const auto& [node, weight] : cells.free_nodes(dofs[d.cell_index[a]] / d.n_fields())) {
      const auto found = std::find(face.nodes.begin(), face.nodes.end(), node);
      terms.push_back({static_cast<unsigned int>(found - face.nodes.begin()), a, weight});
      if (found == face.nodes.end()) face.nodes.push_back(node);
    }
  }
  // The other side has no part in new nodes: zeros there.
  const unsigned int n = face.nodes.size();
  std::vector<double> longer(n_before > 0 ? n_points * n : 0, 0.0);
  for (unsigned int q = 0; q < n_points; ++q)
    for (unsigned int k = 0; k < n_before; ++k)
      longer[q * n + k] = face.shapes[1 - side][q * n_before + k];
  face.shapes[1 - side] = longer;
  face.shapes[side].assign(n_points * n, 0.0);
  for (unsigned int q = 0; q < n_points; ++q)
    for (const Term& term : terms)
      face.shapes[side][q * n + term.place] += term.weight * shape(term.node, q);
}

// Unknowns are continuous through an interface, concentrations are not: the protons of a wall are
// those of the side that has any. Null where the law's own species cannot be.
template <int dim>
const PointMaterial* SurfaceFaces<dim>::side_with(const AppliedLaw& law, const Cell& cell,
                                                  const unsigned int f) const {
  const PointMaterial* const here = &medium.material(cell->material_id());
  const int needed = law.species >= 0 ? law.species : law.partner;
  if (needed < 0 || here->present[needed]) return here;
  if (!cell->face(f)->at_boundary()) {
    const PointMaterial* const there = &medium.material(cell->neighbor(f)->material_id());
    if (there->present[needed]) return there;
  }
  return law.species >= 0 ? nullptr : here;
}

template <int dim>
void SurfaceFaces<dim>::make_laws(typename Face::Law& law, const Face& face,
                                  const bool stored) const {
  const AppliedLaw& applied = *law.applied;
  const bool reversed = face.n_sides == 2 && applied.reaction &&
                        applied.reaction->sides[0] != boundaries.region_name(face.region[0]);
  law.points.clear();
  for (unsigned int q = 0; q < face.points.size(); ++q) {
    const GivenValue::Point x = metres(face.points[q], scaling.length);
    if (face.n_sides == 2 && applied.value(x) < 0.0)
      throw InputError(ExitCode::bad_parameters,
                       {Fault{"'" + applied.row->name + "' is negative somewhere on the membrane",
                              applied.where}});
    law.points.push_back(stored ? make_stored_amount(applied, x, transport, scaling)
                                : make_surface_law(applied, x, transport, scaling,
                                                   face.outward_velocities[q], reversed));
  }
}

template <int dim>
void SurfaceFaces<dim>::update() {
  for (Face& face : faces) {
    for (auto& law : face.laws)
      if (law.applied->depends_on_time()) make_laws(law, face, false);
    for (auto& store : face.stores)
      if (store.applied->depends_on_time()) make_laws(store, face, true);
  }
}

template class SurfaceFaces<2>;
template class SurfaceFaces<3>;

} // namespace ionflux
