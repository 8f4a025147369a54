#include <ionflux/output/files.h>
#include <ionflux/output/profile.h>

#include <deal.II/base/bounding_box.h>
#include <deal.II/base/geometry_info.h>
#include <deal.II/base/quadrature.h>
#include <deal.II/fe/fe_values.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

using namespace dealii;

namespace {

/// How far outside a cell, in its own coordinates, a point still counts as inside: rounding.
constexpr double tolerance = 1e-8;

/// What a rank knows of a point.
struct Sample {
  unsigned int point = 0, region = 0;
  std::string cell; ///< id of the cell, the same whichever rank owns it
  std::vector<double> quantities;

  bool operator<(const Sample& other) const {
    return point != other.point ? point < other.point : cell < other.cell;
  }

  template <typename Archive>
  void serialize(Archive& archive, unsigned int) {
    archive& point& region& cell& quantities;
  }
};

/// The points of a line, in units of the mesh.
template <int dim>
struct Line {
  Line(const ProfileLine& line, const double length) : n(std::max(line.n_points, 1u)) {
    for (unsigned int d = 0; d < dim; ++d) {
      start[d] = line.from.at(d) / length;
      direction[d] = line.to.at(d) / length - start[d];
    }
  }

  double parameter(const unsigned int i) const { return n > 1 ? double(i) / (n - 1) : 0.0; }
  Point<dim> point(const unsigned int i) const { return start + parameter(i) * direction; }

  /// Indices [first, second) of the points that may lie in a box.
  std::pair<unsigned int, unsigned int> inside(const Point<dim>& low,
                                               const Point<dim>& high) const {
    double from = 0.0, to = 1.0;
    for (unsigned int d = 0; d < dim; ++d) {
      if (direction[d] == 0.0) {
        if (start[d] < low[d] || start[d] > high[d]) return {0, 0};
        continue;
      }
      const double a = (low[d] - start[d]) / direction[d], b = (high[d] - start[d]) / direction[d];
      from = std::max(from, std::min(a, b));
      to = std::min(to, std::max(a, b));
    }
    if (from > to) return {0, 0};
    const unsigned int first = std::max(0.0, std::floor(from * (n - 1)));
    const unsigned int last = std::min<double>(n - 1, std::ceil(to * (n - 1)));
    return {first, last + 1};
  }

  unsigned int n;
  Point<dim> start;
  Tensor<1, dim> direction;
};

// Point in the coordinates of a cell; false if it is not in the cell.
template <int dim>
bool find_in_cell(const Mapping<dim>& mapping,
                  const typename Triangulation<dim>::active_cell_iterator& cell,
                  const Point<dim>& x, Point<dim>& unit) {
  try {
    unit = mapping.transform_real_to_unit_cell(cell, x);
  } catch (const typename Mapping<dim>::ExcTransformationFailed&) {
    return false; // far outside a curved cell Newton's method need not converge
  }
  if (!GeometryInfo<dim>::is_inside_unit_cell(unit, tolerance)) return false;
  unit = GeometryInfo<dim>::project_to_unit_cell(unit);
  return true;
}

template <int dim>
std::vector<Sample> sample_owned_cells(const FieldSource<dim>& source,
                                       const PETScWrappers::MPI::Vector& solution,
                                       const Line<dim>& line) {
  const Discretization<dim>& d = source.discretization;
  CellSampler<dim> sampler(source, solution);
  std::vector<Sample> samples;
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    auto [low, high] = cell->bounding_box().get_boundary_points();
    // Curved faces bulge out of the box of the vertices, by less than a fraction of its diameter.
    const double margin = 0.25 * low.distance(high);
    for (unsigned int e = 0; e < dim; ++e) {
      low[e] -= margin;
      high[e] += margin;
    }
    const auto [first, last] = line.inside(low, high);
    for (unsigned int i = first; i < last; ++i) {
      Point<dim> unit;
      if (!find_in_cell<dim>(d.mapping, cell, line.point(i), unit)) continue;
      FEValues<dim> values(d.mapping, d.scalar_fe, Quadrature<dim>(unit),
                           update_values | update_gradients | update_quadrature_points);
      values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
      sampler.reinit(cell);
      samples.push_back({i, cell->material_id(), cell->id().to_string(), sampler.at(values, 0)});
    }
  }
  return samples;
}

std::vector<std::string> column_names(const std::vector<FieldDescription>& fields,
                                      const unsigned int dim, const bool axisymmetric) {
  const std::vector<std::string> axes =
      axisymmetric ? std::vector<std::string>{"r", "z"} : std::vector<std::string>{"x", "y", "z"};
  std::vector<std::string> names = {"s [m]"};
  for (unsigned int d = 0; d < dim; ++d)
    names.push_back(axes[d] + " [m]");
  for (const FieldDescription& field : fields)
    if (!field.is_vector) {
      names.push_back(field.name);
    } else {
      const auto unit = field.name.rfind(" [");
      for (unsigned int d = 0; d < dim; ++d)
        names.push_back(field.name.substr(0, unit) + "_" + axes[d] + field.name.substr(unit));
    }
  names.push_back("region");
  return names;
}

} // namespace

template <int dim>
Profile sample_profile(const FieldSource<dim>& source, const PETScWrappers::MPI::Vector& solution,
                       const ProfileLine& given) {
  const MPI_Comm communicator = source.discretization.communicator;
  const double length = source.model.scaling.length;
  const Line<dim> line(given, length);
  const PointQuantities quantities(source.model, true, source.with_parts);
  Profile profile{CsvTable(
      column_names(quantities.fields(), dim, source.discretization.settings.axisymmetric))};

  std::vector<Sample> samples;
  for (auto& part :
       Utilities::MPI::gather(communicator, sample_owned_cells(source, solution, line)))
    samples.insert(samples.end(), part.begin(), part.end());
  std::sort(samples.begin(), samples.end());

  if (Utilities::MPI::this_mpi_process(communicator) == 0) {
    auto sample = samples.begin();
    for (unsigned int i = 0; i < line.n; ++i) {
      std::vector<CsvTable::Cell> row = {line.parameter(i) * line.direction.norm() * length};
      for (unsigned int d = 0; d < dim; ++d)
        row.emplace_back(line.point(i)[d] * length);
      if (sample != samples.end() && sample->point == i) {
        row.insert(row.end(), sample->quantities.begin(), sample->quantities.end());
        row.emplace_back(source.region_names[sample->region]);
      } else {
        row.resize(profile.table.columns().size());
        ++profile.n_outside;
      }
      profile.table.add_row(std::move(row));
      while (sample != samples.end() && sample->point == i)
        ++sample;
    }
  }
  profile.n_outside = Utilities::MPI::broadcast(communicator, profile.n_outside);
  return profile;
}

std::string profile_file_name(const ProfileLine& line) {
  return "profile_" + file_name_from(line.name) + ".csv";
}

template Profile sample_profile(const FieldSource<2>&, const PETScWrappers::MPI::Vector&,
                                const ProfileLine&);
template Profile sample_profile(const FieldSource<3>&, const PETScWrappers::MPI::Vector&,
                                const ProfileLine&);

} // namespace ionflux
