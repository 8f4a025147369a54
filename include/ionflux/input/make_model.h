#pragma once

#include <ionflux/fem/model.h>
#include <ionflux/input/parameters.h>

namespace ionflux {

/// The continuous problem of a parameter file, on a domain whose parts have these names.
///
/// @param scaling of length, concentration and diffusivity; its temperature is replaced by the
///                file's
Model make_model(const Parameters& parameters, const MeshLabels& labels, Scaling scaling);

} // namespace ionflux
