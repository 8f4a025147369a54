#pragma once

#include <cstdio>
#include <string>

namespace ionflux {

/// A number for a sentence: four digits.
inline std::string in_words(const double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.4g", number);
  return text;
}

} // namespace ionflux
