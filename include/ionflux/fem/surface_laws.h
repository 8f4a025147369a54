#pragma once

#include <ionflux/fem/cell_kernel.h>
#include <ionflux/fem/discretization.h>
#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/floating_metals.h>
#include <ionflux/fem/model.h>
#include <ionflux/physics/boundary/surface_state.h>

#include <memory>
#include <vector>

namespace ionflux {

/// Faces with laws that depend on the unknowns there: shape functions, weights and constants in
/// flat arrays, found once a mesh, and the integrals of the laws over them.
template <int dim>
class SurfaceLaws {
public:
  /// One law on one face of an owned cell.
  struct Face {
    const AppliedLaw* law;
    unsigned int cell;             ///< number among the owned cells
    unsigned int boundary;         ///< its id; n_boundaries() for an interface
    const PointMaterial* material; ///< on the side where the law's species are
    unsigned int field;            ///< whose equation the law enters
    bool carried_by_flow;          ///< acts where the flow does: in the full physics only
    std::vector<double> weights;   ///< area element of each point, radial weight included
    std::vector<double> shapes;    ///< [point][node of the cell]
    std::vector<std::shared_ptr<const SurfaceLaw>> points; ///< the law at each point
    int metal = FloatingMetals<dim>::none; ///< behind the face; none: the law knows its potential
  };

  SurfaceLaws(const Discretization<dim>& discretization, const Model& model,
              const FloatingMetals<dim>& metals)
      : metals(metals), discretization(discretization), transport(*model.law), medium(model.medium),
        boundaries(model.boundaries), scaling(model.scaling) {}

  /// Meet the mesh as it is now. Expressions are evaluated here only; may throw on one rank alone.
  void build();

  const std::vector<Face>& faces() const { return list; }
  /// What surfaces hold of species, amounts per area in the place of laws: `field` is that of the
  /// species, the signs are those of contents. In the order of the cells.
  const std::vector<Face>& contents() const { return stores; }

  /// Does the input set any such law of one side? The same on all ranks.
  bool exist() const;

  /// Does a law of the input bring unknown m into equation f, be it of one side or of a membrane?
  /// The same on all ranks.
  bool couple(unsigned int f, unsigned int m) const;

  /// Integral of the law, tested with every shape function of the cell, into the domain.
  ///
  /// @param unknowns of the cell, [node][field] with rows of length `row`
  /// @param rows     one a node, overwritten; with `magnitudes` the size of the terms instead
  void residual(const Face& face, const double* unknowns, unsigned int row, const Load& load,
                bool magnitudes, std::vector<double>& rows) const;

  /// Derivative of residual() by all unknowns of the cell: [field][node][node], overwritten.
  void jacobian(const Face& face, const double* unknowns, unsigned int row, const Load& load,
                std::vector<double>& blocks) const;

  /// Derivative of residual() by the potential of a floating metal behind the face.
  void metal_slopes(const Face& face, const double* unknowns, unsigned int row, const Load& load,
                    std::vector<double>& rows) const;

  /// Integral of the law over the face.
  double integral(const Face& face, const double* unknowns, unsigned int row,
                  const Load& load) const;

  /// Add the integrals of a face of contents() to the contents of its cell, [node][field] with rows
  /// of length padded(number of fields), like the unknowns.
  void add_content(const Face& face, const double* unknowns, double* contents) const;

  /// Add what the law reports, integrated over the face, and its area: see LawReport.
  void report(const Face& face, const double* unknowns, unsigned int row, double* sums) const;

private:
  void add_face(const typename dealii::DoFHandler<dim>::active_cell_iterator& cell, unsigned int f,
                unsigned int number, int condition, dealii::FEFaceValues<dim>& values);
  const PointMaterial* side_with(const AppliedLaw& law,
                                 const typename dealii::DoFHandler<dim>::active_cell_iterator& cell,
                                 unsigned int f) const;
  void interpolate(const Face& face, unsigned int q, const double* unknowns, unsigned int row,
                   std::vector<double>& values) const;

  /// Calls work(q, state) at the points of a face.
  template <typename Work>
  void for_each_point(const Face& face, const double* unknowns, unsigned int row,
                      const Work& work) const;

  const FloatingMetals<dim>& metals;
  const Discretization<dim>& discretization;
  const TransportLaw& transport;
  const Medium& medium;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  std::vector<Face> list, stores;
};

/// Normal component of the solvent's velocity at a point of a face seen from a region, positive out
/// of it [m/s].
template <int dim>
double outward_velocity(const Medium& medium, const unsigned int region,
                        const dealii::Point<dim>& x, const dealii::Tensor<1, dim>& normal,
                        const Scaling& scaling) {
  if (!medium.flows(region)) return 0.0;
  const Flow::Vector velocity = medium.velocity(region, metres(x, scaling.length));
  double sum = 0.0;
  for (unsigned int d = 0; d < dim; ++d)
    sum += velocity[d] * normal[d];
  return sum;
}

/// Dispersion by the flow at a point of a region that has it, dimensionless.
template <int dim>
dealii::Tensor<2, dim> dispersion_tensor(const Medium& medium, const unsigned int region,
                                         const dealii::Point<dim>& x, const double length) {
  const Flow::Tensor k = medium.dispersion(region, metres(x, length));
  dealii::Tensor<2, dim> tensor;
  for (unsigned int d = 0; d < dim; ++d)
    for (unsigned int e = 0; e < dim; ++e)
      tensor[d][e] = k[3 * d + e];
  return tensor;
}

/// Is this face of an owned cell to be integrated from this side? An interface face has two sides:
/// the finer one does it, and of equals the one with the smaller id.
template <typename Cell>
bool integrates_interface(const Cell& cell, const unsigned int f) {
  if (cell->face(f)->has_children()) return false;
  if (cell->neighbor_is_coarser(f)) return true;
  return cell->id() < cell->neighbor(f)->id();
}

} // namespace ionflux
