#pragma once

#include <ionflux/output/field_source.h>
#include <ionflux/output/settings.h>
#include <ionflux/output/table_writer.h>

#include <string>

namespace ionflux {

/// The fields along one line.
struct Profile {
  CsvTable table;             ///< filled on rank 0; elsewhere without rows
  unsigned int n_outside = 0; ///< points that are in no cell (their cells in the table are empty);
                              ///< the same on all ranks
};

/// Sample the fields at evenly spaced points of a line. Collective.
///
/// Columns: `s [m]` (distance from the start), `x [m]`, `y [m]`, `z [m]` (`r [m]`, `z [m]` when
/// axisymmetric), the scalars of PointQuantities, the components of its vectors ("field_x [V/m]"),
/// and `region`. Every point is evaluated exactly once. On a face between cells the cell with the
/// lowest deal.II id is taken, whichever rank owns it, so that the table does not depend on the
/// number of ranks; at an interface a discontinuous quantity has therefore the value of one of its
/// sides.
///
/// @param line     points in metres, `dim` coordinates each
/// @param solution ghosted, all constraints distributed
template <int dim>
Profile sample_profile(const FieldSource<dim>& source,
                       const dealii::PETScWrappers::MPI::Vector& solution, const ProfileLine& line);

/// "profile_<name>.csv", with a name that is safe for files.
std::string profile_file_name(const ProfileLine& line);

} // namespace ionflux
