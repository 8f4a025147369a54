#pragma once

/// The weak form on one cell: loops over quadrature points and scalar shape functions.
///
///     R_f(v) = int sum_k K_fk grad u_k . grad v - S_f v            (equations of
///     physics/transport_law.h)
///
/// and, where the solvent flows with the velocity w, of each species  - int c_i w . grad v.
/// Streamline diffusion adds  int tau (w . grad c_i - R_i) w . grad v  (doc/numerics.md).
///
/// Cost is what counts here: sums over nodes are small matrix products (algebra/small_product.h)
/// with rows padded to multiples of 4, symmetric parts of a Jacobian sums over pairs of shape
/// functions (fem/shape_pairs.h), parts that are nothing are left out; nothing is allocated in a
/// call.

#include <ionflux/fem/shape_pairs.h>
#include <ionflux/physics/transport_law.h>

#include <vector>

namespace ionflux {

/// State of a cell that the kernel needs; pointers into the caller's arrays.
struct CellInput {
  const double* unknowns = nullptr;         ///< [node][field, padded]
  const double* corrections = nullptr;      ///< to be added to them with all digits; null: none
  const double* weights = nullptr;          ///< [point] volume element
  const double* inverse_jacobian = nullptr; ///< [point][reference direction][direction]
  unsigned int geometry_stride = 0;         ///< from point to point in it; 0 for affine cells
  const double* fixed_charge = nullptr;     ///< [point]; null: none
  const double* diffusivities = nullptr;    ///< [point][species]; null: the material's
  const double* sources = nullptr;          ///< given sources [point][field, padded]; null: none
  const double* velocity = nullptr;         ///< of the solvent [point][3]; null: at rest
  const double* dispersion = nullptr;       ///< of the flow [point][dim][dim]; null: none
  bool streamline = false;                  ///< add streamline diffusion?
  double load = 1.0;                        ///< factor of charge, sources and velocity
  double storage_rate = 0.0;                ///< factor of the contents c_i in the residual
  bool lumped_storage = false;              ///< gather those of unknown concentrations at nodes?
  const PointMaterial* material = nullptr;
};

/// The flow is turned on with the load of charges, as what enters with it at boundaries is.
inline bool is_carried(const CellInput& input) { return input.velocity != nullptr; }

/// Residual and Jacobian of one cell.
template <int dim>
class CellKernel {
public:
  CellKernel(const TransportLaw& law, const ReferenceShapes<dim>& shapes);

  /// Residual [node, padded][field, padded]; valid until the next call. With `magnitudes`, the sum
  /// of the absolute values of its terms instead, where a driving force is counted as at least RT
  /// over the reference length times `least_drive`; with 0, the parts of a flux count each.
  const double* residual(const CellInput& input, bool magnitudes, double least_drive = 1.0);

  /// Contents int c_i v, [node, padded][field, padded]; 0 for the potential. Valid until the next
  /// call.
  double* content(const CellInput& input);

  /// Evaluate the derivatives of the law at the points of a cell, for block().
  void linearize(const CellInput& input);

  /// Jacobian block times `factor`: derivative of the rows of field f by the unknowns of field m,
  /// [node, padded][node, padded]; valid until the next call. Only for pairs that law.couples().
  const double* block(unsigned int f, unsigned int m, double factor);

  /// Unknowns of the cell at the quadrature points: [point * (1 + dim)] [field, padded], valid
  /// until the next call.
  ///
  /// Derivatives are made from differences between nodes, which are exact where values are close:
  /// their relative error is that of the differences, not that of the values over the cell's width.
  const double* interpolate(const CellInput& input);

  /// Gradients of the unknowns at point q, after interpolate(); valid until the next call.
  PointGradient gradient_at(const CellInput& input, unsigned int q);

private:
  void physical_gradients(const CellInput& input, unsigned int q);
  void set_material(const CellInput& input, unsigned int q);
  void add_advection(const CellInput& input, unsigned int q, bool magnitudes);
  void linearize_advection(const CellInput& input, unsigned int q);
  void add_dispersion(const CellInput& input, unsigned int q, bool magnitudes);
  void add_dispersion_block(unsigned int f, double factor);
  void linearize_storage(double rate, unsigned int q);
  void add_drift(unsigned int place, double factor);
  bool is_lumped(const unsigned int species) const { // whose unknown is what is stored
    return lumped_rate != 0.0 && law.solves_for_concentration(species);
  }
  double volume_of_node(const double* point_weights, unsigned int node) const;
  void add_lumped_storage(const CellInput& input);
  void add_lumped_block(unsigned int f, unsigned int m, double factor);
  void add_streamline_diffusion(const CellInput& input, unsigned int q, bool magnitudes);
  void add_streamline_content(const CellInput& input, unsigned int q);
  void linearize_streamline_diffusion(const CellInput& input, unsigned int q);
  void add_streamline_block(unsigned int f, unsigned int m, double factor);
  void find_nodal_concentrations(const CellInput& input, bool with_slopes);
  double carried_gradient(const CellInput& input, unsigned int q, const double* velocity,
                          unsigned int f) const;
  void add_gradient_slopes(unsigned int f, unsigned int m, double factor);

  const TransportLaw& law;
  const ReferenceShapes<dim>& shapes;
  const unsigned int n_fields, field_row, node_row;                  ///< the latter two padded
  std::vector<std::pair<unsigned int, unsigned int>> flux_couplings; ///< where K_fk is not zero
  PointMaterial material;
  PointLawValues<double> point;
  std::vector<PointDerivatives> derivatives; ///< [quadrature point]
  PointChemistry chemistry;
  std::vector<double> storage; ///< rate dc_i/du_m: [quadrature point][field][field]
  double lumped_rate = 0.0;    ///< factor of contents at the nodes, where that is chosen

  std::vector<double> differences;     ///< [node][field] from the first node
  std::vector<double> values;          ///< [entry][field]
  std::vector<double> gradient;        ///< [direction][field] at a point
  std::vector<double> flux;            ///< likewise
  std::vector<double> tested;          ///< [entry][field]: what shape functions are tested with
  std::vector<double> result;          ///< [node][field]
  std::vector<double> shape_gradients; ///< [point][direction][node]
  std::vector<double> shape_values;    ///< [point][node]
  std::vector<double> scaled;          ///< factors of a product, like shape_gradients
  std::vector<double> matrix;          ///< [node][node]
  std::vector<double> weights;         ///< [point]
  ShapePairs<dim> pairs;
  std::vector<double> factors;       ///< of shape functions or gradients [point][direction]
  std::vector<double> pair_sums;     ///< the symmetric part of a block
  std::vector<double> stream_shapes; ///< w . grad of the shape functions [point][node]
  std::vector<double> stream_times;  ///< tau [point][field]
  std::vector<double> stream_slopes; ///< stream_shapes times dc/du of its node
  bool streams_potentials = false;   ///< is the unknown of any of them not its concentration?
  std::vector<double> nodal_concentrations; ///< [node][species], where that is so
  std::vector<double> nodal_slopes;         ///< dc_i/du_m there, [node][species][field]
  const double* dispersion = nullptr; ///< of the cell of the last linearize(), as in CellInput
  bool is_streamed = false;           ///< has the cell of the last linearize() any?
};

} // namespace ionflux
