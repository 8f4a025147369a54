#include <ionflux/output/log.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace ionflux {

Log::Log(const bool active) : Log(active, std::cout) {}

Log::Log(const bool active, std::ostream& console) : active(active), console(console) {}

Log::~Log() {
  if (!file.is_open()) return;
  file.close();
  // A stream has no fsync(); any descriptor of the file will do.
  const int descriptor = ::open(file_name.c_str(), O_WRONLY | O_CLOEXEC);
  const bool is_synced = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL ||
                                             errno == ENOTSUP || errno == EROFS);
  const int reason = errno;
  if (descriptor >= 0) close(descriptor);
  if (!file || !is_synced)
    console << "warning: '" << file_name << "' may be incomplete (" << std::strerror(reason)
            << "); the other files are not affected" << std::endl;
}

void Log::open(const std::string& path, const bool append) {
  if (!active) return;
  errno = 0;
  file.open(path, append ? std::ios::app : std::ios::trunc);
  if (file) file << before << std::flush;
  if (!file)
    throw std::runtime_error("cannot write '" + path + "': " + std::strerror(errno ? errno : EIO));
  file_name = path;
  before.clear();
}

void Log::operator()(const std::string& text) {
  if (!active) return;
  console << text << std::endl;
  if (file_name.empty()) {
    before += text + '\n';
  } else if (file.is_open()) {
    errno = 0;
    file << text << std::endl;
    if (!file) {
      console << "warning: '" << file_name << "' cannot be written ("
              << std::strerror(errno ? errno : EIO) << "); the log goes on here only" << std::endl;
      file.close();
    }
  }
}

} // namespace ionflux
