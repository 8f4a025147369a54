#include <ionflux/support/text.h>

#include <algorithm>
#include <charconv>

namespace ionflux {

std::string trim(const std::string& text) {
  const char* const space = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> pieces;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find(separator, start)) != std::string::npos;
       start = end + separator.size())
    pieces.push_back(trim(text.substr(start, end - start)));
  pieces.push_back(trim(text.substr(start)));
  return pieces;
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> pieces = split(text, ",");
  pieces.erase(std::remove(pieces.begin(), pieces.end(), std::string()), pieces.end());
  return pieces;
}

std::string join(const std::vector<std::string>& pieces, const std::string& separator) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    text += (i > 0 ? separator : "") + pieces[i];
  return text;
}

std::string number_text(const double number) {
  char buffer[64];
  const auto result = std::to_chars(buffer, buffer + sizeof(buffer), number);
  return std::string(buffer, result.ptr);
}

bool contains(const std::vector<std::string>& pieces, const std::string& piece) {
  return std::find(pieces.begin(), pieces.end(), piece) != pieces.end();
}

bool is_utf8(const std::string& text) {
  int following = 0; // bytes that the present character still needs
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (following > 0) {
      if ((byte & 0xC0) != 0x80) return false;
      --following;
    } else if (byte >= 0x80) {
      if (byte >= 0xC2 && byte < 0xE0)
        following = 1;
      else if (byte >= 0xE0 && byte < 0xF0)
        following = 2;
      else if (byte >= 0xF0 && byte < 0xF5)
        following = 3;
      else
        return false;
    }
  }
  return following == 0;
}

} // namespace ionflux
