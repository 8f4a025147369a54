#include <ionflux/geometry/box.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>

namespace ionflux {

const std::array<const char*, 6> box_sides = {{"left", "right", "bottom", "top", "back", "front"}};

namespace {

/// Interfaces have manifold ids from here on; cells of a box are flat.
constexpr int first_interface = 101;

/// Hands out consecutive ids for names as they come up.
class Register {
public:
  int id(const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return found - names.begin();
    names.push_back(name);
    return names.size() - 1;
  }
  std::vector<std::string> names;
};

template <int dim>
std::array<double, dim> scaled(std::array<double, dim> place, const double unit) {
  for (double& x : place)
    x *= unit;
  return place;
}

/// Number of the first part that contains the place [m]; none if there is no such part.
template <int dim>
int part_at(const std::vector<NamedPart<dim>>& parts, const std::array<double, dim>& place) {
  for (unsigned int p = 0; p < parts.size(); ++p)
    if (parts[p].contains(place)) return p;
  return none;
}

template <int dim>
std::vector<std::string>
name_regions(BlockMesh<dim>& mesh, const std::vector<NamedPart<dim>>& regions, const double unit) {
  Register names;
  for (auto& cell : mesh.cells) {
    std::array<double, dim> centre{};
    for (const unsigned int v : cell.vertices)
      for (int d = 0; d < dim; ++d)
        centre[d] += mesh.vertices[v][d] / cell.vertices.size();
    const int part = part_at<dim>(regions, scaled<dim>(centre, unit));
    cell.region = names.id(part == none ? "domain" : regions[part].name);
  }
  for (const auto& region : regions)
    if (std::find(names.names.begin(), names.names.end(), region.name) == names.names.end())
      throw std::invalid_argument("no cell has its centre in region \"" + region.name + "\"");
  return names.names;
}

} // namespace

template <int dim>
BlockMesh<dim> box_lattice(const std::array<std::vector<double>, dim>& coordinates) {
  double size = 0;
  std::array<unsigned int, dim> n;
  for (int d = 0; d < dim; ++d) {
    size = std::max(size, coordinates[d].back() - coordinates[d].front());
    n[d] = coordinates[d].size() - 1;
  }
  BlockMesh<dim> mesh(size);
  mesh.add_block(
      n,
      [&](const std::array<unsigned int, dim>& i) {
        std::array<double, dim> place;
        for (int d = 0; d < dim; ++d)
          place[d] = coordinates[d][i[d]];
        return place;
      },
      0);
  mesh.mark_faces([&](const FaceView<dim>& face) {
    FaceMark mark;
    for (int d = 0; d < dim; ++d)
      for (const int end : {0, 1}) {
        const double side = end == 0 ? coordinates[d].front() : coordinates[d].back();
        if (std::abs(face.centre[d] - side) < 1e-9 * size) mark.boundary = 2 * d + end;
      }
    return mark;
  });
  return mesh;
}

template <int dim>
MeshLabels name_parts(BlockMesh<dim>& mesh, const std::vector<NamedPart<dim>>& regions,
                      const std::vector<NamedPart<dim>>& patches, const double unit,
                      const int axis) {
  MeshLabels labels;
  labels.regions = name_regions(mesh, regions, unit);

  const std::map<typename BlockMesh<dim>::Face, FaceMark> sides = std::move(mesh.marks);
  mesh.marks.clear();
  Register boundaries, interfaces;
  // Names of the sides come first and in their order, as far as the patches leave something of
  // them.
  std::map<typename BlockMesh<dim>::Face, std::string> outer;
  std::set<std::string> left;
  mesh.mark_faces([&](const FaceView<dim>& face) {
    if (face.neighbour != none) {
      const int patch = part_at<dim>(patches, scaled<dim>(face.centre, unit));
      const std::string name =
          patch == none ? labels.regions[face.region] + " | " + labels.regions[face.neighbour]
                        : patches[patch].name;
      return FaceMark{none, first_interface + interfaces.id(name)};
    }
    return FaceMark{};
  });
  for (const auto& [face, neighbours] : mesh.faces()) {
    if (neighbours.size() != 1) continue;
    std::array<double, dim> centre{};
    for (const unsigned int v : face)
      for (int d = 0; d < dim; ++d)
        centre[d] += mesh.vertices[v][d] / face.size();
    const int side = sides.at(face).boundary;
    // The axis is no surface; patches do not apply to it.
    const int patch = side == axis ? none : part_at<dim>(patches, scaled<dim>(centre, unit));
    outer[face] = side == axis ? "axis" : patch == none ? box_sides[side] : patches[patch].name;
    left.insert(outer[face]);
  }
  for (int side = 0; side < 2 * dim; ++side) {
    const std::string name = side == axis ? "axis" : box_sides[side];
    if (left.count(name) != 0) boundaries.id(name);
  }
  for (const auto& [face, name] : outer)
    mesh.marks[face].boundary = boundaries.id(name);

  labels.boundaries = boundaries.names;
  if (axis != none) labels.symmetries = {"axis"};
  for (unsigned int i = 0; i < interfaces.names.size(); ++i)
    labels.interfaces[first_interface + i] = interfaces.names[i];
  for (const auto& patch : patches) {
    const auto in = [&](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), patch.name) != list.end();
    };
    if (!in(labels.boundaries) && !in(interfaces.names))
      throw std::invalid_argument("no face has its centre in patch \"" + patch.name + "\"");
    if (in(labels.boundaries) && in(interfaces.names))
      throw std::invalid_argument("patch \"" + patch.name +
                                  "\" has faces both on the boundary and between two regions");
  }
  return labels;
}

template <int dim>
void distort(BlockMesh<dim>& mesh, const double fraction) {
  std::vector<double> shortest(mesh.vertices.size(), std::numeric_limits<double>::max());
  for (const auto& cell : mesh.cells)
    for (unsigned int v = 0; v < cell.vertices.size(); ++v)
      for (unsigned int d = 0; d < dim; ++d) {
        const unsigned int a = cell.vertices[v], b = cell.vertices[v ^ (1u << d)];
        double square = 0;
        for (int e = 0; e < dim; ++e)
          square += std::pow(mesh.vertices[a][e] - mesh.vertices[b][e], 2);
        shortest[a] = std::min(shortest[a], std::sqrt(square));
      }
  for (const auto& [face, mark] : mesh.marks)
    for (const unsigned int v : face)
      shortest[v] = 0.0; // boundaries and interfaces keep their place

  std::mt19937 random(20240229); // the standard fixes its numbers, not those of distributions
  for (unsigned int v = 0; v < mesh.vertices.size(); ++v)
    for (int d = 0; d < dim; ++d) {
      const double number = 2.0 * (random() / 4294967295.0) - 1.0;
      mesh.vertices[v][d] += fraction * shortest[v] * number / std::sqrt(static_cast<double>(dim));
    }
}

template BlockMesh<2> box_lattice<2>(const std::array<std::vector<double>, 2>&);
template BlockMesh<3> box_lattice<3>(const std::array<std::vector<double>, 3>&);
template MeshLabels name_parts<2>(BlockMesh<2>&, const std::vector<NamedPart<2>>&,
                                  const std::vector<NamedPart<2>>&, double, int);
template MeshLabels name_parts<3>(BlockMesh<3>&, const std::vector<NamedPart<3>>&,
                                  const std::vector<NamedPart<3>>&, double, int);
template void distort<2>(BlockMesh<2>&, double);
template void distort<3>(BlockMesh<3>&, double);

} // namespace ionflux
