#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/law_reports.h>
#include <ionflux/fem/surface_laws.h>

#include <deal.II/base/quadrature_lib.h>

#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

bool acts_on_one_side(const AppliedLaw& law) {
  return law.row->depends_on_state() && law.row->sides == 1;
}

} // namespace

template <int dim>
bool SurfaceLaws<dim>::exist() const {
  for (const BoundaryCondition& condition : boundaries.conditions())
    for (const AppliedLaw& law : condition.laws)
      if (acts_on_one_side(law)) return true;
  return false;
}

template <int dim>
bool SurfaceLaws<dim>::couple(const unsigned int f, const unsigned int m) const {
  for (const BoundaryCondition& condition : boundaries.conditions())
    for (const AppliedLaw& law : condition.laws)
      if (law.row->depends_on_state() && depends_on(law, transport, m) &&
          (static_cast<unsigned int>(law.species + 1) == f ||
           (law.stores_species() && static_cast<unsigned int>(law.partner + 1) == f)))
        return true;
  return false;
}

template <int dim>
void SurfaceLaws<dim>::build() {
  list.clear();
  stores.clear();
  if (!exist()) return;
  const auto& d = discretization;
  FEFaceValues<dim> values(d.mapping, d.scalar_fe, QGauss<dim - 1>(d.n_quadrature_points()),
                           update_values | update_JxW_values | update_quadrature_points |
                               update_normal_vectors);
  unsigned int number = 0;
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    for (const unsigned int f : cell->face_indices()) {
      const auto face = cell->face(f);
      if (face->at_boundary())
        add_face(cell, f, number, boundaries.on_boundary(face->boundary_id()), values);
      else if (boundaries.any_interface() &&
               boundaries.on_interface(face->manifold_id()) != BoundaryMap::none &&
               integrates_interface(cell, f))
        add_face(cell, f, number, boundaries.on_interface(face->manifold_id()), values);
    }
    ++number;
  }
}

template <int dim>
void SurfaceLaws<dim>::add_face(const typename DoFHandler<dim>::active_cell_iterator& cell,
                                const unsigned int f, const unsigned int number,
                                const int condition, FEFaceValues<dim>& values) {
  if (condition == BoundaryMap::none) return;
  for (const AppliedLaw& law : boundaries.conditions()[condition].laws) {
    if (!acts_on_one_side(law)) continue;
    const PointMaterial* const material = side_with(law, cell, f);
    if (!material) continue;
    values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell), f);
    Face face{&law,
              number,
              cell->face(f)->at_boundary() ? static_cast<unsigned int>(cell->face(f)->boundary_id())
                                           : boundaries.n_boundaries(),
              material,
              static_cast<unsigned int>(law.species + 1),
              law.row->carried_by_flow,
              {},
              {},
              {},
              FloatingMetals<dim>::none};
    if (law.floats()) face.metal = metals.behind(condition);
    Face store = face;
    store.field = law.partner + 1;
    for (unsigned int q = 0; q < values.n_quadrature_points; ++q) {
      const Point<dim>& x = values.quadrature_point(q);
      face.weights.push_back(values.JxW(q) * discretization.radial_weight(x));
      for (unsigned int a = 0; a < discretization.n_nodes_per_cell(); ++a)
        face.shapes.push_back(values.shape_value(a, q));
      face.points.push_back(make_surface_law(
          law, metres(x, scaling.length), transport, scaling,
          outward_velocity(medium, cell->material_id(), x, values.normal_vector(q), scaling)));
    }
    if (law.stores_species() && material->present[law.partner]) {
      store.weights = face.weights;
      store.shapes = face.shapes;
      for (unsigned int q = 0; q < values.n_quadrature_points; ++q)
        store.points.push_back(make_stored_amount(
            law, metres(values.quadrature_point(q), scaling.length), transport, scaling));
      stores.push_back(std::move(store));
    }
    list.push_back(std::move(face));
  }
}

// Unknowns are continuous through an interface, concentrations are not: the protons of a wall are
// those of the side that has any. Null where the law's own species cannot be.
template <int dim>
const PointMaterial*
SurfaceLaws<dim>::side_with(const AppliedLaw& law,
                            const typename DoFHandler<dim>::active_cell_iterator& cell,
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
void SurfaceLaws<dim>::interpolate(const Face& face, const unsigned int q, const double* unknowns,
                                   const unsigned int row, std::vector<double>& values) const {
  const unsigned int n_nodes = discretization.n_nodes_per_cell(),
                     n_fields = discretization.n_fields();
  values.assign(n_fields, 0.0);
  for (unsigned int a = 0; a < n_nodes; ++a) {
    const double shape = face.shapes[q * n_nodes + a];
    if (shape == 0.0) continue;
    for (unsigned int f = 0; f < n_fields; ++f)
      values[f] += shape * unknowns[a * row + f];
  }
}

template <int dim>
template <typename Work>
void SurfaceLaws<dim>::for_each_point(const Face& face, const double* unknowns,
                                      const unsigned int row, const Work& work) const {
  std::vector<double> values;
  SurfaceState state(transport);
  if (face.metal != FloatingMetals<dim>::none) state.set_metal(metals.potential(face.metal));
  for (unsigned int q = 0; q < face.weights.size(); ++q) {
    interpolate(face, q, unknowns, row, values);
    state.set(0, values.data(), *face.material);
    work(q, state);
  }
}

template <int dim>
void SurfaceLaws<dim>::residual(const Face& face, const double* unknowns, const unsigned int row,
                                const Load& load, const bool magnitudes,
                                std::vector<double>& rows) const {
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  rows.assign(n_nodes, 0.0);
  for_each_point(face, unknowns, row, [&](const unsigned int q, SurfaceState& state) {
    const SurfaceLaw& law = *face.points[q];
    const double value = magnitudes ? state.size(law, load) : state.value(law, load);
    for (unsigned int a = 0; a < n_nodes; ++a)
      rows[a] +=
          face.weights[q] * value *
          (magnitudes ? std::abs(face.shapes[q * n_nodes + a]) : face.shapes[q * n_nodes + a]);
  });
}

template <int dim>
void SurfaceLaws<dim>::metal_slopes(const Face& face, const double* unknowns,
                                    const unsigned int row, const Load& load,
                                    std::vector<double>& rows) const {
  const unsigned int n_nodes = discretization.n_nodes_per_cell();
  rows.assign(n_nodes, 0.0);
  for_each_point(face, unknowns, row, [&](const unsigned int q, SurfaceState& state) {
    const double slope = face.weights[q] * state.metal_slope(*face.points[q], load);
    for (unsigned int a = 0; a < n_nodes; ++a)
      rows[a] += slope * face.shapes[q * n_nodes + a];
  });
}

template <int dim>
void SurfaceLaws<dim>::jacobian(const Face& face, const double* unknowns, const unsigned int row,
                                const Load& load, std::vector<double>& blocks) const {
  const unsigned int n_nodes = discretization.n_nodes_per_cell(),
                     n_fields = discretization.n_fields();
  blocks.assign(n_fields * n_nodes * n_nodes, 0.0);
  for_each_point(face, unknowns, row, [&](const unsigned int q, SurfaceState& state) {
    const std::vector<double>& by_unknowns = state.slopes(*face.points[q], load);
    const double* shapes = &face.shapes[q * n_nodes];
    for (unsigned int m = 0; m < n_fields; ++m) {
      const double slope = face.weights[q] * by_unknowns[m];
      if (slope == 0.0) continue;
      double* block = &blocks[m * n_nodes * n_nodes];
      for (unsigned int a = 0; a < n_nodes; ++a)
        for (unsigned int b = 0; b < n_nodes; ++b)
          block[a * n_nodes + b] += slope * shapes[a] * shapes[b];
    }
  });
}

template <int dim>
double SurfaceLaws<dim>::integral(const Face& face, const double* unknowns, const unsigned int row,
                                  const Load& load) const {
  double sum = 0.0;
  for_each_point(face, unknowns, row, [&](const unsigned int q, SurfaceState& state) {
    sum += face.weights[q] * state.value(*face.points[q], load);
  });
  return sum;
}

template <int dim>
void SurfaceLaws<dim>::add_content(const Face& face, const double* unknowns,
                                   double* contents) const {
  const unsigned int row = padded(discretization.n_fields());
  std::vector<double> rows;
  residual(face, unknowns, row, Load(), false, rows);
  for (unsigned int a = 0; a < rows.size(); ++a)
    contents[a * row + face.field] += rows[a];
}

template <int dim>
void SurfaceLaws<dim>::report(const Face& face, const double* unknowns, const unsigned int row,
                              double* sums) const {
  for_each_point(face, unknowns, row, [&](const unsigned int q, SurfaceState& state) {
    add_report(state.reported(*face.points[q]), face.weights[q], sums);
  });
}

template class SurfaceLaws<2>;
template class SurfaceLaws<3>;

} // namespace ionflux
