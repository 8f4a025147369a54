#pragma once

/// The rows of the geometry table, each made in the source file of its geometry, and what they
/// share.

#include <ionflux/geometry/geometry.h>
#include <ionflux/geometry/grading.h>

#include <string>

namespace ionflux {

GeometryRow box_row();
GeometryRow membrane_row();
GeometryRow mesh_file_row();
GeometryRow nanopore_row();
GeometryRow pore_array_row();
GeometryRow shell_row();

/// Throws the InputError of a bad value: `parameter` is the name inside the geometry's subsection.
[[noreturn]] void refuse_value(const std::string& geometry, const std::string& parameter,
                               const std::string& value, const std::string& what,
                               const std::string& allowed);

/// A length that may also be "auto". Read back with length_or(): the value [m], or `automatic`.
void declare_length_or_auto(dealii::ParameterHandler& prm, const std::string& name,
                            const std::string& documentation);
double length_or(const dealii::ParameterHandler& prm, const std::string& geometry,
                 const std::string& name, double automatic);

/// A required positive length [m], already declared as a quantity.
double positive_length(const dealii::ParameterHandler& prm, const std::string& geometry,
                       const std::string& name);

/// "First layer" and "Grading ratio", which every geometry has.
void declare_grading(dealii::ParameterHandler& prm);

} // namespace ionflux
