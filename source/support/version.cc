#include <ionflux/support/version.h>

namespace ionflux {

const char* version() { return IONFLUX_VERSION; }
const char* git_id() { return IONFLUX_GIT_ID; }

} // namespace ionflux
