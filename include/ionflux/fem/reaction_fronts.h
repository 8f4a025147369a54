#pragma once

#include <ionflux/fem/model.h>

namespace ionflux {

/// Do the concentrations that boundaries give a species that reacts with another differ by several
/// orders of magnitude?
bool far_apart(const Model& model);

/// Do reactions run in fronts, where ln c falls by as much? Between baths that are far apart, as
/// long as all that reacts has its electrochemical potential as unknown.
bool makes_fronts(const Model& model);

/// The composition a front starts from: of each species the mean of what the boundaries give, in
/// units of c0; 1 where none gives any.
std::vector<double> mean_given(const Model& model);

} // namespace ionflux
