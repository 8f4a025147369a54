#pragma once

/// The radius of a pore along its axis: a table of shapes.

#include <functional>
#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace ionflux {

struct MeshContext;

/// The wall r(z) of a pore from its lower mouth z = -1/2 to its upper mouth z = 1/2; lengths in
/// units of the pore length. Continuously differentiable.
struct PoreProfile {
  std::function<double(double)> radius;
  std::function<double(double)> slope; ///< dr/dz
  double narrowest() const;            ///< of a thousand places
  double widest() const;
};

/// A straight wall: a cylinder or a cone.
/// @param radius at the lower mouth @param angle half opening angle [rad]
PoreProfile cone_profile(double radius, double angle);

/// A hyperbola (with its mirror image a hyperboloid of one sheet): `waist` in the middle, `mouth`
/// at both ends.
PoreProfile hourglass_profile(double waist, double mouth);

/// An exponential horn: radius grows by the same factor in equal steps.
PoreProfile trumpet_profile(double lower, double upper);

/// Through the points (z, r) by piecewise cubic Hermite polynomials that do not overshoot (Fritsch
/// and Butland 1984, SIAM J. Sci. Stat. Comput. 5:300).
/// @pre two points or more, z strictly ascending from -1/2 to 1/2
PoreProfile table_profile(std::vector<double> z, std::vector<double> r);

/// A row of the table of shapes.
struct PoreProfileRow {
  std::string name;                 ///< value of "Shape"
  std::string documentation;        ///< for the manual
  std::vector<std::string> entries; ///< what it reads; set for another shape, they are refused
  /// From the parsed handler (inside the geometry's subsection). `length` of the pore [m].
  PoreProfile (*make)(const dealii::ParameterHandler& prm, double length, const MeshContext&);
};

const std::vector<PoreProfileRow>& pore_profiles();

/// "Shape" and the entries of all rows.
void declare_pore_profile(dealii::ParameterHandler& prm);

/// The profile that the handler describes, checked: positive, finite, slope within 75 degrees.
PoreProfile read_pore_profile(const dealii::ParameterHandler& prm, double length,
                              const MeshContext& context);

/// Positions and radii [m] of a CSV file: two columns, the unit of each in brackets in the first
/// line, "z [nm], r [nm]"; lines that start with # are comments. Collective.
/// @throws InputError(ExitCode::bad_input_file) with the line
std::vector<std::vector<double>> read_profile_file(const std::string& file,
                                                   const std::string& parameter);

} // namespace ionflux
