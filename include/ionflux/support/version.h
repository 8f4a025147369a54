#pragma once

namespace ionflux {

/// Version of the program, as in CMakeLists.txt: "0.1.0".
const char* version();

} // namespace ionflux
