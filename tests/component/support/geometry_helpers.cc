#include "geometry_helpers.h"

#include <deal.II/base/parameter_handler.h>
#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_nothing.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/fe/mapping_q.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

using namespace dealii;
using namespace ionflux;

template <int dim>
std::unique_ptr<Geometry<dim>> geometry(const std::string& type, const Entries& entries,
                                        const MeshContext& context) {
  ParameterHandler prm;
  for (const GeometryRow& row : geometries()) {
    prm.enter_subsection(row.name);
    row.declare(prm);
    prm.leave_subsection();
  }
  prm.enter_subsection(type);
  for (const auto& [name, value] : entries)
    prm.set(name, value);
  prm.leave_subsection();
  return make_geometry<dim>(type, prm, context);
}

namespace {

double sum(const double value) { return Utilities::MPI::sum(value, MPI_COMM_WORLD); }

template <int dim>
double weight(const Point<dim>& p, const bool axisymmetric) {
  return axisymmetric ? 2 * numbers::PI * p[0] : 1.0;
}

} // namespace

template <int dim>
MeshReport measure(const Geometry<dim>& geometry,
                   const parallel::distributed::Triangulation<dim>& mesh,
                   const unsigned int mapping_degree, const bool axisymmetric) {
  const MappingQ<dim> mapping(mapping_degree);
  const FE_Nothing<dim> fe;
  FEValues<dim> values(mapping, fe, QGauss<dim>(mapping_degree + 2),
                       update_jacobians | update_JxW_values | update_quadrature_points);
  FEFaceValues<dim> face_values(mapping, fe, QGauss<dim - 1>(mapping_degree + 2),
                                update_JxW_values | update_quadrature_points);
  const MeshLabels labels = geometry.labels();
  std::vector<double> volumes(labels.regions.size()), areas(labels.boundaries.size());
  std::map<unsigned int, double> interfaces;
  MeshReport report;
  double marked = 0;
  for (const auto& [id, name] : labels.interfaces)
    interfaces[id] = 0;
  double smallest = std::numeric_limits<double>::max(), aspect = 0, jump = 0;

  const auto area = [&](const auto& cell, const unsigned int f) {
    face_values.reinit(cell, f);
    double result = 0;
    for (const unsigned int q : face_values.quadrature_point_indices())
      result += face_values.JxW(q) * weight(face_values.quadrature_point(q), axisymmetric);
    return result;
  };
  for (const auto& cell : mesh.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    values.reinit(cell);
    if (interfaces.count(cell->manifold_id()) != 0) ++marked;
    double volume = 0;
    for (const unsigned int q : values.quadrature_point_indices()) {
      volume += values.JxW(q) * weight(values.quadrature_point(q), axisymmetric);
      smallest = std::min(smallest, values.jacobian(q).determinant() / cell->measure());
    }
    volumes.at(cell->material_id()) += volume;
    double longest = 0, shortest = std::numeric_limits<double>::max();
    for (unsigned int line = 0; line < GeometryInfo<dim>::lines_per_cell; ++line) {
      longest = std::max(longest, cell->line(line)->diameter());
      shortest = std::min(shortest, cell->line(line)->diameter());
    }
    aspect = std::max(aspect, longest / shortest);
    for (const unsigned int f : cell->face_indices()) {
      const auto face = cell->face(f);
      if (face->at_boundary()) {
        areas.at(face->boundary_id()) += area(cell, f);
        ++report.n_faces[labels.boundaries[face->boundary_id()]];
        continue;
      }
      jump = std::max(jump, cell->measure() / cell->neighbor(f)->measure());
      const auto found = interfaces.find(face->manifold_id());
      if (found == interfaces.end()) continue;
      // Seen from the side with the smaller region id, so once.
      EXPECT_NE(cell->material_id(), cell->neighbor(f)->material_id());
      if (cell->material_id() > cell->neighbor(f)->material_id()) continue;
      found->second += area(cell, f);
      ++report.n_faces[labels.interfaces.at(face->manifold_id())];
    }
  }

  for (unsigned int i = 0; i < volumes.size(); ++i)
    report.volumes[labels.regions[i]] += sum(volumes[i]);
  for (unsigned int i = 0; i < areas.size(); ++i)
    report.areas[labels.boundaries[i]] += sum(areas[i]);
  for (const auto& [id, name] : labels.interfaces)
    report.areas[name] += sum(interfaces[id]);
  for (const auto& [name, area] : report.areas)
    report.n_faces[name] = sum(report.n_faces[name]);
  report.n_marked_cells = sum(marked);
  report.smallest_jacobian = Utilities::MPI::min(smallest, MPI_COMM_WORLD);
  report.largest_aspect = Utilities::MPI::max(aspect, MPI_COMM_WORLD);
  report.largest_jump = Utilities::MPI::max(jump, MPI_COMM_WORLD);
  report.n_cells = mesh.n_global_active_cells();
  return report;
}

template std::unique_ptr<Geometry<2>> geometry<2>(const std::string&, const Entries&,
                                                  const MeshContext&);
template std::unique_ptr<Geometry<3>> geometry<3>(const std::string&, const Entries&,
                                                  const MeshContext&);
template MeshReport measure<2>(const Geometry<2>&, const parallel::distributed::Triangulation<2>&,
                               unsigned int, bool);
template MeshReport measure<3>(const Geometry<3>&, const parallel::distributed::Triangulation<3>&,
                               unsigned int, bool);
