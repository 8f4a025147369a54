#pragma once

/// What a geometry is: a coarse mesh with named boundaries, interfaces and regions.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace dealii {
template <int dim, int spacedim>
class Triangulation;
class ParameterHandler;
} // namespace dealii

namespace ionflux {

/// Facts from outside that a geometry may need: what to grade its mesh by, where to look for files.
struct MeshContext {
  double debye_length = 0.0; ///< shortest Debye length of the baths [m]; 0 or infinite: none
  unsigned int degree = 2;   ///< polynomial degree of the elements
  bool axisymmetric = false; ///< dim == 2 and coordinates are (r, z)
  std::string folder = {};   ///< of the parameter file; names of other files are relative to it
};

/// Two opposite boundaries that stand for one and the same place: what leaves through the first
/// enters through the second. Both are listed in MeshLabels::symmetries: no condition may be set.
struct PeriodicSides {
  unsigned int first, second; ///< boundary ids
  unsigned int direction;     ///< coordinate in which their faces differ, by one period
};

/// A part of a mesh that was cut along interfaces: what is connected without crossing a cut.
struct MeshPiece {
  std::set<unsigned int> boundaries; ///< ids
  std::set<unsigned int> regions;    ///< ids
};

/// Names by which the input refers to parts of the mesh.
struct MeshLabels {
  /// Names of the outer boundaries; the index is deal.II's boundary id.
  std::vector<std::string> boundaries;
  /// Boundaries that are symmetry planes or the axis: covered by nature, no condition may be set.
  std::set<std::string> symmetries;
  /// Names of inner interfaces by the manifold id of their faces. Only faces carry these ids, never
  /// cells, so that faces made inside a cell by refinement do not inherit them.
  std::map<unsigned int, std::string> interfaces;
  /// Names of the regions; the index is deal.II's material id.
  std::vector<std::string> regions;
  /// Boundaries whose unknowns are identified in pairs.
  std::vector<PeriodicSides> periodic = {};
  /// Names of the interfaces along which the mesh is cut, by the boundary id of each of their sides
  /// (see cut_along_interfaces()). Empty where nothing is cut; so is `pieces`.
  std::map<unsigned int, std::string> membrane_sides = {};
  std::vector<MeshPiece> pieces = {};
};

/// A domain. Lengths go in as SI and come out in units of reference_length().
template <int dim>
class Geometry {
public:
  virtual ~Geometry() = default;

  /// Length [m] that is 1 in the mesh: a length of the problem (pore length, box size).
  virtual double reference_length() const = 0;

  virtual MeshLabels labels() const = 0;

  /// Fill an empty triangulation with the coarse mesh: boundary ids, material ids, manifold ids and
  /// manifold objects are set. Same result on every rank. Vertices in units of reference_length().
  virtual void create_coarse_mesh(dealii::Triangulation<dim, dim>& mesh) const = 0;

  /// What part of the full object is meshed (1/4 for a quarter); fluxes are divided by it.
  virtual double symmetry_fraction() const { return 1.0; }
};

/// A row of the geometry table.
struct GeometryRow {
  std::string name;          ///< value of "Type" and name of the subsection
  std::string documentation; ///< for the manual
  /// Declare the parameters of this geometry (the handler is inside its subsection).
  void (*declare)(dealii::ParameterHandler& prm);
  /// Build from the parsed handler (inside its subsection). Throws InputError on values that
  /// contradict each other. Null when the geometry does not exist in that dimension.
  std::unique_ptr<Geometry<2>> (*make_2d)(dealii::ParameterHandler& prm, const MeshContext&);
  std::unique_ptr<Geometry<3>> (*make_3d)(dealii::ParameterHandler& prm, const MeshContext&);
};

/// All geometries.
const std::vector<GeometryRow>& geometries();

/// The geometry called `type`, built from the handler that stands in section "Geometry".
template <int dim>
std::unique_ptr<Geometry<dim>> make_geometry(const std::string& type, dealii::ParameterHandler& prm,
                                             const MeshContext& context);

} // namespace ionflux
