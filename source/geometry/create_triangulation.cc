#include <ionflux/geometry/block_mesh.h>

#include <deal.II/grid/grid_tools.h>
#include <deal.II/grid/manifold.h>
#include <deal.II/grid/tria.h>

#include <algorithm>

namespace ionflux {

namespace {

dealii::types::manifold_id manifold_id(const int id) {
  return id == flat ? dealii::numbers::flat_manifold_id
                    : static_cast<dealii::types::manifold_id>(id);
}

template <typename FaceIterator, int dim>
typename BlockMesh<dim>::Face vertices_of(const FaceIterator& face) {
  typename BlockMesh<dim>::Face numbers;
  for (unsigned int v = 0; v < numbers.size(); ++v)
    numbers[v] = face->vertex_index(v);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

} // namespace

template <int dim>
void create_triangulation(const BlockMesh<dim>& mesh, const Manifolds<dim>& manifolds,
                          dealii::Triangulation<dim, dim>& triangulation) {
  std::vector<dealii::Point<dim>> points(mesh.vertices.size());
  for (unsigned int v = 0; v < points.size(); ++v)
    for (int d = 0; d < dim; ++d)
      points[v][d] = mesh.vertices[v][d];

  std::vector<dealii::CellData<dim>> cells(mesh.cells.size());
  for (unsigned int c = 0; c < cells.size(); ++c) {
    std::copy(mesh.cells[c].vertices.begin(), mesh.cells[c].vertices.end(),
              cells[c].vertices.begin());
    cells[c].material_id = mesh.cells[c].region;
    cells[c].manifold_id = manifold_id(mesh.cells[c].manifold);
  }
  // deal.II wants parallel edges to point the same way; blocks know nothing of each other's edges.
  dealii::GridTools::consistently_order_cells(cells);
  triangulation.create_triangulation(points, cells, dealii::SubCellData());

  for (const auto& [id, manifold] : manifolds)
    triangulation.set_manifold(id, *manifold);

  // Faces and edges take the manifold of their curved cells; straight cells come second, so that
  // what they share with curved ones stays straight. Surfaces with a mark of their own come last.
  const auto flat_id = dealii::numbers::flat_manifold_id;
  for (const bool straight : {false, true})
    for (const auto& cell : triangulation.cell_iterators_on_level(0))
      if ((cell->manifold_id() == flat_id) == straight)
        cell->set_all_manifold_ids(cell->manifold_id());
  for (const auto& cell : triangulation.cell_iterators_on_level(0))
    for (const auto& face : cell->face_iterators()) {
      const auto mark = mesh.marks.find(vertices_of<decltype(face), dim>(face));
      if (mark == mesh.marks.end()) continue;
      if (mark->second.boundary != none) face->set_all_boundary_ids(mark->second.boundary);
      if (mark->second.manifold != none)
        face->set_all_manifold_ids(manifold_id(mark->second.manifold));
    }
}

template void create_triangulation(const BlockMesh<2>&, const Manifolds<2>&,
                                   dealii::Triangulation<2, 2>&);
template void create_triangulation(const BlockMesh<3>&, const Manifolds<3>&,
                                   dealii::Triangulation<3, 3>&);

} // namespace ionflux
