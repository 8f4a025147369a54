// Streamline diffusion (Brooks and Hughes 1982, Comput. Methods Appl. Mech. Eng. 32, 199):
// diffusion along the flow alone, weighted with the residual of the equation inside of the cell, so
// that the exact solution still solves. For neutral species by their concentration, in elements of
// degree 1, where the diffusive part of that residual vanishes.

#include <ionflux/fem/cell_kernel.h>
#include <ionflux/fem/stream_time.h>

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

} // namespace

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
  for (const unsigned int f : streamed) {
    if (!material.present[f - 1]) continue;
    const double time = stream_time(velocity, inverse, dim, material.diffusivity[f - 1] + mixing);
    double excess = input.storage_rate * point.concentration[f - 1] - point.source[f];
    if (input.sources) excess -= input.load * input.sources[q * field_row + f];
    for (unsigned int d = 0; d < dim; ++d)
      excess += velocity[d] * gradient[d * field_row + f];
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
  for (const unsigned int f : streamed) {
    if (!material.present[f - 1]) continue;
    const double time = stream_time(velocity, inverse, dim, material.diffusivity[f - 1] + mixing);
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
  for (const unsigned int f : streamed) {
    if (!material.present[f - 1]) continue;
    const unsigned int place = f * n_fields + f;
    const double time = stream_time(velocity, inverse, dim, material.diffusivity[f - 1] + mixing);
    stream_times[q * n_fields + f] = time;
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

// matrix += sum_q w tau (w . grad a) (w . grad b)
template <int dim>
void CellKernel<dim>::add_streamline_block(const unsigned int f, const double factor) {
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    const double weight = factor * weights[q] * stream_times[q * n_fields + f];
    for (unsigned int a = 0; a < node_row; ++a)
      scaled[q * node_row + a] = weight * stream_shapes[q * node_row + a];
  }
  add_transposed_product(node_row, node_row, shapes.n_points, scaled.data(), stream_shapes.data(),
                         matrix.data());
}

template void CellKernel<2>::add_streamline_diffusion(const CellInput&, unsigned int, bool);
template void CellKernel<3>::add_streamline_diffusion(const CellInput&, unsigned int, bool);
template void CellKernel<2>::add_streamline_content(const CellInput&, unsigned int);
template void CellKernel<3>::add_streamline_content(const CellInput&, unsigned int);
template void CellKernel<2>::linearize_streamline_diffusion(const CellInput&, unsigned int);
template void CellKernel<3>::linearize_streamline_diffusion(const CellInput&, unsigned int);
template void CellKernel<2>::add_streamline_block(unsigned int, double);
template void CellKernel<3>::add_streamline_block(unsigned int, double);

} // namespace ionflux
