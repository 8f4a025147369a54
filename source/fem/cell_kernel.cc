#include <ionflux/fem/cell_kernel.h>

#include <Sacado.hpp>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

template <int dim>
CellShapes<dim>::CellShapes(const unsigned int n_points, const unsigned int n_nodes)
    : n_points(n_points), n_nodes(n_nodes), value(n_points * n_nodes),
      gradient(n_points * dim * n_nodes), weight(n_points) {}

template <int dim>
CellKernel<dim>::CellKernel(const IdealElectrolyte& law)
    : law(law), n_fields(law.n_fields()), value(n_fields), gradient(n_fields * dim) {}

// Unknowns and their gradients at a quadrature point.
template <int dim>
void CellKernel<dim>::interpolate(const CellShapes<dim>& shapes, const CellInput& input,
                                  const unsigned int q) {
  const unsigned int n = shapes.n_nodes;
  for (unsigned int f = 0; f < n_fields; ++f) {
    const double* u = &input.nodal[f * n];
    const double* shape = shapes.value_at(q);
    double sum = 0.0;
    for (unsigned int a = 0; a < n; ++a)
      sum += shape[a] * u[a];
    value[f] = sum;
    for (unsigned int d = 0; d < dim; ++d) {
      const double* derivative = shapes.gradient_at(q, d);
      double slope = 0.0;
      for (unsigned int a = 0; a < n; ++a)
        slope += derivative[a] * u[a];
      gradient[f * dim + d] = slope;
    }
  }
}

template <int dim>
void CellKernel<dim>::residual(const CellShapes<dim>& shapes, const CellInput& input,
                               const bool magnitudes, std::vector<double>& residual) {
  const unsigned int n = shapes.n_nodes;
  residual.assign(n_fields * n, 0.0);
  PointLawValues<double> point(n_fields);
  point_material = *input.material;
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    interpolate(shapes, input, q);
    point_material.fixed_charge = input.fixed_charge.empty() ? 0.0 : input.fixed_charge[q];
    law.evaluate(value.data(), point_material, input.stage, point);
    const double* shape = shapes.value_at(q);
    for (unsigned int f = 0; f < n_fields; ++f) {
      double source = point.source[f];
      if (!input.sources.empty()) source += input.sources[q * n_fields + f];
      double* r = &residual[f * n];
      double flux[dim];
      for (unsigned int d = 0; d < dim; ++d) {
        flux[d] = 0.0;
        for (unsigned int k = 0; k < n_fields; ++k)
          if (law.couples(f, k))
            flux[d] += point.flux_coefficient[f * n_fields + k] * gradient[k * dim + d];
      }
      if (magnitudes) {
        const double least = std::abs(point.flux_coefficient[f * n_fields + f]);
        for (unsigned int d = 0; d < dim; ++d) {
          const double* derivative = shapes.gradient_at(q, d);
          const double size = std::max(std::abs(flux[d]), least) * shapes.weight[q];
          for (unsigned int a = 0; a < n; ++a)
            r[a] += size * std::abs(derivative[a]);
        }
        // The charge is a small difference of large terms where the solution is nearly neutral.
        double terms = std::abs(source);
        if (f == 0 && input.stage != TransportStage::laplace) {
          terms += std::abs(point_material.fixed_charge);
          for (unsigned int i = 0; i < law.n_species(); ++i)
            terms += std::abs(law.charge_number(i) * point.concentration[i]);
        }
        for (unsigned int a = 0; a < n; ++a)
          r[a] += terms * std::abs(shape[a]) * shapes.weight[q];
        continue;
      }
      for (unsigned int d = 0; d < dim; ++d) {
        const double* derivative = shapes.gradient_at(q, d);
        const double weighted = flux[d] * shapes.weight[q];
        for (unsigned int a = 0; a < n; ++a)
          r[a] += weighted * derivative[a];
      }
      const double weighted = source * shapes.weight[q];
      for (unsigned int a = 0; a < n; ++a)
        r[a] -= weighted * shape[a];
    }
  }
}

// block[a][b] += w (stiffness grad b . grad a + drift . grad a b - reaction a b)
template <int dim>
void CellKernel<dim>::add_block(const CellShapes<dim>& shapes, const unsigned int q,
                                const double stiffness, const double* drift, const double reaction,
                                double* block) const {
  const unsigned int n = shapes.n_nodes;
  const double w = shapes.weight[q];
  const double* shape = shapes.value_at(q);
  const double* derivative[dim];
  for (unsigned int d = 0; d < dim; ++d)
    derivative[d] = shapes.gradient_at(q, d);
  for (unsigned int a = 0; a < n; ++a) {
    double* row = block + a * n;
    double along = -w * reaction * shape[a];
    double scaled[dim];
    for (unsigned int d = 0; d < dim; ++d) {
      along += w * drift[d] * derivative[d][a];
      scaled[d] = w * stiffness * derivative[d][a];
    }
    if (stiffness == 0.0)
      for (unsigned int b = 0; b < n; ++b)
        row[b] += along * shape[b];
    else if (dim == 2)
      for (unsigned int b = 0; b < n; ++b)
        row[b] += along * shape[b] + scaled[0] * derivative[0][b] + scaled[1] * derivative[1][b];
    else
      for (unsigned int b = 0; b < n; ++b)
        row[b] += along * shape[b] + scaled[0] * derivative[0][b] + scaled[1] * derivative[1][b] +
                  scaled[dim - 1] * derivative[dim - 1][b];
  }
}

template <int dim>
template <typename Fad>
void CellKernel<dim>::jacobian_with(const CellShapes<dim>& shapes, const CellInput& input,
                                    std::vector<double>& matrix) {
  const unsigned int n = shapes.n_nodes;
  matrix.assign(n_fields * n_fields * n * n, 0.0);
  PointLawValues<Fad> point(n_fields);
  std::vector<Fad> unknowns(n_fields);
  point_material = *input.material;
  for (unsigned int q = 0; q < shapes.n_points; ++q) {
    interpolate(shapes, input, q);
    for (unsigned int f = 0; f < n_fields; ++f)
      unknowns[f] = Fad(n_fields, f, value[f]);
    point_material.fixed_charge = input.fixed_charge.empty() ? 0.0 : input.fixed_charge[q];
    law.evaluate(unknowns.data(), point_material, input.stage, point);
    for (unsigned int f = 0; f < n_fields; ++f) {
      const Fad* coefficients = &point.flux_coefficient[f * n_fields];
      for (unsigned int m = 0; m < n_fields; ++m) {
        if (!law.couples(f, m)) continue;
        double drift[dim] = {};
        for (unsigned int k = 0; k < n_fields; ++k) {
          const double change = coefficients[k].dx(m);
          if (change != 0.0)
            for (unsigned int d = 0; d < dim; ++d)
              drift[d] += change * gradient[k * dim + d];
        }
        add_block(shapes, q, coefficients[m].val(), drift, point.source[f].dx(m),
                  &matrix[(f * n_fields + m) * n * n]);
      }
    }
  }
}

template <int dim>
void CellKernel<dim>::jacobian(const CellShapes<dim>& shapes, const CellInput& input,
                               std::vector<double>& matrix) {
  // Small fixed sizes for the usual numbers of species: derivatives live on the stack.
  if (n_fields <= 4)
    jacobian_with<Sacado::Fad::SLFad<double, 4>>(shapes, input, matrix);
  else if (n_fields <= 8)
    jacobian_with<Sacado::Fad::SLFad<double, 8>>(shapes, input, matrix);
  else
    jacobian_with<Sacado::Fad::SLFad<double, max_fields>>(shapes, input, matrix);
}

template struct CellShapes<2>;
template struct CellShapes<3>;
template class CellKernel<2>;
template class CellKernel<3>;

} // namespace ionflux
