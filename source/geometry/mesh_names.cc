#include <ionflux/geometry/mesh_file.h>
#include <ionflux/geometry/mesh_file_checks.h>
#include <ionflux/geometry/mesh_overlap.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

constexpr int first_interface = 101;
constexpr double rounding = 1e-9; ///< of the extent

/// Gmsh counts the corners of a quadrilateral round about, we count line by line.
constexpr std::array<unsigned int, 8> gmsh_corner = {{0, 1, 3, 2, 4, 5, 7, 6}};

template <int dim>
class MeshNamer {
public:
  using Face = typename BlockMesh<dim>::Face;
  using Vertex = typename BlockMesh<dim>::Vertex;

  MeshNamer(const GmshMesh& file, const MeshFileSettings& settings)
      : file(file), settings(settings), faults(file.file, settings.parameter), mesh(1.0) {}

  NamedMesh<dim> run() {
    check_element_types(file, dim, faults);
    faults.throw_if_any();
    use_nodes();
    take_cells();
    faults.throw_if_any();
    check_cells(mesh, cell_lines, extent, faults);
    check_connections(mesh, extent, faults);
    faults.throw_if_any();
    check_overlap();
    read_surfaces();
    mark_faces();
    check_names();
    faults.throw_if_any();
    return {std::move(mesh), std::move(labels), extent};
  }

private:
  bool is_cell(const GmshMesh::Element& element) const { return element.type->dimension == dim; }

  const std::string& name_of(const GmshMesh::Element& element) const {
    return file.names.at({element.type->dimension, element.physical});
  }

  static int number(std::vector<std::string>& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return found - names.begin();
    names.push_back(name);
    return names.size() - 1;
  }

  /// Nodes of cells, in units of the extent; others (centres of circles) are left out.
  void use_nodes() {
    vertex_of.assign(file.nodes.size(), -1);
    std::array<double, 3> low, high;
    low.fill(1e300);
    high.fill(-1e300);
    for (const auto& element : file.elements)
      if (is_cell(element))
        for (const unsigned int node : element.nodes) {
          if (vertex_of[node] == -1) used.push_back(node);
          vertex_of[node] = 0;
        }
    std::sort(used.begin(), used.end());
    for (const unsigned int node : used)
      for (int d = 0; d < 3; ++d) {
        low[d] = std::min(low[d], file.nodes[node][d]);
        high[d] = std::max(high[d], file.nodes[node][d]);
      }
    for (int d = 0; d < dim; ++d)
      extent = std::max(extent, high[d] - low[d]);
    if (!(extent > 0) || !std::isfinite(extent))
      faults.add("all nodes lie at one place, or infinitely far apart", 0);
    constexpr double farthest = 1e6; // extents from the origin: digits are lost
    for (int d = 0; d < dim; ++d)
      if (std::max(std::abs(low[d]), std::abs(high[d])) > farthest * extent)
        faults.add("the mesh is " + number_text(extent) + " long, but lies at " +
                       number_text(low[d]) + ": its cells cannot be told apart with 16 digits",
                   0, "a mesh near the origin");
    if (dim == 2 && high[2] - low[2] > rounding * extent)
      faults.add("the mesh is not plane: z runs from " + number_text(low[2]) + " to " +
                     number_text(high[2]),
                 0, "a mesh in the x-y plane (x is r and y is z when axisymmetric)");
    if (settings.axisymmetric && low[0] < -rounding * extent)
      faults.add("the radius r (the file's x) is negative: " + number_text(low[0]), 0,
                 "x >= 0 in axisymmetric coordinates: mesh one half, the axis is x = 0");
    faults.throw_if_any();
    for (const unsigned int node : used) {
      vertex_of[node] = mesh.vertices.size();
      Vertex place;
      for (int d = 0; d < dim; ++d)
        place[d] = file.nodes[node][d] / extent;
      if (settings.axisymmetric && std::abs(place[0]) < rounding) place[0] = 0.0;
      mesh.vertices.push_back(place);
    }
  }

  void check_overlap() {
    const auto [first, second] = find_overlap(mesh);
    if (first == second) return;
    Vertex corner = mesh.vertices[mesh.cells[second].vertices[0]];
    for (double& x : corner)
      x *= extent;
    faults.add("cells lie on each other, such as that at " + place_text<dim>(corner) +
                   " on the one of line " + std::to_string(cell_lines[first]),
               cell_lines[second], "a mesh that covers every place once");
    faults.throw_if_any();
  }

  void take_cells() {
    unsigned int n_untagged = 0;
    int line = 0;
    for (const auto& element : file.elements) {
      if (!is_cell(element)) continue;
      if (element.physical == 0 && n_untagged++ == 0) line = element.line;
      typename BlockMesh<dim>::Cell cell;
      for (unsigned int v = 0; v < cell.vertices.size(); ++v)
        cell.vertices[v] = vertex_of[element.nodes[gmsh_corner[v]]];
      if (element.physical != 0) cell.region = number(labels.regions, name_of(element));
      mesh.cells.push_back(cell);
      cell_lines.push_back(element.line);
    }
    if (n_untagged > 0)
      faults.add(std::to_string(n_untagged) + " cell(s) are in no physical group", line,
                 dim == 2 ? "every surface in a Physical Surface(\"name\")"
                          : "every volume in a Physical Volume(\"name\")");
  }

  /// Names of faces in the file, by their vertices.
  void read_surfaces() {
    const char* const group = dim == 2 ? "Physical Curve" : "Physical Surface";
    const auto faces = mesh.faces();
    std::set<std::string> reported, met;
    for (const auto& element : file.elements) {
      if (element.type->dimension != dim - 1 || element.physical == 0) continue;
      const std::string& name = name_of(element);
      met.insert(name);
      Face face;
      bool on_cells = true;
      for (unsigned int v = 0; v < face.size(); ++v) {
        on_cells = on_cells && vertex_of[element.nodes[v]] >= 0;
        face[v] = on_cells ? vertex_of[element.nodes[v]] : 0;
      }
      std::sort(face.begin(), face.end());
      if (!on_cells || faces.count(face) == 0) {
        if (reported.insert("stray " + name).second)
          faults.add("the " + std::string(group) + " '" + name + "' has faces that are on no cell",
                     element.line, "curves and surfaces that bound the cells of the mesh");
        continue;
      }
      const auto entry = surfaces.insert({face, name});
      if (!entry.second && reported.insert("twice " + name).second)
        faults.add("a face is in the groups '" + entry.first->second + "' and '" + name + "'",
                   element.line, "each curve (3-D: surface) in one physical group only");
    }
    for (const auto& [key, name] : file.names) {
      const bool empty = (key.first == dim - 1 && met.count(name) == 0) ||
                         (key.first == dim && !contains(labels.regions, name));
      if (empty)
        faults.add("the physical group '" + name + "' has no elements", 0,
                   "a group with elements, or no such group");
    }
  }

  bool on_axis(const Face& face) const {
    return settings.axisymmetric &&
           std::all_of(face.begin(), face.end(),
                       [&](const unsigned int v) { return mesh.vertices[v][0] == 0.0; });
  }

  void mark_faces() {
    std::vector<std::string> interfaces;
    unsigned int n_untagged = 0;
    Vertex place{};
    for (const auto& [face, cells] : mesh.faces()) {
      const auto named = surfaces.find(face);
      if (cells.size() == 1) {
        const bool axis = on_axis(face);
        if (named == surfaces.end() && !axis) {
          if (n_untagged++ == 0)
            for (const unsigned int v : face)
              for (int d = 0; d < dim; ++d)
                place[d] += extent * mesh.vertices[v][d] / face.size();
          continue;
        }
        const std::string name = named == surfaces.end() ? "axis" : named->second;
        (axis ? on_the_axis : off_the_axis).insert(name);
        mesh.marks[face].boundary = number(labels.boundaries, name);
      } else {
        const unsigned int a = mesh.cells[cells[0]].region, b = mesh.cells[cells[1]].region;
        if (named == surfaces.end() && a == b) continue;
        const std::string name = named != surfaces.end() ? named->second
                                                         : labels.regions[std::min(a, b)] + " | " +
                                                               labels.regions[std::max(a, b)];
        const int id = first_interface + number(interfaces, name);
        mesh.marks[face].manifold = id;
        labels.interfaces[id] = name;
      }
    }
    if (n_untagged > 0)
      faults.add(std::to_string(n_untagged) +
                     " face(s) of the boundary are in no physical group, the "
                     "first at " +
                     place_text<dim>(place),
                 0,
                 dim == 2 ? "every outer curve in a Physical Curve(\"name\")"
                          : "every outer surface in a Physical Surface(\"name\")");
  }

  void check_names() {
    for (const auto& [id, name] : labels.interfaces)
      if (contains(labels.boundaries, name))
        faults.add("'" + name + "' has faces both on the boundary and between cells", 0,
                   "one physical group for the boundary and another for the interface");
    for (const std::string& name : on_the_axis)
      if (off_the_axis.count(name) > 0)
        faults.add("'" + name + "' has faces both on the axis r = 0 and elsewhere", 0,
                   "the axis in a group of its own, or in none");
    labels.symmetries = on_the_axis;
    for (const std::string& name : settings.symmetry_planes)
      if (contains(labels.boundaries, name))
        labels.symmetries.insert(name);
      else
        faults.add("the mesh has no boundary '" + name + "', which is to be a symmetry plane", 0,
                   join(labels.boundaries, ", "));
  }

  const GmshMesh& file;
  const MeshFileSettings& settings;
  MeshFaults faults;
  BlockMesh<dim> mesh;
  MeshLabels labels;
  double extent = 0.0;
  std::vector<unsigned int> used; ///< nodes of cells
  std::vector<int> vertex_of;     ///< of the nodes; -1: not of a cell
  std::vector<int> cell_lines;
  std::map<Face, std::string> surfaces;
  std::set<std::string> on_the_axis, off_the_axis;
};

} // namespace

template <int dim>
NamedMesh<dim> name_mesh(const GmshMesh& file, const MeshFileSettings& settings) {
  return MeshNamer<dim>(file, settings).run();
}

template NamedMesh<2> name_mesh<2>(const GmshMesh&, const MeshFileSettings&);
template NamedMesh<3> name_mesh<3>(const GmshMesh&, const MeshFileSettings&);

} // namespace ionflux
