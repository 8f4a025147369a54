#pragma once

#include <ionflux/support/errors.h>

#include <string>
#include <vector>

namespace ionflux {

/// A straight line along which the fields are sampled. Points in metres.
struct ProfileLine {
  std::string name;
  std::vector<double> from, to;
  unsigned int n_points = 201;
};

/// One observable the user asked for; what its type does not take stays empty.
struct ObservableSettings {
  std::string name;                 ///< of the subsection
  std::string type;                 ///< row of observables()
  std::vector<std::string> regions; ///< empty: all
  std::string bath, quantity;
  std::string from, to;  ///< boundaries
  int axis = -1;         ///< normal of a plane: 0, 1, 2
  double position = 0.0; ///< of the plane [m]
  double length = 0.0;   ///< of a Sherwood number [m]; 0: none
  InputLocation where;   ///< of the subsection
};

/// Whether the errors of the mesh are estimated: automatic does so where it is cheap.
enum class MeshErrorMode { automatic, always, never };

/// What is written, and where.
struct OutputSettings {
  std::string directory = "output";
  bool force = false;          ///< --force: replace also a result of another kind in the folder
  bool go_on = false;          ///< --continue: a run in time goes on from its checkpoint
  bool checkpoint = false;     ///< after a steady run, too
  bool fields = true;          ///< VTU and PVD
  bool lagrange_cells = false; ///< of the field files, instead of linear ones
  bool flux_parts = false;     ///< diffusion, migration and advection among the fields
  MeshErrorMode mesh_error = MeshErrorMode::automatic;
  double length_unit = 1e-9; ///< unit of the coordinates in the field files [m]
  std::vector<ProfileLine> profiles;
  std::vector<ObservableSettings> observables;
};

} // namespace ionflux
