#include <ionflux/geometry/cut.h>
#include <ionflux/support/disjoint_sets.h>
#include <ionflux/support/errors.h>

#include <deal.II/grid/grid_tools.h>
#include <deal.II/grid/manifold.h>
#include <deal.II/grid/tria.h>

#include <algorithm>

namespace ionflux {

namespace {

using dealii::Triangulation;

/// A geometry whose coarse mesh is cut. Cells keep their numbers.
template <int dim>
class CutGeometry : public Geometry<dim> {
public:
  CutGeometry(std::unique_ptr<Geometry<dim>> geometry, const std::vector<std::string>& interfaces)
      : whole(std::move(geometry)), names(whole->labels()) {
    whole->create_coarse_mesh(mesh);
    find_sides(interfaces);
    find_pieces();
  }

  double reference_length() const override { return whole->reference_length(); }
  MeshLabels labels() const override { return names; }
  double symmetry_fraction() const override { return whole->symmetry_fraction(); }

  void create_coarse_mesh(Triangulation<dim, dim>& cut) const override {
    auto [vertices, cells, faces] = dealii::GridTools::get_coarse_mesh_description(mesh);
    split_vertices(vertices, cells);
    cut.create_triangulation(vertices, cells, dealii::SubCellData());
    for (const auto id : mesh.get_manifold_ids())
      if (id != dealii::numbers::flat_manifold_id) cut.set_manifold(id, mesh.get_manifold(id));
    for (const auto& cell : mesh.cell_iterators_on_level(0))
      copy_ids(cell, typename Triangulation<dim>::cell_iterator(&cut, 0, cell->index()));
  }

private:
  using Cell = typename Triangulation<dim>::cell_iterator;

  // Id of the boundary that a face of a cell becomes; numbers::invalid_boundary_id if not cut.
  dealii::types::boundary_id side(const Cell& cell, const unsigned int f) const {
    const auto none = dealii::numbers::invalid_boundary_id;
    if (cell->at_boundary(f)) return none;
    const auto interface = sides.find(cell->face(f)->manifold_id());
    return interface == sides.end() ? none : interface->second.at(cell->material_id());
  }
  bool is_cut(const Cell& cell, const unsigned int f) const {
    return side(cell, f) != dealii::numbers::invalid_boundary_id;
  }

  void find_sides(const std::vector<std::string>& interfaces) {
    for (const auto& [id, name] : names.interfaces) {
      if (std::find(interfaces.begin(), interfaces.end(), name) == interfaces.end()) continue;
      for (const auto& cell : mesh.cell_iterators_on_level(0))
        for (const unsigned int f : cell->face_indices()) {
          if (cell->at_boundary(f) || cell->face(f)->manifold_id() != id) continue;
          const unsigned int region = cell->material_id();
          if (cell->neighbor(f)->material_id() == region)
            throw InputError(ExitCode::bad_parameters,
                             "a membrane cannot be put on the interface '" + name +
                                 "': both sides lie in the region '" + names.regions[region] +
                                 "'; give the sides regions of their own");
          sides[id][region] = boundary_id(name, region);
        }
    }
  }

  unsigned int boundary_id(const std::string& interface, const unsigned int region) {
    const std::string name = side_name(interface, names.regions[region]);
    const auto found = std::find(names.boundaries.begin(), names.boundaries.end(), name);
    const unsigned int id = found - names.boundaries.begin();
    if (found == names.boundaries.end()) names.boundaries.push_back(name);
    names.membrane_sides[id] = interface;
    return id;
  }

  void find_pieces() {
    if (sides.empty()) return;
    DisjointSets connected(mesh.n_cells(0));
    for (const auto& cell : mesh.cell_iterators_on_level(0))
      for (const unsigned int f : cell->face_indices())
        if (!cell->at_boundary(f) && !is_cut(cell, f))
          connected.join(cell->index(), cell->neighbor_index(f));
    std::map<unsigned int, MeshPiece> pieces;
    for (const auto& cell : mesh.cell_iterators_on_level(0)) {
      MeshPiece& piece = pieces[connected.root(cell->index())];
      piece.regions.insert(cell->material_id());
      for (const unsigned int f : cell->face_indices())
        if (cell->at_boundary(f))
          piece.boundaries.insert(cell->face(f)->boundary_id());
        else if (is_cut(cell, f))
          piece.boundaries.insert(side(cell, f));
    }
    for (const auto& [cell, piece] : pieces)
      names.pieces.push_back(piece);
  }

  // Around a vertex, cells that hang together by faces that are not cut share it; every further
  // group gets a copy.
  void split_vertices(std::vector<dealii::Point<dim>>& vertices,
                      std::vector<dealii::CellData<dim>>& cells) const {
    std::map<unsigned int, std::vector<Cell>> around; // vertices of the cuts
    for (const auto& cell : mesh.cell_iterators_on_level(0))
      for (const unsigned int f : cell->face_indices())
        if (is_cut(cell, f))
          for (const unsigned int v : cell->face(f)->vertex_indices())
            around[cell->face(f)->vertex_index(v)];
    for (const auto& cell : mesh.cell_iterators_on_level(0))
      for (const unsigned int v : cell->vertex_indices()) {
        const auto found = around.find(cell->vertex_index(v));
        if (found != around.end()) found->second.push_back(cell);
      }
    for (const auto& [vertex, group] : around) {
      DisjointSets connected(group.size());
      for (unsigned int a = 0; a < group.size(); ++a)
        for (unsigned int b = 0; b < a; ++b)
          if (hang_together(group[a], group[b], vertex)) connected.join(a, b);
      std::map<unsigned int, unsigned int> copy = {{0u, vertex}}; // the first group keeps it
      for (unsigned int a = 0; a < group.size(); ++a) {
        const unsigned int root = connected.root(a);
        if (copy.count(root) == 0) {
          copy[root] = vertices.size();
          vertices.push_back(vertices[vertex]);
        }
        auto& own = cells[group[a]->index()].vertices;
        std::replace(own.begin(), own.end(), vertex, copy[root]);
      }
    }
  }

  bool hang_together(const Cell& a, const Cell& b, const unsigned int vertex) const {
    for (const unsigned int f : a->face_indices()) {
      if (a->at_boundary(f) || a->neighbor(f) != b || is_cut(a, f)) continue;
      for (const unsigned int v : a->face(f)->vertex_indices())
        if (a->face(f)->vertex_index(v) == vertex) return true;
    }
    return false;
  }

  void copy_ids(const Cell& from, const Cell& to) const {
    for (const unsigned int f : from->face_indices()) {
      to->face(f)->set_manifold_id(from->face(f)->manifold_id());
      if (is_cut(from, f))
        to->face(f)->set_boundary_id(side(from, f));
      else if (from->at_boundary(f))
        to->face(f)->set_boundary_id(from->face(f)->boundary_id());
    }
    if constexpr (dim == 3)
      for (const unsigned int l : from->line_indices()) {
        to->line(l)->set_manifold_id(from->line(l)->manifold_id());
        if (from->line(l)->at_boundary())
          to->line(l)->set_boundary_id(from->line(l)->boundary_id());
      }
  }

  const std::unique_ptr<Geometry<dim>> whole;
  MeshLabels names;
  Triangulation<dim> mesh; ///< before it is cut
  /// Boundary id by the interface's manifold id and the region of the cell beside it.
  std::map<unsigned int, std::map<unsigned int, unsigned int>> sides;
};

} // namespace

std::string side_name(const std::string& interface, const std::string& region) {
  return interface + ": " + region + " side";
}

template <int dim>
std::unique_ptr<Geometry<dim>> cut_along_interfaces(std::unique_ptr<Geometry<dim>> geometry,
                                                    const std::vector<std::string>& interfaces) {
  return std::make_unique<CutGeometry<dim>>(std::move(geometry), interfaces);
}

template std::unique_ptr<Geometry<2>> cut_along_interfaces(std::unique_ptr<Geometry<2>>,
                                                           const std::vector<std::string>&);
template std::unique_ptr<Geometry<3>> cut_along_interfaces(std::unique_ptr<Geometry<3>>,
                                                           const std::vector<std::string>&);

} // namespace ionflux
