#pragma once

#include <ionflux/fem/cell_table.h>
#include <ionflux/fem/model.h>
#include <ionflux/fem/transport_stage.h>
#include <ionflux/physics/boundary/surface_state.h>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace ionflux {

/// Terms of the weak form on thin membranes: interfaces that the mesh is cut along, where potential
/// and concentrations jump.
///
///     sum over membranes  int F_f(u_0, u_1) (v_0 - v_1) dA
///
/// F_f is the flux of field f (of the potential: the displacement) from side 0 to side 1, so what
/// leaves one side enters the other to the last digit. Each pair of faces is integrated once, on
/// the finer of the two.
template <int dim>
class MembraneTerms {
public:
  MembraneTerms(const Discretization<dim>& discretization, const CellTable<dim>& cells,
                const Model& model)
      : discretization(discretization), cells(cells), law(*model.law), medium(model.medium),
        boundaries(model.boundaries), scaling(model.scaling) {}

  /// Meet the mesh as it is now, after the cells have. Collective.
  void setup();

  /// Given values have changed (in time): evaluate them anew. May throw on one rank alone.
  void update();

  /// Nodes that each pair of faces couples (local numbers), for CellTable::pattern().
  std::vector<std::vector<unsigned int>> couplings() const;

  /// Add to residual rows, or the absolute values of the terms.
  /// @param unknowns local form of a ghosted vector, interleaved; so is `rows`
  void add_residual(const double* unknowns, TransportStage stage, bool magnitudes,
                    double* rows) const;

  /// Add the derivatives, rows of field f multiplied by row_factors[f]; the matrix is closed, and
  /// assemble() is due afterwards.
  void add_jacobian(const double* unknowns, TransportStage stage,
                    const std::vector<double>& row_factors, FieldMatrix& matrix) const;

  /// Flux of each field through each side, outward of the cells beside it: [boundary id][field],
  /// dimensionless, per radian if axisymmetric; global.
  std::vector<std::vector<double>> outward_fluxes(const double* unknowns) const;

  /// Calls add(law, reported numbers, area) at the points of laws that report any.
  using ReportVisitor = std::function<void(const AppliedLaw&, const std::vector<double>&, double)>;
  void report(const double* unknowns, const ReportVisitor& add) const;

private:
  /// Two faces that look at each other; the first is the finer one.
  struct Face {
    std::array<unsigned int, 2> boundary, region;
    const BoundaryCondition* condition;
    std::vector<dealii::Point<dim>> points;
    std::vector<unsigned int> nodes;           ///< free ones that decide the values on either face
    std::array<std::vector<double>, 2> shapes; ///< their shape functions [point][node]
    std::vector<double> weights;               ///< [point]
    struct Law {
      const AppliedLaw* applied;
      unsigned int field;
      std::vector<std::shared_ptr<const SurfaceLaw>> points;
    };
    std::vector<Law> laws;
  };
  /// A field's flux at a point.
  struct PointFlux {
    double flux, magnitude;
    std::vector<double> slopes; ///< by each unknown at the two sides, [side][field]
  };

  template <typename CellIterator>
  void add_face(const CellIterator& cell, unsigned int f, const BoundaryCondition& condition);
  std::vector<typename Face::Law> laws_at(const BoundaryCondition& condition,
                                          const std::array<unsigned int, 2>& region,
                                          const std::vector<dealii::Point<dim>>& points) const;
  template <typename CellIterator>
  void add_shapes(const CellIterator& cell, unsigned int f,
                  const std::vector<dealii::Point<dim>>& unit_points, unsigned int side,
                  Face& face) const;
  PointFlux evaluate(const SurfaceLaw& at_point, unsigned int field, const double* values,
                     SurfaceState& state, TransportStage stage) const;
  template <typename Work>
  void for_each_state(const double* unknowns, const Work& work) const;
  template <typename Work>
  void for_each_point(const double* unknowns, TransportStage stage, const Work& work) const;

  const Discretization<dim>& discretization;
  const CellTable<dim>& cells;
  const TransportLaw& law;
  const Medium& medium;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  std::vector<Face> faces;
};

} // namespace ionflux
