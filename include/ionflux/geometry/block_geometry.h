#pragma once

/// A geometry that is a finished block mesh with its labels: what every row of the table makes.

#include <ionflux/geometry/block_mesh.h>
#include <ionflux/geometry/geometry.h>

#include <utility>

namespace ionflux {

template <int dim>
class BlockGeometry : public Geometry<dim> {
public:
  /// @param length   reference length [m]; the mesh is in units of it
  /// @param fraction what part of the full object is meshed
  BlockGeometry(const double length, MeshLabels names, BlockMesh<dim> blocks,
                Manifolds<dim> manifolds, const double fraction = 1.0)
      : length(length), names(std::move(names)), blocks(std::move(blocks)),
        manifolds(std::move(manifolds)), fraction(fraction) {
    this->blocks.check();
  }

  double reference_length() const override { return length; }
  MeshLabels labels() const override { return names; }
  double symmetry_fraction() const override { return fraction; }
  void create_coarse_mesh(dealii::Triangulation<dim, dim>& mesh) const override {
    create_triangulation<dim>(blocks, manifolds, mesh);
  }

private:
  const double length;
  const MeshLabels names;
  const BlockMesh<dim> blocks;
  const Manifolds<dim> manifolds;
  const double fraction;
};

} // namespace ionflux
