// Streamline diffusion (Brooks and Hughes 1982, Comput. Methods Appl. Mech. Eng. 32, 199):
// diffusion along the flow alone, weighted with the residual of the equation inside of the cell, so
// that the exact solution still solves. In elements of degree 1, where the diffusive part of that
// residual vanishes. Where electrochemical potentials are the unknowns, the concentration in it is
// interpolated from its nodal values. Ions have one time tau, that of their mean mobility: what is
// added to them carries no charge where they are neutral together.

#include <ionflux/fem/cell_kernel.h>
#include <ionflux/fem/stream_time.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

double stream_time(const double* velocity, const double* inverse, const unsigned int dim,
                   const double diffusivity) {
  double squared = 0.0, passes = 0.0; // |w|^2, (|w| / h)^2
  for (unsigned int k = 0; k < dim; ++k) {
    double along = 0.0;
    for (unsigned int d = 0; d < dim; ++d)
      along += inverse[k * dim + d] * velocity[d];
    passes += along * along;
    squared += velocity[k] * velocity[k];
  }
  if (passes == 0.0) return 0.0;
  const double rate = std::sqrt(passes), peclet = squared / (2.0 * diffusivity * rate);
  const double share = peclet < 1e-3 ? peclet / 3.0 : 1.0 / std::tanh(peclet) - 1.0 / peclet;
  return 0.5 * share / rate;
}

namespace {

// What dispersion adds to the diffusivity along the flow, w . K w / |w|^2.
double dispersion_along(const double* velocity, const double* k, const unsigned int dim) {
  double sum = 0.0, squared = 0.0;
  for (unsigned int d = 0; d < dim && k != nullptr; ++d) {
    squared += velocity[d] * velocity[d];
    for (unsigned int e = 0; e < dim; ++e)
      sum += velocity[d] * k[d * dim + e] * velocity[e];
  }
  return squared > 0.0 ? sum / squared : 0.0;
}

// Diffusivity that the time tau of a species is made with: of ions one, which for a binary salt of
// equal valences is that of the salt.
double streamed_diffusivity(const TransportLaw& law, const PointMaterial& material,
                            const unsigned int species) {
  if (law.charge_number(species) == 0.0) return material.diffusivity[species];
  double resistance = 0.0;
  unsigned int n = 0;
  for (unsigned int i = 0; i < law.n_species(); ++i)
    if (law.charge_number(i) != 0.0 && material.present[i]) {
      resistance += 1.0 / material.diffusivity[i];
      ++n;
    }
  return n / resistance;
}

} // namespace

// Concentrations at the nodes, and with `slopes` their derivatives by the unknowns there.
template <int dim>
void CellKernel<dim>::find_nodal_concentrations(const CellInput& input, const bool with_slopes) {
  if (!input.streamline || !is_carried(input) || !streams_potentials) return;
  const unsigned int n = law.n_species();
  nodal_concentrations.resize(shapes.n_nodes * n);
  nodal_slopes.resize(shapes.n_nodes * n * n_fields);
  std::vector<double> unknowns(field_row);
  set_material(input, 0);
  for (unsigned int a = 0; a < shapes.n_nodes; ++a) {
    for (unsigned int f = 0; f < n_fields; ++f)
      unknowns[f] = input.unknowns[a * field_row + f] +
                    (input.corrections ? input.corrections[a * field_row + f] : 0.0);
    if (!with_slopes) {
      law.concentrations(unknowns.data(), material, &nodal_concentrations[a * n]);
      continue;
    }
    law.chemistry(unknowns.data(), material, chemistry);
    std::copy(chemistry.concentration_slopes.begin(), chemistry.concentration_slopes.end(),
              &nodal_slopes[a * n * n_fields]);
  }
}

// w . grad c at a point.
template <int dim>
double CellKernel<dim>::carried_gradient(const CellInput& input, const unsigned int q,
                                         const double* velocity, const unsigned int f) const {
  double sum = 0.0;
  if (law.solves_for_concentration(f - 1)) {
    for (unsigned int d = 0; d < dim; ++d)
      sum += velocity[d] * gradient[d * field_row + f];
    return sum;
  }
  const double* inverse = input.inverse_jacobian + q * input.geometry_stride;
  const unsigned int n = law.n_species();
  for (unsigned int k = 0; k < dim; ++k) {
    double along = 0.0, slope = 0.0;
    for (unsigned int d = 0; d < dim; ++d)
      along += velocity[d] * inverse[k * dim + d];
    const double* shape = &shapes.of_points[(q * (1 + dim) + 1 + k) * node_row];
    for (unsigned int a = 1; a < shapes.n_nodes; ++a) // shape functions add up to 1
      slope += shape[a] * (nodal_concentrations[a * n + f - 1] - nodal_concentrations[f - 1]);
    sum += along * slope;
  }
  return sum;
}

// flux += tau w (dc/dt + w . grad c - R), or its size; in time the known part of dc/dt is in the
// contents that storage is measured from.
template <int dim>
void CellKernel<dim>::add_streamline_diffusion(const CellInput& input, const unsigned int q,
                                               const bool magnitudes) {
  if (!input.streamline) return;
  double velocity[dim];
  for (unsigned int d = 0; d < dim; ++d)
    velocity[d] = input.load * input.velocity[3 * q + d];
  const double* inverse = input.inverse_jacobian + q * input.geometry_stride;
  const double mixing = dispersion_along(
      velocity, input.dispersion ? input.dispersion + q * dim * dim : nullptr, dim);
  for (unsigned int f = 1; f < n_fields; ++f) {
    if (!material.present[f - 1]) continue;
    const double time =
        stream_time(velocity, inverse, dim, streamed_diffusivity(law, material, f - 1) + mixing);
    double excess = input.storage_rate * point.concentration[f - 1] - point.source[f] +
                    carried_gradient(input, q, velocity, f);
    if (input.sources) excess -= input.load * input.sources[q * field_row + f];
    for (unsigned int d = 0; d < dim; ++d) {
      const double part = time * velocity[d] * excess;
      flux[d * field_row + f] += magnitudes ? std::abs(part) : part;
    }
  }
}

// Contents are weighted like the rest of the residual: c (v + tau w . grad v).
template <int dim>
void CellKernel<dim>::add_streamline_content(const CellInput& input, const unsigned int q) {
  if (!input.streamline) return;
  const double* velocity = input.velocity + 3 * q;
  const double* inverse = input.inverse_jacobian + q * input.geometry_stride;
  double* out = &tested[q * (1 + dim) * field_row];
  const double mixing = dispersion_along(
      velocity, input.dispersion ? input.dispersion + q * dim * dim : nullptr, dim);
  for (unsigned int f = 1; f < n_fields; ++f) {
    if (!material.present[f - 1]) continue;
    const double time =
        stream_time(velocity, inverse, dim, streamed_diffusivity(law, material, f - 1) + mixing);
    for (unsigned int k = 0; k < dim; ++k)
      for (unsigned int d = 0; d < dim; ++d)
        out[(1 + k) * field_row + f] += inverse[k * dim + d] * time * velocity[d] * out[f];
  }
}

template <int dim>
void CellKernel<dim>::linearize_streamline_diffusion(const CellInput& input, const unsigned int q) {
  double velocity[dim];
  for (unsigned int d = 0; d < dim; ++d)
    velocity[d] = input.load * input.velocity[3 * q + d];
  const double* inverse = input.inverse_jacobian + q * input.geometry_stride;
  const double mixing = dispersion_along(
      velocity, input.dispersion ? input.dispersion + q * dim * dim : nullptr, dim);
  for (unsigned int f = 0; f < n_fields; ++f)
    stream_times[q * n_fields + f] = 0.0;
  for (unsigned int f = 1; f < n_fields; ++f) {
    if (!material.present[f - 1]) continue;
    const double time =
        stream_time(velocity, inverse, dim, streamed_diffusivity(law, material, f - 1) + mixing);
    stream_times[q * n_fields + f] = time;
    for (unsigned int place = f * n_fields; place < (f + 1) * n_fields; ++place)
      for (unsigned int d = 0; d < dim; ++d)
        derivatives[q].drift[3 * place + d] +=
            time * velocity[d] * storage[q * n_fields * n_fields + place];
  }
  double* along = &stream_shapes[q * node_row];
  for (unsigned int a = 0; a < node_row; ++a) {
    along[a] = 0.0;
    for (unsigned int d = 0; d < dim; ++d)
      along[a] += velocity[d] * shape_gradients[(q * dim + d) * node_row + a];
  }
}

// matrix += sum_q w tau (w . grad a) (w . grad b) dc/du at b
template <int dim>
void CellKernel<dim>::add_streamline_block(const unsigned int f, const unsigned int m,
                                           const double factor) {
  if (f == 0) return;
  const bool is_linear = law.solves_for_concentration(f - 1);
  if (is_linear && f != m) return;
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    const double weight = factor * weights[q] * stream_times[q * n_fields + f];
    for (unsigned int a = 0; a < node_row; ++a)
      scaled[q * node_row + a] = weight * stream_shapes[q * node_row + a];
  }
  const double* right = stream_shapes.data();
  if (!is_linear) {
    stream_slopes.assign(stream_shapes.size(), 0.0);
    for (unsigned int a = 0; a < shapes.n_nodes; ++a) {
      const double slope = nodal_slopes[(a * law.n_species() + f - 1) * n_fields + m];
      for (unsigned int q = 0; q < shapes.n_points; ++q)
        stream_slopes[q * node_row + a] = slope * stream_shapes[q * node_row + a];
    }
    right = stream_slopes.data();
  }
  add_transposed_product(node_row, node_row, shapes.n_points, scaled.data(), right, matrix.data());
}

template void CellKernel<2>::add_streamline_diffusion(const CellInput&, unsigned int, bool);
template void CellKernel<3>::add_streamline_diffusion(const CellInput&, unsigned int, bool);
template void CellKernel<2>::add_streamline_content(const CellInput&, unsigned int);
template void CellKernel<3>::add_streamline_content(const CellInput&, unsigned int);
template void CellKernel<2>::linearize_streamline_diffusion(const CellInput&, unsigned int);
template void CellKernel<3>::linearize_streamline_diffusion(const CellInput&, unsigned int);
template void CellKernel<2>::add_streamline_block(unsigned int, unsigned int, double);
template void CellKernel<3>::add_streamline_block(unsigned int, unsigned int, double);
template void CellKernel<2>::find_nodal_concentrations(const CellInput&, bool);
template void CellKernel<3>::find_nodal_concentrations(const CellInput&, bool);

} // namespace ionflux
