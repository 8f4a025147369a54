#pragma once

/// Names and places of what the input says, for messages.

#include <ionflux/input/parameters.h>

#include <string>
#include <vector>

namespace ionflux {

/// Name of a law as it stands in the input: "Concentration of K".
std::string law_name(const Parameters& parameters, const AppliedLaw& law);

/// Names of the inner interfaces, each once.
std::vector<std::string> interface_names(const MeshLabels& labels);

/// Line of the entry, or of the innermost section around it that is in the file; else the file.
InputLocation location_of(const Parameters& parameters, std::string path);

} // namespace ionflux
