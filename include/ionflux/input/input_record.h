#pragma once

#include <ionflux/input/parameters.h>

namespace ionflux {

class RunRecord;

/// Note in run.json what a reader of results needs of the input: "parameters" (a list, in the order
/// of the manual: section, name, value as entered, value in SI, origin), the overrides of --set,
/// and the output folder as an absolute path. python/ionflux reads them.
void record_input(RunRecord& record, const Parameters& parameters);

} // namespace ionflux
