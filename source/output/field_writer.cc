#include <ionflux/output/directory.h>
#include <ionflux/output/field_writer.h>
#include <ionflux/output/files.h>

#include <deal.II/base/data_out_base.h>
#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/numerics/data_component_interpretation.h>

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <tuple>

namespace ionflux {

using namespace dealii;

namespace {

// Names in the form deal.II wants: one a component, and the ranges that are vectors.
struct DatasetNames {
  std::vector<std::string> components;
  std::vector<std::tuple<unsigned int, unsigned int, std::string,
                         DataComponentInterpretation::DataComponentInterpretation>>
      vectors;
};

// Characters that would break the XML.
std::string without_markup(std::string name) {
  for (char& c : name)
    if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'') c = '_';
  return name;
}

DatasetNames dataset_names(const std::vector<FieldDescription>& fields, const unsigned int dim) {
  DatasetNames names;
  for (const FieldDescription& field : fields) {
    const std::string name = without_markup(field.name);
    const unsigned int first = names.components.size();
    names.components.insert(names.components.end(), field.is_vector ? dim : 1, name);
    if (field.is_vector)
      names.vectors.emplace_back(first, first + dim - 1, name,
                                 DataComponentInterpretation::component_is_part_of_vector);
  }
  names.components.push_back("material");
  names.components.push_back("rank");
  return names;
}

// One patch a cell, with a value for each point of an even grid of degree + 1 points a direction.
//
// deal.II's DataOut would do the same, but takes neither the unit of the coordinates nor names with
// units. If every patch brings its points, the positions stand in the last rows of the data.
template <int dim>
std::vector<DataOutBase::Patch<dim, dim>>
make_patches(const FieldSource<dim>& source, const PETScWrappers::MPI::Vector& solution,
             const double length_unit, const unsigned int n_components) {
  const Discretization<dim>& d = source.discretization;
  const unsigned int n_subdivisions = d.settings.degree;
  const QIterated<dim> points(QTrapezoid<1>(), n_subdivisions);
  FEValues<dim> values(d.mapping, d.scalar_fe, points,
                       update_values | update_gradients | update_quadrature_points);
  CellSampler<dim> sampler(source, solution);
  const unsigned int rank = Utilities::MPI::this_mpi_process(d.communicator);
  const double unit = source.model.scaling.length / length_unit;

  std::vector<DataOutBase::Patch<dim, dim>> patches;
  patches.reserve(d.mesh.n_locally_owned_active_cells());
  for (const auto& cell : d.dof_handler.active_cell_iterators()) {
    if (!cell->is_locally_owned()) continue;
    values.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
    sampler.reinit(cell);
    patches.emplace_back();
    DataOutBase::Patch<dim, dim>& patch = patches.back();
    patch.patch_index = patches.size() - 1;
    patch.n_subdivisions = n_subdivisions;
    patch.reference_cell = cell->reference_cell();
    patch.points_are_available = true;
    for (const unsigned int v : cell->vertex_indices())
      patch.vertices[v] = cell->vertex(v) * unit;
    patch.data.reinit(n_components + dim, points.size());
    for (unsigned int q = 0; q < points.size(); ++q) {
      const std::vector<double>& quantities = sampler.at(values, q);
      unsigned int row = 0;
      for (const double quantity : quantities)
        patch.data(row++, q) = quantity;
      patch.data(row++, q) = cell->material_id();
      patch.data(row++, q) = rank;
      for (unsigned int e = 0; e < dim; ++e)
        patch.data(row++, q) = values.quadrature_point(q)[e] * unit;
    }
  }
  return patches;
}

// The names of the materials as numbers of the file ("field data"): "material: pore" = 1. An array
// of texts would be plainer; VTK reads it, but meshio stops at it.
std::string with_material_names(std::string vtu, const std::vector<std::string>& names) {
  std::string text;
  for (unsigned int id = 0; id < names.size(); ++id)
    text += R"(<DataArray type="Float32" Name="material: )" + without_markup(names[id]) +
            R"(" NumberOfTuples="1" format="ascii">)" + std::to_string(id) + "</DataArray>\n";
  const std::size_t end = vtu.find("</FieldData>");
  if (end != std::string::npos) vtu.insert(end, text);
  return vtu;
}

std::string numbered(const unsigned int index) {
  char text[32];
  std::snprintf(text, sizeof(text), "fields_%04u", index);
  return text;
}

} // namespace

template <int dim>
void FieldWriter::write(const FieldSource<dim>& source, const PETScWrappers::MPI::Vector& solution,
                        const double time) {
  const MPI_Comm communicator = source.discretization.communicator;
  const unsigned int n_ranks = Utilities::MPI::n_mpi_processes(communicator);
  const unsigned int rank = Utilities::MPI::this_mpi_process(communicator);
  const DatasetNames names =
      dataset_names(PointQuantities(source.model, true, source.with_parts).fields(), dim);
  const std::string stem = numbered(records.size());
  const auto piece = [&](const unsigned int r) { return stem + "." + std::to_string(r) + ".vtu"; };

  DataOutBase::VtkFlags flags;
  flags.time = time;
  flags.write_higher_order_cells = lagrange && source.discretization.settings.degree > 1;
  flags.print_date_and_time = false; // equal runs give equal files
  on_all_ranks(communicator, [&] {
    std::ostringstream text;
    DataOutBase::write_vtu(make_patches(source, solution, length_unit, names.components.size()),
                           names.components, names.vectors, flags, text);
    write_file(directory.path(piece(rank)), with_material_names(text.str(), source.region_names));
  });
  std::vector<std::string> pieces;
  for (unsigned int r = 0; r < n_ranks; ++r) {
    pieces.push_back(piece(r));
    directory.note_file(piece(r));
  }

  std::ostringstream record;
  DataOutBase::write_pvtu_record(record, pieces, names.components, names.vectors, flags);
  directory.write_text(stem + ".pvtu", record.str());
  records.emplace_back(time, stem + ".pvtu");
  std::ostringstream list;
  DataOutBase::write_pvd_record(list, records);
  directory.write_text("fields.pvd", list.str());
}

template void FieldWriter::write(const FieldSource<2>&, const PETScWrappers::MPI::Vector&, double);
template void FieldWriter::write(const FieldSource<3>&, const PETScWrappers::MPI::Vector&, double);

} // namespace ionflux
