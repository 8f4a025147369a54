#pragma once

/// A Gmsh file as data: what is written there, before anything is made of it.

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ionflux {

/// What Gmsh calls an element type, as far as there are names for it.
struct GmshType {
  int number, dimension, n_nodes;
  const char* name; ///< plural
  bool linear;      ///< corners are all the nodes it has
};

/// @return null where the number is not known
const GmshType* gmsh_type(int number);

struct GmshMesh {
  struct Element {
    const GmshType* type;
    int physical;                    ///< tag of the physical group; 0: none
    std::vector<unsigned int> nodes; ///< indices into `nodes`
    int line;                        ///< of the file
  };
  std::string file;
  std::vector<std::array<double, 3>> nodes;
  std::vector<int> node_lines;
  std::vector<Element> elements; ///< once for each physical group
  /// Names of physical groups by dimension and tag. Groups without a name have their tag as name.
  std::map<std::pair<int, int>, std::string> names;
};

/// Read the text of a file in format 2.2 or 4.1 (ASCII). Counts are checked against the size of the
/// text before anything is allocated.
/// @param file, parameter for messages
/// @throws InputError(ExitCode::bad_input_file) with the line: another format, binary, truncated,
///         coordinates that are not finite, nodes that do not exist, names that appear twice, ...
GmshMesh parse_gmsh(const std::string& text, const std::string& file, const std::string& parameter);

} // namespace ionflux
