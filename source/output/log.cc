#include <ionflux/output/log.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <stdexcept>

namespace ionflux {

Log::Log(const bool active) : Log(active, std::cout) {}

Log::Log(const bool active, std::ostream& console) : active(active), console(console) {}

void Log::open(const std::string& path) {
  if (!active) return;
  errno = 0;
  file.open(path, std::ios::trunc);
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
