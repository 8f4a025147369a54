#include <ionflux/geometry/mesh_file_checks.h>
#include <ionflux/support/disjoint_sets.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace ionflux {

namespace {

const char* const recipe_2d = "quadrilaterals: in the .geo file \"Mesh.RecombineAll = 1;\" with "
                              "\"Mesh.SubdivisionAlgorithm = 1;\", or \"Transfinite Surface\" with "
                              "\"Recombine Surface\"";
const char* const recipe_3d =
    "hexahedra: in the .geo file \"Mesh.SubdivisionAlgorithm = 2;\" with "
    "\"Mesh.RecombineAll = 1;\", \"Extrude {...} {...; Layers{n}; Recombine;}\" of "
    "quadrilaterals, or \"Transfinite Volume\" with \"Recombine Surface\"";

/// sin of the angle between the edges at a corner (3-D: their scaled triple product); 1 is best.
template <int dim>
double corner_quality(const BlockMesh<dim>& mesh, const typename BlockMesh<dim>::Cell& cell,
                      const unsigned int v) {
  double product = 1.0;
  for (unsigned int d = 0; d < dim; ++d) {
    const auto &low = mesh.vertices[cell.vertices[v]],
               &high = mesh.vertices[cell.vertices[v ^ (1u << d)]];
    double square = 0;
    for (int e = 0; e < dim; ++e)
      square += (high[e] - low[e]) * (high[e] - low[e]);
    product *= std::sqrt(square);
  }
  return product > 0 ? mesh.corner_jacobian(cell, v) / product : 0.0;
}

} // namespace

void MeshFaults::add(const std::string& what, const int line, const std::string& allowed) {
  Fault fault;
  fault.what = what;
  fault.where = {file, line};
  fault.parameter = parameter;
  fault.allowed = allowed;
  list.push_back(fault);
}

void MeshFaults::throw_if_any() const {
  if (!list.empty()) throw InputError(ExitCode::bad_input_file, list);
}

void check_element_types(const GmshMesh& file, const int dimension, MeshFaults& faults) {
  int highest = 0;
  for (const GmshMesh::Element& element : file.elements)
    highest = std::max(highest, element.type->dimension);
  if (highest < 2) {
    faults.add(
        "the mesh has no cells, only points and lines", 0,
        "a mesh made by gmsh -2 (or -3) in which a Physical Surface (Volume) has the cells: once "
        "there are physical groups, Gmsh saves nothing else");
    return;
  }
  if (highest != dimension) {
    faults.add(
        "the mesh has " + std::to_string(highest) + " dimensions, the run has " +
            std::to_string(dimension),
        0,
        highest == 3
            ? "Dimension = 3, or a mesh of a surface"
            : "Dimension = 2, or a mesh made by gmsh -3 in which a Physical Volume has the cells");
    return;
  }
  std::map<const GmshType*, std::pair<int, int>> wrong; // how many, line of the first
  for (const GmshMesh::Element& element : file.elements) {
    const GmshType& type = *element.type;
    const bool cell = type.dimension == dimension, face = type.dimension == dimension - 1;
    const int right = dimension == 2 ? (cell ? 3 : 1) : cell ? 5 : 3;
    if ((cell || face) && type.number != right)
      ++wrong.insert({&type, {0, element.line}}).first->second.first;
  }
  for (const auto& [type, found] : wrong)
    faults.add("the mesh has " + std::to_string(found.first) + " " + type->name, found.second,
               !type->linear    ? "Mesh.ElementOrder = 1; ionflux has its own degree"
               : dimension == 2 ? recipe_2d
                                : recipe_3d);
}

template <int dim>
std::string place_text(const std::array<double, dim>& place) {
  std::string text;
  for (const double x : place)
    text += (text.empty() ? "(" : ", ") + format_text("%.6g", x);
  return text + ")";
}

template <int dim>
void check_cells(BlockMesh<dim>& mesh, const std::vector<int>& lines, const double extent,
                 MeshFaults& faults) {
  constexpr double flattest = 1e-4;
  std::set<std::array<unsigned int, BlockMesh<dim>::n_vertices>> known;
  unsigned int n_bad = 0, n_twice = 0, first_bad = 0, first_twice = 0;
  for (unsigned int c = 0; c < mesh.cells.size(); ++c) {
    auto& cell = mesh.cells[c];
    double least = 1, most = -1;
    for (unsigned int v = 0; v < cell.vertices.size(); ++v) {
      const double quality = corner_quality<dim>(mesh, cell, v);
      least = std::min(least, quality);
      most = std::max(most, quality);
    }
    if (most < -flattest) // the other way round, as Gmsh does it for a surface that looks down
      for (unsigned int v = 0; v < cell.vertices.size(); v += 2)
        std::swap(cell.vertices[v], cell.vertices[v + 1]);
    else if (least < flattest && n_bad++ == 0)
      first_bad = c;
    auto key = cell.vertices;
    std::sort(key.begin(), key.end());
    if (!known.insert(key).second && n_twice++ == 0) first_twice = c;
  }
  if (n_bad > 0) {
    auto corner = mesh.vertices[mesh.cells[first_bad].vertices[0]];
    for (double& x : corner)
      x *= extent;
    faults.add(std::to_string(n_bad) +
                   " cell(s) are inverted or degenerate (an angle of 0, of 180 degrees "
                   "or more, or nodes in the wrong order), the first at " +
                   place_text<dim>(corner),
               lines[first_bad], "cells that are convex, with corners in the order of Gmsh");
  }
  if (n_twice > 0)
    faults.add(std::to_string(n_twice) + " cell(s) are there twice", lines[first_twice],
               "each surface (3-D: volume) in one physical group only");
}

template <int dim>
void check_connections(const BlockMesh<dim>& mesh, const double extent, MeshFaults& faults) {
  BlockMesh<dim> merged(mesh.size); // finds nodes at the same place
  unsigned int n_double = 0;
  auto place = mesh.vertices[0];
  for (const auto& vertex : mesh.vertices) {
    const std::size_t before = merged.vertices.size();
    merged.vertex(vertex);
    if (merged.vertices.size() == before && n_double++ == 0) place = vertex;
  }
  for (double& x : place)
    x *= extent;
  if (n_double > 0) {
    faults.add(std::to_string(n_double) + " node(s) lie on others, the first at " +
                   place_text<dim>(place) + ": parts of the mesh touch without being joined",
               0,
               "shared curves and surfaces: in the .geo file \"Coherence;\" (built-in kernel) or "
               "\"BooleanFragments\" (OpenCASCADE), or \"Coherence Mesh;\" after meshing");
    return; // or the same would be said again in other words
  }
  DisjointSets parts(mesh.cells.size());
  std::size_t n_parts = mesh.cells.size();
  bool crowded = false;
  for (const auto& [face, cells] : mesh.faces()) {
    crowded = crowded || cells.size() > 2;
    for (const unsigned int c : cells)
      n_parts -= parts.join(c, cells[0]);
  }
  if (crowded) faults.add("a face belongs to more than two cells", 0, "cells that do not overlap");
  if (n_parts > 1)
    faults.add("the mesh consists of " + std::to_string(n_parts) + " parts that no face joins", 0,
               "one connected mesh, with the same nodes on both sides where parts touch");
}

template std::string place_text<2>(const std::array<double, 2>&);
template std::string place_text<3>(const std::array<double, 3>&);
template void check_cells<2>(BlockMesh<2>&, const std::vector<int>&, double, MeshFaults&);
template void check_cells<3>(BlockMesh<3>&, const std::vector<int>&, double, MeshFaults&);
template void check_connections<2>(const BlockMesh<2>&, double, MeshFaults&);
template void check_connections<3>(const BlockMesh<3>&, double, MeshFaults&);

} // namespace ionflux
