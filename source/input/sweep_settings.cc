#include <ionflux/input/sweep_settings.h>

namespace ionflux {

unsigned long long SweepSettings::n_points() const {
  if (axes.empty()) return 1;
  if (paired) return axes[0].values.size();
  unsigned long long n = 1;
  for (const SweepAxis& axis : axes)
    n *= axis.values.size();
  return n;
}

std::vector<unsigned int> SweepSettings::indices(unsigned long long p) const {
  std::vector<unsigned int> index(axes.size(), static_cast<unsigned int>(p));
  if (paired) return index;
  for (std::size_t a = axes.size(); a-- > 0; p /= axes[a].values.size())
    index[a] = p % axes[a].values.size();
  return index;
}

} // namespace ionflux
