#pragma once

/// Mesh, states and numbers of a run on the disk, from which a run goes on, on any number of ranks.

#include <ionflux/fem/discretization.h>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ionflux {

class OutputDirectory;

/// One that was found whole: every file has the size and the CRC that its list names.
struct Checkpoint {
  std::string mesh_file;  ///< the others have its name and more
  unsigned int place = 0; ///< of the two of a CheckpointWriter
  unsigned int n_vectors = 0;
  nlohmann::json numbers; ///< as CheckpointWriter::write() got them
};

/// The newest whole checkpoint in a folder of results. Collective.
///
/// @return nothing if there is none
/// @throws InputError(bad_checkpoint) if there are some, all of them damaged
std::optional<Checkpoint> find_checkpoint(MPI_Comm communicator, const std::string& folder);

/// A number that tells coarse meshes apart: positions and materials of their cells.
template <int dim>
std::string key_of_coarse_mesh(const Discretization<dim>& discretization);

/// Writes checkpoints of a run in turn into two places, so that one is whole at any time.
class CheckpointWriter {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// @param next place of the first one to write: not that of the one the run began with
  explicit CheckpointWriter(OutputDirectory& directory, unsigned int next = 0)
      : directory(directory), place(next) {}

  /// Collective.
  /// @param vectors laid out like Discretization::make_vector()
  /// @param numbers what else there is to know; finite
  /// @return false: the disk has no room for it, nothing was written
  /// @throws InputError(output_failed)
  template <int dim>
  bool write(const Discretization<dim>& discretization, const std::vector<Vector>& vectors,
             nlohmann::json numbers);

private:
  OutputDirectory& directory;
  unsigned int place;
};

/// The mesh of a checkpoint instead of the one that is there, which has the same coarse cells, with
/// its unknowns and the vectors that were written. Collective.
template <int dim>
std::vector<dealii::PETScWrappers::MPI::Vector>
load_checkpoint(const Checkpoint& checkpoint, Discretization<dim>& discretization);

} // namespace ionflux
