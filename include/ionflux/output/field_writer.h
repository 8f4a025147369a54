#pragma once

#include <ionflux/output/field_source.h>

#include <string>
#include <utility>
#include <vector>

namespace ionflux {

class OutputDirectory;

/// Field files for ParaView and scripts/plot: fields_<n>.<rank>.vtu, fields_<n>.pvtu, and
/// fields.pvd that lists all of them.
///
/// Values are computed cell by cell with the material of that cell: what jumps at an interface
/// jumps in the file. Each cell becomes degree^dim linear ones, or a Lagrange cell of its degree.
/// Besides the quantities of PointQuantities: `material` (region id; the names are in the field
/// data) and `rank`. Single precision, as VTU files of deal.II are.
class FieldWriter {
public:
  /// @param length_unit unit of the coordinates in the files [m]
  /// @param lagrange    write VTK's Lagrange cells (which not every program reads)
  FieldWriter(OutputDirectory& directory, double length_unit, bool lagrange = false)
      : directory(directory), length_unit(length_unit), lagrange(lagrange) {}

  /// Write the fields once more. Collective.
  ///
  /// @param solution ghosted, all constraints distributed
  /// @param time     the number ParaView sorts by: time [s] or the value of a sweep
  /// @throws InputError(ExitCode::output_failed) alike on all ranks
  template <int dim>
  void write(const FieldSource<dim>& source, const dealii::PETScWrappers::MPI::Vector& solution,
             double time = 0.0);

  /// Times and names of the .pvtu files so far.
  using Records = std::vector<std::pair<double, std::string>>;
  const Records& written() const { return records; }
  /// Go on behind these.
  void resume(Records earlier) { records = std::move(earlier); }

private:
  OutputDirectory& directory;
  const double length_unit;
  const bool lagrange;
  Records records;
};

} // namespace ionflux
