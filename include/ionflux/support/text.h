#pragma once

/// Small operations on strings.

#include <cstdio>
#include <string>
#include <vector>

namespace ionflux {

/// Without white space at both ends.
std::string trim(const std::string& text);

/// Trimmed pieces of `text` between `separator`s; one empty piece for an empty text.
std::vector<std::string> split(const std::string& text, const std::string& separator);

/// split(text, ",") without empty pieces.
std::vector<std::string> split_list(const std::string& text);

std::string join(const std::vector<std::string>& pieces, const std::string& separator);

/// Shortest text that reads back as exactly this number: "0.025".
std::string number_text(double number);

/// The value itself, but for -0.0, which nobody wants to read: it becomes 0.
inline double without_minus_zero(const double number) { return number + 0.0; }
template <typename Value>
Value without_minus_zero(const Value value) {
  return value;
}

/// printf() into a string; no "-0".
template <typename... Values>
std::string format_text(const char* pattern, Values... values) {
  const int length = std::snprintf(nullptr, 0, pattern, without_minus_zero(values)...);
  std::string text(length + 1, '\0');
  std::snprintf(text.data(), text.size(), pattern, without_minus_zero(values)...);
  text.pop_back();
  return text;
}

/// Whether `piece` is one of `pieces`.
bool contains(const std::vector<std::string>& pieces, const std::string& piece);

/// Whether the bytes are well-formed UTF-8 (JSON, and so half of our output, needs it).
bool is_utf8(const std::string& text);

} // namespace ionflux
