#include <ionflux/fem/surface_point.h>

#include <cmath>

namespace ionflux {

template <int dim>
SurfacePoint<dim>::SurfacePoint(const TransportLaw& transport, const double* unknowns)
    : transport(transport), unknowns(unknowns), n_fields(transport.n_fields()), state(transport),
      values(2 * n_fields) {}

template <int dim>
void SurfacePoint<dim>::move(const Face& face, const unsigned int to) {
  at = &face;
  q = to;
  is_interpolated = false;
  material.fill(nullptr);
  difference.assign(shapes(0), shapes(0) + face.nodes.size());
  for (unsigned int k = 0; face.n_sides == 2 && k < difference.size(); ++k)
    difference[k] -= shapes(1)[k];
}

template <int dim>
void SurfacePoint<dim>::interpolate() {
  values.assign(2 * n_fields, 0.0);
  for (unsigned int side = 0; side < at->n_sides; ++side)
    for (unsigned int k = 0; k < at->nodes.size(); ++k) {
      const double shape = shapes(side)[k];
      const double* here = unknowns + at->nodes[k] * n_fields;
      for (unsigned int f = 0; shape != 0.0 && f < n_fields; ++f)
        values[side * n_fields + f] += shape * here[f];
    }
  is_interpolated = true;
}

// A given value looks at nothing.
template <int dim>
void SurfacePoint<dim>::meet(const Law& law, const double metal, const ResidualOptions& with) {
  one = &law;
  options = with;
  if (!law.applied->row->depends_on_state()) return;
  if (!is_interpolated) interpolate();
  for (unsigned int side = 0; side < at->n_sides; ++side) {
    if (material[side] == law.material[side]) continue;
    material[side] = law.material[side];
    state.set(side, &values[side * n_fields], *law.material[side]);
  }
  state.set_metal(metal);
}

template <int dim>
bool SurfacePoint<dim>::is_harmonic() const {
  return at->n_sides == 2 && options.stage != TransportStage::full && one->field > 0 &&
         !transport.solves_for_concentration(one->field - 1);
}

template <int dim>
double SurfacePoint<dim>::value() {
  const SurfaceLaw& law = *one->points[q];
  if (!is_harmonic()) return state.value(law, load());
  return law.harmonic_conductance() * (values[one->field] - values[n_fields + one->field]);
}

template <int dim>
double SurfacePoint<dim>::size() {
  const SurfaceLaw& law = *one->points[q];
  if (!is_harmonic()) return state.size(law, load());
  return law.harmonic_conductance() *
         (std::abs(values[one->field]) + std::abs(values[n_fields + one->field]));
}

template <int dim>
const std::vector<double>& SurfacePoint<dim>::slopes() {
  const SurfaceLaw& law = *one->points[q];
  if (!is_harmonic()) return state.slopes(law, load());
  harmonic_slopes.assign(2 * n_fields, 0.0);
  harmonic_slopes[one->field] = law.harmonic_conductance();
  harmonic_slopes[n_fields + one->field] = -law.harmonic_conductance();
  return harmonic_slopes;
}

template class SurfacePoint<2>;
template class SurfacePoint<3>;

} // namespace ionflux
