#pragma once

/// The weak form on one cell: loops over quadrature points and scalar shape functions, field by
/// field.
///
///     R_f(v) = int sum_k K_fk grad u_k . grad v - S_f v            (equations of
///     physics/point_law.h)

#include <ionflux/physics/point_law.h>

#include <deal.II/fe/fe_values.h>

#include <vector>

namespace ionflux {

/// Shape functions of one field at the quadrature points of a cell, in contiguous arrays.
template <int dim>
struct CellShapes {
  CellShapes(unsigned int n_points, unsigned int n_nodes);

  /// @param radial_weight factor of the volume element at each point (r when axisymmetric)
  template <typename RadialWeight>
  void reinit(const dealii::FEValuesBase<dim>& values, const RadialWeight& radial_weight) {
    for (unsigned int q = 0; q < n_points; ++q) {
      weight[q] = values.JxW(q) * radial_weight(values.quadrature_point(q));
      for (unsigned int a = 0; a < n_nodes; ++a) {
        value[q * n_nodes + a] = values.shape_value(a, q);
        const auto& slope = values.shape_grad(a, q);
        for (unsigned int d = 0; d < dim; ++d)
          gradient[(q * dim + d) * n_nodes + a] = slope[d];
      }
    }
  }

  const double* value_at(const unsigned int q) const { return &value[q * n_nodes]; }
  const double* gradient_at(const unsigned int q, const unsigned int d) const {
    return &gradient[(q * dim + d) * n_nodes];
  }

  unsigned int n_points, n_nodes;
  std::vector<double> value;    ///< [point][node]
  std::vector<double> gradient; ///< [point][dimension][node]
  std::vector<double> weight;   ///< [point] volume element
};

/// State of a cell that the kernel needs.
struct CellInput {
  std::vector<double> nodal;        ///< unknowns [field][node]
  std::vector<double> sources;      ///< given volume sources [point][field]; empty: none
  std::vector<double> fixed_charge; ///< [point]; empty: none
  const PointMaterial* material = nullptr;
  TransportStage stage = TransportStage::full;
};

/// Largest number of fields (the potential and 31 species): the size of the widest derivative type.
inline constexpr unsigned int max_fields = 32;

/// Residual and Jacobian of one cell.
template <int dim>
class CellKernel {
public:
  explicit CellKernel(const IdealElectrolyte& law);

  /// Residual [field][node]. With `magnitudes`, the sum of the absolute values of its terms
  /// instead, where a driving force is counted as at least RT over the reference length.
  void residual(const CellShapes<dim>& shapes, const CellInput& input, bool magnitudes,
                std::vector<double>& residual);

  /// Jacobian as blocks [field][field][node][node]; blocks that law.couples() denies stay
  /// untouched.
  void jacobian(const CellShapes<dim>& shapes, const CellInput& input, std::vector<double>& matrix);

private:
  template <typename Fad>
  void jacobian_with(const CellShapes<dim>& shapes, const CellInput& input,
                     std::vector<double>& matrix);
  void interpolate(const CellShapes<dim>& shapes, const CellInput& input, unsigned int q);
  void add_block(const CellShapes<dim>& shapes, unsigned int q, double stiffness,
                 const double* drift, double reaction, double* block) const;

  const IdealElectrolyte& law;
  const unsigned int n_fields;
  std::vector<double> value;    ///< unknowns at the point
  std::vector<double> gradient; ///< [field][dimension] at the point
  PointMaterial point_material;
};

} // namespace ionflux
