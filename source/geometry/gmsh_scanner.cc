#include <ionflux/geometry/gmsh_scanner.h>

#include <charconv>
#include <cmath>

namespace ionflux {

namespace {

bool is_space(const char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string shown(const std::string_view word) {
  std::string text;
  for (const char c : word.substr(0, 40))
    text += c >= ' ' && c < 127 ? c : '?';
  return "'" + text + "'";
}

} // namespace

void GmshScanner::refuse(const std::string& what, const std::string& allowed) const {
  Fault fault;
  fault.what = what;
  fault.where = {file, current_line};
  fault.parameter = parameter;
  fault.allowed = allowed;
  throw InputError(ExitCode::bad_input_file, std::vector<Fault>{fault});
}

std::string_view GmshScanner::word() {
  while (position < text.size() && is_space(text[position]))
    if (text[position++] == '\n') ++next_line;
  current_line = next_line;
  const std::size_t start = position;
  while (position < text.size() && !is_space(text[position]))
    ++position;
  return std::string_view(text).substr(start, position - start);
}

long GmshScanner::integer(const char* what, const long least) {
  const std::string_view next = word();
  long value = 0;
  const auto result = std::from_chars(next.data(), next.data() + next.size(), value);
  if (next.empty()) refuse(std::string("the file ends where ") + what + " should be");
  if (result.ec != std::errc() || result.ptr != next.data() + next.size())
    refuse(shown(next) + " is not " + what + ", a whole number");
  if (value < least || value > 2147483647l)
    refuse(std::string(what) + " cannot be " + std::to_string(value));
  return value;
}

double GmshScanner::number(const char* what) {
  const std::string_view next = word();
  double value = 0;
  const auto result = std::from_chars(next.data(), next.data() + next.size(), value);
  if (next.empty()) refuse(std::string("the file ends where ") + what + " should be");
  if (result.ec != std::errc() || result.ptr != next.data() + next.size() || !std::isfinite(value))
    refuse(shown(next) + " is not " + what + ", a finite number");
  return value;
}

std::size_t GmshScanner::count(const char* what) {
  const long value = integer(what, 0);
  if (static_cast<std::size_t>(value) > (text.size() - position) / 2 + 1)
    refuse(std::string(what) + " is " + std::to_string(value) + ", but the file has only " +
           std::to_string(text.size() - position) + " more bytes");
  return value;
}

std::string GmshScanner::quoted(const char* what) {
  const std::string_view next = word();
  if (next.empty() || next[0] != '"') refuse(std::string(what) + " is not in double quotes");
  const std::size_t start = position - next.size() + 1, end = text.find_first_of("\"\n", start);
  if (end == std::string::npos || text[end] == '\n')
    refuse(std::string(what) + " has no closing quote");
  position = end + 1;
  return text.substr(start, end - start);
}

void GmshScanner::expect(const std::string& next) {
  const std::string_view found = word();
  if (found.empty()) refuse("the file ends before '" + next + "': it is cut off");
  if (found != next) refuse(shown(found) + " stands where '" + next + "' should be");
}

void GmshScanner::skip_section(const std::string& name) {
  const std::string end = "$End" + name;
  for (std::string_view next = word(); next != end; next = word())
    if (next.empty()) refuse("the section '$" + name + "' has no end: the file is cut off");
}

} // namespace ionflux
