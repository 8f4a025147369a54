#include <ionflux/geometry/gmsh.h>
#include <ionflux/geometry/gmsh_scanner.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <unordered_map>

namespace ionflux {

namespace {

const std::vector<GmshType> types = {{1, 1, 2, "lines", true},
                                     {2, 2, 3, "triangles", true},
                                     {3, 2, 4, "quadrilaterals", true},
                                     {4, 3, 4, "tetrahedra", true},
                                     {5, 3, 8, "hexahedra", true},
                                     {6, 3, 6, "prisms", true},
                                     {7, 3, 5, "pyramids", true},
                                     {8, 1, 3, "lines of second order", false},
                                     {9, 2, 6, "triangles of second order", false},
                                     {10, 2, 9, "quadrilaterals of second order", false},
                                     {11, 3, 10, "tetrahedra of second order", false},
                                     {12, 3, 27, "hexahedra of second order", false},
                                     {13, 3, 18, "prisms of second order", false},
                                     {14, 3, 14, "pyramids of second order", false},
                                     {15, 0, 1, "points", true},
                                     {16, 2, 8, "quadrilaterals of second order", false},
                                     {17, 3, 20, "hexahedra of second order", false},
                                     {18, 3, 15, "prisms of second order", false},
                                     {19, 3, 13, "pyramids of second order", false}};

const char* const how_to_save =
    "format 4.1 or 2.2 in ASCII, as \"gmsh -2 FILE.geo -format msh41\" (in "
    "3-D: -3) writes it";

/// Reads the sections one after the other.
class Parser {
public:
  Parser(const std::string& text, const std::string& file, const std::string& parameter)
      : in(text, file, parameter) {
    mesh.file = file;
  }

  GmshMesh run() {
    if (in.word() != "$MeshFormat") in.refuse("this is not a Gmsh mesh file", how_to_save);
    format();
    bool has_nodes = false, has_elements = false;
    for (std::string_view word = in.word(); !word.empty(); word = in.word()) {
      if (word[0] != '$') in.refuse("text between the sections of the file");
      const std::string name(word.substr(1));
      if (name == "PhysicalNames") {
        physical_names();
      } else if (name == "Entities" && version_4) {
        entities();
      } else if (name == "PartitionedEntities") {
        in.refuse("the mesh is partitioned", "a mesh in one piece; ionflux partitions it itself");
      } else if (name == "Nodes") {
        if (has_nodes) in.refuse("the section '$Nodes' appears twice");
        version_4 ? nodes_4() : nodes_2();
        has_nodes = true;
      } else if (name == "Elements") {
        if (!has_nodes) in.refuse("elements before the nodes");
        if (has_elements) in.refuse("the section '$Elements' appears twice");
        version_4 ? elements_4() : elements_2();
        has_elements = true;
      } else {
        in.skip_section(name);
        continue;
      }
      in.expect("$End" + name);
    }
    if (!has_elements) in.refuse("the file has no elements; was it cut off, or never meshed?");
    name_the_nameless();
    return std::move(mesh);
  }

private:
  void format() {
    const std::string version(in.word());
    if (version != "2.2" && version != "4.1")
      in.refuse("format version '" + version.substr(0, 20) + "' is not read", how_to_save);
    version_4 = version == "4.1";
    if (in.integer("the file type") != 0) in.refuse("the file is binary", how_to_save);
    in.integer("the size of a number");
    in.expect("$EndMeshFormat");
  }

  void physical_names() {
    for (std::size_t n = in.count("the number of physical names"); n > 0; --n) {
      const int dimension = in.integer("the dimension of a physical group", 0);
      const int tag = in.integer("the tag of a physical group");
      const std::string name = in.quoted("the name of a physical group");
      if (name.empty() || name != trim(name) || name.find_first_of(",/") != std::string::npos ||
          !is_utf8(name))
        in.refuse("the physical name '" + name.substr(0, 60) + "' cannot be used",
                  "a name without commas, slashes, and blanks at its ends");
      for (const auto& [key, other] : mesh.names)
        if (key.first == dimension && (other == name || key.second == tag))
          in.refuse("the physical name '" + name + "' or its number appears twice",
                    "one physical group for each name; a group may have many curves or surfaces");
      mesh.names[{dimension, tag}] = name;
    }
  }

  void entities() {
    std::array<std::size_t, 4> n;
    for (std::size_t& number : n)
      number = in.count("the number of entities");
    for (int dimension = 0; dimension < 4; ++dimension)
      for (std::size_t i = 0; i < n[dimension]; ++i) {
        const int tag = in.integer("the tag of an entity");
        for (int x = 0; x < (dimension == 0 ? 3 : 6); ++x)
          in.number("a coordinate");
        std::vector<int>& groups = physicals[{dimension, tag}];
        if (!groups.empty()) in.refuse("an entity appears twice");
        for (std::size_t g = in.count("the number of physical groups"); g > 0; --g)
          groups.push_back(in.integer("a physical group"));
        if (dimension > 0)
          for (std::size_t b = in.count("the number of bounding entities"); b > 0; --b)
            in.integer("a bounding entity");
      }
  }

  void add_node(const long tag) {
    if (!index.emplace(tag, mesh.nodes.size()).second)
      in.refuse("node " + std::to_string(tag) + " appears twice");
    std::array<double, 3> place;
    for (double& x : place)
      x = in.number("a coordinate");
    mesh.nodes.push_back(place);
    mesh.node_lines.push_back(in.line());
  }

  void nodes_2() {
    for (std::size_t n = in.count("the number of nodes"); n > 0; --n)
      add_node(in.integer("the number of a node", 1));
  }

  void nodes_4() {
    const std::size_t n_blocks = in.count("the number of blocks of nodes");
    const std::size_t n_nodes = in.count("the number of nodes");
    in.integer("the smallest node");
    in.integer("the largest node");
    for (std::size_t block = 0; block < n_blocks; ++block) {
      const int dimension = in.integer("the dimension of an entity", 0);
      in.integer("the tag of an entity");
      const bool parametric = in.integer("the mark of parametric nodes") != 0;
      std::vector<long> tags(in.count("the number of nodes in a block"));
      for (long& tag : tags)
        tag = in.integer("the number of a node", 1);
      for (const long tag : tags) {
        add_node(tag);
        for (int u = 0; parametric && u < dimension; ++u)
          in.number("a parameter");
      }
    }
    if (mesh.nodes.size() != n_nodes)
      in.refuse("the blocks have " + std::to_string(mesh.nodes.size()) + " nodes, announced are " +
                std::to_string(n_nodes));
  }

  const GmshType* type() {
    const int number = in.integer("the type of an element", 1);
    const GmshType* const found = gmsh_type(number);
    if (found == nullptr)
      in.refuse("elements of type " + std::to_string(number) + " are not known",
                "Mesh.ElementOrder = 1: lines, quadrilaterals, hexahedra");
    return found;
  }

  std::vector<unsigned int> nodes_of(const GmshType& kind) {
    std::vector<unsigned int> nodes(kind.n_nodes);
    for (unsigned int& node : nodes) {
      const long tag = in.integer("the number of a node");
      const auto found = index.find(tag);
      if (found == index.end()) in.refuse("there is no node " + std::to_string(tag));
      node = found->second;
    }
    return nodes;
  }

  void elements_2() {
    for (std::size_t n = in.count("the number of elements"); n > 0; --n) {
      in.integer("the number of an element");
      const GmshType* const kind = type();
      int physical = 0;
      const std::size_t n_tags = in.count("the number of tags");
      for (std::size_t t = 0; t < n_tags; ++t) {
        const int tag = in.integer("a tag");
        if (t == 0) physical = tag;
      }
      mesh.elements.push_back({kind, physical, nodes_of(*kind), in.line()});
    }
  }

  void elements_4() {
    const std::size_t n_blocks = in.count("the number of blocks of elements");
    const std::size_t n_elements = in.count("the number of elements");
    in.integer("the smallest element");
    in.integer("the largest element");
    std::size_t found = 0;
    for (std::size_t block = 0; block < n_blocks; ++block) {
      const int dimension = in.integer("the dimension of an entity", 0);
      const int tag = in.integer("the tag of an entity");
      const GmshType* const kind = type();
      if (kind->dimension != dimension)
        in.refuse("elements of another dimension than their entity");
      const auto groups = physicals.find({dimension, tag});
      for (std::size_t n = in.count("the number of elements in a block"); n > 0; --n, ++found) {
        in.integer("the number of an element");
        const std::vector<unsigned int> nodes = nodes_of(*kind);
        if (groups == physicals.end() || groups->second.empty())
          mesh.elements.push_back({kind, 0, nodes, in.line()});
        else
          for (const int group : groups->second)
            mesh.elements.push_back({kind, std::abs(group), nodes, in.line()});
      }
    }
    if (found != n_elements)
      in.refuse("the blocks have " + std::to_string(found) + " elements, announced are " +
                std::to_string(n_elements));
  }

  void name_the_nameless() {
    for (const GmshMesh::Element& element : mesh.elements)
      if (element.physical != 0)
        mesh.names.insert(
            {{element.type->dimension, element.physical}, std::to_string(element.physical)});
  }

  GmshScanner in;
  GmshMesh mesh;
  bool version_4 = true;
  std::unordered_map<long, unsigned int> index;
  std::map<std::pair<int, int>, std::vector<int>> physicals; ///< of the entities
};

} // namespace

const GmshType* gmsh_type(const int number) {
  const auto found = std::find_if(types.begin(), types.end(),
                                  [&](const GmshType& type) { return type.number == number; });
  return found == types.end() ? nullptr : &*found;
}

GmshMesh parse_gmsh(const std::string& text, const std::string& file,
                    const std::string& parameter) {
  return Parser(text, file, parameter).run();
}

} // namespace ionflux
