#pragma once

namespace ionflux {

/// Version of the program, as in CMakeLists.txt: "0.1.0".
const char* version();

/// Commit the program was built from, "-dirty" appended if files had been changed; "" if unknown.
const char* git_id();

} // namespace ionflux
