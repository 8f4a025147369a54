#include <ionflux/support/suggestion.h>

#include <algorithm>
#include <cctype>

namespace ionflux {

namespace {

double replacement_cost(const char a, const char b) {
  if (a == b) return 0.0;
  const auto lower = [](const char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return lower(a) == lower(b) ? 0.5 : 1.0;
}

} // namespace

double edit_distance(const std::string& a, const std::string& b) {
  // Optimal string alignment: rows i-2, i-1 and i of the table.
  std::vector<double> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min(
          {last[j] + 1.0, row[j - 1] + 1.0, last[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1.0);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string nearest_name(const std::string& name, const std::vector<std::string>& candidates) {
  // The quadratic table is not for hostile names of a megabyte.
  if (name.size() > 200) return "";
  // Two edits always count as a typo, as long as something of a short name is left.
  const double limit = std::min(std::max(2.0, name.size() / 3.0), name.size() - 0.5);
  std::string best;
  double best_distance = limit;
  for (const std::string& candidate : candidates) {
    const double distance = edit_distance(name, candidate);
    if (distance < best_distance || (best.empty() && distance <= best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

} // namespace ionflux
