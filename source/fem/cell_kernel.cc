#include <ionflux/fem/cell_kernel.h>
#include <ionflux/support/processors.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
CellKernel<dim>::CellKernel(const TransportLaw& law, const ReferenceShapes<dim>& shapes)
    : law(law), shapes(shapes), n_fields(law.n_fields()), field_row(padded(n_fields)),
      node_row(padded(shapes.n_nodes)), point(n_fields),
      derivatives(shapes.n_points, PointDerivatives(n_fields, law.needs_gradients())),
      chemistry(n_fields), storage(shapes.n_points * n_fields * n_fields),
      differences(shapes.n_nodes * field_row), values(shapes.n_entries * field_row),
      gradient(dim * field_row), flux(dim * field_row), tested(shapes.n_entries * field_row),
      result(node_row * field_row), shape_gradients(shapes.n_points * dim * node_row),
      shape_values(shapes.n_points * node_row), scaled(shapes.n_points * dim * node_row),
      matrix(node_row * node_row), weights(shapes.n_points), pairs(shapes),
      factors(dim * shapes.n_points), pair_sums(pairs.size()),
      stream_shapes(shapes.n_points * node_row), stream_times(shapes.n_points * n_fields) {
  for (unsigned int f = 0; f < n_fields; ++f)
    for (unsigned int k = 0; k < n_fields; ++k)
      if (law.flux_couples(f, k)) flux_couplings.emplace_back(f, k);
  for (unsigned int i = 0; i < law.n_species(); ++i)
    streams_potentials = streams_potentials || !law.solves_for_concentration(i);
  for (unsigned int q = 0; q < shapes.n_points; ++q)
    for (unsigned int a = 0; a < node_row; ++a)
      shape_values[q * node_row + a] = shapes.of_points[q * (1 + dim) * node_row + a];
}

template <int dim>
const double* CellKernel<dim>::interpolate(const CellInput& input) {
  const double *u = input.unknowns, *more = input.corrections;
  for (unsigned int a = 0; a < shapes.n_nodes; ++a)
    for (unsigned int f = 0; f < field_row; ++f) {
      const unsigned int k = a * field_row + f;
      differences[k] = u[k] - u[f];
      if (more) differences[k] += more[k] - more[f];
    }
  std::fill(values.begin(), values.end(), 0.0);
  add_transposed_product(shapes.n_entries, field_row, shapes.n_nodes, shapes.of_nodes.data(),
                         differences.data(), values.data());
  for (unsigned int q = 0; q < shapes.n_points; ++q)
    for (unsigned int f = 0; f < field_row; ++f) {
      double& value = values[q * (1 + dim) * field_row + f];
      if (more) value += more[f];
      value += u[f];
    }
  return values.data();
}

template <int dim>
PointGradient CellKernel<dim>::gradient_at(const CellInput& input, const unsigned int q) {
  physical_gradients(input, q);
  return {gradient.data(), dim, field_row};
}

// gradient = the gradients of all unknowns at a point.
template <int dim>
void CellKernel<dim>::physical_gradients(const CellInput& input, const unsigned int q) {
  const double* inverse = input.inverse_jacobian + q * input.geometry_stride;
  const double* reference = &values[(q * (1 + dim) + 1) * field_row];
  for (unsigned int d = 0; d < dim; ++d)
    for (unsigned int f = 0; f < field_row; ++f) {
      double sum = 0.0;
      for (unsigned int k = 0; k < dim; ++k)
        sum += inverse[k * dim + d] * reference[k * field_row + f];
      gradient[d * field_row + f] = sum;
    }
}

// flux -= c_i w, or its size added.
template <int dim>
void CellKernel<dim>::add_advection(const CellInput& input, const unsigned int q,
                                    const bool magnitudes) {
  const double* velocity = &input.velocity[3 * q];
  for (unsigned int i = 0; i < law.n_species(); ++i)
    for (unsigned int d = 0; d < dim; ++d) {
      const double part = input.load * velocity[d] * point.concentration[i];
      flux[d * field_row + i + 1] += magnitudes ? std::abs(part) : -part;
    }
}

// drift -= w dc_i/du_m, of the composition that is there.
template <int dim>
void CellKernel<dim>::linearize_advection(const CellInput& input, const unsigned int q) {
  const double* velocity = &input.velocity[3 * q];
  for (unsigned int i = 0; i < law.n_species(); ++i)
    for (unsigned int m = 0; m < n_fields; ++m) {
      const double slope = input.load * chemistry.concentration_slope(i, m);
      if (slope == 0.0) continue;
      double* drift = &derivatives[q].drift[3 * ((i + 1) * n_fields + m)];
      for (unsigned int d = 0; d < dim; ++d)
        drift[d] -= slope * velocity[d];
    }
}

// storage = rate dc_i/du_m, of the composition that is there.
template <int dim>
void CellKernel<dim>::linearize_storage(const double rate, const unsigned int q) {
  for (unsigned int i = 0; i < law.n_species(); ++i)
    for (unsigned int m = 0; m < n_fields; ++m)
      storage[(q * n_fields + i + 1) * n_fields + m] =
          is_lumped(i) ? 0.0 : rate * chemistry.concentration_slope(i, m);
}

// What of the cell's material, which `material` must be, differs from point to point.
template <int dim>
void CellKernel<dim>::set_material(const CellInput& input, const unsigned int q) {
  material.fixed_charge = input.fixed_charge ? input.load * input.fixed_charge[q] : 0.0;
  if (!input.diffusivities) return;
  const double* here = input.diffusivities + q * law.n_species();
  std::copy(here, here + law.n_species(), material.diffusivity.begin());
}

template <int dim>
IONFLUX_ALL_PROCESSORS const double*
CellKernel<dim>::residual(const CellInput& input, const bool magnitudes, const double least_drive) {
  lumped_rate = input.lumped_storage && !magnitudes ? input.storage_rate : 0.0;
  interpolate(input);
  const FollowedPoints followed(law);
  material = *input.material;
  find_nodal_concentrations(input, false);
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    physical_gradients(input, q);
    set_material(input, q);
    law.evaluate(&values[q * (1 + dim) * field_row], {gradient.data(), dim, field_row}, material,
                 point);
    std::fill(flux.begin(), flux.end(), 0.0);
    const bool apart = magnitudes && least_drive == 0.0; // diffusion and drift that may cancel
    for (const auto& [f, k] : flux_couplings)
      for (unsigned int d = 0; d < dim; ++d) {
        const double part = point.flux_coefficient[f * n_fields + k] * gradient[d * field_row + k];
        flux[d * field_row + f] += apart ? std::abs(part) : part;
      }

    if (input.dispersion) add_dispersion(input, q, apart);
    if (is_carried(input) && !magnitudes) add_advection(input, q, false);
    if (is_carried(input) && !magnitudes) add_streamline_diffusion(input, q, false);

    double* out = &tested[q * (1 + dim) * field_row];
    for (unsigned int f = 0; f < n_fields; ++f)
      out[f] = -point.source[f];
    if (input.sources)
      for (unsigned int f = 0; f < n_fields; ++f)
        out[f] -= input.load * input.sources[q * field_row + f];
    if (input.storage_rate != 0.0 && !magnitudes)
      for (unsigned int i = 0; i < law.n_species(); ++i)
        if (!is_lumped(i)) out[i + 1] += input.storage_rate * point.concentration[i];
    if (magnitudes) {
      for (unsigned int f = 0; f < n_fields; ++f) {
        const double least = least_drive * std::abs(point.flux_coefficient[f * n_fields + f]);
        for (unsigned int d = 0; d < dim; ++d)
          flux[d * field_row + f] = std::max(std::abs(flux[d * field_row + f]), least);
        out[f] = std::max(std::abs(out[f]), point.source_size[f]);
      }
      if (is_carried(input)) add_advection(input, q, true);
      if (is_carried(input)) add_streamline_diffusion(input, q, true);
      for (unsigned int i = 0; i < law.n_species(); ++i)
        out[i + 1] += input.storage_rate * std::abs(point.concentration[i]);
      // The charge is a small difference of large terms where the solution is nearly neutral.
      if (law.counts_charges()) {
        out[0] += std::abs(material.fixed_charge);
        for (unsigned int i = 0; i < law.n_species(); ++i)
          out[0] += std::abs(law.charge_number(i) * point.concentration[i]);
      }
    }
    const double* inverse = input.inverse_jacobian + q * input.geometry_stride;
    const double weight = input.weights[q];
    for (unsigned int f = 0; f < n_fields; ++f)
      out[f] *= weight;
    for (unsigned int k = 0; k < dim; ++k)
      for (unsigned int f = 0; f < field_row; ++f) {
        double sum = 0.0;
        for (unsigned int d = 0; d < dim; ++d)
          sum += (magnitudes ? std::abs(inverse[k * dim + d]) : inverse[k * dim + d]) *
                 flux[d * field_row + f];
        out[(1 + k) * field_row + f] = weight * sum;
      }
  }
  std::fill(result.begin(), result.end(), 0.0);
  add_transposed_product(node_row, field_row, shapes.n_points * (1 + dim),
                         (magnitudes ? shapes.magnitude : shapes.of_points).data(), tested.data(),
                         result.data());
  add_lumped_storage(input);
  return result.data();
}

template <int dim>
double* CellKernel<dim>::content(const CellInput& input) {
  lumped_rate = input.lumped_storage ? 1.0 : 0.0;
  interpolate(input);
  const FollowedPoints followed(law);
  material = *input.material;
  std::fill(tested.begin(), tested.end(), 0.0);
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    const unsigned int entry = q * (1 + dim) * field_row;
    set_material(input, q); // an electroneutral composition depends on the charge
    law.concentrations(&values[entry], material, &tested[entry + 1]);
    for (unsigned int i = 0; i < law.n_species(); ++i)
      tested[entry + 1 + i] *= is_lumped(i) ? 0.0 : input.weights[q];
    if (is_carried(input)) add_streamline_content(input, q);
  }
  std::fill(result.begin(), result.end(), 0.0);
  add_transposed_product(node_row, field_row, shapes.n_points * (1 + dim), shapes.of_points.data(),
                         tested.data(), result.data());
  add_lumped_storage(input);
  return result.data();
}

template <int dim>
IONFLUX_ALL_PROCESSORS void CellKernel<dim>::linearize(const CellInput& input) {
  lumped_rate = input.lumped_storage ? input.storage_rate : 0.0;
  is_streamed = is_carried(input) && input.streamline;
  dispersion = input.dispersion;
  interpolate(input);
  const FollowedPoints followed(law);
  material = *input.material;
  pairs.set_cell(input.inverse_jacobian, input.geometry_stride);
  find_nodal_concentrations(input, true);
  if (input.storage_rate == 0.0) std::fill(storage.begin(), storage.end(), 0.0);
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    physical_gradients(input, q);
    set_material(input, q);
    law.linearize(&values[q * (1 + dim) * field_row], {gradient.data(), dim, field_row}, material,
                  derivatives[q]);
    if (is_carried(input) || input.storage_rate != 0.0)
      law.chemistry(&values[q * (1 + dim) * field_row], material, chemistry);
    if (is_carried(input)) linearize_advection(input, q);
    if (input.storage_rate != 0.0) linearize_storage(input.storage_rate, q);
    weights[q] = input.weights[q];
    const double* inverse = input.inverse_jacobian + q * input.geometry_stride;
    for (unsigned int d = 0; d < dim; ++d) {
      double* out = &shape_gradients[(q * dim + d) * node_row];
      std::fill(out, out + node_row, 0.0);
      for (unsigned int k = 0; k < dim; ++k) {
        const double factor = inverse[k * dim + d];
        const double* reference = &shapes.of_points[(q * (1 + dim) + 1 + k) * node_row];
        for (unsigned int a = 0; factor != 0.0 && a < node_row; ++a) // 0: cells along the axes
          out[a] += factor * reference[a];
      }
    }
    if (is_streamed) linearize_streamline_diffusion(input, q);
  }
}

// block[a][b] = sum_q w (K grad b . grad a + drift . grad a b + (rate dc - dS) a b)
template <int dim>
const double* CellKernel<dim>::block(const unsigned int f, const unsigned int m,
                                     const double factor) {
  const unsigned int place = f * n_fields + m;
  std::fill(matrix.begin(), matrix.end(), 0.0);
  add_drift(place, factor);
  std::fill(pair_sums.begin(), pair_sums.end(), 0.0);
  const bool flows = law.flux_couples(f, m);
  if (flows) {
    for (unsigned int q = 0; q < shapes.n_points; ++q)
      factors[q] = factor * weights[q] * derivatives[q].flux_coefficient[place];
    pairs.add_gradients(factors.data(), pair_sums.data());
  }
  bool reacts = false;
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    factors[q] = factor * weights[q] *
                 (storage[q * n_fields * n_fields + place] - derivatives[q].source[place]);
    reacts = reacts || factors[q] != 0.0;
  }
  if (reacts) pairs.add_values(factors.data(), pair_sums.data());
  if (flows || reacts) pairs.add_to(pair_sums.data(), matrix.data());
  if (dispersion && f == m) add_dispersion_block(f, factor);
  add_lumped_block(f, m, factor);
  if (is_streamed) add_streamline_block(f, m, factor);
  add_gradient_slopes(f, m, factor);
  return matrix.data();
}

// matrix += sum_q w drift . grad a b; many have none.
template <int dim>
void CellKernel<dim>::add_drift(const unsigned int place, const double factor) {
  bool any = false;
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    const double* drift = &derivatives[q].drift[place * 3];
    const double weight = factor * weights[q];
    for (unsigned int d = 0; d < dim; ++d) {
      factors[q * dim + d] = weight * drift[d];
      any = any || drift[d] != 0.0;
    }
  }
  if (!any) return;
  weigh_rows(shapes.n_points, dim, node_row, factors.data(), shape_gradients.data(), scaled.data());
  add_transposed_product(node_row, node_row, shapes.n_points, scaled.data(), shape_values.data(),
                         matrix.data());
}

template class CellKernel<2>;
template class CellKernel<3>;

} // namespace ionflux
