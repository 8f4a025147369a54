#pragma once

#include <ionflux/fem/cell_table.h>
#include <ionflux/fem/discretization.h>
#include <ionflux/fem/model.h>
#include <ionflux/physics/boundary/surface_law.h>

#include <array>
#include <memory>
#include <vector>

namespace ionflux {

/// A face with laws on it: of a boundary or an interface, which is seen from one side, or the two
/// faces of a thin membrane that look at each other, the first of which is the finer one.
template <int dim>
struct SurfaceFace {
  /// A law of the input at the points of the face.
  struct Law {
    const AppliedLaw* applied;
    unsigned int field;                           ///< whose equation it enters
    std::array<const PointMaterial*, 2> material; ///< of its sides, where its species are
    std::vector<std::shared_ptr<const SurfaceLaw>> points;
  };

  unsigned int cell;      ///< of the first side, its number among the owned cells
  unsigned int condition; ///< index in BoundaryMap::conditions()
  unsigned int n_sides = 1;
  std::array<unsigned int, 2> boundary; ///< ids; n_boundaries() for an interface
  std::array<unsigned int, 2> region;
  std::vector<dealii::Point<dim>> points;
  std::vector<double> outward_velocities; ///< of the solvent at the points [m/s]
  std::vector<double> weights;            ///< area element of each point, radial weight included
  std::vector<unsigned int> nodes;        ///< free ones that decide the values there, local numbers
  std::array<std::vector<double>, 2> shapes; ///< their shape functions on each side [point][node]
  std::vector<Law> laws;
  std::vector<Law> stores; ///< amounts of species per area in the place of laws
  /// Where anything is stored: shape functions of all nodes of the cell [point][node].
  std::vector<double> cell_shapes;
};

/// All faces of owned cells with terms of the weak form, found once a mesh. A face of two cells is
/// integrated once, on the finer of them.
template <int dim>
class SurfaceFaces {
public:
  SurfaceFaces(const Discretization<dim>& discretization, const CellTable<dim>& cells,
               const Model& model)
      : discretization(discretization), cells(cells), transport(*model.law), medium(model.medium),
        boundaries(model.boundaries), scaling(model.scaling) {}

  /// Meet the mesh as it is now, after the cells have. Expressions are evaluated here only; may
  /// throw on one rank alone.
  void setup();

  /// Given values have changed (in time): evaluate them anew. May throw on one rank alone.
  void update();

  /// In the order of the cells.
  const std::vector<SurfaceFace<dim>>& list() const { return faces; }

private:
  using Cell = typename dealii::DoFHandler<dim>::active_cell_iterator;
  using Face = SurfaceFace<dim>;
  void meet(const Cell& cell, unsigned int f, unsigned int number,
            dealii::FEFaceValues<dim>& values);
  void add_face(const Cell& cell, unsigned int f, Face&& face, dealii::FEFaceValues<dim>& values);
  void add_opposite(const Cell& cell, unsigned int f, Face& face) const;
  template <typename Shape>
  void add_shapes(const Cell& cell, unsigned int f, unsigned int side, const Shape& shape,
                  Face& face) const;
  const PointMaterial* side_with(const AppliedLaw& law, const Cell& cell, unsigned int f) const;
  void make_laws(typename Face::Law& law, const Face& face, bool stored) const;

  const Discretization<dim>& discretization;
  const CellTable<dim>& cells;
  const TransportLaw& transport;
  const Medium& medium;
  const BoundaryMap& boundaries;
  const Scaling& scaling;
  std::vector<Face> faces;
};

} // namespace ionflux
