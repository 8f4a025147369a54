#include <ionflux/support/version.h>

namespace ionflux {

const char* version() {
  return IONFLUX_VERSION;
}

} // namespace ionflux
